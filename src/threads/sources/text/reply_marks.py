"""Lines that say what a comment answers: "In reply to NAME", "Antwort auf #1 von NAME", ">>12"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from threads.model import Marker
from threads.sources.interface import begins_with, words
from threads.sources.text.lines import Line


def reply_marks(lines: Sequence[Line]) -> tuple[Marker, ...]:
    """The marks among some lines, in their order."""
    return tuple(mark for line in lines if (mark := reply_mark(line)))


def reply_mark(line: Line) -> Marker | None:
    """A line such as "In Response", "In reply to NAME", "Antwort auf #1 von NAME"."""
    if pointer := re.fullmatch(r">>(\d{1,12})", line.text):
        return Marker(kind="number", value=f"@{pointer[1]}", printed=line.text, line=line.number)
    said = begins_with("in_reply_to", line.text) if 0 < len(line.text) < 160 else None
    if said is None:
        return None
    rest = line.text[len(said) :].strip(" :\t")
    if not rest:
        return Marker(kind="depth", value="1", printed=line.text, line=line.number)
    number = re.match(r"#?(\d+(?:\.\d+)*)\b(?![/\w-])", rest)  # not "08/15-Dov"
    by = "|".join(map(re.escape, words("by")))
    name = re.search(rf"(?:^|.*\s)(?:{by})\s+(?P<name>\S.{{0,60}})$", rest)
    value = name["name"] if name else rest
    if number and not name:
        return Marker(kind="number", value=f"@{number[1]}", printed=line.text, line=line.number)
    return (
        Marker(kind="reply-to", value=value, printed=line.text, line=line.number) if len(value.split()) <= 6 else None
    )


def to_author(mark: Marker, authors: frozenset[str]) -> Marker:
    """The mark with the name of the page's author that its line ends with: "In reply to TITLE by NAME (guest)"."""
    if mark.kind != "reply-to":
        return mark
    printed = re.sub(r"\s*\([^()]*\)\s*$", "", mark.printed)
    starts = [match.start() for match in re.finditer(r"(?<!\S)\S", printed)]
    name = next((printed[i:] for i in starts if printed[i:] in authors), mark.value)
    return mark.model_copy(update={"value": name})
