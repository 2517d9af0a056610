"""Cut the bodies of the comments out of a page whose headers are known, without buttons, marks and the page's tail."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from typing import NamedTuple

from threads.model import Marker
from threads.sources.interface import begins_with, words
from threads.sources.text.layout import Header, Layout, is_constant
from threads.sources.text.lines import Line

_FAR = 60  # lines above the first header among which a section's heading is looked for


class Body(NamedTuple):
    """A body's text, the lines it takes, and the marks found at its edges."""

    text: str
    first: int
    last: int
    markers: tuple[Marker, ...]


def section_start(lines: Sequence[Line], layout: Layout) -> int:
    """The line where the section begins: after its heading, or at the first header."""
    first = layout.headers[0]
    for i in range(first.top - 1, max(-1, first.top - _FAR), -1):
        if lines[i].heads_section:
            return i + 1
    return first.top


def bodies(lines: Sequence[Line], layout: Layout) -> list[Body]:
    """One body per header, in the page's order."""
    headers = layout.headers
    end = _section_end(lines, layout)
    spans = []
    for n, header in enumerate(headers):
        if layout.body == "inside":
            spans.append((header.top + 1, header.anchor))
        elif layout.body == "above":
            spans.append((headers[n - 1].bottom + 1 if n else section_start(lines, layout), header.top))
        else:
            spans.append((header.bottom + 1, headers[n + 1].top if n + 1 < len(headers) else end))
    found: list[Body] = []
    pending: tuple[Marker, ...] = ()
    for n, (low, high) in enumerate(spans):
        body, after = _trim(lines, low, high, layout)
        above = _reply_marks(lines[headers[n - 1].bottom + 1 if n else max(0, headers[0].top - 3) : headers[n].top])
        marks = pending or (above[-1:] if layout.body != "below" else ())
        found.append(body._replace(markers=(*marks, *body.markers)))
        pending = after
    return found


def _trim(lines: Sequence[Line], low: int, high: int, layout: Layout) -> tuple[Body, tuple[Marker, ...]]:
    """The body between two lines without what the page prints at its edges; marks before it belong to this comment,
    marks after it to the next one ("In Response" is printed above the reply that it announces)."""
    before: list[Marker] = []
    after: list[Marker] = []
    while low < high and (_is_edge(lines[low], layout) or (mark := _reply_mark(lines[low]))):
        before += [mark] if not lines[low].is_blank and (mark := _reply_mark(lines[low])) else []
        low += 1
    while high > low and (_is_edge(lines[high - 1], layout) or (mark := _reply_mark(lines[high - 1]))):
        after += [mark] if not lines[high - 1].is_blank and (mark := _reply_mark(lines[high - 1])) else []
        high -= 1
    if layout.body != "below":
        before, after = before + after, []
    return Body(_text(lines[low:high]), low, high, tuple(before)), tuple(after)


def _is_edge(line: Line, layout: Layout) -> bool:
    return is_constant(line, layout.constants) or bool(re.fullmatch(r"[\W\d]{1,6}", line.text))


def _reply_marks(lines: Sequence[Line]) -> tuple[Marker, ...]:
    return tuple(mark for line in lines if (mark := _reply_mark(line)))


def _reply_mark(line: Line) -> Marker | None:
    """A line such as "In Response", "In reply to NAME", "Antwort auf #1 von NAME"."""
    said = begins_with("in_reply_to", line.text) if 0 < len(line.text) < 160 else None
    if said is None:
        return None
    rest = line.text[len(said) :].strip(" :\t")
    if not rest:
        return Marker(kind="depth", value="1", printed=line.text, line=line.number)
    number = re.match(r"#?(\d+(?:\.\d+)*)\b", rest)
    by = "|".join(map(re.escape, words("by")))
    name = re.search(rf"(?:^|.*\s)(?:{by})\s+(?P<name>\S.{{0,60}})$", rest)
    value = name["name"] if name else rest
    if number and not name:
        return Marker(kind="number", value=f"@{number[1]}", printed=line.text, line=line.number)
    return (
        Marker(kind="reply-to", value=value, printed=line.text, line=line.number) if len(value.split()) <= 6 else None
    )


def _text(lines: Sequence[Line]) -> str:
    """The lines as they stand, without the indentation they share and without trailing blanks."""
    joined = textwrap.dedent("\n".join(line.raw.expandtabs(4).rstrip() for line in lines))
    return re.sub(r"\n{3,}", "\n\n", joined).strip()


def _section_end(lines: Sequence[Line], layout: Layout) -> int:
    """Where the last comment ends: at the page's tail, at a line further left than all headers, or after the button
    that closes the other comments."""
    last = layout.headers[-1]
    start = (last.bottom if layout.body == "below" else last.anchor) + 1
    margin = min(lines[h.anchor].column for h in layout.headers)
    closing = _closing_key(lines, layout.headers)
    for i in range(start, len(lines)):
        line = lines[i]
        if line.is_blank:
            continue
        if i > start and (begins_with("tail", line.text) or "#" in line.mark or line.column < margin):
            return i
        if closing and line.key == closing:
            return i
    return len(lines)


def _closing_key(lines: Sequence[Line], headers: Sequence[Header]) -> str | None:
    """The line that stands last before most headers, if it is always the same."""
    before = []
    for header in headers[1:]:
        i = header.top - 1
        while i > 0 and lines[i].is_blank:
            i -= 1
        before.append(lines[i].key)
    common = max(set(before), key=before.count, default=None)
    return common if common and before.count(common) >= max(2, 0.5 * len(before)) else None
