"""All patterns searched in one text: what `scan` finds are candidates, of which `judge` keeps what is meant.

Linear in the length of the text, but for the sorting of what was found.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from threads.errors import InvalidPattern
from threads.model import unchecked
from threads.patterns.expansion import Grammar, Lexicons
from threads.patterns.guards import UNLESS
from threads.patterns.judge import Candidates, Rule, kept
from threads.patterns.linear import evidence, read_model
from threads.patterns.literals import key_of_phrase, keys_of_expression
from threads.patterns.matchers import Linear, Matcher, Near, Phrases, Regex, Reply
from threads.patterns.needs import share
from threads.patterns.pattern import Finding, Pattern
from threads.patterns.places import WHERE
from threads.patterns.reading import Place, Reading
from threads.patterns.regexes import Searched
from threads.patterns.scan import Hits, Scan, Use
from threads.prose import Extent, word_texts

_HIT, _EXCEPTION, _SECOND, _PARENT = range(4)  # what a phrase is to its rule
_REMEMBERED, _LONG = 1024, 10_000  # texts, characters
_LONGEST_WORD = 30  # more characters per word than this between two phrases, and they are not near

_REST_OF_NUMBER = re.compile(r"(?:[.,:]\d+)+(?!\w)")

_finding = unchecked(Finding)


class Engine:
    """The compiled matchers of some patterns."""

    def __init__(self, patterns: Iterable[Pattern], lexicons: Lexicons) -> None:
        self._rules: list[Rule] = []
        self._scan = Scan()
        # What only matters to a rule whose words were found: the second words of Near, and what a parent said.
        self._partners: dict[int, Scan] = defaultdict(Scan)
        for pattern in patterns:
            grammar = Grammar({**lexicons, **pattern.lexicons}, f"{pattern.id}.toml")
            for matcher in pattern.matchers:
                self._add(pattern, matcher, grammar)
        # Each of the replies to a comment may ask what it said.
        self._parent = lru_cache(maxsize=_REMEMBERED)(Reading)
        # A linear model speaks where no phrase of its pattern does: phrases are the plainer evidence.
        self._weighing = tuple((at, r.matcher) for at, r in enumerate(self._rules) if isinstance(r.matcher, Linear))

    def compile(self) -> None:
        """Compile now what else waits until a text needs it; InvalidPattern for the first that cannot be compiled."""
        for scan in (self._scan, *self._partners.values()):
            scan.compile()

    def _add(self, pattern: Pattern, matcher: Matcher, grammar: Grammar) -> None:
        number, file = len(self._rules), f"{pattern.id}.toml"
        if isinstance(matcher, Regex):
            self._add_regex(matcher, (number, _HIT), file, grammar)
        if isinstance(matcher, Linear):
            for word in read_model(matcher.model, file).telling:
                self._scan.add_string(word, (number, _HIT))
        leading = _HIT
        if isinstance(matcher, Near) and _rarity(matcher.second, grammar) < _rarity(matcher.first, grammar):
            leading = _SECOND
        for role, phrases in _phrases(matcher):
            scan = self._scan if role in (leading, _EXCEPTION) else self._partners[number]
            only_with = (number, leading) if role == _EXCEPTION else None
            for phrase in phrases:
                scan.add_phrase(grammar.phrase(phrase), (number, role), file, only_with)
        where = tuple(WHERE[name] for name in matcher.where)
        unless = tuple(UNLESS[name] for name in matcher.unless)
        self._rules.append(Rule(pattern, matcher, where, unless, isinstance(matcher, Regex | Near)))

    def _add_regex(self, matcher: Regex, use: Use, file: str, grammar: Grammar) -> None:
        """Behind its literal words; InvalidPattern if it needs none and would run on every text."""
        expression = grammar.expression(matcher.regex)
        regex = Searched.by_author(expression, file, cased=matcher.cased)
        keys = keys_of_expression(expression)
        if not keys:
            regex.compile()  # what RE2 finds wrong is the plainer complaint
            found = f"regex {matcher.regex[:60]!r} would run on every text"
            raise InvalidPattern(file, found, "let it require a word of two letters")
        self._scan.add_sleeper(regex, use, keys)

    def find(self, text: str, parent: str | None) -> list[Finding]:
        """The findings in `text`, by place; those of one pattern do not overlap."""
        if not text:
            return []
        reading = Reading(text)
        hits = self._scan.hits(reading)
        if not hits:
            return []
        places = self._places(hits, reading, parent)
        said = {pattern: kept(reading, candidates) for pattern, candidates in places.items()}
        for number, matcher in self._weighing:
            rule = self._rules[number]
            if (number, _HIT) in hits and not said.get(rule.pattern.id):
                said[rule.pattern.id] = kept(reading, [(rule, self._weighed(rule, matcher, reading))])
        found = [
            _finding(start=start, end=(whole := _whole(text, end)), text=text[start:whole], pattern=pattern)
            for pattern, extents in said.items()
            for start, end in extents
        ]
        return sorted(found, key=lambda finding: (finding.start, finding.end, finding.pattern))

    def _places(self, hits: Hits, reading: Reading, parent: str | None) -> dict[str, list[Candidates]]:
        """By pattern, where its words stand as its matchers want them, but for linear models."""
        places: dict[str, list[Candidates]] = {}
        for (number, role), hit in hits.items():
            found: Sequence[Place] = hit
            rule = self._rules[number]
            matcher = rule.matcher
            if role == _EXCEPTION or isinstance(matcher, Linear):
                continue
            if isinstance(matcher, Near):
                found = self._pairs(number, matcher, hits, reading)
            elif isinstance(matcher, Reply):
                found = self._answering(number, matcher, found, reading, parent)
            spared = hits.get((number, _EXCEPTION))
            if spared:
                found = list(_without(found, spared))
            if found:
                places.setdefault(rule.pattern.id, []).append((rule, found))
        return places

    def _pairs(self, number: int, matcher: Near, hits: Hits, reading: Reading) -> Sequence[Place]:
        """What holds one of its first words and one of its second; the commoner are looked for only here."""
        others = self._partners[number].hits(reading) if matcher.first != matcher.second else hits
        first = hits.get((number, _HIT)) or others.get((number, _HIT), [])
        second = first if others is hits else hits.get((number, _SECOND)) or others.get((number, _SECOND), [])
        return list(_near(matcher, first, second, reading.flat))

    def _weighed(self, rule: Rule, matcher: Linear, reading: Reading) -> Sequence[Place]:
        def is_said(span: Place) -> bool:
            place = reading.in_text(*span)
            return reading.is_own(*place) and not any(test(reading, *place) for test in rule.unless)

        return evidence(read_model(matcher.model, f"{rule.pattern.id}.toml"), reading, is_said)

    def _answering(
        self, number: int, matcher: Reply, spans: Sequence[Place], reading: Reading, parent: str | None
    ) -> Sequence[Place]:
        if not parent:
            return ()
        before = Reading(parent) if len(parent) > _LONG else self._parent(parent)
        if matcher.parent:
            said = self._partners[number].hits(before).get((number, _PARENT), ())
            if not any(before.is_own(*before.in_text(*span)) for span in said):
                return ()
        if not matcher.echo:
            return spans
        sentences = [reading.sentence(reading.in_text(*span)[0]) for span in spans]
        echoes = {one: _echoes(one, reading, before, matcher.echo) for one in dict.fromkeys(sentences)}
        return [span for span, sentence in zip(spans, sentences, strict=True) if echoes[sentence]]


def _whole(text: str, end: int) -> int:
    """Where evidence ends that ended within a number: to expressions of words, "80,000" is two."""
    rest = _REST_OF_NUMBER.match(text, end) if text[end - 1].isdigit() else None
    return rest.end() if rest else end


def _phrases(matcher: Matcher) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The phrases of a matcher with what each is to it."""
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
    yield _EXCEPTION, matcher.exceptions


