"""Records that a page sets side by side: a head and what follows it, or a text and the foot below it.

Where the elements that hold the times stand in one row with others, a record is one period of that row.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from threads.sources.html.family import Family, own_times
from threads.sources.html.times import Timed
from threads.sources.markup import Element

_ROTATIONS = 4
_EVEN = 3  # times at even distances
Row = Sequence[Element | str]


def with_siblings(family: Family, timed: Sequence[Timed]) -> Iterator[Family]:
    """The family's dated members with their neighbours, once for each element that a period could begin with."""
    heads = [m for m in family.members if m.order in family.own_times] or list(family.members)
    row: Row = heads[0].parent.children if heads[0].parent else ()
    at = heads[0].parent.places if heads[0].parent else {}
    places = [at[h.order] for h in heads if h.order in at]
    if len(places) < len(heads) or len(places) < 2:
        yield from _joined(family, _following(heads), timed)
        return
    for starts in ([*places], *_starts(row, places), *_even(row, places)):
        yield from _joined(family, _periods(row, starts), timed)


def _starts(row: Row, places: Sequence[int]) -> Iterator[list[int]]:
    """Where periods begin, for each kind of element that stands once in each of them, the earliest kind first."""
    gaps = list(zip([-1, *places], places, strict=False))
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for element in row[max(0, places[0] - 8) : places[0] + 1]:
        if not isinstance(element, Element) or (name := _name(element)) in seen or len(seen) >= _ROTATIONS:
            continue
        seen.add(name)
        found = [[n for n in range(a + 1, b + 1) if _is(row[n], name)] for a, b in gaps]
        if all(len(f) == 1 for f in found[1:]) and found[0]:
            yield [f[-1] for f in found]


def _even(row: Row, places: Sequence[int]) -> Iterator[list[int]]:
    """Periods from the first row on, where times stand at even distances: a form's lines "Name:", "Date:", "Text:".

    What stands before the first whole period, such as a heading, is left out: the time is then in its last line.
    """
    gaps = {b - a for a, b in pairwise(places)}
    first = next((n for n, c in enumerate(row) if isinstance(c, Element)), 0)
    if len(gaps) == 1 and len(places) >= _EVEN and (before := min(places[0] - first, min(gaps) - 1)) > 0:
        yield [place - before for place in places]


def _name(element: Element) -> tuple[str, tuple[str, ...]]:
    return element.tag, element.kinds[:1]


def _is(item: Element | str, name: tuple[str, tuple[str, ...]]) -> bool:
    return isinstance(item, Element) and _name(item) == name


def _periods(row: Row, starts: Sequence[int]) -> list[Row]:
    """The stretches from each start to the next; the last is as long as the longest before it."""
    longest = max(b - a for a, b in pairwise(starts))
    return [row[a:b] for a, b in zip(starts, [*starts[1:], starts[-1] + longest], strict=True)]


def _following(heads: Sequence[Element]) -> list[Row]:
    """Each head with the siblings after it, up to one that holds another head."""
    numbers = sorted(h.order for h in heads)
    groups: list[Row] = []
    for head in heads:
        siblings = head.parent.children if head.parent else []
        at = head.parent.places.get(head.order, len(siblings)) if head.parent else 0
        group: list[Element | str] = [head]
        for sibling in siblings[at + 1 :]:
            if isinstance(sibling, Element) and (
                sibling.tag == "dt" if head.tag == "dt" else _holds_any(sibling, numbers)
            ):
                break  # a `dd` may hold the answers to its own `dt`
            group.append(sibling)
        groups.append(group)
    return groups


def _holds_any(element: Element, numbers: Sequence[int]) -> bool:
    at = bisect_left(numbers, element.order)
    return at < len(numbers) and numbers[at] <= element.end


def _joined(family: Family, groups: Sequence[Row], timed: Sequence[Timed]) -> Iterator[Family]:
    """The family of the groups, unless each is a single element."""
    if all(sum(isinstance(c, Element) for c in group) == 1 for group in groups):
        return
    members = tuple(_wrapped(group) for group in groups)
    yield Family(family.kind + "+", members, own_times(members, timed), family.prior)


def _wrapped(group: Row) -> Element:
    first = next(c for c in group if isinstance(c, Element))
    return (first.parent or first).wrapping(group)
