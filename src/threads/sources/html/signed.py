"""Comments that nothing sets apart but the signature at their end, a link to a person and a time: pages of talk.

What is said ends in the signature; how far it is indented, by lists around it, tells what it answers.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from threads.sources.html.depths import nearest_above
from threads.sources.html.family import Family
from threads.sources.html.texts import between, words_said
from threads.sources.html.times import Timed, printed_time
from threads.sources.html.worth import ENOUGH, Filled, Reading
from threads.sources.markup import Element, Page
from threads.sources.text.names import likeness

_FEWEST = 3  # signatures
_CLOCK = re.compile(r"\d[:.h]\d\d")
_LONGEST_TIME = 60  # characters
_BETWEEN = 3  # words between a name and its time: "(talk)"
_NAMELIKE = 0.3  # as the address of one without a name is
_LISTS = ("dl", "ul", "ol")
_BLOCKS = ("p", "dd", "li")
_ABOVE = {"p": ("p", "blockquote", "pre"), "dd": ("dd",), "li": ()}  # what belongs to the same comment, if unsigned
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_TITLE = re.compile(r"[?&]title=([^&]*)")
_DASHES = " \n—–-~"


class Signature(NamedTuple):
    """The end of a comment: the block that it ends, the link to its author, the time and the number of its text."""

    block: Element
    person: Element
    time: Timed
    number: int

    @property
    def depth(self) -> int:
        """In how many lists it stands."""
        return sum(a.tag in _LISTS for a in self.block.ancestors())


def find(page: Page) -> Reading | None:
    """The reading of a page whose comments are signed, some of them indented below others; None for any other page."""
    found = _of_people([s for text in page.figured if (s := _signature(page, *text)) is not None])
    if len(found) < _FEWEST or len({s.depth for s in found}) < 2 or len({s.person.line for s in found}) < 2:
        return None
    taken = {s.block.order for s in found}
    members = [_member(s.block, taken) for s in found]
    family = Family("signed", tuple(members), {}, 0.0)
    numbers = family.numbers
    records = tuple(_filled(m, s, numbers) for m, s in zip(members, found, strict=True))
    return Reading(family, records, 0.0, above=_above(page, found, members))


def _signature(page: Page, number: int, element: Element, text: str) -> Signature | None:
    """The signature that ends in one of the page's texts."""
    if len(text) > _LONGEST_TIME or not _CLOCK.search(text):
        return None
    block = next((e for e in (element, *element.ancestors()) if e.tag in _BLOCKS or e.tag in _LISTS), None)
    line = " ".join(text.split())
    moment = printed_time(line) if block is not None and block.tag in _BLOCKS else None
    if block is None or moment is None or moment.hour is None or not moment.is_absolute:
        return None
    is_last = len(line[moment.end :].split()) <= 1 and _ends(page, block, number)  # "(CEST)"
    person = _person(page, block, element, number) if is_last else None
    if person is None or likeness(person.line) < _NAMELIKE or len(line[: moment.start].split()) > _BETWEEN:
        return None
    return Signature(block, person, Timed(element, None, moment, line[moment.start : moment.end]), number)


def _ends(page: Page, block: Element, number: int) -> bool:
    """Whether a text is the last one of its block, but for lists below."""
    below = next((c for c in block.children if isinstance(c, Element) and c.first > number and c.tag in _LISTS), None)
    end = below.first if below is not None else block.last
    return not any(text.strip() for text in page.texts[number + 1 : end])


def _person(page: Page, block: Element, time: Element, number: int) -> Element | None:
    """The first of the links right before a time that lead to the same name: "NAME (talk)"."""
    links = [e for e in block.inside() if e.tag == "a" and e.words and e.last <= number and not e.contains(time)]
    found: Element | None = None
    end = number
    for link in reversed(links):
        is_near = len("".join(page.texts[link.last : end]).split()) <= _BETWEEN
        if not is_near or (found is not None and _whose(link) != _whose(found)):
            break
        found, end = link, link.first
    return found


def _whose(link: Element) -> str:
    """The name at the end of an address: `/wiki/User:Ines` and `/wiki/User_talk:Ines` are of Ines."""
    address = link.get("href").partition("#")[0]
    title = _TITLE.search(address)
    return re.split(r"[/:]", title[1] if title else address.partition("?")[0])[-1]


def _of_people(found: Sequence[Signature]) -> list[Signature]:
    """Those whose name is one person's: a text that leads to many places, such as "more", is none."""
    places = defaultdict[str, set[str]](set)
    for signature in found:
        places[signature.person.line].add(_whose(signature.person))
    return [s for s in found if len(places[s.person.line]) == 1]


def _member(block: Element, taken: set[int]) -> Element:
    """A signed block with the unsigned ones right above it."""
    row = block.parent
    if row is None or block.order not in row.places:
        return block
    at = start = row.places[block.order]
    while start and _goes_on(row.children[start - 1], block, taken):
        start -= 1
    elements = [c for c in row.children[start:at] if isinstance(c, Element)]
    return row.wrapping([*row.children[row.places[elements[0].order] : at], block]) if elements else block


def _goes_on(above: Element | str, block: Element, taken: set[int]) -> bool:
    if isinstance(above, str):
        return above.isspace()
    belongs = above.tag in _ABOVE[block.tag] and above.words > 0
    return belongs and not any(e.order in taken for e in above.walk() if e.tag in _BLOCKS)


def _filled(member: Element, signature: Signature, numbers: Sequence[int]) -> Filled:
    others = frozenset(between(numbers, member)) - {signature.block.order}
    text = member.text(others)
    said = _without(text, signature)
    return Filled(member, signature.person.line, member, said, signature.time, words_said(said, 0, ENOUGH))


def _without(text: str, signature: Signature) -> str:
    """A text without the signature behind it."""
    texts = signature.block.page.texts[signature.person.first : signature.number + 1]
    line = " ".join("".join(texts).split())
    at = text.rfind(line)
    at = at if at >= 0 else text.rfind(signature.person.line)
    return text[:at].rstrip(_DASHES) if at >= 0 else text


def _above(page: Page, found: Sequence[Signature], members: Sequence[Element]) -> Mapping[int, int]:
    """The number of the record that each one answers, the nearest above that is less deep under the same heading."""
    headings = sorted(e.order for tag in _HEADINGS for e in page.tagged[tag])
    sections = defaultdict[int, list[int]](list)
    for n, signature in enumerate(found):
        sections[bisect_left(headings, signature.block.order)].append(n)
    return dict(_pairs(found, members, sections.values()))


def _pairs(
    found: Sequence[Signature], members: Sequence[Element], sections: Iterable[list[int]]
) -> Iterator[tuple[int, int]]:
    for section in sections:
        for child, parent in nearest_above([found[n].depth for n in section]).items():
            if parent is not None:
                yield members[section[child]].order, members[section[parent]].order
