"""Readability of a participant's own English words, by one pinned method that needs no download."""

from __future__ import annotations

import re
from functools import cache
from importlib.metadata import version
from typing import NamedTuple

from threads.model import Value, unchecked
from threads.prose import word_texts
from threads.remembered import Remembered
from threads.syllables import syllables

METHOD = "Flesch (1948) and Kincaid et al. (1975) by textstat, syllables by pyphen en-US"
MINIMUM_WORDS = 100
"""Flesch (1948, J. Appl. Psychol. 32(3)) scores samples of 100 words; below that one long name moves the score."""
TELLING_WORDS = 20
MINIMUM_SHARE = 0.1
"""Share of English function words that running English exceeds by far (about 0.3) and other languages do not reach."""

# textstat's rules for English. With its default tag "en_US" it asks nltk for cmudict, which goes to the network, and
# fails or scores differently by machine; with "en-US" it counts by pyphen alone, as we do.
_LONE_APOSTROPHE = re.compile(r"'(?![tsd]|ve|ll|re)")
_PUNCTUATION = re.compile(r"[^\w\s']+")
_PUNCTUATION_IN_ASCII = dict.fromkeys(code for code in range(128) if _PUNCTUATION.match(chr(code)))
_WORD = re.compile(r"[^\W\d_]+")
_MAIL_ADDRESS = re.compile(r"(?<!\S)[^\s@]+@\S+\.\S+")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_DASH = re.compile(r"\s*[–—]\s*")  # like "/" and "--", textstat would fuse the words on both sides into one
_PARAGRAPH_END = re.compile(r"\n\s*\n")
# Without "in", "is", "was", "die", "on", "so", "we" and their like, which Dutch, German, French or Norwegian write too
_FUNCTION_WORDS = frozenset(
    re.findall(
        r"[a-z]+",
        "about and are as be because been but can could does don from have how if into it its just my not of or our "
        "out should some than that the their them then there these they this to up were what when which who with "
        "would you your",
    )
)


class Readability(Value):
    """How hard a text is to read by sentence and word length; it says nothing about the person who wrote it.

    `flesch_reading_ease` falls from about 100 (very easy) to 0 and below (very hard). `flesch_kincaid_grade` is in
    years of US schooling. Both depend on the counts beside them; comments without punctuation read as long sentences.
    """

    method: str = METHOD
    textstat_version: str
    pyphen_version: str
    words: int
    sentences: int
    syllables: int
    flesch_reading_ease: float
    flesch_kincaid_grade: float


_readability = unchecked(Readability)


class Unscored(NamedTuple):
    """Why a text gets no score, in one phrase."""

    reason: str


def readability(text: str, language: str = "en") -> Readability | None:
    """The readability of a text, its paragraphs parted by blank lines; None where `why_unscored` has a reason."""
    found = scored(text, language)
    return found if isinstance(found, Readability) else None


def why_unscored(text: str, language: str = "en") -> str | None:
    """One phrase that says why a text gets no score, or None if it gets one.

    `language` is what the caller knows (an ISO 639-1 code); "en" is still checked against the text's words, since the
    formulas give a number for any language.
    """
    found = scored(text, language)
    return found.reason if isinstance(found, Unscored) else None


def scored(text: str, language: str = "en") -> Readability | Unscored:
    """The readability of a text, or why it has none."""
    if language != "en":
        return Unscored(f"unsupported language {language!r}: the formulas are for English")
    prose = _prose(text)
    read = _words(prose)
    if not _is_english(read, prose):
        return Unscored("unsupported language: too few English function words")
    # Each of these words is one or several of ours; only those of underscores are none.
    if len(read) - prose.count("_") < MINIMUM_WORDS and (count := len(word_texts(prose))) < MINIMUM_WORDS:
        return Unscored(f"{count} words, fewer than {MINIMUM_WORDS}")
    counts = _counts(read, prose)
    ease, grade = scores(counts)
    return _readability(
        method=METHOD,
        textstat_version=_version("textstat"),
        pyphen_version=_version("pyphen"),
        words=counts.words,
        sentences=counts.sentences,
        syllables=counts.syllables,
        flesch_reading_ease=round(ease, 2),
        flesch_kincaid_grade=round(grade, 2),
    )


class Counts(NamedTuple):
    """What the formulas are made of."""

    words: int
    sentences: int
    syllables: int


def scores(count: Counts) -> tuple[float, float]:
    """Flesch reading ease and Flesch-Kincaid grade of a text with words."""
    per_sentence, per_word = count.words / count.sentences, count.syllables / count.words
    return 206.835 - 1.015 * per_sentence - 84.6 * per_word, 0.39 * per_sentence + 11.8 * per_word - 15.59


def counted(prose: str) -> Counts:
    """The counts that textstat makes of a text with words, to the last one (a test holds this).

    textstat 0.7 looks every word of every text up in two dictionaries, and cuts each sentence into words again; here
    each word is looked up once.
    """
    return _counts(_words(prose), prose)


def _counts(words: list[str], prose: str) -> Counts:
    sentences = prose.replace("!", ".").replace("?", ".").split(".")
    return Counts(len(words), max(1, sum(map(_is_sentence, sentences))), sum(map(_SYLLABLES.__getitem__, words)))


_SYLLABLES = Remembered(syllables)


def _is_sentence(stretch: str) -> bool:
    """Whether textstat counts a stretch between two stops: it has three words or more."""
    first = stretch.split(maxsplit=3)[:3]
    if len(first) == 3 and first[0][0].isalnum() and first[1][0].isalnum() and first[2][0].isalnum():
        return True
    return len(first) == 3 and len(_words(stretch)) > 2


def _words(text: str) -> list[str]:
    """The words of a text as textstat cuts them: what stands between blanks, less its punctuation; in lower case."""
    if "'" in text:
        text = _LONE_APOSTROPHE.sub("", text)
    if text.isascii():
        return text.translate(_PUNCTUATION_IN_ASCII).lower().split()  # many times quicker than an expression
    return _PUNCTUATION.sub("", text).lower().split()


def _is_english(words: list[str], prose: str) -> bool:
    """Whether a prose may be English by its share of function words; a few words of one script say nothing."""
    if sum(map(_FUNCTION_WORDS.__contains__, words)) > 2 * MINIMUM_SHARE * len(words):
        return True  # by so far that it does not matter that "I.T." counts as "it"
    tokens = _WORD.findall(prose)
    if len(tokens) < TELLING_WORDS and (not tokens or any(token.isascii() for token in tokens)):
        return True
    return sum(map(_FUNCTION_WORDS.__contains__, map(str.lower, tokens))) / len(tokens) >= MINIMUM_SHARE


@cache
def _version(package: str) -> str:
    return version(package)  # reads a file each time


def _without_addresses(text: str) -> str:
    if "@" in text:
        text = _MAIL_ADDRESS.sub(" ", text)
    return _ADDRESS.sub(" ", text) if "://" in text or "www." in text else text


def _prose(text: str) -> str:
    """A text as textstat should read it: its words apart, its paragraphs ended."""
    text = _without_addresses(text.replace("’", "'")).replace("/", " ").replace("--", " ")
    if not text.isascii():
        text = _DASH.sub(" ", text)
    if "\n" not in text:
        return text
    *paragraphs, last = _PARAGRAPH_END.split(text)
    return "\n\n".join([*map(_finished, paragraphs), last])


def _finished(paragraph: str) -> str:
    """A paragraph with an end of its last sentence, which textstat would read over."""
    paragraph = paragraph.rstrip()
    return paragraph if paragraph[-1:] in ".!?" else paragraph + "."
