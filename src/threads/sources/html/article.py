"""What a page says beside its comments: title, address, the article above them, and how many comments it declares."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from threads.model import Post
from threads.sources.html.family import owners
from threads.sources.interface import begins_with, declared_count
from threads.sources.markup import Element, Page
from threads.timestamps import parse_time

_FEWEST_WORDS = 8  # of a paragraph
_SHORTEST = 20  # words of an article; less is a notice beside a forum's posts
_ASIDE = re.compile(r"sidebar|widget|related|footer|nav|menu|author-?bio|about-?author|teaser|comment|respond")
_PUBLISHED = (
    "meta[property='article:published_time'], meta[itemprop=datePublished], meta[name='date'], meta[name='DC.date']"
)


class Article(NamedTuple):
    """The parts of a page that are not comments."""

    title: str | None
    url: str | None
    declared: int | None
    post: Post | None


def read(page: Page, records: Sequence[Element]) -> Article:
    """Title, address, declared count and article of a page whose comments are `records`."""
    return Article(_title(page), _address(page), _declared(page, records), _post(page, records))


def _meta(page: Page, selector: str) -> str | None:
    found = (e.get("content") or e.get("href") for e in page.select(selector))
    return next((" ".join(value.split()) for value in found if value.strip()), None)


def _title(page: Page) -> str | None:
    heads = [e.line for e in page.select("h1")]
    stated = _meta(page, "meta[property='og:title']")
    return stated or next((h for h in heads if h), None) or _own(page.select("title"))


def _own(elements: Iterable[Element]) -> str | None:
    return next((e.own_text for e in elements if e.own_text), None)


def _address(page: Page) -> str | None:
    return _meta(page, "link[rel=canonical]") or _meta(page, "meta[property='og:url']")


def _declared(page: Page, records: Sequence[Element]) -> int | None:
    """The count that a short text outside the comments declares; of several the one nearest to what was found."""
    texts = {
        e.own_text if e.words > 4 else e.line
        for e in page.root.walk(sorted(n for r in records for n in r.top))
        if 0 < e.words <= 12
    }
    numbers = [n for text in texts if (n := declared_count(text)) is not None]
    return min(numbers, key=lambda n: (abs(n - len(records)), n), default=None)


def _post(page: Page, records: Sequence[Element]) -> Post | None:
    """The article: the paragraphs of the element that holds most of them, outside comments and sidebars."""
    paragraphs = [p for p in page.select("p") if p.words >= _FEWEST_WORDS]
    paragraphs = [
        p for p, r in zip(paragraphs, owners(paragraphs, records), strict=True) if r is None and not _beside(p)
    ]
    counts = Counter({p.parent.order: 0 for p in paragraphs if p.parent})
    for p in paragraphs:
        counts[p.parent.order if p.parent else 0] += p.words
    main, words = next(iter(counts.most_common(1)), (0, 0))
    if words < _SHORTEST:
        return None
    text = "\n\n".join(p.text() for p in paragraphs if p.parent and p.parent.order == main)
    author = _meta(page, "meta[name=author], meta[property='article:author'], meta[name='DC.creator']")
    published = _meta(page, _PUBLISHED)
    return Post(
        author=author if author and "://" not in author else _byline(page, records),
        created_at=parse_time(published) if published else None,
        text=text,
    )


def _beside(paragraph: Element) -> bool:
    near = [e for e in islice(paragraph.ancestors(), 6) if e.tag not in ("body", "html")]
    return any(_ASIDE.search(name) for e in near for name in (*e.classes, e.get("id").lower())) or any(
        e.tag in ("aside", "footer", "nav", "form") for e in near
    )


def _byline(page: Page, records: Sequence[Element]) -> str | None:
    """The name in a link to the author, or after "by" in a short line above the comments."""
    first = records[0].order if records else page.root.end
    for element in page.select("[rel=author], [itemprop=author], .byline, .author"):
        if element.order < first and 0 < element.words <= 8:
            name = element.line
            said = begins_with("byline", name)
            return name[len(said) :].strip(" :") if said else name
    return None
