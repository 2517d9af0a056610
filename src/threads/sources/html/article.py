"""What a page says beside its comments: title, address, the article above them, and how many comments it declares."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, takewhile
from typing import Any, NamedTuple

from threads.model import Post
from threads.sources.document import Options
from threads.sources.html.dates import day_first
from threads.sources.html.family import owners
from threads.sources.html.people import author_parts, links_to_person
from threads.sources.html.stated import Signature, signature
from threads.sources.html.times import Timed, resolve
from threads.sources.html.titles import title
from threads.sources.interface import begins_with, declared_count
from threads.sources.markup import Element, Page
from threads.sources.text.names import likeness, undecorated
from threads.timestamps import parse_time

_FEWEST_WORDS = 8  # of a paragraph
_SHORTEST = 20  # words of an article; less is a notice beside a forum's posts
_ASIDE = re.compile(r"sidebar|widget|related|footer|nav|menu|author-?bio|about-?author|teaser|comment|respond")
_TITLE = frozenset({("property", "og:title")})
_ADDRESS = frozenset({("property", "og:url")})
_AUTHOR = frozenset({("name", "author"), ("property", "article:author"), ("name", "DC.creator")})
_PUBLISHED = frozenset(
    {("property", "article:published_time"), ("itemprop", "datePublished"), ("name", "date"), ("name", "DC.date")}
)
_SHORT = 12  # words around a declared count
_TEXT = re.compile(r"content|body|text|message|descri")
_MAILBOX = re.compile(r"\S+@\S+\.\S+")
_EDGES = " \t:,|·•–—-"
_STEPS = 4  # from an article's paragraphs up to what holds its head too
_NAMELIKE = 0.5
_SENTENCE = re.compile(r"[.!?…。][\"”’»“)\]]*$")
_SHORTER = 4  # words that may stand in several elements


class Article(NamedTuple):
    """The parts of a page that are not comments."""

    title: str | None
    url: str | None
    declared: int | None
    post: Post | None


def read(
    page: Page, records: Sequence[Element], timed: Sequence[Timed], options: Options, said: Sequence[Any] = ()
) -> Article:
    """Title, address, declared count and article of a page whose comments are `records`.

    `timed` are its times, `said` its JSON-LD.
    """
    first = records[0].order if records else page.root.end
    return Article(
        title=_meta(page, _TITLE) or title(page, first),
        url=_address(page),
        declared=_declared(page, records),
        post=_post(page, records, first, timed, signature(said, options), options),
    )


def _meta(page: Page, names: frozenset[tuple[str, str]]) -> str | None:
    """What the first of the page's `meta` with one of these attributes says."""
    found = (e.get("content") for e in page.tagged["meta"] if not names.isdisjoint(e.attributes.items()))
    return next((" ".join(value.split()) for value in found if value.strip()), None)


def _address(page: Page) -> str | None:
    links = (e.get("href").strip() for e in page.tagged["link"] if e.get("rel") == "canonical")
    return next(filter(None, links), None) or _meta(page, _ADDRESS)


def _declared(page: Page, records: Sequence[Element]) -> int | None:
    """The count that a short text outside the comments declares; of several the one nearest to what was found."""
    found = sorted({e.order: e for e in _with_figures(page)}.items())
    short = [e for _, e in found]
    held = owners(short, sorted([page.elements[n] for r in records for n in r.top], key=lambda e: e.order))
    texts = {e.own_text if e.words > _SHORTER else e.line for e, r in zip(short, held, strict=True) if r is None}
    numbers = [n for text in texts if (n := declared_count(text)) is not None]
    return min(numbers, key=lambda n: (abs(n - len(records)), n), default=None)


def _with_figures(page: Page) -> Iterator[Element]:
    """The short elements with a figure in their text."""
    for _, element, _ in page.figured:
        if element.words <= _SHORT:
            yield element
        yield from takewhile(lambda around: around.words <= _SHORTER, element.ancestors())


def _post(
    page: Page, records: Sequence[Element], first: int, timed: Sequence[Timed], stated: Signature, options: Options
) -> Post | None:
    """The article: the paragraphs of the element that holds most of them, outside comments and sidebars."""
    main, text = _main([(p.parent, p) for p in page.tagged["p"] if p.parent is not None], records)
    if main is not None:
        return _signed_post(page, main, text, first, timed, stated, options)
    # An opening post without a tag around its paragraphs has an author and a time at least; a notice has neither.
    main, text = _main([(e, e) for e in _bare(page, records)], records)
    post = _signed_post(page, main, text, first, timed, stated, options) if main is not None else None
    return post if post is not None and post.author and post.created_at else None


