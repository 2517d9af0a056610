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
_PUNCTUATION = re.compile(r"[^\w\s'.]+")  # what stands between a text's words and stops
# The same for ASCII, and in lower case: many times quicker than an expression
_IN_ASCII = {code: None if _PUNCTUATION.match(chr(code)) else chr(code).lower() for code in range(128)}
_IN_ASCII |= {ord(mark): "." for mark in "!?"}
_PRINTERS_MARKS = "“”‘…"  # the punctuation that keeps most English texts from being ASCII
_WORD = re.compile(r"[^\W\d_]+")
_MAIL_ADDRESS = re.compile(r"(?<!\S)[^\s@]+@\S+\.\S+")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_DASH = re.compile(r"\s*[–—]\s*")  # like "/" and "--", textstat would fuse the words on both sides into one
_PARAGRAPH_END = re.compile(r"\n\s*\n")
_MARKS_OF_CHANGED = ("/", "--", "@", "www.")  # where the prose of a text in ASCII has other words than the text
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


def scored(text: str, language: str = "en", words: int | None = None) -> Readability | Unscored:
    """The readability of a text, or why it has none. words: how many `word_texts` finds in it, if that is known."""
    if language != "en":
        return Unscored(f"unsupported language {language!r}: the formulas are for English")
    prose = _prose(text)
    read = _read(prose)
    counts, function_words = _counts(read)
    if not _is_english(counts.words, function_words, prose):
        return Unscored("unsupported language: too few English function words")
    # Each of these words is one or several of ours; only those of underscores are none.
    if counts.words - prose.count("_") < MINIMUM_WORDS:
        count = words if words is not None and _is_prose(text) else len(word_texts(prose))
        if count < MINIMUM_WORDS:
            return Unscored(f"{count} words, fewer than {MINIMUM_WORDS}")
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
    each word is cut and looked up once.
    """
    return _counts(_read(prose))[0]


class _Read(NamedTuple):
    """The words of a text as textstat cuts them, in lower case, and in how many stretches without a stop."""

    words: list[str]
    sentences: int


def _read(prose: str) -> _Read:
    """A text cut at stops and blanks; stretches of less than three words are no sentences."""
    words: list[str] = []
    sentences = 0
    goes_on = False  # whether the last word may, as in "U.S." and "3.5"
    for stretch in _bare(prose).split("."):
        found = stretch.split()
        if len(found) > 2:
            sentences += 1
        if goes_on and found and not stretch[0].isspace():
            words[-1] += found.pop(0)
        words += found
        if stretch:
            goes_on = not stretch[-1].isspace()
    return _Read(words, sentences)


def _bare(text: str) -> str:
    """A text in lower case without punctuation but for stops, all of which are "."."""
    if "'" in text:
        text = _LONE_APOSTROPHE.sub("", text)
    if not text.isascii():
        for mark in _PRINTERS_MARKS:
            text = text.replace(mark, "")
    if text.isascii():
        return text.translate(_IN_ASCII)
    return _PUNCTUATION.sub("", text.replace("!", ".").replace("?", ".")).lower()


_FUNCTION_WORD = 2**29  # what a function word adds beside its syllables, so that one sum of small numbers counts both


def _told(word: str) -> int:
    return syllables(word) + (_FUNCTION_WORD if word in _FUNCTION_WORDS else 0)


_TOLD = Remembered(_told)


def _counts(read: _Read) -> tuple[Counts, int]:
    """The counts of a text, and how many English function words it has."""
    function_words, found = divmod(sum(map(_TOLD.__getitem__, read.words)), _FUNCTION_WORD)
    return Counts(len(read.words), max(1, read.sentences), found), function_words


def _is_english(words: int, function_words: int, prose: str) -> bool:
    """Whether a prose may be English by its share of function words; a few words of one script say nothing."""
    if function_words > 2 * MINIMUM_SHARE * words:
        return True  # by so far that it does not matter that "I.T." counts as "it"
    tokens = _WORD.findall(prose)
    if len(tokens) < TELLING_WORDS and (not tokens or any(token.isascii() for token in tokens)):
        return True
    return sum(map(_FUNCTION_WORDS.__contains__, map(str.lower, tokens))) / len(tokens) >= MINIMUM_SHARE


@cache
def _version(package: str) -> str:
    return version(package)  # reads a file each time


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
    return _ADDRESS.sub(" ", text) if "://" in text or "www." in text else text
