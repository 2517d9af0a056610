"""One pass over a text for all patterns: one automaton for the phrases, and for the words that everything else needs.

The automaton (Aho-Corasick) finds the strings of plain phrases at once. Phrases that stand for many strings, and
regexes, sleep until their needed words were seen in order. Linear in the length of the text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from threads.patterns.expansion import Phrase
from threads.patterns.literals import needs_of_phrase
from threads.patterns.needs import Check, Link
from threads.patterns.reading import Reading, is_whole, words_only
from threads.patterns.regexes import ManyStrings, Searched, Sleeper, automaton
from threads.prose import Extent

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

Use = tuple[int, int]  # the number of a rule, and what the words are to it
Hits = dict[Use, list[Extent]]

_FEW = 16  # strings of a phrase that go into the automaton as they are
_FARTHEST = 300  # characters: what may stand farther off is looked for in the whole text
_MOST = 800  # strings of a phrase that are unfolded at all


class Step(NamedTuple):
    """A needed word: it counts if `after`, the step before it (-1: none), was seen at most `gap` characters before.

    All `checks` of what stands around it must hold as well. `wakes` are the sleepers for which it was the last step.
    """

    after: int
    gap: int
    number: int
    checks: tuple[Check, ...]
    wakes: list[int]


class _Meaning(NamedTuple):
    """What a string of the automaton is good for: which strings of whose it may be, which steps."""

    uses: dict[str, list[Use]]
    steps: list[Step]


class _Exact(NamedTuple):
    """A string that must stand as it is, from `first` to `last` behind the place where its words were found."""

    string: str
    first: int
    last: int
    uses: tuple[Use, ...]


def _exact(string: str, uses: Iterable[Use]) -> _Exact:
    first = int(string[0].isalnum())  # where a word begins, the blank before it was found with it
    return _Exact(string, first, first + len(string), tuple(uses))


class Scan:
    """Phrases and regexes of many rules, looked for together."""

    def __init__(self) -> None:
        self._strings: dict[str, _Meaning] = defaultdict(lambda: _Meaning({}, []))
        self._marks: dict[str, list[Use]] = {}  # strings without a letter or digit
        self._sleepers: list[tuple[Use, Sleeper]] = []
        self._steps: dict[tuple[int, Link], int] = {}  # chains that begin alike share their steps
        self._wakes: dict[int, list[int]] = defaultdict(list)

    def add_string(self, string: str, use: Use) -> None:
        """Look for a string as whole words, or for one of marks alone wherever it stands."""
        if not any(map(str.isalnum, string)):
            self._marks.setdefault(string, []).append(use)
            return
        edges = " " * string[0].isalnum(), " " * string[-1].isalnum()
        uses = self._strings[words_only(string).join(edges)].uses.setdefault(string, [])
        if use not in uses:
            uses.append(use)

    def add_phrase(self, phrase: Phrase, use: Use, file: str) -> None:
        """Look for a phrase."""
        size = phrase.size()
        needs = needs_of_phrase(phrase) if size > _FEW else ()
        if needs and (size > _MOST or size > sum(len(link.words) for link in needs)):
            self.add_sleeper(ManyStrings(phrase) if size <= _MOST else Searched.for_phrase(phrase, file), use, [needs])
            return
        for string in phrase.strings():
            self.add_string(string, use)

    def add_sleeper(self, sleeper: Sleeper, use: Use, chains: Iterable[Sequence[Link]]) -> None:
        """Look with the sleeper in texts that hold the words of one of these chains."""
        for chain in chains:
            after = -1
            for link in chain:
                after = self._step(after, link)
            self._wakes[after].append(len(self._sleepers))
        self._sleepers.append((use, sleeper))

    def _step(self, after: int, link: Link) -> int:
        number = self._steps.setdefault((after, link), len(self._steps))
        if number == len(self._steps) - 1:
            step = Step(after, link.gap, number, link.checks, self._wakes[number])
            for word in link.words:
                self._strings[word].steps.append(step)
        return number

    def compile(self) -> None:
        """Compile what would else wait until it is needed; InvalidPattern for the first that cannot be."""
        for _, sleeper in self._sleepers:
            sleeper.compile()

    @cached_property
    def _automaton(self) -> tuple[AhoCorasick, tuple[tuple[tuple[_Exact, ...], tuple[Step, ...]], ...]]:
        meanings = tuple(
            (tuple(_exact(string, its) for string, its in uses.items()), tuple(steps))
            for uses, steps in self._strings.values()
        )
        return automaton(tuple(self._strings)), meanings

    def hits(self, reading: Reading) -> Hits:
        """The places in `flat` of every phrase and regex, by the rule it belongs to and what it is to it."""
        found, meanings = self._automaton
        hits: Hits = {}
        flat = reading.flat
        seen: dict[int, int] = {}  # per step where it was seen last
        awake: set[int] = set()
        around = _Around(reading.words)
        for string, start, end in found.find_matches_as_indexes(reading.words, overlapping=True):
            uses, steps = meanings[string]
            for text, first, last, its in uses:
                first += start
                last += start
                if flat.startswith(text, first) and (
                    (flat[first - 1] == " " == flat[last]) or is_whole(flat, first, last)
                ):
                    place = Extent(first, last)
                    for use in its:
                        if use in hits:
                            hits[use].append(place)
                        else:
                            hits[use] = [place]
            for after, gap, number, checks, wakes in steps:
                if after >= 0 and (after not in seen or start - seen[after] > gap):
                    continue
                if checks and not around.holds(checks, start, end):
                    continue
                seen[number] = end
                if wakes:
                    awake.update(wakes)
        for mark, marked in self._marks.items():
            if mark in flat:
                for use in marked:
                    hits.setdefault(use, []).extend(Extent(*m.span()) for m in re.finditer(re.escape(mark), flat))
        for number in sorted(awake):
            use, sleeper = self._sleepers[number]
            found_there = sleeper.places(reading)
            if found_there:
                hits.setdefault(use, []).extend(found_there)
        return hits


class _Around:
    """The words of a text, asked what stands before or behind a place."""

    def __init__(self, words: str) -> None:
        self._words = words
        self._anywhere: dict[tuple[str, ...], bool] = {}

    def holds(self, checks: Iterable[Check], start: int, end: int) -> bool:
        """Whether all checks hold of `start:end`."""
        for words, before, behind in checks:
            if before + behind > _FARTHEST:
                if not self._stands(words):
                    return False
            else:
                text, left, right = self._words, max(0, start - before), end + behind
                if before:
                    right = start + 1
                else:
                    left = end - 1
                for word in words:
                    if text.find(word, left, right) >= 0:
                        break
                else:
                    return False
        return True

    def _stands(self, words: tuple[str, ...]) -> bool:
        """Whether one of the words stands anywhere: asked once per text, so that all of it stays linear."""
        if words not in self._anywhere:
            self._anywhere[words] = any(word in self._words for word in words)
        return self._anywhere[words]
