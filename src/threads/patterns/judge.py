"""Which of the places where a pattern may stand are findings: quotation, place and denial decide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from threads.patterns.matchers import Matcher
from threads.patterns.pattern import Pattern
from threads.patterns.places import Test
from threads.patterns.reading import Place, Reading


class Rule(NamedTuple):
    """One matcher of one pattern, ready to run."""

    pattern: Pattern
    matcher: Matcher
    where: tuple[Test, ...]
    unless: tuple[Test, ...]
    one_sentence: bool  # whether its words must stand in one


Candidates = tuple[Rule, Sequence[Place]]  # where in `flat` the words of a rule stand


def kept(reading: Reading, candidates: Iterable[Candidates]) -> list[Place]:
    """The places in the text of one pattern's findings: leftmost, then longest.

    What overlaps an earlier finding adds nothing, and is not even tested.
    """
    places = []
    for rule, stretches in candidates:
        whole = rule.matcher.take == "sentence"
        for stretch in stretches:
            start, end = reading.in_text(*stretch)
            first, last = reading.sentence(start) if whole else (start, end)
            places.append((first, -last, start, end, rule))
    if len(places) > 1:
        places.sort(key=_leftmost_then_longest)
    found: list[Place] = []
    reached = 0
    for first, minus_last, start, end, rule in places:
        if first >= reached and _is_meant(reading, rule, start, end):
            reached = -minus_last
            found.append((first, reached))
    return found


def _is_meant(reading: Reading, rule: Rule, start: int, end: int) -> bool:
    """Whether the words stand where they may and nothing undoes them."""
    if reading.quoted and not rule.pattern.quotations and not reading.is_own(start, end):
        return False
    if rule.one_sentence and not reading.is_one_sentence(start, end):
        return False
    for test in rule.where:
        if not test(reading, start, end):
            return False
    for test in rule.unless:  # noqa: SIM110 -- a generator for every place costs more than most tests
        if test(reading, start, end):
            return False
    return True


def _leftmost_then_longest(place: tuple[int, int, int, int, Rule]) -> Place:
    return place[:2]
