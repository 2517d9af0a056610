"""Which of the places where a pattern may stand are findings: quotation, place and denial decide."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from threads.patterns.matchers import Matcher, Near, Regex
from threads.patterns.pattern import Pattern
from threads.patterns.places import Test
from threads.patterns.reading import Reading
from threads.prose import Extent, is_own


class Rule(NamedTuple):
    """One matcher of one pattern, ready to run."""

    pattern: Pattern
    matcher: Matcher
    where: tuple[Test, ...]
    unless: tuple[Test, ...]


class Judge:
    """Decides about places in one text, and remembers what it found out about them for the next pattern."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._known: dict[tuple[Test, int, int], bool] = {}

    def kept(self, candidates: Iterable[tuple[Rule, Extent]]) -> list[Extent]:
        """The places, given in `flat` and now in the text, of one pattern's findings: leftmost, then longest.

        What overlaps an earlier finding adds nothing, and is not even tested.
        """
        places = []
        for rule, span in candidates:
            start, end = self._reading.in_text(*span)
            shown = self._reading.sentence(start) if rule.matcher.take == "sentence" else (start, end)
            places.append((shown[0], -shown[1], start, end, rule))
        kept: list[Extent] = []
        last = 0
        for first, minus_end, start, end, rule in sorted(places, key=lambda place: place[:2]):
            if first >= last and self._is_meant(rule, start, end):
                last = -minus_end
                kept.append(Extent(first, last))
        return kept

    def _is_meant(self, rule: Rule, start: int, end: int) -> bool:
        """Whether the words stand where they may and nothing undoes them."""
        reading = self._reading
        if not rule.pattern.quotations and reading.quoted and not is_own(start, end, reading.quoted):
            return False
        if isinstance(rule.matcher, Regex | Near) and not reading.is_one_sentence(start, end):
            return False
        if rule.where and not all(self._holds(test, start, end) for test in rule.where):
            return False
        return not any(self._holds(test, start, end) for test in rule.unless)

    def _holds(self, test: Test, start: int, end: int) -> bool:
        key = test, start, end
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = test(self._reading, start, end)
        return known
