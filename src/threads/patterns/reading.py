"""One text made ready for matching: lower-cased and flattened without losing its offsets, its quotations and sentences
found only when somebody asks.

Two views, both as strings. `lower` has the length of the text, so offsets agree. `flat` is what the automaton reads:
one blank for any white space (a line feed for a blank line, which no phrase crosses), emphasis marks gone, a blank at
either end; `in_text` leads its offsets back. In most texts `flat` is `lower` between two blanks.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from functools import cached_property

from threads.prose import MAY_END_SENTENCE, Extent, Quotation, blanked, is_own, quotations, sentences, word_texts

Place = tuple[int, int]  # start and end; an Extent, but quicker to make

# White space but for a single blank, and emphasis marks; each begins with one set of characters, quick to look for.
_BLANKS = re.compile(r"\s(?:(?<=[^\S ])\s*|(?<= )\s+)")
_BLANKS_AND_EMPHASIS = re.compile(
    r"[\s*](?:(?<=[^\S* ])\s*|(?<= )\s+|(?<=\*)(?:(?<![\w*]\*)\*?(?=[\w'\"])|(?<=[\w'\".,!?]\*)\*?(?![\w*])))"
)
_CURLY = "’‘ʼ´′＇"
_NO_LETTER = re.compile(r"[\W_]")
_LETTERS = "".join(char if char.isalnum() else " " for char in map(chr, range(128)))
_BEYOND = sys.maxsize  # more than where any sentence ends
_SURROGATE = re.compile("[\ud800-\udfff]")


class Reading:
    """A text as the matchers see it; offsets named start and end are offsets in the text unless said otherwise."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.even = text if text.isascii() else _evened(text)
        self.lower = lower = _lowered(self.even)
        # Flat already, but for line breaks that are one character each: then offsets agree but for the blank in front.
        single = lower if lower.isprintable() and "  " not in lower else " ".join(lower.split())
        self._is_even = len(single) == len(lower) and "*" not in lower and not single[:1].isspace()
        self.flat = f" {single} " if self._is_even else self._flattened(lower)
        self.words = words_only(self.flat)

    @cached_property
    def flat_cased(self) -> str:
        """`flat` with its capitals."""
        return f" {' '.join(self.even.split())} " if self._is_even else self._flattened(self.even)

    @cached_property
    def encoded(self) -> bytes:
        """`flat` as UTF-8."""
        return self.flat.encode()

    @cached_property
    def heard(self) -> str:
        """Its words in lower case with one blank between, as somebody hears them who repeats them."""
        return f" {' '.join(word_texts(self.lower))} "

    @cached_property
    def quoted(self) -> tuple[Quotation, ...]:
        """The quotations of the text."""
        return quotations(self.text)

    @property
    def own(self) -> str:
        """`lower` with its quotations blanked."""
        return blanked(self.lower, self.quoted)

    @cached_property
    def sentences(self) -> tuple[Extent, ...]:
        """The sentences of the text."""
        return sentences(self.text)

    def in_text(self, start: int, end: int) -> Place:
        """Offsets in `flat` as offsets in the text."""
        length = len(self.text)
        if self._is_even:
            return start - 1 if start else 0, end - 1 if end <= length else length
        return self._lead(start), min(length, self._lead(end - 1) + 1)

    def _lead(self, at: int) -> int:
        return max(0, at + self._shift[bisect_right(self._at, at) - 1])

    def is_own(self, start: int, end: int) -> bool:
        """Whether the comment says these words itself instead of quoting them."""
        return is_own(start, end, self.quoted)

    def sentence(self, at: int) -> Extent:
        """The sentence in which the character at `at` stands (white space counts to the sentence before)."""
        found = bisect_right(self.sentences, (at, _BEYOND)) - 1
        return self.sentences[found] if found >= 0 else Extent(0, len(self.text))

    def is_one_sentence(self, start: int, end: int) -> bool:
        """Whether the words between do not reach into another sentence."""
        if not MAY_END_SENTENCE.search(self.text, start, end) and not self.text[start].isspace():
            return True
        return self.sentence(start) == self.sentence(end - 1)

    def _flattened(self, view: str) -> str:
        """`view` flattened; both views have blanks and marks at the same places, so they share their offsets."""
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


def words_only(flat: str) -> str:
    """The letters and digits of a string, all else blanks; its length is kept."""
    return flat.translate(_LETTERS) if flat.isascii() else _NO_LETTER.sub(" ", flat)


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
    for mark in _CURLY:
        text = text.replace(mark, "'")
    return _SURROGATE.sub("�", text)


def _lowered(text: str) -> str:
    """Lower case that keeps the length: "İ" would become two characters and shift what follows."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
