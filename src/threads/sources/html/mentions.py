"""Whom a text addresses first, by a link to that person's page: `<a href="/@dov">@dov</a> The lift is broken.`

The name in the link is often not the one that the page prints above the person's own comments; the address is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from threads.model import Marker
from threads.sources.html.people import links_to_person
from threads.sources.html.quotes import quotations
from threads.sources.html.worth import Filled
from threads.sources.interface import begins_with
from threads.sources.markup import Element

_HOST = re.compile(r"^(?:\w+:)?//[^/]*")
_ARROW = re.compile(r"[>＞≫»→⇒↑]{1,2}\s?@?")
_BEGINNING = 60  # characters
_LINE = 10  # words
_HEAD = 12  # elements of a text among which its first link is looked for


def mentions(records: Sequence[Filled], inside: Sequence[Sequence[Element]]) -> dict[int, Marker]:
    """For each record whose text begins with a link to somebody's page: the mark "reply-to" with that author's name."""
    people: dict[str, str] = {}
    for record, elements in zip(records, inside, strict=True):
        for link in elements:
            if link.tag == "a" and record.author and links_to_person(link) and not _in(link, record.body):
                people.setdefault(_address(link), record.author)
    names = frozenset(r.author for r in records if r.author)
    found: dict[int, Marker] = {}
    for n, (record, elements) in enumerate(zip(records, inside, strict=True)):
        if (said := _answered(elements, names)) is not None:
            found[n] = said
            continue
        if (pointed := _pointed_at(record, names)) is not None:
            found[n] = pointed
            continue
        first = _first_link(record.body)
        name = (people.get(_address(first)) or _named(first, names)) if first is not None else None
        if first is not None and name and name != record.author:
            found[n] = Marker(kind="reply-to", value=name, printed=first.line[:80])
    return found


def _named(mention: Element, names: Collection[str]) -> str | None:
    """The author whom the text of a link calls."""
    name = mention.line.lstrip("@ ")
    return name if name in names else None


def _answered(elements: Sequence[Element], names: frozenset[str]) -> Marker | None:
    """The mark that a line such as "In reply to NAME" sets, where NAME is an author."""
    for element in elements:
        if 0 < element.words <= _LINE and (said := begins_with("in_reply_to", element.line)) and element.own_text:
            name = element.line[len(said) :].strip(" :@")
            if name in names:
                return Marker(kind="reply-to", value=name, printed=element.line)
    return None


def _pointed_at(record: Filled, names: Collection[str]) -> Marker | None:
    """The mark that an arrow and an author's name at a text's beginning set: ">NAME The lift is broken."."""
    line = record.body.line[:_BEGINNING] if record.body is not None and record.text else ""
    arrow = _ARROW.match(line)
    if arrow is None:
        return None
    ends = range(len(line), arrow.end(), -1)
    held = (line[arrow.end() : end] for end in ends if line[arrow.end() : end] in names)
    name = next((name for name in held if name != record.author), None)
    return Marker(kind="reply-to", value=name, printed=line[: arrow.end() + len(name)]) if name else None


def _in(link: Element, body: Element | None) -> bool:
    return body is not None and body.contains(link)


def _address(link: Element) -> str:
    """The path of a link: the same person is linked with and without the host."""
    address = link.get("href").strip().partition("#")[0].partition("?")[0]
    return _HOST.sub("", address).rstrip("/").casefold()


def _first_link(body: Element | None) -> Element | None:
    """The link to a person, or one called a mention, that a text begins with."""
    if body is None:
        return None
    links = (e for n, e in enumerate(body.walk([q.order for q in quotations(body)])) if n <= _HEAD and e.tag == "a")
    link = next(links, None)
    if link is None or not link.words or not (links_to_person(link) or "mention" in link.look.classes):
        return None
    return link if body.line[: len(link.line) + 2].lstrip("@ ").startswith(link.line.lstrip("@ ")) else None
