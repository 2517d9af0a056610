"""What a comment's own words show of its stance: cues found in one pass over the text, each with its place."""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Collection, Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from threads.prose import Quotation, blanked, quotations

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

# U+FFFD is what broken encodings leave of an apostrophe
_ALIKE: dict[int, int | str] = dict(str.maketrans("’‘`\ufffd“”„«»–—¿¡", '\'\'\'\'"""""--??'))
_ALIKE |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")  # half characters, which no automaton takes
_CHOICE = re.compile(r"\{([^}]*)\}")
_MARKS = bytes.maketrans(marks := b'.,;:!?()[]{}<>"*_~#|/\\+=&^$@-', b" " * len(marks))
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_BEFORE_OPENING = re.compile(r"(?:[^\w@]|@\w+|\b[ur]/\w+)*")  # marks, and whom the comment addresses
_OPENING_LENGTH = 60
NEGATION = "negation"


class Hit(NamedTuple):
    """A cue with its place: `start:end` in the comment. Cues of the opening are named "opening:NAME"."""

    cue: str
    start: int
    end: int


class Reading(NamedTuple):
    """A comment as the cues see it: `lowered` has the length of the text, its quotations blanked."""

    lowered: str
    hits: list[Hit]
    quoted: tuple[Quotation, ...]
    length: int
    """How many words it has."""
    content: frozenset[str]
    """Its words but the function words."""
    counts: dict[str, int]
    """How many words of each word cue ("negation", "second-person", ...) it has."""


class CueBook(NamedTuple):
    """The cues of cues.toml, compiled."""

    names: tuple[str, ...]
    opening: AhoCorasick
    opening_cues: tuple[str, ...]
    anywhere: AhoCorasick
    anywhere_cues: tuple[str, ...]
    word_cues: dict[str, tuple[str, ...]]
    negations: frozenset[str]
    function_words: frozenset[str]
    decides: dict[str, str]
    """Labels that a cue settles alone."""
    speaks_for: dict[str, str]


@cache
def cue_book() -> CueBook:
    """The cue book that comes with the package; compiled at the first call."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    tables = tomllib.loads(files(__package__).joinpath("cues.toml").read_text(encoding="utf-8"))
    function_words = frozenset(tables.pop("function-words")["words"].split())
    opening, anywhere = _phrases(tables, "opening"), _phrases(tables, "phrases")
    word_cues: dict[str, tuple[str, ...]] = {}
    for name, table in tables.items():
        for word in dict.fromkeys(table.get("words", "").split()):
            word_cues[word] = (*word_cues.get(word, ()), name)
    return CueBook(
        tuple(tables),
        AhoCorasick(list(opening), matchkind=MatchKind.LeftmostLongest),
        tuple(f"opening:{name}" for name in opening.values()),
        AhoCorasick(list(anywhere), matchkind=MatchKind.LeftmostLongest),
        tuple(anywhere.values()),
        word_cues,
        frozenset(word for word, cues in word_cues.items() if NEGATION in cues),
        function_words,
        {
            f"opening:{name}" if "opening" in table else name: str(table["decides"])
            for name, table in tables.items()
            if "decides" in table
        },
        {name: str(table["speaks_for"]) for name, table in tables.items() if "speaks_for" in table},
    )


def expand(phrase: str) -> Iterator[str]:
    """Every reading of a phrase with choices: "{not|isn't} {quite |}true" has four."""
    parts = _CHOICE.split(phrase)
    choices = [part.split("|") if odd else [part] for odd, part in zip(itertools.cycle((0, 1)), parts, strict=False)]
    for chosen in itertools.product(*choices):
        yield " ".join("".join(chosen).split())


def read(text: str) -> Reading:
    """The cues in the comment's own words. Linear in the length of the text."""
    book = cue_book()
    quoted = quotations(text)
    lowered = lowered_alike(blanked(text, quoted) if quoted else text)
    tokens = words_of(lowered)
    counts: dict[str, int] = {}
    cues = book.word_cues
    for token in tokens:
        if token in cues:
            for name in cues[token]:
                counts[name] = counts.get(name, 0) + 1
    content = frozenset(tokens).difference(book.function_words)
    return Reading(lowered, _hits(book, lowered), quoted, len(tokens), content, counts)


def words_of(lowered: str) -> list[str]:
    """The words of a text in lower case, without half characters."""
    # by bytes, which is twice as fast: marks are ASCII, and no part of another character looks like them in UTF-8
    return lowered.encode().translate(_MARKS).decode().split()


def first_word(reading: Reading, cues: Collection[str]) -> Hit | None:
    """The first word of one of these word cues; asked for only where it becomes evidence."""
    known = cue_book().word_cues
    for match in WORD.finditer(reading.lowered):
        for cue in known.get(match[0], ()):
            if cue in cues:
                return Hit(cue, *match.span())
    return None


def _phrases(tables: dict[str, dict[str, Any]], where: str) -> dict[str, str]:
    """Phrase to cue. A phrase in two cues would count for the first by accident, so it is refused."""
    found: dict[str, str] = {}
    for name, table in tables.items():
        for phrase in itertools.chain.from_iterable(map(expand, table.get(where, ()))):
            if found.setdefault(phrase, name) != name:
                raise ValueError(f"cues.toml: {where} {phrase!r} stands in {found[phrase]} and in {name}; keep one")
    return found


def lowered_alike(text: str) -> str:
    """In lower case, with one kind of apostrophe."""
    if text.isascii():
        return text.lower().replace("`", "'")
    lowered = text.translate(_ALIKE).lower()
    if len(lowered) == len(text):
        return lowered
    # a few capitals ("İ") become two characters, which would shift every offset behind them
    alike = text.translate(_ALIKE)
    return "".join(low if len(low := character.lower()) == 1 else character for character in alike)


def _hits(book: CueBook, lowered: str) -> list[Hit]:
    """The phrases of the cues, each of whole words, after the one that the comment opens with."""
    hits = []
    padded = lowered + " "
    start = _opens_at(lowered)
    for cue, first, end in book.opening.find_matches_as_indexes(padded[start : start + _OPENING_LENGTH]):
        end += start
        if first == 0 and not (padded[end].isalnum() and padded[end - 1].isalnum()):
            hits.append(Hit(book.opening_cues[cue], start, end))
        break
    for cue, start, end in book.anywhere.find_matches_as_indexes(lowered):
        if padded[end].isalnum() and padded[end - 1].isalnum():
            continue
        if start == 0 or not (padded[start - 1].isalnum() and padded[start].isalnum()):
            hits.append(Hit(book.anywhere_cues[cue], start, end))
    return hits


def _opens_at(lowered: str) -> int:
    """Where the words for the one answered begin: behind marks, and behind whom the comment addresses."""
    if lowered[:1].isalpha() and lowered[1:2] != "/":
        return 0
    match = _BEFORE_OPENING.match(lowered)
    return match.end() if match else 0