def _rarity(phrases: Iterable[str], grammar: Grammar) -> float:
    return sum([share(key_of_phrase(grammar.phrase(phrase))) for phrase in phrases])


def _near(matcher: Near, first: Sequence[Place], second: Sequence[Place], flat: str) -> Iterator[Place]:
    yield from _followed(first, second, matcher.within, flat)
    if not matcher.ordered:
        yield from _followed(second, first, matcher.within, flat)


def _followed(left: Sequence[Place], right: Sequence[Place], within: int, flat: str) -> Iterator[Place]:
    """Each of `left` with the next of `right`, if at most `within` words stand between."""
    right = sorted(right)
    for start, end in left:
        following = bisect_left(right, (end, end))
        if following == len(right):
            continue
        gap = right[following][0] - end
        if gap <= _LONGEST_WORD * (within + 1) and len(flat[end : end + gap].split()) <= within:
            yield start, right[following][1]


def _echoes(sentence: Extent, reading: Reading, parent: Reading, count: int) -> bool:
    """Whether a sentence repeats `count` words in a row of the parent."""
    said = word_texts(reading.lower[sentence.start : sentence.end])
    runs = {" ".join(said[at : at + count]) for at in range(len(said) - count + 1)}
    return any(f" {run} " in parent.heard for run in runs)


def _without(spans: Iterable[Place], spared: Iterable[Place]) -> Iterator[Place]:
    """The spans that lie in none of the `spared` ones."""
    starts: list[int] = []
    reach: list[int] = []
    for start, end in sorted(spared):
        starts.append(start)
        reach.append(max(end, reach[-1]) if reach else end)
    for span in spans:
        last = bisect_right(starts, span[0]) - 1
        if last < 0 or reach[last] < span[1]:
            yield span
