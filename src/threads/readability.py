"""Readability of a participant's own English words, by one pinned method that needs no download."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.metadata import version
from typing import Any, NamedTuple

from threads.model import Value
from threads.prose import word_texts

METHOD = "Flesch (1948) and Kincaid et al. (1975) by textstat, syllables by pyphen en-US"
MINIMUM_WORDS = 100
"""Flesch (1948, J. Appl. Psychol. 32(3)) scores samples of 100 words; below that one long name moves the score."""
TELLING_WORDS = 20
MINIMUM_SHARE = 0.1
"""Share of English function words that running English exceeds by far (about 0.3) and other languages do not reach."""

# textstat's rules for English. With its default tag "en_US" it asks nltk for cmudict, which goes to the network, and
# fails or scores differently by machine; with "en-US" it counts by pyphen alone, as we do.
_PYPHEN_LANGUAGE = "en_US"
_SENTENCE = re.compile(r"\b[^.!?]+[.!?]*")
_LONE_APOSTROPHE = re.compile(r"'(?![tsd]|ve|ll|re)")
_PUNCTUATION = re.compile(r"[^\w\s']+")
_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<!\S)[^\s@]+@\S+\.\S+")
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
    count = counted(_prose(text))
    ease, grade = scores(count)
    return Readability(
        textstat_version=_version("textstat"),
        pyphen_version=_version("pyphen"),
        words=count.words,
        sentences=count.sentences,
        syllables=count.syllables,
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
    lowered = _without_punctuation(prose).lower().split()
    sentences = _SENTENCE.findall(prose)
    short = sum(_is_short(sentence) for sentence in sentences)
    return Counts(len(lowered), max(1, len(sentences) - short), sum(map(_syllables, lowered)))


def _is_short(sentence: str) -> bool:
    """Whether textstat takes no notice of a sentence: it has two words or fewer."""
    first = sentence.split(maxsplit=3)[:3]
    if len(first) == 3 and first[0][0].isalnum() and first[1][0].isalnum() and first[2][0].isalnum():
        return False
    return len(_without_punctuation(sentence).split()) <= 2


def _without_punctuation(text: str) -> str:
    return _PUNCTUATION.sub("", _LONE_APOSTROPHE.sub("", text) if "'" in text else text)


@lru_cache(maxsize=2**16)
def _syllables(word: str) -> int:
    return len(_hyphenation().positions(word)) + 1


@cache
def _hyphenation() -> Any:
    from pyphen import Pyphen

    return Pyphen(lang=_PYPHEN_LANGUAGE)


def why_unscored(text: str, language: str = "en") -> str | None:
    """One phrase that says why a text gets no score, or None if it gets one.

    `language` is what the caller knows (an ISO 639-1 code); "en" is still checked against the text's words, since the
    formulas give a number for any language.
    """
    if language != "en":
        return f"unsupported language {language!r}: the formulas are for English"
    plain = _without_addresses(text)
    tokens = _WORD.findall(plain)
    # A handful of words says nothing about the language, unless they are in another script
    tellable = len(tokens) >= TELLING_WORDS or (bool(tokens) and not any(token.isascii() for token in tokens))
    if tellable and _share(tokens) < MINIMUM_SHARE:
        return "unsupported language: too few English function words"
    count = len(word_texts(plain))
    if count < MINIMUM_WORDS:
        return f"{count} words, fewer than {MINIMUM_WORDS}"
    return None


@cache
def _version(package: str) -> str:
    return version(package)  # reads a file each time


def _share(tokens: list[str]) -> float:
    return sum(map(_FUNCTION_WORDS.__contains__, map(str.lower, tokens))) / len(tokens)


def _without_addresses(text: str) -> str:
    if "@" not in text and "www." not in text and "://" not in text:  # nearly always, and the search is slow
        return text
    return _ADDRESS.sub(" ", text)


def _prose(text: str) -> str:
    text = _without_addresses(text.replace("’", "'"))
    if any(joint in text for joint in ("–", "—", "--", "/")):
        text = _JOINT.sub(" ", text)
    return _UNFINISHED.sub(".\n\n", text) if "\n" in text else text
