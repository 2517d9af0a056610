"""All patterns searched in one pass over a text: one automaton for every phrase and for what every regex needs.

The automaton (Aho-Corasick) finds the phrases of all matchers at once, and the literal words without which a regex
cannot match; only regexes whose words stand in the text run. What they find are candidates; quotation, place and
denial then decide. Linear in the length of the text, but for the sorting of what was found.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from threads.errors import InvalidPattern
from threads.patterns.expansion import MOST_STRINGS, Lexicons, Phrase, in_regex, parse
from threads.patterns.guards import UNLESS
from threads.patterns.linear import evidence, read_model
from threads.patterns.literals import SHORTEST, needed_words
from threads.patterns.matchers import Linear, Matcher, Near, Phrases, Regex, Reply
from threads.patterns.pattern import Finding, Pattern
from threads.patterns.places import WHERE, Test
from threads.patterns.reading import Reading, is_whole
from threads.patterns.regexes import RegexSet, Use
from threads.prose import Extent, words

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_HIT, _SECOND, _EXCEPTION, _PARENT = range(4)  # what a phrase is to its rule
_LONGEST_WORD = 30  # more characters per word than this between two phrases, and they are not near
Hits = dict[Use, list[Extent]]


class Rule(NamedTuple):
    """One matcher of one pattern, ready to run."""

    pattern: Pattern
    matcher: Matcher
    where: tuple[Test, ...]
    unless: tuple[Test, ...]


Wake = tuple[int, int]  # a regex, and the bit of the anchor that it waits for
_Meaning = tuple[tuple[Use, ...], tuple[Wake, ...], tuple[Wake, ...]]


class _String(NamedTuple):
    """What a string of the automaton is good for: whole, it is a hit of rules and wakes regexes, or wakes anywhere."""

    uses: list[Use]
    wakes_whole: list[Wake]
    wakes: list[Wake]


class Engine:
    """The compiled matchers of some patterns."""

    def __init__(self, patterns: Iterable[Pattern], lexicons: Lexicons) -> None:
        self._rules: list[Rule] = []
        self._words: dict[str, _String] = defaultdict(lambda: _String([], [], []))
        self._regexes = RegexSet()
        self._waits: dict[int, int] = {}  # per regex the bits of all anchors that it waits for
        for pattern in patterns:
            for matcher in pattern.matchers:
                self._add(pattern, matcher, {**lexicons, **pattern.lexicons})
        # A linear model speaks where no phrase of its pattern does: phrases are the plainer evidence.
        self._last = frozenset(at for at, rule in enumerate(self._rules) if isinstance(rule.matcher, Linear))
        self._automaton = _automaton(self._words)
        # Most strings mean the same as their neighbours: sharing what they mean keeps the heap small.
        meanings = ((tuple(word.uses), tuple(word.wakes_whole), tuple(word.wakes)) for word in self._words.values())
        shared: dict[_Meaning, _Meaning] = {}
        self._strings = tuple(shared.setdefault(meaning, meaning) for meaning in meanings)
        self._words.clear()

    def _add(self, pattern: Pattern, matcher: Matcher, lexicons: Lexicons) -> None:
        number, file = len(self._rules), f"{pattern.id}.toml"
        if isinstance(matcher, Regex):
            self._add_regex(in_regex(matcher.regex, lexicons, file), (number, _HIT), file, matcher.cased)
        if isinstance(matcher, Linear):
            for word in read_model(matcher.model, file).telling:
                self._words[word].uses.append((number, _HIT))
        for role, phrases in _phrases(matcher):
            for phrase in phrases:
                self._add_phrase(parse(phrase, lexicons, file), (number, role), file)
        where = tuple(WHERE[name] for name in matcher.where)
        unless = tuple(UNLESS[name] for name in matcher.unless)
        self._rules.append(Rule(pattern, matcher, where, unless))

    def _add_regex(self, text: str, use: Use, file: str, cased: bool) -> None:
        """Behind its literal words; InvalidPattern if it needs none and would run on every text."""
        regex = self._regexes.add(text, use, file, cased=cased)
        sets = needed_words(text)
        if not sets:
            found = f"regex {text[:60]!r} would run on every text"
            raise InvalidPattern(file, found, f"let it require a word of {SHORTEST} letters")
        for strings in sets:
            self._wake(regex, strings, whole=False)

    def _wake(self, regex: int, strings: Iterable[str], *, whole: bool) -> None:
        """The regex runs on texts that hold one of these strings, and one of each further set it is given."""
        bit = self._waits.get(regex, 0) + 1  # 1, 2, 4: the next bit that is not set
        self._waits[regex] = self._waits.get(regex, 0) | bit
        for string in strings:
            word = self._words[string]
            (word.wakes_whole if whole else word.wakes).append((regex, bit))

    def _add_phrase(self, phrase: Phrase, use: Use, file: str) -> None:
        """Into the automaton: all of its strings, or if they are too many, those that wake its regex."""
        if phrase.size() > MOST_STRINGS:
            regex = self._regexes.add_phrase(rf"\b(?:{phrase.regex()})\b", use, file)
            for anchor in phrase.anchors():
                self._wake(regex, anchor.strings, whole=anchor.whole)
            return
        for string in phrase.strings():
            if use not in self._words[string].uses:
                self._words[string].uses.append(use)

    def find(self, text: str, parent: str | None) -> list[Finding]:
        """The findings in `text`, by place; those of one pattern do not overlap."""
        if not text:
            return []
        reading = Reading(text)
        hits = self._scan(reading)
        found: dict[str, list[Extent]] = defaultdict(list)
        for number in sorted((number for number, role in hits if role == _HIT), key=self._in_turn):
            if not (found[self._rules[number].pattern.id] and number in self._last):
                spans = self._combined(number, hits, reading, parent)
                spared = hits.get((number, _EXCEPTION))
                rule = self._rules[number]
                found[rule.pattern.id] += _kept(rule, _without(spans, spared) if spared else spans, reading)
        return sorted(_findings(found, text), key=lambda finding: (finding.start, finding.end, finding.pattern))

    def _in_turn(self, number: int) -> tuple[bool, int]:
        return number in self._last, number

    def _scan(self, reading: Reading) -> Hits:
        """The places in `flat` of every phrase and regex, by the rule it belongs to and what it is to it."""
        hits: Hits = defaultdict(list)
        flat, strings, awake = reading.flat, self._strings, defaultdict[int, int](int)
        for string, start, end in self._automaton.find_matches_as_indexes(flat, overlapping=True):
            uses, wakes_whole, wakes = strings[string]
            for regex, bit in wakes:
                awake[regex] |= bit
            if not (uses or wakes_whole):
                continue
            if (flat[start - 1] == " " == flat[end]) or is_whole(flat, start, end):
                for use in uses:
                    hits[use].append(Extent(start, end))
                for regex, bit in wakes_whole:
                    awake[regex] |= bit
        ready = [regex for regex, bits in awake.items() if bits == self._waits[regex]] if awake else ()
        for use, places in self._regexes.search(reading, ready):
            hits[use] += places
        return hits

    def _combined(self, number: int, hits: Hits, reading: Reading, parent: str | None) -> Sequence[Extent]:
        matcher = self._rules[number].matcher
        first = hits[number, _HIT]
        if isinstance(matcher, Near):
            return list(_near(matcher, first, hits.get((number, _SECOND), ()), reading.flat))
        if isinstance(matcher, Reply):
            return self._answering(number, matcher, first, reading, parent)
        if isinstance(matcher, Linear):
            return self._weighed(number, matcher, first, reading)
        return first

    def _weighed(self, number: int, matcher: Linear, first: Sequence[Extent], reading: Reading) -> Sequence[Extent]:
        rule = self._rules[number]

        def is_said(span: Extent) -> bool:
            place = reading.in_text(*span)
            return reading.is_own(*place) and not any(test(reading, *place) for test in rule.unless)

        return evidence(read_model(matcher.model, f"{rule.pattern.id}.toml"), reading, first, is_said)

    def _answering(
        self, number: int, matcher: Reply, spans: Sequence[Extent], reading: Reading, parent: str | None
    ) -> Sequence[Extent]:
        if not parent:
            return ()
        before = Reading(parent)
        if matcher.parent:
            said = self._scan(before).get((number, _PARENT), ())
            if not any(before.is_own(*before.in_text(*span)) for span in said):
                return ()
        return [span for span in spans if not matcher.echo or _echoes(span, reading, before, matcher.echo)]


def _phrases(matcher: Matcher) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The phrases of a matcher with what each is to it."""
    yield _EXCEPTION, matcher.exceptions
    match matcher:
        case Phrases():
            yield _HIT, matcher.phrases
        case Reply():
            yield _HIT, matcher.phrases
            yield _PARENT, matcher.parent
        case Near():
            yield _HIT, matcher.first
            yield _SECOND, matcher.second
        case Regex() | Linear():
            pass


