"""Readability of a participant's own English words, by one pinned method that needs no download."""

from __future__ import annotations

import re
from functools import cache
from importlib.metadata import version

from threads.model import Value
from threads.prose import words

METHOD = "Flesch (1948) and Kincaid et al. (1975) by textstat, syllables by pyphen en-US"
MINIMUM_WORDS = 100
"""Flesch (1948, J. Appl. Psychol. 32(3)) scores samples of 100 words; below that one long name moves the score."""
TELLING_WORDS = 20
MINIMUM_SHARE = 0.1
"""Share of English function words that running English exceeds by far (about 0.3) and other languages do not reach."""

# With its default tag "en_US" textstat asks nltk for cmudict, which goes to the network, and fails or scores
# differently by machine. It looks for cmudict only if the tag up to "_" is "en"; pyphen reads "en-US" as "en_US".
_TEXTSTAT_LANGUAGE = "en-US"
_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+")
_JOINT = re.compile(r"\s*[–—]\s*|--+|/")  # textstat would fuse the words on both sides into one
_UNFINISHED = re.compile(r"(?<=[^\s.!?])[^\S\n]*\n\s*\n")  # a paragraph's end that textstat would read over
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


def readability(text: str, language: str = "en") -> Readability | None:
    """The readability of a text, its paragraphs parted by blank lines; None where `why_unscored` has a reason."""
    if why_unscored(text, language) is not None:
        return None
    # textstat needs a second or two for its first import
    from textstat.backend import counts, metrics  # type: ignore[import-untyped]

    prose = _prose(text)
    return Readability(
        textstat_version=_version("textstat"),
        pyphen_version=_version("pyphen"),
        words=counts.count_words(prose),
        sentences=counts.count_sentences(prose),
        syllables=counts.count_syllables(prose, _TEXTSTAT_LANGUAGE),
        flesch_reading_ease=round(metrics.flesch_reading_ease(prose, _TEXTSTAT_LANGUAGE), 2),
        flesch_kincaid_grade=round(metrics.flesch_kincaid_grade(prose, _TEXTSTAT_LANGUAGE), 2),
    )


def why_unscored(text: str, language: str = "en") -> str | None:
    """One phrase that says why a text gets no score, or None if it gets one.

    `language` is what the caller knows (an ISO 639-1 code); "en" is still checked against the text's words, since the
    formulas give a number for any language.
    """
    if language != "en":
        return f"unsupported language {language!r}: the formulas are for English"
    plain = _ADDRESS.sub(" ", text)
    tokens = _WORD.findall(plain)
    # A handful of words says nothing about the language, unless they are in another script
    tellable = len(tokens) >= TELLING_WORDS or (bool(tokens) and not any(token.isascii() for token in tokens))
    if tellable and _share(tokens) < MINIMUM_SHARE:
        return "unsupported language: too few English function words"
    count = len(words(plain))
    if count < MINIMUM_WORDS:
        return f"{count} words, fewer than {MINIMUM_WORDS}"
    return None


@cache
def _version(package: str) -> str:
    return version(package)  # reads a file each time


def _share(tokens: list[str]) -> float:
    return sum(token.lower() in _FUNCTION_WORDS for token in tokens) / len(tokens)


def _prose(text: str) -> str:
    text = _ADDRESS.sub(" ", text.replace("’", "'"))
    return _UNFINISHED.sub(".\n\n", _JOINT.sub(" ", text))
