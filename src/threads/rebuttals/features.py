"""The numbers that a stance is weighed from: cues of the reply, of its parent, and of both together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from math import log1p, sqrt
from typing import NamedTuple

from threads.rebuttals.cues import CACHED_TEXTS, Hit, Reading, cue_book, read

_SENTENCE = re.compile(r"[^.!?\n]+")
_DISPUTING = frozenset(
    ("explicit-disagreement", "contradiction-opener", "denial", "correction", "you-are-wrong", "attack", "challenge")
)
_YOU = re.compile(r"\b(?:you|your|you're|youre|ur)\b")
_NEAR_YOU = 30  # characters: "you are such a fool", "a fool like you"
_QUOTED_SHARE = 0.6  # of the content words in a quotation; quotations are shortened and mended


class Features(NamedTuple):
    """Feature values by name, and the places in the reply that show them."""

    values: dict[str, float]
    hits: tuple[Hit, ...]


def features(reply: str, parent: str) -> Features:
    """The features of a reply towards its parent.

    Phrase cues count as the root of up to three occurrences, words and lengths as log(1 + n): the second "no" adds
    less than the first. Features of the parent's own words begin with "parent:".
    """
    answer, asked = read(reply), read(parent)
    answer = answer._replace(hits=(*answer.hits, *_attacks(answer)))
    values = dict(_of_reply(answer))
    values.update(_of_parent(parent))
    shared = answer.content & asked.content
    values["shared-words"] = log1p(len(shared))
    values["shared-share"] = len(shared) / (1 + len(answer.content))
    hits = [*_negations(answer, shared), *_quotes(reply, answer, asked)]
    values.update((hit.cue, 1.0) for hit in hits)
    return Features(values, (*answer.hits, *hits))


def _of_reply(reading: Reading) -> Iterator[tuple[str, float]]:
    counts: dict[str, int] = {}
    for hit in reading.hits:
        counts[hit.cue] = counts.get(hit.cue, 0) + 1
    yield from ((cue, sqrt(min(count, 3))) for cue, count in counts.items())
    yield from ((cue, log1p(count)) for cue, count in reading.words.items())
    yield "length", log1p(len(reading.tokens))
    yield "very-short", float(len(reading.tokens) < 5)
    yield "question-marks", log1p(reading.lowered.count("?"))
    yield "exclamation-marks", log1p(reading.lowered.count("!"))
    yield "ends-in-question", float(reading.lowered.rstrip().endswith("?"))
    yield "address", float("http" in reading.lowered)


@lru_cache(maxsize=CACHED_TEXTS)
def _of_parent(parent: str) -> dict[str, float]:
    return dict(_parents_values(read(parent)))


def _parents_values(reading: Reading) -> Iterator[tuple[str, float]]:
    cues = {hit.cue.removeprefix("opening:") for hit in reading.hits}
    yield from ((f"parent:{cue}", 1.0) for cue in cues)
    yield from ((f"parent:{cue}", log1p(count)) for cue, count in reading.words.items())
    yield "parent:length", log1p(len(reading.tokens))
    yield "parent:asks", float("?" in reading.lowered)
    yield "parent:ends-in-question", float(reading.lowered.rstrip().endswith("?"))
    yield "answers-an-attack", float(not cues.isdisjoint(_DISPUTING))


def _attacks(reading: Reading) -> Iterator[Hit]:
    """Insults with a "you" near them."""
    for hit in reading.hits:
        near = reading.lowered[max(0, hit.start - _NEAR_YOU) : hit.end + _NEAR_YOU]
        if hit.cue == "insult" and _YOU.search(near):
            yield Hit("attack", hit.start, hit.end)


def _negations(answer: Reading, shared: frozenset[str]) -> Iterator[Hit]:
    """Sentences of the reply that negate and repeat two of the parent's content words."""
    if not shared or "negation" not in answer.words:
        return
    cues = cue_book().word_cues
    for match in _SENTENCE.finditer(answer.lowered):
        words = match[0].replace(",", " ").split()
        if len(shared.intersection(words)) >= 2 and any("negation" in cues.get(word, ()) for word in words):
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            yield Hit("negates-the-parent", start, match.start() + len(match[0].rstrip()))


def _quotes(reply: str, answer: Reading, asked: Reading) -> Iterator[Hit]:
    """Quotations in the reply: those that repeat the parent, with words of its own around them, and others."""
    function_words = cue_book().function_words
    for quoted in answer.quoted:
        words = set(re.findall(r"[^\W_]+", reply[quoted.start : quoted.end].lower())) - function_words
        repeats = bool(words) and len(words & asked.content) >= max(1.0, len(words) * _QUOTED_SHARE)
        yield Hit("quotes-the-parent" if repeats else "quotes-something", quoted.start, quoted.end)
