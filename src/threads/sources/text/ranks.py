"""Tells ranks from names where both stand in all records: who has a name has one rank, but several have the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

_SUPPORT = 0.4  # of the records, at the least, whose author wrote another one
_EMPTY = 0.1  # of the records may lack the name
_EXCEPT = 0.1  # of these records may say otherwise: a rank rises, a dump drops a line
_FEWER = 0.8  # as many ranks as names, at most
_SAME = 0.2  # of the records may have the same in both places: more are two places of one name
_COMPARED = 10  # places that are compared


def are_ranks(columns: Sequence[Sequence[str]], called: Sequence[float]) -> list[bool]:
    """For each column of what stands in one place of all records, whether another one's values settle its own;
    `called` is the share of each column's values that the page calls people by."""
    columns = columns[:_COMPARED]
    distinct = [len(set(column)) for column in columns]
    return [
        any(
            distinct[b] <= _FEWER * distinct[a]
            and called[b] <= called[a]
            and _overlap(name, rank) <= _SAME
            and _settles(name, rank)
            for a, name in enumerate(columns)
        )
        for b, rank in enumerate(columns)
    ]


def _overlap(some: Sequence[str], others: Sequence[str]) -> float:
    """The share of the records that begin alike in both places."""
    pairs = zip(some, others, strict=True)
    return sum(bool(a and b) and (a.startswith(b) or b.startswith(a)) for a, b in pairs) / len(some)


def _settles(names: Sequence[str], ranks: Sequence[str]) -> bool:
    """Whether records with the same name have the same rank."""
    of: dict[str, list[str]] = defaultdict(list)
    for name, rank in zip(names, ranks, strict=True):
        if name:
            of[name].append(rank)
    several = [found for found in of.values() if len(found) > 1]
    total = sum(map(len, several))
    alike = sum(max(Counter(found).values()) for found in several)
    is_backed = len(several) > 1 and total >= _SUPPORT * len(names) and names.count("") <= _EMPTY * len(names)
    return is_backed and total - alike <= _EXCEPT * total
