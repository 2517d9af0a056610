"""Which of the places where a pattern may stand are findings: quotation, place and denial decide."""

from __future__ import annotations

from collections.abc import Iterable
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


class Judge:
    """Decides about places in one text, and remembers what it found out about them for the next pattern."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._known: dict[tuple[Test, int, int], bool] = {}

    def kept(self, candidates: Iterable[tuple[Rule, Place]]) -> list[Place]:
        """The places, given in `flat` and now in the text, of one pattern's findings: leftmost, then longest.

        What overlaps an earlier finding adds nothing, and is not even tested.
        """
        places = []
        for rule, (flat_start, flat_end) in candidates:
            start, end = self._reading.in_text(flat_start, flat_end)
            first, last = self._reading.sentence(start) if rule.matcher.take == "sentence" else (start, end)
            places.append((first, -last, start, end, rule))
        if len(places) > 1:
            places.sort(key=_leftmost_then_longest)
        kept: list[Place] = []
        reached = 0
        for first, minus_last, start, end, rule in places:
            if first >= reached and self._is_meant(rule, start, end):
                reached = -minus_last
                kept.append((first, reached))
        return kept

    def _is_meant(self, rule: Rule, start: int, end: int) -> bool:
        """Whether the words stand where they may and nothing undoes them."""
        reading = self._reading
        if reading.quoted and not rule.pattern.quotations and not reading.is_own(start, end):
            return False
        if rule.one_sentence and not reading.is_one_sentence(start, end):
            return False
        for test in rule.where:
            if not self._holds(test, start, end):
                return False
        for test in rule.unless:  # noqa: SIM110 -- a generator for every place costs more than most tests
            if self._holds(test, start, end):
                return False
        return True

    def _holds(self, test: Test, start: int, end: int) -> bool:
        key = test, start, end
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = test(self._reading, start, end)
        return known


def _leftmost_then_longest(place: tuple[int, int, int, int, Rule]) -> Place:
    return place[:2]
