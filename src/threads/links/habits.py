"""How a thread replies, as its sure links show: those that words name tell where the others lead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

_DOUBT = 3  # links that a habit needs to show itself; without any, each place has an equal share


class Habits:
    """Where the parents stood that words named, counted as the thread goes on."""

    def __init__(self) -> None:
        self._named: tuple[int, frozenset[int]] = (-1, frozenset())
        self._where: Counter[str] = Counter()
        self._all = 0

    def note(self, at: int, named: Iterable[int]) -> None:
        """The parents that words name for the comment at `at`."""
        self._named = at, frozenset(named)

    def add(self, at: int, parent: int | None, path: tuple[int, ...]) -> None:
        """Count the parent that was found, if it was named; `path` is the comment before and those it answers."""
        if parent is None or self._named[0] != at or parent not in self._named[1] or at < 2:
            return
        self._all += 1
        self._where["first"] += parent == 0
        self._where["previous"] += parent == at - 1
        self._where["aside"] += parent not in path

    def share(self, place: str) -> float:
        """The share of the parents so far that stood at a place."""
        return (self._where[place] + 1) / (self._all + _DOUBT)
