"""Where sentences begin and end."""

from __future__ import annotations

import re

from threads.prose.extent import Extent

MAY_END_SENTENCE = re.compile(r"[.!?…。！？\n]")
"""What every end of a sentence holds."""
# One set of characters at the front, which is quick to look for; and no look-ahead, so that "....(100,000 dots)" stays
# linear.
_STOP = re.compile(
    rf"{MAY_END_SENTENCE.pattern}"
    r"(?:(?<=[.!?…])[.!?…]*[\"'”’»)\]*_]*|(?<=[。！？])[。！？]*[」』”）]*|(?<=\n)[ \t\r\n]*)"
)
_CLOSING = "\"'”’»)]*_"
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
_ABBREVIATIONS = _TITLES | _MAYBE_FINAL | _BEFORE_NUMBER
_LONGEST_ABBREVIATION = 6
_BULLET = re.compile(r"[ \t]*(?:[-*•–+]|\d{1,3}[.)]|[a-z]\)|>|&gt;)[ \t]*\S?")


def sentences(text: str) -> tuple[Extent, ...]:
    """The sentences of `text` without the white space between them; every other character belongs to exactly one."""
    found: list[Extent] = []
    start = 0
    for stop in _STOP.finditer(text):
        end = stop.end()
        if _ends_sentence(text, stop[0], start, stop.start(), end):
            _add(found, text, start, end)
            start = end
    _add(found, text, start, len(text))
    return tuple(found)


def _add(found: list[Extent], text: str, start: int, end: int) -> None:
    """The sentence in `start:end`, unless that is white space alone."""
    piece = text[start:end].lstrip()
    if piece:
        start = end - len(piece)
        found.append(Extent(start, start + len(piece.rstrip())))


def _ends_sentence(text: str, mark: str, start: int, at: int, end: int) -> bool:
    """Whether the mark at `at:end` ends the sentence from `start`."""
    first = mark[0]
    if first == "\n":
        return _line_ends_sentence(text, at, end, mark.count("\n") > 1)
    if first in "。！？":
        return True
    if end < len(text) and not text[end].isspace():
        return False  # 3.5, example.org/a?b, "great...not"
    if "!" in mark or "?" in mark:
        return True
    if first == "…" or len(mark.rstrip(_CLOSING)) > 1:
        return not _following(text, end).islower()  # "well... maybe" goes on, "Well... Maybe" does not
    return not _is_abbreviation(text, start, at, end)


def _following(text: str, end: int) -> str:
    return text[end : end + 8].lstrip()[:1]


def _line_ends_sentence(text: str, at: int, end: int, blank_line: bool) -> bool:
    """Blank lines, list items and quoted lines part sentences; a hard-wrapped line does not."""
    if blank_line:
        return True
    line_start = text.rfind("\n", max(0, at - 200), at) + 1 or max(0, at - 200)
    if _BULLET.match(text, end) or text[line_start : line_start + 1] == ">":
        return True
    return at - line_start < 50 and not text[end : end + 1].islower()


def _is_abbreviation(text: str, start: int, stop: int, end: int) -> bool:
    """Whether the point at `stop` belongs to the word before it and does not end a sentence as well."""
    before = text[max(start, stop - 12) : stop].split()
    word = before[-1] if before else ""
    if len(word) > _LONGEST_ABBREVIATION and word.isalpha():
        return False
    word = word.lstrip("(\"'“‘[").casefold()
    if len(word) != 1 and word not in _ABBREVIATIONS and "." not in word:
        return False
    following = _following(text, end)
    if word in _TITLES:
        return True
    if word in _BEFORE_NUMBER:
        return following.isdigit()
    if word in _MAYBE_FINAL or ("." in word and _INITIALS.fullmatch(word)):
        return not following.isupper()
    is_initial = len(word) == 1 and word != "i" and text[stop - 1].isupper()
    return is_initial and following.isupper()
