"""The interface words of comment sections, from interface.toml, as tests on one line."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from threads.model import Note


@cache
def words(kind: str) -> tuple[str, ...]:
    """The words of one kind, longest first."""
    data = tomllib.loads((files(__package__) / "interface.toml").read_text(encoding="utf-8"))
    return tuple(sorted(data[kind], key=lambda word: (-len(word), word)))


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, words(kind)))})(?!\w)", re.IGNORECASE)


def begins_with(kind: str, line: str) -> str | None:
    """The interface words that the line begins with, as printed, or None."""
    printed = line.replace("’", "'")
    begins = printed[:2].casefold()
    match = _pattern(kind).match(printed) if not {begins, begins[:1]}.isdisjoint(_beginnings(kind)) else None
    return line[: match.end()] if match else None


@cache
def _beginnings(kind: str) -> frozenset[str]:
    """The first two letters of the words, or their only one: most lines begin with none of them."""
    return frozenset(word[:2].casefold() for word in words(kind))


@lru_cache(maxsize=100_000)
def is_only(kind: str, line: str) -> bool:
    """Whether the line is nothing but such a word and punctuation or figures around it: "Reply", "Like (3)"."""
    bare = re.sub(r"[\W\d_]+", " ", line).strip().casefold()
    return bare in words(kind)


@cache
def _anywhere(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words(kind)))})(?!\w)", re.IGNORECASE)


def mentions(kind: str, line: str) -> bool:
    """Whether such a word stands anywhere in the line."""
    return _anywhere(kind).search(line) is not None


@cache
def _count_pattern() -> re.Pattern[str]:
    noun = "|".join(map(re.escape, words("comments")))
    return re.compile(
        rf"(?<![\w.,/-])(\d{{1,3}}(?:[.,]\d{{3}})+|\d{{1,6}})\s+(?:{noun})(?!\w)|^(?:{noun})\s*[(:]?\s*(\d{{1,6}})\)?$",
        re.IGNORECASE,
    )


def declared_count(line: str) -> int | None:
    """The number of comments that a short line declares: "12 comments", "Kommentare (36)"."""
    match = _count_pattern().search(line) if len(line) < 90 or _counts_at_title(line) else None
    return int(re.sub(r"\D", "", match[1] or match[2])) if match else None


def is_section_heading(line: str) -> bool:
    """Whether a line heads a comment section: the bare noun, or a count of it with few words around it."""
    if len(line) >= 60:
        return _counts_at_title(line)
    match = _count_pattern().search(line)
    if match is None:
        bare = re.findall(r"[^\W\d_]+", line.casefold())
        return 1 <= len(bare) <= 3 and bare[-1] in words("comments") and not line.endswith((".", "!"))
    return len(line[: match.start()].split()) <= 1


def _counts_at_title(line: str) -> bool:
    """ "12 thoughts on “TITLE”": a count first, then a quoted title."""
    match = _count_pattern().match(line) if len(line) < 240 else None
    return match is not None and bool(re.match(r"(?:\W?\w+){0,2}\s*[\"“«„‘'”]", line[match.end() :]))


def count_notes(declared: int | None, found: int) -> tuple[Note, ...]:
    """A note if a page declares another number of comments than were found."""
    if declared is None or declared == found:
        return ()
    return (Note(code="count-mismatch", message=f"the page declares {declared} comments, {found} were found"),)
