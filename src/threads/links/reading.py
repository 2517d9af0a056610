"""A comment as the cues read it: its words with their places, what of it is quoted, and what is left as its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from threads.model import Comment, Evidence
from threads.prose import Quotation, blanked, quotations

SHINGLE = 4  # words; shorter runs are shared by chance
_WORD = re.compile(r"\w+(?:['’]\w+)?")
_NOT_BLANK = re.compile(r"\S")


class Word(NamedTuple):
    """A word of a text, casefolded and with plain apostrophes, and its offsets."""

    start: int
    end: int
    text: str


class Reading(NamedTuple):
    """A comment taken apart: `own` is its text with quotations blanked, so that offsets stay those of the text."""

    at: int
    comment: Comment
    words: tuple[Word, ...]
    runs: tuple[int, ...]  # hashes of its runs of SHINGLE words
    quoted: tuple[Quotation, ...]
    own: str

    def evidence(self, start: int, end: int) -> Evidence:
        """Words of this comment, without the white space around them."""
        text = self.comment.text[start:end]
        start += len(text) - len(text.lstrip())
        text = text.strip()
        return Evidence(comment_id=self.comment.id, start=start, end=start + len(text), text=text)

    @property
    def own_start(self) -> int:
        """Where the comment's own words begin; the end of the text if it has none."""
        first = _NOT_BLANK.search(self.own)
        return first.start() if first else len(self.own)


def read(at: int, comment: Comment) -> Reading:
    """Take a comment apart."""
    quoted = quotations(comment.text)
    own, found = blanked(comment.text, quoted), tuple(words(comment.text))
    return Reading(at, comment, found, tuple(shingles([word.text for word in found])), quoted, own)


def words(text: str) -> Iterator[Word]:
    """The words of a text in order."""
    plain = text.casefold().replace("’", "'")
    if len(plain) != len(text):  # "ß" folds to two letters, which would shift the offsets
        for match in _WORD.finditer(text):
            yield Word(*match.span(), match[0].casefold().replace("’", "'"))
        return
    for match in _WORD.finditer(plain):
        start, end = match.span()
        yield Word(start, end, plain[start:end])


def plain_words(text: str) -> list[str]:
    """The same words without their places."""
    return _WORD.findall(text.casefold().replace("’", "'"))


def shingles(texts: Sequence[str]) -> Iterator[int]:
    """Hashes of all runs of SHINGLE words, by the place of their first word."""
    return map(hash, zip(*(islice(texts, n, None) for n in range(SHINGLE)), strict=False))
