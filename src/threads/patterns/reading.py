"""One text made ready for matching: lower-cased and flattened without losing its offsets, its quotations and sentences
found only when somebody asks.

Two views, both as strings. `lower` has the length of the text, so offsets agree. `flat` is what the automaton reads:
one blank for any white space (a line feed for a blank line, which no phrase crosses), emphasis marks gone, a blank at
either end; `in_text` leads its offsets back.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from threads.prose import Extent, Quotation, is_own, quotations, sentences

_ODD = re.compile(r"\s\s|[^\S\n ]|\*")
_BLANKS = re.compile(r"\s{2,}|[^\S ]")
_BLANKS_AND_EMPHASIS = re.compile(r"\s{2,}|[^\S ]|(?<![\w*])\*{1,2}(?=[\w'\"])|(?<=[\w'\".,!?])\*{1,2}(?![\w*])")
_CURLY = "’‘ʼ´′＇"
_SURROGATE = re.compile("[\ud800-\udfff]")


class Reading:
    """A text as the matchers see it; offsets named start and end are offsets in the text unless said otherwise."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.even = _evened(text)
        self.lower = _lowered(self.even)
        self._at: list[int] = [0]
        self._shift: list[int] = [-1]
        self.flat = self._flattened(self.lower)

    @cached_property
    def flat_cased(self) -> str:
        """`flat` with its capitals."""
        return self._flattened(self.even)

    @cached_property
    def quoted(self) -> tuple[Quotation, ...]:
        """The quotations of the text."""
        return quotations(self.text)

    @cached_property
    def sentences(self) -> tuple[Extent, ...]:
        """The sentences of the text."""
        return sentences(self.text)

    def in_text(self, start: int, end: int) -> Extent:
        """Offsets in `flat` as offsets in the text."""
        if len(self._at) == 1:
            return Extent(max(0, start - 1), min(len(self.text), end - 1))
        return Extent(self._lead(start), min(len(self.text), self._lead(end - 1) + 1))

    def _lead(self, at: int) -> int:
        return max(0, at + self._shift[bisect_right(self._at, at) - 1])

    def is_own(self, start: int, end: int) -> bool:
        """Whether the comment says these words itself instead of quoting them."""
        return is_own(start, end, self.quoted)

    def sentence(self, at: int) -> Extent:
        """The sentence in which the character at `at` stands (white space counts to the sentence before)."""
        found = bisect_right(self.sentences, at, key=lambda extent: extent.start) - 1
        return self.sentences[found] if found >= 0 else Extent(0, len(self.text))

    def _flattened(self, view: str) -> str:
        """`view` flattened; both views have blanks and marks at the same places, so they share their offsets."""
        if not _ODD.search(view):
            return f" {view.replace(chr(10), ' ')} "
        parts, last, length = [" "], 0, 1
        at, shift = [0], [-1]
        for match in (_BLANKS_AND_EMPHASIS if "*" in view else _BLANKS).finditer(view):
            start, end = match.span()
            blank = _blank(match[0])
            parts += (view[last:start], blank)
            length += start - last + len(blank)
            last = end
            if end - start != len(blank):
                at.append(length)
                shift.append(end - length)
        self._at, self._shift = at, shift
        return "".join([*parts, view[last:], " "])


def _blank(found: str) -> str:
    if found[0] == "*":
        return ""
    return "\n" if found.count("\n") > 1 else " "


def is_whole(flat: str, start: int, end: int) -> bool:
    """Whether `start:end` of a flat text cuts no word: "can" in "can't", "rat" in "river_rat" are cut."""
    if flat[start].isalnum():
        before = flat[start - 1]
        if before.isalnum() or (before in "'-_" and flat[start - 2].isalnum()):
            return False
    if flat[end - 1].isalnum():
        after = flat[end]
        return not (after.isalnum() or (after in "'-_" and flat[end + 1].isalnum()))
    return True


def _evened(text: str) -> str:
    """The text with straight apostrophes and without the lone surrogates that no encoder takes; length is kept."""
    if text.isascii():
        return text
    for mark in _CURLY:
        text = text.replace(mark, "'")
    return _SURROGATE.sub("�", text)


def _lowered(text: str) -> str:
    """Lower case that keeps the length: "İ" would become two characters and shift what follows."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
