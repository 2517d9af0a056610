"""The elements of one kind on a page, each with the times that are its own and not those of a member nested in it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from threads.sources.html.times import Timed
from threads.sources.markup import Element

_SAMPLE = 16


class Family(NamedTuple):
    """The elements of one kind, each with the times of its own (not those of members nested in it).

    `beside` are records of other kinds, of the same conversation: comments below answers.
    """

    kind: str
    members: tuple[Element, ...]
    own_times: dict[int, list[Timed]]
    prior: float
    beside: tuple[Element, ...] = ()

    def sample(self) -> Family:
        """The first members alone: enough to see where they keep what."""
        return self._replace(members=self.members[:_SAMPLE])

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of all records in the page, ascending; a record of neighbours has that of each."""
        return tuple(sorted([n for m in (*self.members, *self.beside) for n in m.top]))


def own_times(members: Sequence[Element], timed: Sequence[Timed]) -> dict[int, list[Timed]]:
    """The times of each member that belong to no member nested in it."""
    owned: dict[int, list[Timed]] = defaultdict(list)
    for time, owner in zip(timed, owners([t.element for t in timed], members), strict=True):
        if owner is not None:
            owned[owner.order].append(time)
    return dict(owned)


def owners(elements: Iterable[Element], members: Sequence[Element]) -> Iterator[Element | None]:
    """The innermost member that each element is or stands in; both come in the order of the page."""
    begun: list[Element] = []
    at = 0
    for element in elements:
        order = element.order
        while at < len(members) and members[at].order <= order:
            begun.append(members[at])
            at += 1
        while begun and begun[-1].end < order:
            begun.pop()
        yield begun[-1] if begun else None


def outer(members: Sequence[Element]) -> list[Element | None]:
    """The innermost other member that each member stands in."""
    begun: list[Element] = []
    found: list[Element | None] = []
    for member in members:
        while begun and begun[-1].end < member.order:
            begun.pop()
        found.append(begun[-1] if begun else None)
        begun.append(member)
    return found


def first_of(members: Sequence[Element], own_times: Mapping[int, Sequence[Timed]]) -> Element:
    """The first member with a time, which stands where they do: one without may be the site's motto."""
    return next((m for m in members if m.order in own_times), members[0])


def holds_all(around: Family, inner: Family) -> bool:
    """Whether each member of a family stands inside a member of another one that is no smaller."""
    return len(inner.members) <= len(around.members) and all(
        owner is not None and owner.order < member.order
        for member, owner in zip(inner.members, owners(inner.members, around.members), strict=True)
    )


def own_words(element: Element, members: Sequence[Element], orders: Sequence[int]) -> int:
    """The words of an element without those of members nested in it; `orders` are the members' numbers, ascending."""
    words = element.words
    at = bisect_right(orders, element.order)
    while at < len(orders) and orders[at] <= element.end:
        words -= members[at].words
        at = bisect_right(orders, members[at].end)
    return words
