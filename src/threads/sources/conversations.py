"""Items that hang together: the messages of an archive or a collection, sorted into the threads they form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

Item = TypeVar("Item")


def conversations(items: Sequence[Item], names: Callable[[Item], Iterable[str]]) -> list[list[Item]]:
    """The items in groups that share a name: their own ids, their parents' ids, whether or not those are present.

    Groups stand in the order of their first items, items in the given order. Linear but for the path halving.
    """
    above: dict[str, str] = {}

    def top(name: str) -> str:
        while above.setdefault(name, name) != name:
            above[name] = name = above[above[name]]
        return name

    firsts = []
    for item in items:
        first, *others = names(item)
        firsts.append(first)
        for other in others:
            above[top(other)] = top(first)
    groups: dict[str, list[Item]] = {}
    for item, first in zip(items, firsts, strict=True):
        groups.setdefault(top(first), []).append(item)
    return list(groups.values())
