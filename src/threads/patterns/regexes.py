"""The regular expressions of all patterns; only those run whose literal words the automaton has seen in the text.

RE2 works on UTF-8 and counts bytes; what comes out are offsets in code points. Most run over the lower-cased text; a
`cased` regex runs over the text as written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from threads.errors import InvalidPattern
from threads.patterns.reading import Reading, is_whole
from threads.prose import Extent

if TYPE_CHECKING:
    import re2  # type: ignore[import-untyped]


Use = tuple[int, int]  # the number of a rule, and what the words are to it


class _Entry(NamedTuple):
    use: Use
    cased: bool
    regex: re2._Regexp[bytes]


class RegexSet:
    """Regexes, each with the rule it belongs to; somebody else wakes them where their literal words stand."""

    def __init__(self) -> None:
        self._entries: list[_Entry] = []

    def add(self, regex: str, use: Use, file: str, *, cased: bool = False) -> int:
        """Take in an author's regex; the number returned wakes it.

        InvalidPattern if RE2 does not know its syntax or if it can match nothing at all.
        """
        self._entries.append(_Entry(use, cased, _compiled(regex, file, case_sensitive=cased)))
        return len(self._entries) - 1

    def add_phrase(self, regex: str, use: Use, file: str) -> int:
        """Take in the regex of a phrase; the number returned wakes it."""
        # Phrases are in lower case and so is the text, and matching with case is faster.
        self._entries.append(_Entry(use, False, _compiled(regex, file, case_sensitive=True, longest=True)))
        return len(self._entries) - 1

    def search(self, reading: Reading, awake: Iterable[int]) -> Iterator[tuple[Use, list[Extent]]]:
        """Every use of an awake regex that matches, with the places in `flat`; cut words are left out."""
        numbers = sorted(awake)
        data = reading.flat.encode() if numbers else b""
        for number in numbers:
            entry = self._entries[number]
            haystack = reading.flat_cased.encode() if entry.cased else data
            if entry.regex.search(haystack) is None:
                continue  # most do not match, and the iterator costs more than the look
            spans = [match.span() for match in entry.regex.finditer(haystack)]
            places = _code_points(spans, haystack, len(haystack) == len(reading.flat))
            yield entry.use, [place for place in places if is_whole(reading.flat, *place)]


def _compiled(regex: str, file: str, *, case_sensitive: bool, longest: bool = False) -> re2._Regexp[bytes]:
    import re2

    options = re2.Options()
    options.case_sensitive = case_sensitive
    options.longest_match = longest
    options.log_errors = False
    try:
        compiled = re2.compile(regex.encode(), options)
    except re2.error as error:
        reason = error.args[0].decode() if isinstance(error.args[0], bytes) else error.args[0]
        raise InvalidPattern(file, f"regex {regex[:60]!r} ({reason})", "use RE2's syntax: no look-around") from None
    if compiled.search(b"") is not None:
        raise InvalidPattern(file, f"regex {regex[:60]!r} matches nothing at all", "let it require a word")
    return compiled


def _code_points(spans: list[tuple[int, int]], data: bytes, ascii_only: bool) -> Iterator[Extent]:
    """Byte offsets as code points; the text between them is decoded once, so that many matches stay linear."""
    at = count = 0
    for start, end in spans:
        if ascii_only:
            yield Extent(start, end)
            continue
        first = count + len(data[at:start].decode())
        count = first + len(data[start:end].decode())
        at = end
        yield Extent(first, count)
