"""The regular expressions of all patterns behind one filter: only those run whose literal words stand in the text.

RE2 works on UTF-8 and counts bytes; what comes out are offsets in code points. Text and filter go in lower case, and so
do the regexes' literals; a `cased` regex runs over the text as written once the filter has let it through.
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
    file: str


class RegexSet:
    """Regexes, each with the rule it belongs to; each runs only where its literal words stand."""

    def __init__(self) -> None:
        import re2

        self._filter = re2.Filter()
        self._filtered: list[int] = []
        self._entries: list[_Entry] = []

    def add(self, regex: str, use: Use, file: str, *, cased: bool = False) -> None:
        """Take in an author's regex; the filter finds out by itself which words it needs.

        InvalidPattern if RE2 does not know its syntax, if it can match nothing at all, or if it needs no words and
        would run on every text.
        """
        entry = _Entry(use, cased, _compiled(regex, file, case_sensitive=cased), file)
        self._filter.Add(regex.encode(), entry.regex.options)
        self._filtered.append(len(self._entries))
        self._entries.append(entry)

    def add_anchored(self, regex: str, use: Use, file: str) -> int:
        """Take in the regex of a phrase, which somebody else wakes by the number returned."""
        # Phrases are in lower case and so is the text, and matching with case is faster.
        self._entries.append(_Entry(use, False, _compiled(regex, file, case_sensitive=True, longest=True), file))
        return len(self._entries) - 1

    def compile(self) -> None:
        """Make ready."""
        if not self._filtered:
            return
        self._filter.Compile()
        for always in self._filter.Match(b"", True) or ():
            entry = self._entries[self._filtered[always]]
            found = f"regex {entry.regex.pattern.decode()[:60]!r} would run on every text"
            raise InvalidPattern(entry.file, found, "let it require a word of three letters")

    def search(self, reading: Reading, awake: Iterable[int]) -> Iterator[tuple[Use, list[Extent]]]:
        """Every use whose regex matches, with the places in `flat`; cut words are left out."""
        numbers = set(awake)
        data = reading.flat.encode() if self._filtered or numbers else b""
        if self._filtered:
            numbers.update(self._filtered[number] for number in self._filter.Match(data, True) or ())
        for number in sorted(numbers):
            entry = self._entries[number]
            haystack = reading.flat_cased.encode() if entry.cased else data
            spans = [match.span() for match in entry.regex.finditer(haystack)]
            if spans:
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
