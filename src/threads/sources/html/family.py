"""The elements of one kind on a page, each with the times that are its own and not those of a member nested in it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from threads.sources.html.times import Timed
from threads.sources.markup import Element

_SAMPLE = 16

Inside = dict[str, dict[int, list[Element]]]
"""Kind -> number of a member -> the elements of that kind inside it."""


class Family(NamedTuple):
    """The elements of one kind, each with the times of its own (not those of members nested in it)."""

    kind: str
    members: tuple[Element, ...]
    own_times: dict[int, list[Timed]]
    prior: float

    def sample(self) -> Family:
        """The first members alone: enough to see where they keep what."""
        return self._replace(members=self.members[:_SAMPLE])

    @property
    def numbers(self) -> tuple[int, ...]:
        """The members' numbers in the page, ascending."""
        return tuple([m.order for m in self.members])


def own_times(members: Sequence[Element], timed: Sequence[Timed]) -> dict[int, list[Timed]]:
    """The times of each member that belong to no member nested in it."""
    owned: dict[int, list[Timed]] = defaultdict(list)
    begun: list[Element] = []
    at = 0
    for time in timed:  # both in the order of the page
        order = time.element.order
        while at < len(members) and members[at].order <= order:
            begun.append(members[at])
            at += 1
        while begun and begun[-1].end < order:
            begun.pop()
        if begun:
            owned[begun[-1].order].append(time)
    return dict(owned)


def holds_all(outer: Family, inner: Family) -> bool:
    """Whether each member of a family stands inside a member of another one that is no smaller."""
    if len(inner.members) > len(outer.members):
        return False
    numbers, at = outer.numbers, 0
    for member in inner.members:
        at = bisect_right(numbers, member.order) - 1
        if at < 0 or outer.members[at].end < member.end or numbers[at] == member.order:
            return False
    return True


def nearest(element: Element | None, among: dict[int, Element]) -> Element | None:
    """The element itself or its nearest ancestor that is one of `among`."""
    while element is not None and element.order not in among:
        element = element.parent
    return element


def own_words(element: Element, members: Sequence[Element], orders: Sequence[int]) -> int:
    """The words of an element without those of members nested in it; `orders` are the members' numbers, ascending."""
    words = element.words
    at = bisect_right(orders, element.order)
    while at < len(orders) and orders[at] <= element.end:
        words -= members[at].words
        at = bisect_right(orders, members[at].end)
    return words
