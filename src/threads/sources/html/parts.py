"""The names that the elements of records share: each with the elements that it names in each record."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from threads.sources.html.people import author_parts, links_to_person
from threads.sources.html.unnamed import drawn
from threads.sources.markup import Element

PERSON = "a[person]"
_CODE = re.compile(r"(?=.{4,8}$)[a-z]{1,5}\d[a-z\d]*[a-z][a-z\d]*")


Found = dict[int, list[Element]]  # by the number of the record that they stand in


class Slot(NamedTuple):
    """The names of the same elements, and those elements by the number of the record that they stand in."""

    names: tuple[str, ...]
    found: Found


def slots_of(inside: Mapping[int, Sequence[Element]]) -> list[Slot]:
    """All slots of some records, in the order in which a page first shows them.

    A page has few sets of names, so the slots are told from those; each element then goes to the slots of its set.
    """
    sets: dict[int, tuple[str, ...]] = {}
    for elements in inside.values():
        for element in elements:
            names = _names(element)
            sets[id(names)] = names
    named: dict[str, list[int]] = defaultdict(list)
    for number, names in sets.items():
        for name in dict.fromkeys(names):
            named[name].append(number)
    alike: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for name, numbers in named.items():
        alike[tuple(numbers)].append(name)
    slots = [Slot(tuple(names), defaultdict(list)) for names in alike.values()]
    of_set: dict[int, list[Found]] = defaultdict(list)
    for members_of, slot in zip(alike, slots, strict=True):
        for number in members_of:
            of_set[number].append(slot.found)
    known = next((e.page.names for elements in inside.values() for e in elements), {})
    for order, elements in inside.items():
        for element in elements:
            for found in of_set[id(known[element.order])]:
                found[order].append(element)
    return slots


def _coded(element: Element) -> str | None:
    """The kind of an element whose only class word is a code with figures in it, as machines write them: `x3Kq2d`."""
    code = element.look.classes if element.head else ""
    return f"{element.tag}.{code}" if _CODE.fullmatch(code) else None


def _names(element: Element) -> tuple[str, ...]:
    """The names by which an element can be found in other records: its kinds, its tag, its tag in its parent's.

    Elements of the same names have the same tuple, so that it can be told by its identity.
    """
    known = element.page.names
    names = known.get(element.order)
    if names is None:
        tag, outer = element.tag, element.parent.tag if element.parent else ""
        names = (*(element.kinds or (_coded(element) or f"{tag}:bare",)), tag, f"{outer}>{tag}")
        if element.head:
            names += (look,) if (look := drawn(element)) else ()
            names += author_parts(element.look.classes)  # a link for those who left an address, else a span
            names += (PERSON,) if links_to_person(element) else ()
        known[element.order] = names = element.page.sets.setdefault(names, names)
    return names
