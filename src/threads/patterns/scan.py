"""One pass over a text for all patterns: what it finds is found, or wakes what is then looked for.

An automaton (Aho-Corasick) goes over the words of the text once, which costs by how many strings it meets. So it holds
rare strings only: plain phrases as they are, and of everything else, phrases that stand for many strings and regexes,
the rarest words without which it cannot match (`needs` chooses them). Where such a key is met and the commoner words
stand around it, what it belongs to is woken: it alone is then looked for in the whole text.

Most texts wake nothing. Linear in the length of the text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from threads.patterns.expansion import Phrase
from threads.patterns.literals import key_of_phrase
from threads.patterns.needs import Check, Key
from threads.patterns.reading import Place, Reading, is_whole, words_only
from threads.patterns.regexes import ManyStrings, Searched, Sleeper, automaton

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

Use = tuple[int, int]  # the number of a rule, and what the words are to it
Hits = dict[Use, list[Place]]

_FEW = 16  # strings of a phrase that go into the automaton as they are
_MOST = 800  # strings of a phrase that are unfolded at all


class _Exact(NamedTuple):
    """A string that must stand as it is, from `first` to `last` behind the place where its words were found."""

    string: str
    first: int
    last: int
    use: Use


class _Meaning(NamedTuple):
    """What a string of the automaton may be, and which keys it belongs to, each with what stands around it then."""

    exact: list[_Exact]
    keys: list[tuple[int, tuple[Check, ...]]]


class _Asleep(NamedTuple):
    """What is looked for once a key was met, in texts that hold a word of each of `far`.

    And only if something was found for `only_with`, unless that is None.
    """

    sleeper: Sleeper
    far: tuple[frozenset[str], ...]
    use: Use
    only_with: Use | None


class Scan:
    """Phrases and regexes of many rules, looked for together."""

    def __init__(self) -> None:
        self._strings: dict[str, _Meaning] = defaultdict(lambda: _Meaning([], []))
        self._marks: list[tuple[str, Use]] = []  # strings of marks and at most one letter, which any text may hold
        self._asleep: list[_Asleep] = []  # by number of the key

    def add_string(self, string: str, use: Use) -> None:
        """Look for a string as whole words."""
        if sum(map(str.isalnum, string)) < 2:
            self._marks.append((string, use))
            return
        first = int(string[0].isalnum())  # where a word begins, the blank before it is looked for as well
        exact = _Exact(string, first, first + len(string), use)
        meaning = self._strings[f"{' ' * first}{words_only(string)}{' ' * string[-1].isalnum()}"]
        if exact not in meaning.exact:
            meaning.exact.append(exact)

    def add_phrase(self, phrase: Phrase, use: Use, file: str, only_with: Use | None = None) -> None:
        """Look for a phrase."""
        size = phrase.size()
        key = key_of_phrase(phrase) if size > _FEW else None
        if key and (size > _MOST or size > 2 * len(key.strings)):
            sleeper = ManyStrings(phrase) if size <= _MOST else Searched.for_phrase(phrase, file)
            self.add_sleeper(sleeper, use, [key], only_with)
            return
        for string in phrase.strings():
            self.add_string(string, use)

    def add_sleeper(self, sleeper: Sleeper, use: Use, keys: Iterable[Key], only_with: Use | None = None) -> None:
        """Look with the sleeper in texts that hold one of these keys."""
        for key in keys:
            for string in key.strings:
                self._strings[string].keys.append((len(self._asleep), key.around))
            self._asleep.append(_Asleep(sleeper, key.far, use, only_with))

    def compile(self) -> None:
        """Compile what would else wait until it is needed; InvalidPattern for the first that cannot be."""
        for asleep in self._asleep:
            asleep.sleeper.compile()

    @cached_property
    def _automaton(self) -> tuple[AhoCorasick, tuple[_Meaning, ...]]:
        return automaton(tuple(self._strings)), tuple(self._strings.values())

    def hits(self, reading: Reading) -> Hits:
        """The places in `flat` of every phrase and regex, by the rule it belongs to and what it is to it."""
        found, meanings = self._automaton
        hits: Hits = {}
        flat, words = reading.flat, reading.words
        met: set[int] = set()
        for number, start, end in found.find_matches_as_indexes(words, overlapping=True):
            exact, keys = meanings[number]
            for string, first, last, use in exact:
                first += start
                last += start
                if flat.startswith(string, first) and (
                    flat[first - 1] == " " == flat[last] or is_whole(flat, first, last)
                ):
                    hits.setdefault(use, []).append((first, last))
            for key, around in keys:
                if key in met:
                    continue
                for said, before, behind in around:
                    beside = words[max(0, start - before) : start + 1] if before else words[end - 1 : end + behind]
                    if said.isdisjoint(beside.split()):
                        break
                else:
                    met.add(key)
        for mark, use in self._marks:
            if mark in flat:
                hits.setdefault(use, []).extend(_places(mark, flat))
        self._wake(met, reading, hits)
        return hits

    def _wake(self, met: set[int], reading: Reading, hits: Hits) -> None:
        """Look for what these keys wake."""
        if not met:
            return
        last: Sleeper | None = None
        said: list[str] = []
        for key in sorted(met):
            sleeper, far, use, only_with = self._asleep[key]
            if sleeper is last or (only_with and only_with not in hits):
                continue
            if far and not said:
                said = reading.words.split()
            for words in far:
                if words.isdisjoint(said):
                    break
            else:
                last = sleeper
                places = sleeper.places(reading)
                if places:
                    hits.setdefault(use, []).extend(places)


def _places(string: str, flat: str) -> Iterable[Place]:
    """Where a string stands as whole words."""
    start = flat.find(string)
    while start >= 0:
        end = start + len(string)
        if is_whole(flat, start, end):
            yield start, end
        start = flat.find(string, end)
