"""What runs only on texts that hold the words it needs: regular expressions, and phrases that stand for many strings.

Both are compiled when they are first woken. RE2 works on UTF-8 and counts bytes; what comes out are offsets in code
points. Most regexes run over the lower-cased text; a `cased` one runs over the text as written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from threads.errors import InvalidPattern
from threads.patterns.expansion import Expression, Phrase
from threads.patterns.reading import Place, Reading, is_whole

if TYPE_CHECKING:
    import re2  # type: ignore[import-untyped]
    from ahocorasick_rs import AhoCorasick


class Sleeper(Protocol):
    """Something that is looked for once its needed words were seen."""

    def compile(self) -> None:
        """Get ready, which the first search does as well; InvalidPattern if that is impossible."""

    def places(self, reading: Reading) -> Sequence[Place]:
        """Where it stands, as offsets in `flat`; cut words are left out."""


class ManyStrings:
    """A phrase that stands for many strings; all its places are found, also those that overlap."""

    def __init__(self, phrase: Phrase) -> None:
        self._phrase = phrase

    def compile(self) -> None:
        """Unfold the phrase."""
        _ = self._automaton

    def places(self, reading: Reading) -> Sequence[Place]:
        """Where a string of the phrase stands as whole words, in `flat`."""
        flat = reading.flat
        found = self._automaton.find_matches_as_indexes(flat, overlapping=True)
        return [(start, end) for _, start, end in found if is_whole(flat, start, end)]

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return automaton(dict.fromkeys(self._phrase.strings()))


class Searched:
    """A regex of RE2; its places do not overlap."""

    def __init__(self, regex: Callable[[], str], file: str, *, cased: bool = False, longest: bool = False) -> None:
        self._text = regex
        self._file = file
        self._cased = cased
        self._longest = longest

    @classmethod
    def by_author(cls, expression: Expression, file: str, *, cased: bool) -> Searched:
        """An author's regex."""
        return cls(expression.regex, file, cased=cased)

    @classmethod
    def for_phrase(cls, phrase: Phrase, file: str) -> Searched:
        """A phrase that stands for more strings than can be unfolded."""
        return cls(lambda: rf"\b(?:{phrase.regex()})\b", file, longest=True)

    def compile(self) -> None:
        """InvalidPattern if RE2 does not know its syntax or if it can match nothing at all."""
        _ = self._regex

    def places(self, reading: Reading) -> Sequence[Place]:
        """Where the regex matches whole words, in `flat`."""
        data = reading.flat_cased.encode() if self._cased else reading.encoded
        spans = [match.span() for match in self._regex.finditer(data)]
        if not spans:
            return ()
        if len(data) > len(reading.flat):
            spans = list(_code_points(spans, data))
        return [place for place in spans if is_whole(reading.flat, *place)]

    @cached_property
    def _regex(self) -> re2._Regexp[bytes]:
        import re2

        text = self._text()
        options = re2.Options()
        # Phrases are in lower case and so is the text, and matching with case is faster.
        options.case_sensitive = self._cased or self._longest
        options.longest_match = self._longest
        options.log_errors = False
        try:
            compiled = re2.compile(text.encode(), options)
        except re2.error as error:
            reason = error.args[0].decode() if isinstance(error.args[0], bytes) else error.args[0]
            found = f"regex {text[:60]!r} ({reason})"
            raise InvalidPattern(self._file, found, "use RE2's syntax: no look-around") from None
        if compiled.search(b"") is not None:
            found = f"regex {text[:60]!r} matches nothing at all"
            raise InvalidPattern(self._file, found, "let it require a word")
        return compiled


def automaton(strings: Sequence[str] | dict[str, None]) -> AhoCorasick:
    """One automaton for all of these strings."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    return AhoCorasick(strings, matchkind=MatchKind.Standard)


def _code_points(spans: list[Place], data: bytes) -> Iterator[Place]:
    """Byte offsets as code points; the text between them is decoded once, so that many matches stay linear."""
    at = count = 0
    for start, end in spans:
        first = count + len(data[at:start].decode())
        count = first + len(data[start:end].decode())
        at = end
        yield first, count
