"""What a page is about: its title, without the names of site and section that stand beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple
from urllib.parse import urlsplit

from threads.sources.markup import Element, Page

_HOME = re.compile(r"/?(?:(?:index|default|home|forum)\.\w+)?", re.IGNORECASE)
_INSIDE = re.compile(r"[\w'’]")  # next to a part of the title: it goes on there
_SHARE = 0.15  # of the whole title; "in" stands in many
_NEAR = 2  # elements from a text up to its heading
_OF_HEADING = 1.5  # times its length: a site may have a longer name than the topic
_OF_LAST = 2.5  # the heading right above the comments


class _Part(NamedTuple):
    """A text of the page that is a part of its title."""

    text: str
    element: Element

    @property
    def is_heading(self) -> bool:
        around = (self.element, *islice(self.element.ancestors(), _NEAR))
        return any(e.tag in ("h1", "h2", "h3", "h4") for e in around)

    @property
    def leads_home(self) -> bool:
        around: Iterable[Element] = (self.element, *self.element.ancestors())
        link = next((e for e in around if e.tag == "a"), None)
        return link is not None and _HOME.fullmatch(urlsplit(link.get("href")).path) is not None


def title(page: Page, first: int) -> str | None:
    """The longest text of the page that stands in its `title`, where sites put their own name too; else a heading.

    A heading counts for more, most the last one above the comments, which begin at the element with the number `first`.
    """
    whole = next((" ".join(e.own_text.split()) for e in page.tagged["title"] if e.own_text), "")
    parts = [part for part in _parts(page, whole) if not part.leads_home]
    headings = [part for part in parts if part.is_heading]
    last = next((part for part in reversed(headings) if part.element.order < first), None)
    worth = [(len(p.text) * (_OF_LAST if p is last else _OF_HEADING if p in headings else 1), p.text) for p in parts]
    heads = (e.line for e in page.tagged["h1"])
    return max(worth, default=(0, ""))[1] or next((head for head in heads if head), None) or whole or None


def _parts(page: Page, whole: str) -> Iterator[_Part]:
    for _, element, printed in page.worded:
        text = " ".join(printed.split()) if len(printed) <= 2 * len(whole) else ""
        at = whole.find(text) if len(text) > _SHARE * len(whole) and element.tag != "title" else -1
        beside = (whole[:at].rstrip()[-1:], whole[at + len(text) :].lstrip()[:1])
        if at >= 0 and not any(map(_INSIDE.match, beside)):
            yield _Part(text, element)
