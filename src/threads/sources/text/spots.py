"""The line in which one place around an anchor has the author of the anchor's comment."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from threads.sources.interface import begins_with, is_only
from threads.sources.text.edges import Constants, label
from threads.sources.text.kin import Anchor
from threads.sources.text.lines import Line
from threads.sources.text.names import bare, likeness

Side = Literal["before", "after", "line", "printed", "first", "doubled", "opening", "person", "signed"]
INSIDE: tuple[Side, ...] = ("first", "signed")  # bodies stand between the author and the time
REACH = 40  # lines above an anchor among which its author is looked for


class Place(NamedTuple):
    """Where the author stands, told from the anchor.

    `before` and `after` the time on its line; `line`: `offset` lines from it, or from the line with the key `reference`
    above it, not counting what repeats; `printed`: counting all lines; `first` after the anchor before; `doubled` as
    beside an avatar; `opening`: first after the button that closes the comment before; `person`: the nearest line above
    or below that is the name of somebody whom the page calls, or looks like such lines of other records; `signed`:
    before the time, where a line above the body begins with the same name.
    """

    side: Side
    offset: int = 0
    reference: str = ""


def beside(lines: Sequence[Line], at: int, step: int) -> str:
    """The nearest printed line, at most two blank ones away."""
    for i in range(at + step, at + 4 * step, step):
        if 0 <= i < len(lines) and not lines[i].is_blank:
            return lines[i].text
    return ""


def doubles(text: str, name: str) -> bool:
    """Whether a line begins or ends with a name, or is its initial, as avatars are."""
    if len(name) < 2 or len(text) > 80:
        return False
    initial = len(text) == 1 and text.isalnum() and name[0].casefold() == text.casefold()
    return initial or text.startswith(name) or text.endswith(name)


def signed(lines: Sequence[Line], anchors: Sequence[Anchor]) -> list[tuple[int, str]]:
    """The name before each time with the first line since the anchor before that begins with it."""
    names = bare([anchor.before for anchor in anchors])
    return [
        next(
            ((i, name) for i in range(start_of(anchors, n) + 1, anchors[n].at) if name and _opens(lines[i].text, name)),
            (anchors[n].at, ""),
        )
        for n, name in enumerate(names)
    ]


def _opens(text: str, name: str) -> bool:
    """Whether a line is a name, perhaps with a rank glued to it."""
    return text.startswith(name) and likeness(text) > 0.5 and not text[len(name) :].startswith((",", ":"))


def way(lines: Sequence[Line], anchors: Sequence[Anchor], n: int, step: int) -> range:
    """The lines from an anchor to the next one, above or below."""
    here = anchors[n].at
    if step < 0:
        return range(here - 1, max(start_of(anchors, n), here - REACH), -1)
    return range(here + 1, min(anchors[n + 1].at if n + 1 < len(anchors) else len(lines), here + REACH))


def start_of(anchors: Sequence[Anchor], n: int) -> int:
    """The line of the anchor before, or as far up as authors are looked for."""
    return anchors[n - 1].at if n else max(-1, anchors[n].at - REACH)


def spot(
    lines: Sequence[Line], anchors: Sequence[Anchor], n: int, place: Place, constants: Constants
) -> tuple[int, str]:
    """Line and text in one place around one anchor."""
    here, low = anchors[n].at, start_of(anchors, n)
    if place.side == "before":
        return here, anchors[n].before
    if place.side == "after":
        return here, anchors[n].after
    high = min(anchors[n + 1].at if n + 1 < len(anchors) else len(lines), here + REACH)
    if place.side == "doubled":
        return _doubled(lines, low, here)
    if place.side == "opening":
        return _opening(lines, low, here)
    if place.side == "printed":
        return _printed(lines, low, here, -place.offset)
    path: range | None
    if place.side == "first":
        path = range(_after_heading(lines, low, here) if not n else low + 1, here)
    elif place.reference:
        path = _from_reference(lines, low, here, place)
    else:
        path = range(here - 1, low, -1) if place.offset < 0 else range(here + 1, high)
    return _step(lines, path, max(1, abs(place.offset)), constants) if path else (here, "")


def _doubled(lines: Sequence[Line], low: int, here: int) -> tuple[int, str]:
    """The nearest line above the anchor that the line above it prints too."""
    for i in range(here - 1, max(low, here - REACH), -1):
        if likeness(lines[i].text) > 0.5 and doubles(beside(lines, i, -1), lines[i].text):
            return i, lines[i].text
    return here, ""


def _opening(lines: Sequence[Line], low: int, here: int) -> tuple[int, str]:
    """The first line with letters below the last button above the anchor."""
    first = here
    for i in range(here - 1, max(low, here - REACH), -1):
        if is_only("buttons", lines[i].text) or is_only("replying", lines[i].text):
            return first, lines[first].text if first != here else ""
        if re.search(r"[^\W\d_]", lines[i].text):
            first = i
    return here, ""


def _printed(lines: Sequence[Line], low: int, here: int, wanted: int) -> tuple[int, str]:
    for i in range(here - 1, low, -1):
        wanted -= not lines[i].is_blank
        if not wanted:
            return i, lines[i].text
    return here, ""


def _step(lines: Sequence[Line], path: range, wanted: int, constants: Constants) -> tuple[int, str]:
    for i in path:
        if (_names_author(lines[i]) or not constants.holds(lines[i])) and not begins_with("in_reply_to", lines[i].text):
            wanted -= 1
            if not wanted:
                return i, lines[i].text
    return path[0], ""


def _names_author(line: Line) -> bool:
    """Whether the label of a line, "From:", announces a name."""
    announced = label(line).rstrip(":")
    return bool(announced) and (is_only("by", announced) or is_only("byline", announced))


def _from_reference(lines: Sequence[Line], low: int, here: int, place: Place) -> range | None:
    """The way from the reference line, the highest one of the record's header."""
    for i in range(here - 1, max(low, here - REACH), -1):
        if lines[i].key == place.reference:
            return range(i - 1, low, -1) if place.offset < 0 else range(i + 1, here)
    return None


def _after_heading(lines: Sequence[Line], low: int, here: int) -> int:
    headings = [i for i in range(low + 1, here) if lines[i].heads_section]
    return headings[-1] + 1 if headings else low + 1
