"""A small linear model over words: for patterns that no phrase carries, with the words that weighed most as evidence.

A model is a text file (`models/NAME.tsv`) that anybody can read: what it was trained on, its threshold, one word or
pair of neighbouring words per line with its weight. `scripts/train_patterns.py` writes it. A text's score is the bias
plus the summed weights of the words in it, each counted once, over the square root of how many words it has.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from threads.errors import InvalidPattern
from threads.patterns.reading import Place, Reading

MODELS = Path(__file__).parent / "models"
MOST_EVIDENCE = 3  # so many words are shown; a reader wants the telling ones, not the whole sum
_TOKEN = re.compile(r"[^\W_]+(?:['-][^\W_]+)*|[?!]")
_PAIRS_APART = 1.0  # pairs with a comma between are no pairs; so much may they make of a difference
Places = dict[str, list[Place]]


class LinearModel(NamedTuple):
    """Weights per word or pair of words; only texts with a `telling` one are weighed at all, which keeps it quick."""

    bias: float
    threshold: float
    weights: Mapping[str, float]
    telling: frozenset[str]

    def score(self, words: Iterable[str], length: int) -> float:
        """The score of a text of `length` tokens that has these words."""
        total = sum(map(self.weights.__getitem__, filter(self.weights.__contains__, words)))
        return self.bias + total / math.sqrt(max(1, length))


def own_tokens(reading: Reading) -> list[Place]:
    """The words of a text that it does not quote, and its question and exclamation marks, as offsets in `flat`."""
    tokens = [match.span() for match in _TOKEN.finditer(reading.flat)]
    own: list[Place] = []
    last = 0
    for start, end, _ in reading.quoted:
        first = bisect_right(tokens, start, last, key=lambda token: reading.in_text(*token)[1])
        own += tokens[last:first]
        last = bisect_left(tokens, end, first, key=lambda token: reading.in_text(*token)[0])
    return own + tokens[last:]


def word_places(reading: Reading, tokens: Iterable[Place]) -> Places:
    """Where each word and each pair of words side by side stands, as offsets in `flat`."""
    flat = reading.flat
    places: Places = {}
    before, behind = -9, -9
    for token in tokens:
        start, end = token
        places.setdefault(flat[start:end], []).append(token)
        if 0 <= start - behind <= 1:
            places.setdefault(f"{flat[before:behind]} {flat[start:end]}", []).append((before, end))
        before, behind = token
    return places


def evidence(model: LinearModel, reading: Reading, is_said: Callable[[Place], bool]) -> list[Place]:
    """The telling words that weighed most if the text scores enough without those that are not said; else nothing.

    `is_said` tells whether the writer says what stands at a place in `flat`.
    """
    if not _may_score(model, reading):
        return []
    tokens = own_tokens(reading)
    places = word_places(reading, tokens)
    # A telling word weighs something, so leaving out those that are not said can only lower the score.
    if model.score(places, len(tokens)) < model.threshold:
        return []
    for word in model.telling.intersection(places):
        places[word] = [place for place in places[word] if is_said(place)]
    said = {word: extents[0] for word, extents in places.items() if extents}
    if model.score(said, len(tokens)) < model.threshold:
        return []
    heaviest = sorted(model.telling.intersection(said), key=lambda word: (-model.weights[word], said[word]))
    return _apart(said[word] for word in heaviest)


def _may_score(model: LinearModel, reading: Reading) -> bool:
    """Whether a text may score enough: the same sum without the places, for most texts do not."""
    tokens = _TOKEN.findall(reading.own)
    return model.score({*tokens, *map(" ".join, pairwise(tokens))}, len(tokens)) >= model.threshold - _PAIRS_APART


def _apart(spans: Iterable[Place]) -> list[Place]:
    """The first few spans of which none overlaps one before it."""
    chosen: list[Place] = []
    for start, end in spans:
        if all(end <= first or last <= start for first, last in chosen):
            chosen.append((start, end))
        if len(chosen) == MOST_EVIDENCE:
            break
    return chosen


@cache
def read_model(name: str, file: str) -> LinearModel:
    """The model of that name; InvalidPattern, naming the pattern's `file`, if there is none or it is damaged."""
    path = MODELS / f"{name}.tsv"
    if not path.is_file():
        known = ", ".join(sorted(path.stem for path in MODELS.glob("*.tsv"))) or "(none)"
        raise InvalidPattern(file, f"no linear model {name!r}", f"name one of {known}")
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    try:
        settings = {row[0]: float(row[1]) for row in rows if len(row) == 2}
        weights = {row[0]: float(row[1]) for row in rows if len(row) == 3}
        telling = frozenset(row[0] for row in rows if len(row) == 3 and row[2] == "telling")
        return LinearModel(settings["bias"], settings["threshold"], weights, telling)
    except (KeyError, ValueError) as error:
        raise InvalidPattern(file, f"linear model {name!r} is damaged ({error})", "train it again") from None
