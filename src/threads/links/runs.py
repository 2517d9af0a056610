"""Word runs that two comments share, and who said them first; memory grows with the repeated ones only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from threads.links.reading import SHINGLE, Word, shingles

_BITS_PER_WORD = 16


class Run(NamedTuple):
    """Words `first` to `last` (both included) of a comment, which the one at `holder` said before."""

    holder: int
    first: int
    last: int


class Runs:
    """First holders of all word runs that occur twice in a thread."""

    def __init__(self, texts: Iterable[Sequence[str]], total: int) -> None:
        size = 1 << max(16, (total * _BITS_PER_WORD).bit_length())
        self._mask = size - 1
        self._repeated = bytearray(size >> 3)
        self._holder: dict[int, int] = {}
        self._latest: dict[int, int] = {}
        self._sayers: dict[int, int] = {}
        once = bytearray(size >> 3)
        for text in texts:
            for shingle in shingles(text):
                slot, bit = (shingle & self._mask) >> 3, 1 << (shingle & 7)
                if once[slot] & bit:
                    self._repeated[slot] |= bit
                else:
                    once[slot] |= bit

    def add(self, at: int, text: Sequence[Word], runs: Iterable[int], own: str) -> None:
        """Note that the comment at `at` says these words, whose runs these are; of several holders the first stays.

        `own` is the comment's text with quotations blanked: what stands there counts as said once more.
        """
        repeated, mask, holder, sayers = self._repeated, self._mask, self._holder, self._sayers
        latest = self._latest
        for word, shingle in zip(text, runs, strict=False):
            if repeated[(shingle & mask) >> 3] & (1 << (shingle & 7)):
                holder.setdefault(shingle, at)
                latest[shingle] = at
                if not own[word.start].isspace():
                    sayers[shingle] = sayers.get(shingle, 0) + 1

    def matches(self, runs: Sequence[int]) -> Iterator[Run]:
        """The longest runs of a text that one earlier comment holds each."""
        if self._holder.keys().isdisjoint(runs):
            return
        first, since = 0, None
        for n, now in enumerate((*map(self._holder.get, runs), None)):
            if now != since:
                if since is not None:
                    yield Run(since, first, n + SHINGLE - 2)
                first, since = n, now

    def latest(self, shingle: int) -> int:
        """The last comment that holds a run, said or quoted."""
        return self._latest[shingle]

    def rarity(self, runs: Sequence[int]) -> float:
        """The mean over runs of 1 if one comment alone says it in its own words, 1/2 if two do, ..."""
        return sum([1 / max(1, self._sayers.get(shingle, 1)) for shingle in runs]) / len(runs)
