"""A text with some of its stretches replaced, and where its characters have gone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple


class Change(NamedTuple):
    """A stretch of a text, in code points, and what takes its place."""

    start: int
    end: int
    text: str


class Replaced:
    """A text after its changes, which are sorted and do not overlap."""

    def __init__(self, text: str, changes: Sequence[Change]) -> None:
        self._changes = changes
        self._starts = [change.start for change in changes]
        self._shifts = [0]  # how far the text behind each change has moved
        parts, at = [], 0
        for change in changes:
            parts += [text[at : change.start], change.text]
            at = change.end
            self._shifts.append(self._shifts[-1] + len(change.text) - (change.end - change.start))
        self.text = "".join([*parts, text[at:]])

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the stretch [start, end) of the old text stands; one that cuts into a change has grown to all of it."""
        return self._moved(start, last=False), self._moved(end, last=True)

    def _moved(self, at: int, last: bool) -> int:
        before = bisect_right(self._starts, at)  # the changes that begin at or before it
        if before and (change := self._changes[before - 1]).end > at:  # in one of them
            if not last or at > change.start:
                return change.start + self._shifts[before - 1] + (len(change.text) if last else 0)
            return at + self._shifts[before - 1]
        return at + self._shifts[before]