def _signed_post(
    page: Page, main: Element, text: str, first: int, timed: Sequence[Timed], stated: Signature, options: Options
) -> Post:
    """The article with its author and time, as the page states them or prints them near it."""
    author, published = _meta(page, _AUTHOR) or "", _meta(page, _PUBLISHED) or ""
    near = _near(main, first)
    return Post(
        author=(author if "://" not in author else None) or stated.author or _byline(page, first) or _signed(near),
        created_at=parse_time(published, options.timezone)
        or stated.created_at
        or _dated(near, timed, page.language, options),
        text=text,
    )


def _near(main: Element, first: int) -> list[Element]:
    """What stands in or near an article's element, where its head may be, before the first comment's number."""
    around = [e for e in islice(main.ancestors(), _STEPS) if e.tag not in ("body", "html")]
    widest = [main, *takewhile(lambda e: not e.order < first <= e.end, around)][-1]
    return [e for e in widest.inside() if e.order < first]


def _signed(near: Sequence[Element]) -> str | None:
    """The first name in an element that is called an author, or in a link to a person; or after "by"."""
    short = [e for e in near if 0 < e.words <= _SHORTER and e.tag not in ("h1", "h2")]
    called = (_name(e.line) for e in short if e.head and (author_parts(e.look.classes) or links_to_person(e)))
    told = (_name(e.line) for e in short if begins_with("byline", e.line))
    return next(filter(None, called), None) or next(filter(None, told), None)


def _name(line: str) -> str | None:
    """The name in a byline, without "by", dashes around it or an address; None for a label or a button."""
    line = undecorated(_MAILBOX.sub("", line)).strip(_EDGES)
    name = line[len(begins_with("byline", line) or "") :].strip(_EDGES)
    return name if likeness(name) > _NAMELIKE and ":" not in name and not begins_with("buttons", name) else None


def _dated(near: Sequence[Element], timed: Sequence[Timed], language: str, options: Options) -> str | None:
    """The first time of posting."""
    numbers = {e.order for e in near}
    first = next((time for time in timed if time.element.order in numbers), None)
    return resolve(first, day_first(timed, language), options) if first is not None else None


def _main(parts: Sequence[tuple[Element, Element]], records: Sequence[Element]) -> tuple[Element | None, str]:
    """The element with most words in parts outside comments and sidebars, and its text; a part comes behind its own."""
    long = [(around, part) for around, part in parts if part.words >= _FEWEST_WORDS]
    held = owners([part for _, part in long], records)
    free = [(around, part) for (around, part), record in zip(long, held, strict=True) if record is None]
    words: Counter[int] = Counter()
    own = [(around, part) for around, part in free if not _beside(part)]
    for around, part in own:
        words[around.order] += part.words
    main, most = next(iter(words.most_common(1)), (0, 0))
    if most < _SHORTEST:
        return None, ""
    of_main = [(around, part) for around, part in own if around.order == main]
    return of_main[0][0], "\n\n".join(part.text() for part in _with_short(parts, of_main))


def _with_short(parts: Sequence[tuple[Element, Element]], long: Sequence[tuple[Element, Element]]) -> Iterator[Element]:
    """An article's long paragraphs, the short ones between them, and one sentence behind them."""
    around, first, last = long[0][0].order, long[0][1].order, long[-1][1].order
    here = [p for a, p in parts if a.order == around and p.order >= first and p.words and not _beside(p)]
    inside = [p for p in here if p.order <= last]
    behind = here[len(inside) : len(inside) + 1]
    yield from (*inside, *(p for p in behind if _SENTENCE.search(p.line)))


def _bare(page: Page, records: Sequence[Element]) -> list[Element]:
    """The elements above the comments that are called a text and hold text of their own."""
    above = {e.order: e for _, e, _ in page.worded if records and e.order < records[0].order}
    return [e for e in above.values() if e.head and _TEXT.search(e.look.classes) and e.end < records[0].order]


def _beside(paragraph: Element) -> bool:
    near = [e for e in islice(paragraph.ancestors(), 6) if e.tag not in ("body", "html")]
    return any(e.tag in ("aside", "footer", "nav", "form") or _is_aside(e.look.called) for e in near)


@lru_cache(maxsize=5000)
def _is_aside(called: str) -> bool:
    return _ASIDE.search(called) is not None


def _byline(page: Page, first: int) -> str | None:
    """The first name in what the page declares or calls an author's, above the comments."""
    called = page.select("[rel=author], [itemprop=author], .byline, .author")
    names = (_name(e.line) for e in called if e.order < first and 0 < e.words <= _FEWEST_WORDS)
    return next(filter(None, names), None)
