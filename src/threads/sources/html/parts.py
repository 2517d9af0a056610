"""The names that the elements of records share: each with the elements that it names in each record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from threads.sources.html.people import author_parts, links_to_person
from threads.sources.markup import Element

PERSON = "a[person]"


class Slot(NamedTuple):
    """The names of the same elements, and those elements by the number of the record that they stand in."""

    names: tuple[str, ...]
    found: dict[int, list[Element]]


def slots_of(inside: Mapping[int, Sequence[Element]]) -> list[Slot]:
    """All slots of some records, in the order in which a page first shows them.

    Elements are gathered by all of their names at once, since a page has few sets of names; what is told of a set is
    then told of all its elements.
    """
    alike: dict[tuple[str, ...], dict[int, list[Element]]] = defaultdict(lambda: defaultdict(list))
    for order, elements in inside.items():
        for element in elements:
            alike[_names(element)][order].append(element)
    sets: dict[str, list[dict[int, list[Element]]]] = defaultdict(list)
    for names, found in alike.items():
        for name in dict.fromkeys(names):
            sets[name].append(found)
    slots: dict[tuple[int, ...], tuple[list[str], list[dict[int, list[Element]]]]] = {}
    for name, several in sets.items():
        slots.setdefault(tuple(map(id, several)), ([], several))[0].append(name)
    return [Slot(tuple(names), _merged(inside, several)) for names, several in slots.values()]


def _merged(orders: Mapping[int, object], several: Sequence[dict[int, list[Element]]]) -> dict[int, list[Element]]:
    """The elements of several sets of names, in the order of the page."""
    if len(several) == 1:
        return several[0]
    merged: dict[int, list[Element]] = {}
    for order in orders:
        found = [elements for one in several if (elements := one.get(order))]
        if len(found) > 1:
            merged[order] = sorted([e for elements in found for e in elements], key=_order)
        elif found:
            merged[order] = found[0]
    return merged


def _order(element: Element) -> int:
    return element.order


def _names(element: Element) -> tuple[str, ...]:
    """The names by which an element can be found in other records: its kinds, its tag, its tag in its parent's."""
    known = element.page.names
    names = known.get(element.order)
    if names is None:
        tag, outer = element.tag, element.parent.tag if element.parent else ""
        names = (*(element.kinds or (f"{tag}:bare",)), tag, f"{outer}>{tag}")
        if element.head:
            names += author_parts(element.look.classes)  # a link for those who left an address, else a span
            names += (PERSON,) if links_to_person(element) else ()
        known[element.order] = names
    return names