def _automaton(strings: Iterable[str]) -> AhoCorasick:
    from ahocorasick_rs import AhoCorasick, MatchKind

    return AhoCorasick(strings, matchkind=MatchKind.Standard)


def _near(matcher: Near, first: Sequence[Extent], second: Sequence[Extent], flat: str) -> Iterator[Extent]:
    yield from _followed(first, second, matcher.within, flat)
    if not matcher.ordered:
        yield from _followed(second, first, matcher.within, flat)


def _followed(left: Sequence[Extent], right: Sequence[Extent], within: int, flat: str) -> Iterator[Extent]:
    """Each of `left` with the next of `right`, if at most `within` words stand between."""
    right = sorted(right)
    for start, end in left:
        following = bisect_left(right, (end, end))
        if following == len(right):
            continue
        gap = right[following].start - end
        if gap <= _LONGEST_WORD * (within + 1) and len(flat[end : end + gap].split()) <= within:
            yield Extent(start, right[following].end)


def _echoes(span: Extent, reading: Reading, parent: Reading, count: int) -> bool:
    """Whether the sentence around `span` repeats `count` words in a row of the parent."""
    first, last = reading.sentence(reading.in_text(*span).start)
    said = [reading.lower[first:last][start:end] for start, end in words(reading.text[first:last])]
    runs = {" ".join(said[at : at + count]) for at in range(len(said) - count + 1)}
    heard = " ".join(parent.lower[start:end] for start, end in words(parent.text))
    return any(f" {run} " in f" {heard} " for run in runs)


