"""Expressions that open with one of a few words, tried only where such a word stands.

A search tries an expression at every character of a text, yet of the words that a denial may open with, most sentences
have none. So one automaton looks for the openings of several expressions, and each is matched where it may begin.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from threads.patterns.regexes import automaton

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick


class Openings:
    """Some expressions with their openings: strings, parted by "|", of which every match begins with one."""

    def __init__(self, *expressions: tuple[str, re.Pattern[str]]) -> None:
        self._by_opening: dict[str, list[re.Pattern[str]]] = {}
        for openings, expression in expressions:
            for opening in openings.split("|"):
                self._by_opening.setdefault(opening, []).append(expression)

    def matches(self, text: str, start: int, end: int) -> list[re.Match[str]]:
        """The matches of every expression in `start:end`, by place; beyond `end` they see nothing."""
        found, expressions = self._compiled
        return [
            match
            for opening, at, _ in found.find_matches_as_indexes(text[start:end], overlapping=True)
            for expression in expressions[opening]
            if (match := expression.match(text, start + at, end))
        ]

    @cached_property
    def _compiled(self) -> tuple[AhoCorasick, Sequence[Sequence[re.Pattern[str]]]]:
        return automaton(tuple(self._by_opening)), tuple(self._by_opening.values())
