"""Learn from a page's own repetitions where it prints the author and the time of each comment.

A layout is told from the lines that print a time: those of one shape are candidates for headers, and the author is
looked for in the places around them. The layout wins under which most records have a name, a time and a body.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from threads.sources.interface import begins_with, is_only
from threads.sources.text.lines import Line
from threads.sources.text.names import likeness, recurring_labels, split_fields, strip_usual
from threads.timestamps import Moment

Side = Literal["before", "after", "line", "first"]
_MOST_WORDS = 14  # beside the time on a header line
_USUAL = 0.6


class Anchor(NamedTuple):
    """A line that may carry a header's time, with what stands before and after the time."""

    at: int
    moment: Moment
    before: str
    after: str


class Place(NamedTuple):
    """Where the author stands: on the time's line, `offset` printed lines from it, or first after the record before."""

    side: Side
    offset: int = 0


class Header(NamedTuple):
    """One comment's header: the lines it takes (top to bottom), its author, time and further fields."""

    top: int
    bottom: int
    anchor: int
    moment: Moment | None
    author: str
    fields: dict[str, str]


class Layout(NamedTuple):
    """All headers of a page and whether bodies follow them, precede them, or stand inside (author, body, time)."""

    headers: tuple[Header, ...]
    body: Literal["below", "above", "inside"]
    constants: frozenset[str]
    score: float


_PLACES = (
    *((Place("before"), 1.0), (Place("line", -1), 0.97), (Place("after"), 0.93), (Place("line", 1), 0.9)),
    *((Place("line", -2), 0.88), (Place("line", -3), 0.84), (Place("line", 2), 0.8), (Place("first"), 0.75)),
)


def learn(lines: Sequence[Line], declared: int | None) -> Layout | None:
    """The layout that explains the page best, or None where nothing repeats like comments do."""
    layouts = [
        layout
        for anchors in _groups(lines)
        if len(anchors) >= (1 if declared == 1 else 2)
        for layout in [_best_place(lines, anchors)]
        if layout is not None
    ]
    return max(layouts, key=lambda layout: layout.score, default=None)


def _groups(lines: Sequence[Line]) -> Iterable[list[Anchor]]:
    groups: dict[tuple[str, bool, bool, str], list[Anchor]] = defaultdict(list)
    for index, line in enumerate(lines):
        anchor = _anchor(index, line)
        if anchor:
            label = re.match(r"\w+:", anchor.before)
            key = (_form(anchor.moment), _has_word(anchor.before), _has_word(anchor.after), label[0] if label else "")
            groups[key].append(anchor)
    return groups.values()


def _anchor(index: int, line: Line) -> Anchor | None:
    if not line.moments:
        return None
    moment = min(line.moments, key=lambda m: (m.ago is not None, m.year is None, m.hour is None))
    before, after = line.text[: moment.start].strip(), line.text[moment.end :].strip()
    beside = (before + " " + after).split()
    is_prose = len(beside) > _MOST_WORDS or (len(beside) > 6 and after.endswith((".", "!", "?")))
    return None if is_prose else Anchor(index, moment, before, after)


def _form(moment: Moment) -> str:
    if moment.ago is not None:
        return "relative"
    return ("year" if moment.is_absolute else "day") + ("+clock" if moment.hour is not None else "")


def _has_word(text: str) -> bool:
    return bool(re.search(r"[^\W\d_]{2}", text)) and not is_only("buttons", text)


def _best_place(lines: Sequence[Line], anchors: list[Anchor]) -> Layout | None:
    constants = _constants(lines, anchors)
    layouts = []
    for place, preference in _PLACES:
        found = [_at(lines, anchors, n, place, constants) for n in range(len(anchors))]
        headers = _headers(anchors, found)
        if headers and not _skips_prose(lines, headers, place):
            names = sum(likeness(h.author) for h in headers) / len(anchors)
            sole = len(headers) > 2 and len({h.author for h in headers}) == 1
            score = preference * names * (0.3 if sole else 1.0)
            layouts.append((score, place, headers))
    if not layouts:
        return None
    score, place, headers = max(layouts, key=lambda x: x[0])
    if score < 0.5:
        return None
    body: Literal["below", "above", "inside"] = (
        "inside" if place.side == "first" else _body_side(lines, headers, constants)
    )
    bonus = 1.2 if anchors[0].moment.hour is not None else 1.0
    filled = _filled(lines, headers, body, constants)
    return Layout(tuple(headers), body, constants, score * filled * bonus)


def _skips_prose(lines: Sequence[Line], headers: Sequence[Header], place: Place) -> bool:
    """Whether bodies stand between author and time, so that the distance of the two is an accident."""
    if place.side != "line":
        return False
    between = [len(lines[i].text.split()) for h in headers for i in range(h.top + 1, h.bottom)]
    return sum(words for words in between if words > 6) > 6 * len(headers)


