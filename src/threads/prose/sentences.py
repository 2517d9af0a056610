"""Where sentences begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from threads.prose.extent import Extent

# Ends of sentences are looked for without look-ahead, so that "....(100,000 dots)" stays linear.
_STOP = re.compile(r"[.!?…]+[\"'”’»)\]*_]*|[。！？]+[」』”）]*|\n[ \t\r\n]*")
MAY_END_SENTENCE = re.compile(r"[.!?…。！？\n]")
"""What every end of a sentence holds."""
_TITLES = frozenset(
    re.findall(
        r"\S+",
        "mr mrs ms mx mt dr prof st ft rev hon gen col lt sgt capt cmdr gov sen rep pres fr br sr sra v vs cf ca "
        "approx dept fig figs eq sec ch art para vol ed eds trans bzgl ggf evtl bzw",
    )
)
_MAYBE_FINAL = frozenset(re.findall(r"\S+", "etc al jr inc ltd co corp llc am pm eg ie ph.d"))
_INITIALS = re.compile(r"(?:[a-z]\.)+[a-z]")
_BEFORE_NUMBER = frozenset(re.findall(r"\S+", "no nos p pp nr jan feb mar apr jun jul aug sep sept oct nov dec"))
_LONGEST_ABBREVIATION = 6
_BULLET = re.compile(r"[ \t]*(?:[-*•–+]|\d{1,3}[.)]|[a-z]\)|>|&gt;)[ \t]*\S?")


def sentences(text: str) -> tuple[Extent, ...]:
    """The sentences of `text` without the white space between them; every other character belongs to exactly one."""
    return tuple(_trimmed(text, start, end) for start, end in _pieces(text) if not text[start:end].isspace())


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in _STOP.finditer(text):
        if _ends_sentence(text, stop, start):
            yield start, stop.end()
            start = stop.end()
    if start < len(text):
        yield start, len(text)


def _trimmed(text: str, start: int, end: int) -> Extent:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return Extent(start, start + len(piece.strip()))


def _ends_sentence(text: str, stop: re.Match[str], start: int) -> bool:
    mark, end = stop[0], stop.end()
    if mark[0] == "\n":
        return _line_ends_sentence(text, stop.start(), end, mark.count("\n") > 1)
    if mark[0] in "。！？":
        return True
    if end < len(text) and not text[end].isspace():
        return False  # 3.5, example.org/a?b, "great...not"
    if "!" in mark or "?" in mark:
        return True
    following = text[end : end + 8].lstrip()[:1]
    if len(mark.rstrip("\"'”’»)]*_")) > 1 or mark[0] == "…":
        return not following.islower()  # "well... maybe" goes on, "Well... Maybe" does not
    return not _is_abbreviation(text, start, stop.start(), following)


def _line_ends_sentence(text: str, at: int, end: int, blank_line: bool) -> bool:
    """Blank lines, list items and quoted lines part sentences; a hard-wrapped line does not."""
    if blank_line:
        return True
    line_start = text.rfind("\n", max(0, at - 200), at) + 1 or max(0, at - 200)
    if _BULLET.match(text, end) or text[line_start : line_start + 1] == ">":
        return True
    return at - line_start < 50 and not text[end : end + 1].islower()


def _is_abbreviation(text: str, start: int, stop: int, following: str) -> bool:
    before = text[max(start, stop - 12) : stop].split()
    word = before[-1] if before else ""
    if len(word) > _LONGEST_ABBREVIATION and word.isalpha():
        return False
    word = word.lstrip("(\"'“‘[").casefold()
    if word in _TITLES:
        return True
    if word in _BEFORE_NUMBER:
        return following.isdigit()
    if word in _MAYBE_FINAL or ("." in word and _INITIALS.fullmatch(word)):
        return not following.isupper()
    is_initial = len(word) == 1 and word != "i" and text[stop - 1].isupper()
    return is_initial and following.isupper()
