"""Readability of a participant's own English words, by one pinned method that needs no download."""

from __future__ import annotations

import re
from functools import cache
from importlib.metadata import version
from typing import NamedTuple

from pydantic import Field

from threads.flesch import function_words, read, scores, told
from threads.model import Value, unchecked
from threads.prose import word_texts

METHOD = "Flesch (1948) and Kincaid et al. (1975), counted as textstat 0.7 counts, syllables by pyphen en-US"
MINIMUM_WORDS = 100
"""Flesch (1948, J. Appl. Psychol. 32(3)) scores samples of 100 words; below that one long name moves the score."""
TELLING_WORDS = 20
MINIMUM_SHARE = 0.1
"""Share of English function words that running English exceeds by far (about 0.3) and other languages do not reach."""

_WORD = re.compile(r"[^\W\d_]+")
_MAIL_ADDRESS = re.compile(r"(?<!\S)[^\s@]+@\S+\.\S+")
# Two expressions, as the beginning of either is looked for much faster than that of one for both
_LINK, _SITE = re.compile(r"https?://\S+"), re.compile(r"www\.\S+")
_DASH = re.compile(r"(?<!\s)\s*[–—]\s*")  # like "/" and "--", textstat would fuse the words on both sides into one
_PARAGRAPH_END = re.compile(r"\n\s*\n")
_MARKS_OF_CHANGED = ("/", "--", "@", "www.")  # where the prose of a text in ASCII has other words than the text


class Readability(Value):
    """How hard a text is to read by sentence and word length; it says nothing about the person who wrote it.

    `flesch_reading_ease` falls from about 100 (very easy) to 0 and below (very hard). `flesch_kincaid_grade` is in
    years of US schooling. Both depend on the counts beside them; comments without punctuation read as long sentences.
    """

    method: str = Field(METHOD, description="Whose formulas, and how words, sentences and syllables are counted.")
    pyphen_version: str = Field(description="Of the package that divides words into syllables.")
    words: int = Field(description="Counted as the method counts them.")
    sentences: int = Field(description="Stretches of three words or more between stops; at least 1.")
    syllables: int = Field(description="Of all words.")
    flesch_reading_ease: float = Field(description="Flesch (1948): higher is easier.")
    flesch_kincaid_grade: float = Field(description="Kincaid et al. (1975), in years of schooling.")


_readability = unchecked(Readability)


class Unscored(NamedTuple):
    """Why a text gets no score, in one phrase."""

    reason: str


def readability(text: str, words: int | None = None) -> Readability | Unscored:
    """The readability of a text, its paragraphs parted by blank lines, or why it has none.

    The formulas are for English and give a number for any language, so that a text of few English words gets none.
    words: how many `word_texts` finds in it, if that is known.
    """
    prose = _prose(text)
    found = read(prose)
    # Each of these words is one or several of ours; only those of underscores are none.
    is_long = len(found.words) - prose.count("_") >= MINIMUM_WORDS
    counts, of_english = told(found) if is_long else (None, function_words(found.words))
    if not _is_english(len(found.words), of_english, prose):
        return Unscored("unsupported language: too few English function words")
    if counts is None:
        count = words if words is not None and _is_prose(text) else len(word_texts(prose))
        if count < MINIMUM_WORDS:
            return Unscored(f"{count} words, fewer than {MINIMUM_WORDS}")
        counts = told(found)[0]
    ease, grade = scores(counts)
    return _readability(
        method=METHOD,
        pyphen_version=pyphen_version(),
        words=counts.words,
        sentences=counts.sentences,
        syllables=counts.syllables,
        flesch_reading_ease=round(ease, 2),
        flesch_kincaid_grade=round(grade, 2),
    )


def _is_english(words: int, of_english: int, prose: str) -> bool:
    """Whether a prose may be English by its share of function words; a few words of one script say nothing."""
    if of_english > 2 * MINIMUM_SHARE * words:
        return True  # by so far that it does not matter that "I.T." counts as "it"
    tokens = _WORD.findall(prose)
    if len(tokens) < TELLING_WORDS and (not tokens or any(token.isascii() for token in tokens)):
        return True
    return function_words(map(str.lower, tokens)) / len(tokens) >= MINIMUM_SHARE


@cache
def pyphen_version() -> str:
    """The version of the package whose rules of hyphenation count syllables."""
    return version("pyphen")  # reads a file each time


def _is_prose(text: str) -> bool:
    """Whether a text surely has the words of its prose."""
    return text.isascii() and not any(mark in text for mark in _MARKS_OF_CHANGED)


def _prose(text: str) -> str:
    """A text as textstat should read it: its words apart, its paragraphs ended, since it would read over their ends."""
    text = _without_addresses(text.replace("’", "'")).replace("/", " ").replace("--", " ")
    if "–" in text or "—" in text:
        text = _DASH.sub(" ", text)
    return _PARAGRAPH_END.sub(".\n\n", text) if "\n" in text else text


def _without_addresses(text: str) -> str:
    if "@" in text:
        text = _MAIL_ADDRESS.sub(" ", text)
    if "://" in text:
        text = _LINK.sub(" ", text)
    return _SITE.sub(" ", text) if "www." in text else text
