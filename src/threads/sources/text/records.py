"""The records of a page as its layout has them: a header for each comment, and the lines between that are its body."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from threads.sources.text.edges import Constants
from threads.timestamps import Moment

BodySide = Literal["below", "above", "inside"]


class Header(NamedTuple):
    """One comment's header: the lines it takes (top to bottom), its author, time and further fields."""

    top: int
    bottom: int
    anchor: int
    moment: Moment | None
    dated: int  # the line of the time
    author: str
    fields: dict[str, str]
    answers: str = ""  # the name of whom the header says the comment answers


class Layout(NamedTuple):
    """All headers of a page and whether bodies follow them, precede them, or stand inside (author, body, time)."""

    headers: tuple[Header, ...]
    body: BodySide
    constants: Constants
    score: float


def spans(headers: Sequence[Header], body: BodySide, first: int, last: int) -> list[range]:
    """The lines between headers that belong to each one; `first` and `last` bound the section."""
    found = []
    for n, header in enumerate(headers):
        if body == "inside":
            found.append(range(header.top + 1, header.anchor))
        elif body == "above":
            found.append(range(headers[n - 1].bottom + 1 if n else first, header.top))
        else:
            stop = headers[n + 1].top if n + 1 < len(headers) else last
            found.append(range(header.bottom + 1, header.dated if header.bottom < header.dated < stop else stop))
    return found