def _constants(lines: Sequence[Line], anchors: Sequence[Anchor]) -> frozenset[str]:
    """Lines that most records repeat near their header: buttons, labels, rules."""
    counts: Counter[str] = Counter()
    for n, anchor in enumerate(anchors):
        stop = anchors[n + 1].at if n + 1 < len(anchors) else anchor.at + 12
        near = [lines[i].key for i in range(anchor.at + 1, min(stop, len(lines))) if not lines[i].is_blank]
        counts.update(set(near[:6] + near[-12:]))
    return frozenset(key for key, count in counts.items() if count >= max(2, _USUAL * len(anchors)))


def is_constant(line: Line, constants: frozenset[str]) -> bool:
    """Whether a line belongs to the page rather than to a comment."""
    return line.is_blank or line.key in constants or is_only("buttons", line.text) or not re.search(r"\w", line.text)


def _at(
    lines: Sequence[Line], anchors: Sequence[Anchor], n: int, place: Place, constants: frozenset[str]
) -> tuple[int, str]:
    """Line and text in one place around one anchor."""
    here = anchors[n].at
    if place.side == "before":
        return here, anchors[n].before
    if place.side == "after":
        return here, anchors[n].after
    low = anchors[n - 1].at if n else max(-1, here - 40)
    high = anchors[n + 1].at if n + 1 < len(anchors) else min(len(lines), here + 12)
    if place.side == "first":
        path: Iterable[int] = range(_after_heading(lines, low, here) if not n else low + 1, here)
    else:
        path = range(here - 1, low, -1) if place.offset < 0 else range(here + 1, high)
    wanted = max(1, abs(place.offset))
    for i in path:
        if not is_constant(lines[i], constants):
            wanted -= 1
            if not wanted:
                return i, lines[i].text
    return here, ""


def _after_heading(lines: Sequence[Line], low: int, here: int) -> int:
    headings = [i for i in range(low + 1, here) if lines[i].heads_section]
    return headings[-1] + 1 if headings else low + 1


def _headers(anchors: Sequence[Anchor], found: Sequence[tuple[int, str]]) -> list[Header]:
    labels = recurring_labels([text for _, text in found])
    fields = [split_fields(text, labels) for _, text in found]
    mains = [_author_field(f) for f in fields]
    names = strip_usual(mains)
    return [
        Header(min(i, a.at), max(i, a.at), a.at, a.moment, name, f)
        for a, (i, _), f, name in zip(anchors, found, fields, names, strict=True)
        if name
    ]


def _author_field(fields: dict[str, str]) -> str:
    """The field under "by:" where there is one, else what stands before the first label."""
    for label, value in fields.items():
        if label and begins_with("byline", label):
            return value
    return fields[""]


def _body_side(
    lines: Sequence[Line], headers: Sequence[Header], constants: frozenset[str]
) -> Literal["below", "above"]:
    """Bodies stand above their header where text comes between the section's heading and the first header,
    or where the buttons come right after the header rather than right before the next one."""
    heading = [i for i in range(max(0, headers[0].top - 40), headers[0].top) if lines[i].heads_section]
    if heading:
        between = [i for i in range(heading[-1] + 1, headers[0].top) if not is_constant(lines[i], constants)]
        return "above" if sum(len(lines[i].text.split()) for i in between) > 3 else "below"
    after = sum(is_constant(lines[i], constants) for h in headers[:-1] for i in _printed(lines, h.bottom, 1))
    before = sum(is_constant(lines[i], constants) for h in headers[1:] for i in _printed(lines, h.top, -1))
    return "above" if after > before + len(headers) / 2 else "below"


def _printed(lines: Sequence[Line], start: int, step: int) -> list[int]:
    """The nearest line that is not blank, in one direction."""
    i = start + step
    while 0 <= i < len(lines) and lines[i].is_blank:
        i += step
    return [i] if 0 <= i < len(lines) else []


def _filled(lines: Sequence[Line], headers: Sequence[Header], body: str, constants: frozenset[str]) -> float:
    """How many headers have words of a body beside them: a list of dated links has none."""
    total = 0.0
    for n, header in enumerate(headers):
        if body == "inside":
            span = range(header.top + 1, header.anchor)
        elif body == "above":
            span = range(headers[n - 1].bottom + 1 if n else max(0, header.top - 10), header.top)
        else:
            span = range(
                header.bottom + 1, headers[n + 1].top if n + 1 < len(headers) else min(len(lines), header.bottom + 10)
            )
        words = sum(len(lines[i].text.split()) for i in span if not is_constant(lines[i], constants))
        total += min(1.0, words / 8)
    return total