def _without(spans: Iterable[Extent], spared: Iterable[Extent]) -> Iterator[Extent]:
    """The spans that lie in none of the `spared` ones."""
    starts: list[int] = []
    reach: list[int] = []
    for start, end in sorted(spared):
        starts.append(start)
        reach.append(max(end, reach[-1]) if reach else end)
    for span in spans:
        last = bisect_right(starts, span.start) - 1
        if last < 0 or reach[last] < span.end:
            yield span


def _kept(rule: Rule, spans: Iterable[Extent], reading: Reading) -> Iterator[Extent]:
    """The candidates, now as offsets in the text, that stand where they may and that nothing undoes."""
    one_sentence = isinstance(rule.matcher, Regex | Near)
    for span in spans:
        start, end = reading.in_text(*span)
        if not rule.pattern.quotations and not reading.is_own(start, end):
            continue
        if one_sentence and reading.sentence(start) != reading.sentence(end - 1):
            continue
        if not all(test(reading, start, end) for test in rule.where):
            continue
        if any(test(reading, start, end) for test in rule.unless):
            continue
        yield reading.sentence(start) if rule.matcher.take == "sentence" else Extent(start, end)


def _findings(found: Mapping[str, list[Extent]], text: str) -> Iterator[Finding]:
    """Leftmost, then longest: what overlaps an earlier finding of the same pattern adds nothing."""
    for pattern, spans in found.items():
        last = 0
        for start, end in sorted(spans, key=lambda span: (span.start, -span.end)):
            if start >= last:
                yield Finding(pattern=pattern, start=start, end=end, text=text[start:end])
                last = end
