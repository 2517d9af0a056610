"""Syllables of English words, counted as pyphen hyphenates them, to the last one (a test holds this)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_LANGUAGE = "en_US"


class _Rules(NamedTuple):
    """Hyphenation by patterns (Liang 1983): each gives weights to places in a word, and odd ones part syllables."""

    patterns: AhoCorasick
    weights: tuple[tuple[tuple[int, int], ...], ...]
    """Of each pattern: places from its first letter on, and their weights."""
    left: int
    right: int


def syllables(word: str) -> int:
    """The number of syllables of a word in lower case.

    pyphen looks up every stretch of a word among its patterns; an automaton finds those that are there in one pass.
    """
    rules = _rules()
    if len(word) < rules.left + rules.right:
        return 1  # none of its places may be parted
    pointed = f".{word}."
    heaviest = [0] * (len(pointed) + 1)
    for pattern, start, _ in rules.patterns.find_matches_as_indexes(pointed, overlapping=True):
        for place, weight in rules.weights[pattern]:
            if weight > heaviest[start + place]:
                heaviest[start + place] = weight
    return 1 + sum([weight % 2 for weight in heaviest[rules.left + 1 : len(word) - rules.right + 2]])


@cache
def _rules() -> _Rules:
    from ahocorasick_rs import AhoCorasick
    from pyphen import Pyphen

    hyphenation = Pyphen(lang=_LANGUAGE)
    patterns: dict[str, tuple[int, tuple[int, ...]]] = hyphenation.hd.patterns
    return _Rules(
        AhoCorasick(list(patterns)),
        tuple(tuple((at, one) for at, one in enumerate(weights, first) if one) for first, weights in patterns.values()),
        hyphenation.left,
        hyphenation.right,
    )
