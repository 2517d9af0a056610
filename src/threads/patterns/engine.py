"""All patterns searched in one text: what `scan` finds are candidates, of which `judge` keeps what is meant.

Linear in the length of the text, but for the sorting of what was found.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from threads.errors import InvalidPattern
from threads.patterns.expansion import Grammar, Lexicons
from threads.patterns.guards import UNLESS
from threads.patterns.judge import Judge, Rule
from threads.patterns.linear import evidence, read_model
from threads.patterns.literals import needs_of_expression
from threads.patterns.matchers import Linear, Matcher, Near, Phrases, Regex, Reply
from threads.patterns.pattern import Finding, Pattern
from threads.patterns.places import WHERE
from threads.patterns.reading import Reading
from threads.patterns.regexes import Searched
from threads.patterns.scan import Hits, Scan, Use
from threads.prose import Extent, word_texts

_HIT, _SECOND, _EXCEPTION, _PARENT = range(4)  # what a phrase is to its rule
_REMEMBERED, _LONG = 1024, 10_000  # texts, characters
_LONGEST_WORD = 30  # more characters per word than this between two phrases, and they are not near


class Engine:
    """The compiled matchers of some patterns."""

    def __init__(self, patterns: Iterable[Pattern], lexicons: Lexicons) -> None:
        self._rules: list[Rule] = []
        self._scan = Scan()
        for pattern in patterns:
            grammar = Grammar({**lexicons, **pattern.lexicons}, f"{pattern.id}.toml")
            for matcher in pattern.matchers:
                self._add(pattern, matcher, grammar)
        # A comment is searched once for itself, and again as the parent of each of its replies.
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._search)
        # A linear model speaks where no phrase of its pattern does: phrases are the plainer evidence.
        self._last = frozenset(at for at, rule in enumerate(self._rules) if isinstance(rule.matcher, Linear))

    def compile(self) -> None:
        """Compile now what else waits until a text needs it; InvalidPattern for the first that cannot be compiled."""
        self._scan.compile()

    def _add(self, pattern: Pattern, matcher: Matcher, grammar: Grammar) -> None:
        number, file = len(self._rules), f"{pattern.id}.toml"
        if isinstance(matcher, Regex):
            self._add_regex(matcher, (number, _HIT), file, grammar)
        if isinstance(matcher, Linear):
            for word in read_model(matcher.model, file).telling:
                self._scan.add_string(word, (number, _HIT))
        for role, phrases in _phrases(matcher):
            for phrase in phrases:
                self._scan.add_phrase(grammar.phrase(phrase), (number, role), file)
        where = tuple(WHERE[name] for name in matcher.where)
        unless = tuple(UNLESS[name] for name in matcher.unless)
        self._rules.append(Rule(pattern, matcher, where, unless))

    def _add_regex(self, matcher: Regex, use: Use, file: str, grammar: Grammar) -> None:
        """Behind its literal words; InvalidPattern if it needs none and would run on every text."""
        expression = grammar.expression(matcher.regex)
        regex = Searched.by_author(expression, file, cased=matcher.cased)
        chains = needs_of_expression(expression)
        if not chains:
            regex.compile()  # what RE2 finds wrong is the plainer complaint
            found = f"regex {matcher.regex[:60]!r} would run on every text"
            raise InvalidPattern(file, found, "let it require a word of two letters")
        self._scan.add_sleeper(regex, use, chains)

    def find(self, text: str, parent: str | None) -> list[Finding]:
        """The findings in `text`, by place; those of one pattern do not overlap."""
        if not text:
            return []
        reading, hits = self._searched(text)
        rules: dict[str, list[int]] = {}
        for number in sorted([number for number, role in hits if role == _HIT]):
            rules.setdefault(self._rules[number].pattern.id, []).append(number)
        judge = Judge(reading)
        found: list[Finding] = []
        for pattern, numbers in rules.items():
            kept = judge.kept(self._candidates([n for n in numbers if n not in self._last], hits, reading, parent))
            if not kept:
                kept = judge.kept(self._candidates([n for n in numbers if n in self._last], hits, reading, parent))
            found += [Finding(pattern=pattern, start=start, end=end, text=text[start:end]) for start, end in kept]
        return sorted(found, key=lambda finding: (finding.start, finding.end, finding.pattern))

    def _candidates(
        self, numbers: Iterable[int], hits: Hits, reading: Reading, parent: str | None
    ) -> Iterator[tuple[Rule, Extent]]:
        for number in numbers:
            spans = self._combined(number, hits, reading, parent)
            spared = hits.get((number, _EXCEPTION))
            for span in _without(spans, spared) if spared else spans:
                yield self._rules[number], span

    def _searched(self, text: str) -> tuple[Reading, Hits]:
        return self._search(text) if len(text) > _LONG else self._remembered(text)

    def _search(self, text: str) -> tuple[Reading, Hits]:
        reading = Reading(text)
        return reading, self._scan.hits(reading)

    def _combined(self, number: int, hits: Hits, reading: Reading, parent: str | None) -> Sequence[Extent]:
        matcher = self._rules[number].matcher
        first = hits[number, _HIT]
        if isinstance(matcher, Near):
            return list(_near(matcher, first, hits.get((number, _SECOND), ()), reading.flat))
        if isinstance(matcher, Reply):
            return self._answering(number, matcher, first, reading, parent)
        if isinstance(matcher, Linear):
            return self._weighed(number, matcher, reading)
        return first

    def _weighed(self, number: int, matcher: Linear, reading: Reading) -> Sequence[Extent]:
        rule = self._rules[number]

        def is_said(span: Extent) -> bool:
            place = reading.in_text(*span)
            return reading.is_own(*place) and not any(test(reading, *place) for test in rule.unless)

        return evidence(read_model(matcher.model, f"{rule.pattern.id}.toml"), reading, is_said)

    def _answering(
        self, number: int, matcher: Reply, spans: Sequence[Extent], reading: Reading, parent: str | None
    ) -> Sequence[Extent]:
        if not parent:
            return ()
        before, heard = self._searched(parent)
        if matcher.parent:
            said = heard.get((number, _PARENT), ())
            if not any(before.is_own(*before.in_text(*span)) for span in said):
                return ()
        if not matcher.echo:
            return spans
        sentences = [reading.sentence(reading.in_text(*span).start) for span in spans]
        echoes = {one: _echoes(one, reading, before, matcher.echo) for one in dict.fromkeys(sentences)}
        return [span for span, sentence in zip(spans, sentences, strict=True) if echoes[sentence]]


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


def _echoes(sentence: Extent, reading: Reading, parent: Reading, count: int) -> bool:
    """Whether a sentence repeats `count` words in a row of the parent."""
    said = word_texts(reading.lower[sentence.start : sentence.end])
    runs = {" ".join(said[at : at + count]) for at in range(len(said) - count + 1)}
    return any(f" {run} " in parent.heard for run in runs)


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
