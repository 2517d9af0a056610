"""The counts of words, sentences and syllables that textstat makes of an English text, and the two formulas of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from threads.remembered import Remembered
from threads.syllables import syllables

# textstat's rules for English. With its default tag "en_US" it asks nltk for cmudict, which goes to the network, and
# fails or scores differently by machine; with "en-US" it counts by pyphen alone, as we do.
_LONE_APOSTROPHE = re.compile(r"'(?![tsd]|ve|ll|re)")
_PUNCTUATION = re.compile(r"[^\w\s'.]+")  # what stands between a text's words and stops
# The same for the bytes of ASCII, and in lower case: many times quicker than an expression
_ASCII = bytes(range(128)).decode()
_LOWERED = bytes.maketrans(_ASCII.encode(), _ASCII.lower().replace("!", ".").replace("?", ".").encode())
_LEFT_OUT = "".join(_PUNCTUATION.findall(_ASCII.replace("!", "").replace("?", ""))).encode()
_PRINTERS_MARKS = "“”‘…"  # the punctuation that keeps most English texts from being ASCII
# Without "in", "is", "was", "die", "on", "so", "we" and their like, which Dutch, German, French or Norwegian write too
_FUNCTION_WORDS = frozenset(
    re.findall(
        r"[a-z]+",
        "about and are as be because been but can could does don from have how if into it its just my not of or our "
        "out should some than that the their them then there these they this to up were what when which who with "
        "would you your",
    )
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
    return told(read(prose))[0]


class Read(NamedTuple):
    """The words of a text as textstat cuts them, in lower case, and how many sentences it takes them for."""

    words: list[str]
    sentences: int


def read(prose: str) -> Read:
    """A text cut at blanks, stops part sentences; stretches of less than three words are none."""
    bare = _bare(prose)
    sentences = sum([len(stretch.split(None, 2)) > 2 for stretch in bare.split(".")])
    return Read(bare.replace(".", "").split(), sentences)


def _bare(text: str) -> str:
    """A text in lower case without punctuation but for stops, all of which are "."."""
    if "'" in text:
        text = _LONE_APOSTROPHE.sub("", text)
    if not text.isascii():
        for mark in _PRINTERS_MARKS:
            text = text.replace(mark, "")
    if text.isascii():
        return text.encode().translate(_LOWERED, _LEFT_OUT).decode()
    return _PUNCTUATION.sub("", text.replace("!", ".").replace("?", ".")).lower()


_FUNCTION_WORD = 2**29  # what a function word adds beside its syllables, so that one sum of small numbers counts both


def _told(word: str) -> int:
    return syllables(word) + (_FUNCTION_WORD if word in _FUNCTION_WORDS else 0)


_TOLD = Remembered(_told)


def told(text: Read) -> tuple[Counts, int]:
    """The counts of a text, and how many English function words it has."""
    of_english, found = divmod(sum(map(_TOLD.__getitem__, text.words)), _FUNCTION_WORD)
    return Counts(len(text.words), max(1, text.sentences), found), of_english


def function_words(words: Iterable[str]) -> int:
    """How many of the words, in lower case, are English function words."""
    return sum(map(_FUNCTION_WORDS.__contains__, words))
