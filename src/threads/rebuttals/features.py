"""The numbers that a stance is weighed from: features of the reply, of its parent, and of both together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from math import log1p, sqrt
from typing import NamedTuple

from threads.rebuttals.cues import NEGATION, WORD, Hit, Reading, cue_book, lowered_alike, read, words_of

CACHED_TEXTS = 4096  # a comment is read once as a reply and again as the parent of each of its replies
OF_PARENT = "parent:"
_YOU = re.compile(r"\b(?:you|your|you're|youre|ur)\b")
_NEAR_YOU = 30  # characters: "you are such a fool", "a fool like you"
_SMOOTHING = 10  # words added to a text's length: "you" alone is not all about the other
_NEGATED = 3  # words after a negation: "does not really save"
_QUOTED_SHARE = 0.6  # of the content words in a quotation; quotations are shortened and mended
_ROOTS = (0.0, 1.0, sqrt(2), sqrt(3))
_LOGS = tuple(map(log1p, range(100)))


class Text(NamedTuple):
    """What one comment shows by itself: its reading, its feature values by name, and the places that show them."""

    reading: Reading
    values: dict[str, float]
    hits: list[Hit]


class Features(NamedTuple):
    """Feature values by name, and the places in the reply that show them."""

    values: dict[str, float]
    hits: list[Hit]


def features(reply: str, parent: str) -> Features:
    """All features of a reply towards its parent; those of the parent by itself begin with "parent:".

    How the parent opens is left out: it tells of its own parent.
    """
    answer, asked = of_text(reply), of_text(parent)
    both = of_pair(reply, answer, asked)
    named = {OF_PARENT + name: value for name, value in asked.values.items() if not name.startswith("opening:")}
    return Features({**named, **answer.values, **both.values}, answer.hits + both.hits)


@lru_cache(maxsize=CACHED_TEXTS)
def of_text(text: str) -> Text:
    """What a comment shows by itself, whoever it answers.

    Phrase cues count as the root of up to three occurrences, marks and lengths as log(1 + n): the second "no way" adds
    less than the first. Words count by their share of the text: one "you" in five words is not one in a hundred.
    """
    reading = read(text)
    hits = reading.hits
    counts: dict[str, int] = {}
    for hit in hits:
        counts[hit.cue] = counts.get(hit.cue, 0) + 1
    if "insult" in counts:
        attacks = list(_attacks(reading))
        hits = hits + attacks
        if attacks:
            counts["attack"] = counts.get("attack", 0) + len(attacks)
    values = {cue: _ROOTS[count] if count < 3 else _ROOTS[3] for cue, count in counts.items()}
    share = 1 / (reading.length + _SMOOTHING)
    for cue, count in reading.counts.items():
        values[cue] = count * share
    _add_form(values, reading)
    return Text(reading, values, hits)


def of_pair(reply: str, answer: Text, asked: Text) -> Features:
    """What a reply shows beside its parent: words of it repeated, negated or quoted."""
    values: dict[str, float] = {}
    hits: list[Hit] = []
    shared = answer.reading.content & asked.reading.content
    if shared:
        values["shared-words"] = _log(len(shared))
        if "question-marks" in answer.values:
            values["asks-about-shared"] = 1.0
        if NEGATION in answer.values:
            hits += _negations(answer.reading, shared)
    if answer.reading.quoted:
        hits += _quotes(reply, answer.reading, asked.reading)
    for hit in hits:
        values[hit.cue] = 1.0
    return Features(values, hits)


def _add_form(values: dict[str, float], reading: Reading) -> None:
    """How the text is written, whatever it says: a chat, a debate and a talk page are written differently."""
    lowered = reading.lowered
    values["length"] = _log(reading.length)
    last = lowered.rstrip()[-1:]
    if "?" in lowered:
        values["question-marks"] = _log(lowered.count("?"))
        if last == "?":
            values["ends-in-question"] = 1.0
        before = lowered[: lowered.index("?")]
        if ". " not in before and "! " not in before:
            values["begins-with-question"] = 1.0
    if "!" in lowered:
        values["exclamation-marks"] = _log(lowered.count("!"))
        if last == "!":
            values["ends-in-exclamation"] = 1.0
    if "\n" in lowered:
        values["line-breaks"] = _log(lowered.count("\n"))
    if "http" in lowered:
        values["address"] = 1.0


def _log(count: int) -> float:
    return _LOGS[count] if count < len(_LOGS) else log1p(count)


def _attacks(reading: Reading) -> Iterator[Hit]:
    """Insults with a "you" near them."""
    for hit in reading.hits:
        if hit.cue == "insult" and _YOU.search(reading.lowered, max(0, hit.start - _NEAR_YOU), hit.end + _NEAR_YOU):
            yield Hit("attack", hit.start, hit.end)


def _negations(answer: Reading, shared: frozenset[str]) -> Iterator[Hit]:
    """Words of the parent with a negation shortly before them: it "will save", the reply "does not save"."""
    negations, tokens = cue_book().negations, words_of(answer.lowered)
    if any(
        token in negations and not shared.isdisjoint(tokens[at + 1 : at + 1 + _NEGATED])
        for at, token in enumerate(tokens)
    ):
        last, since = -1, _NEGATED
        for match in WORD.finditer(answer.lowered):
            since += 1
            if match[0] in negations:
                last, since = match.start(), 0
            elif since <= _NEGATED and match[0] in shared:
                yield Hit("negates-the-parent", last, match.end())


def _quotes(reply: str, answer: Reading, asked: Reading) -> Iterator[Hit]:
    """Quotations in the reply: those that repeat the parent, with words of its own around them, and others."""
    function_words = cue_book().function_words
    for quoted in answer.quoted:
        words = set(words_of(lowered_alike(reply[quoted.start : quoted.end]))) - function_words
        repeats = bool(words) and len(words & asked.content) >= max(1.0, len(words) * _QUOTED_SHARE)
        yield Hit("quotes-the-parent" if repeats else "quotes-something", quoted.start, quoted.end)
