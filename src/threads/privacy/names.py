"""Where a text names the people of a thread: whole names however they are joined, parts of names, handles, mail.

A name that is also an ordinary word ("Grant", "Reader") is replaced only where its capital or a sign before it shows
that it is a name; what remains is listed by `ambiguous`, for people to decide on.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple, TypeVar

from ahocorasick_rs import AhoCorasick

from threads.links.names import aliases
from threads.privacy.pseudonyms import Key
from threads.privacy.replaced import Change, Replaced

_WORD = re.compile(r"(?<![@\w])[^\W\d_]+\b")
MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")  # from its first character: else by the square of a word
_JOINTS = (" ", "", "-", "_", ".", "+", "%20")  # between the words of a name, in addresses and handles
_SHORTEST = 3  # characters of a part of a name; a whole name may be shorter
_INFLECTED = 2  # letters that may follow a name: "Okafors"
_LONG = 5  # characters of a name that may have such letters: "All" is not Al's
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # scripts without blanks


Stretch = TypeVar("Stretch", Change, "Mention")


class Naming(NamedTuple):
    """A way to name a person: folded, whose it is, and whether it is one plain word.

    `capital_only`: a capital alone shows that it is a name. `ordinary`: so it is since everybody knows it as a word.
    """

    folded: str
    author: str
    capital_only: bool
    word: bool
    ordinary: bool


class Mention(NamedTuple):
    """A stretch of a text, in code points, that names a person."""

    start: int
    end: int
    author: str


class Mentions:
    """The names of some people, and where texts hold them; of two who share a name the first is meant."""

    def __init__(self, authors: Iterable[str], texts: Iterable[str]) -> None:
        authors = list(dict.fromkeys(author for author in authors if author.strip()))
        words = frozenset(word for text in texts for word in _WORD.findall(text))
        lower = frozenset(filter(str.islower, words))
        self._namings: dict[str, Naming] = {}
        for author in authors:
            for naming in _namings(author, lower):
                known = self._namings.get(naming.folded)
                if known is None or (known.capital_only and not naming.capital_only):
                    self._namings[naming.folded] = naming
        self._words = list(self._namings)
        self._automaton = AhoCorasick(self._words) if self._words else None
        doubtful = {a for a in authors if (n := self._namings.get(fold(a))) and n.capital_only}
        self.ambiguous = tuple(sorted(doubtful | (_ordinary_parts(authors) & (words - lower))))

    def found(self, text: str, thorough: bool = False) -> Iterator[Mention]:
        """The mentions in a text, which may overlap. Thoroughly: every word that is no ordinary one, capital or not."""
        if self._automaton is None:
            return
        folded = fold(text)
        for word, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            naming = self._namings[self._words[word]]
            end = _end(folded, start, end, naming)
            shy = naming.ordinary if thorough else naming.capital_only
            if end and (not shy or _shown_as_name(text, start)):
                yield Mention(start, end, naming.author)


class People(Mentions):
    """The names of some people, and their pseudonyms under a key."""

    def __init__(self, authors: Iterable[str], texts: Iterable[str], key: Key) -> None:
        super().__init__(authors, texts)
        self._key = key

    def replaced(self, text: str) -> Replaced:
        """The text with a pseudonym for each name and each mail address."""
        found = [
            *(Change(start, end, self._key.person(author)) for start, end, author in self.found(text)),
            *(Change(*match.span(), self._key.person(match[0])) for match in MAIL.finditer(text)),
        ]
        return Replaced(text, longest(found))


def fold(text: str) -> str:
    """The text in lower case, with as many characters; half surrogate pairs, which no automaton takes, as U+FFFD."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return lowered if lowered.isascii() else re.sub("[\ud800-\udfff]", "\ufffd", lowered)


def _namings(author: str, lower: frozenset[str]) -> Iterator[Naming]:
    for alias, how in {**aliases(author), author: "full"}.items():
        words = fold(alias).split()
        plain = len(words) == 1 and words[0].isalpha()
        ordinary = plain and words[0] in _ordinary_words()
        short = len(alias) < _SHORTEST and alias.upper() != alias.lower()  # scripts without case have short names
        if how == "part" and (ordinary or short):
            continue
        written_small = plain and words[0] in lower and not author.islower()
        capital_only = ordinary or how == "part" or written_small or (plain and short)
        for joint in _JOINTS if len(words) > 1 else ("",):
            for form in ("NFC", "NFD"):
                folded = unicodedata.normalize(form, joint.join(words))
                yield Naming(folded, author, capital_only, plain, ordinary or (plain and short))


def longest(found: Iterable[Stretch]) -> list[Stretch]:
    """Those of some stretches that do not overlap: the first, and the longest of those that begin together."""
    kept: list[Stretch] = []
    for one in sorted(found, key=lambda one: (one.start, one.start - one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _end(folded: str, start: int, end: int, naming: Naming) -> int:
    """Where the name ends, with a grammatical ending; 0 if it is but a piece of another word."""
    if not naming.word:
        short = len(naming.folded) < _SHORTEST
        return 0 if short and (_joined(folded, start) or _joined(folded, end)) else end
    if _joined(folded, start):
        return 0
    for more in range(_INFLECTED + 1 if end - start >= _LONG else 1):
        if end + more <= len(folded) and not _joined(folded, end + more):
            return end + more
    return 0


def _joined(text: str, at: int) -> bool:
    """Whether the characters before and after a place belong to one word."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if _UNSPACED.match(before) or _UNSPACED.match(after):
        return False
    return (before.isalnum() or bool(unicodedata.combining(before))) and (
        after.isalnum() or bool(unicodedata.combining(after))
    )


def _shown_as_name(text: str, start: int) -> bool:
    return text[start].isupper() or text[max(0, start - 1) : start] == "@"


def _ordinary_parts(authors: Iterable[str]) -> set[str]:
    """The first and last names that are ordinary words, "Street", and so are left where they stand alone."""
    parts = {alias for author in authors for alias, how in aliases(author).items() if how == "part"}
    return {part.capitalize() for part in parts if fold(part) in _ordinary_words()}


@cache
def _ordinary_words() -> frozenset[str]:
    """Three thousand words that everybody knows (Dale & Chall 1948), as textstat ships them."""
    file = files("textstat") / "resources" / "en" / "easy_words.txt"
    return frozenset(file.read_text(encoding="utf-8").lower().split())
