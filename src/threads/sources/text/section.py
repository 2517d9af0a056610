"""Where the comments of a page begin and end: at headings, at the page's tail, at what it prints between comments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from threads.sources.interface import begins_with
from threads.sources.text.lines import Line
from threads.sources.text.records import Header, Layout

_CLOSING = 0.5  # of the comments, that end with a line of the page's own
_FAR = 60  # lines above the first header among which a section's heading is looked for


def section_start(lines: Sequence[Line], layout: Layout) -> int:
    """The line where the section begins: after its heading, or at the first header or the body above it."""
    first = layout.headers[0]
    for i in range(first.top - 1, max(-1, first.top - _FAR), -1):
        if lines[i].heads_section:
            return i + 1
    return _first_above(lines, layout.headers) if layout.body == "above" else first.top


def _first_above(lines: Sequence[Line], headers: Sequence[Header]) -> int:
    """Where the body above the first header begins, if it has as many paragraphs as most others have."""
    between = [range(above.bottom + 1, below.top) for above, below in pairwise(headers)]
    usual = sorted(_paragraphs(lines, span) for span in between)
    left = usual[len(usual) // 2] if usual else 1
    start = headers[0].top
    for i in range(start - 1, -1, -1):
        left -= lines[i].is_blank and not lines[i + 1].is_blank and i + 1 < headers[0].top
        if left <= 0:
            break
        start = i
    return start


def _paragraphs(lines: Sequence[Line], span: range) -> int:
    """The number of printed lines with a blank one above, or none at all."""
    return sum(not lines[i].is_blank and (i == span.start or lines[i - 1].is_blank) for i in span)


def section_end(lines: Sequence[Line], layout: Layout) -> int:
    """Where the last comment ends: at the page's tail, at a line further left than all headers, or at what the page
    prints between most comments."""
    last = layout.headers[-1]
    start = (last.bottom if layout.body == "below" else last.anchor) + 1
    margin = min(line.column for line in lines[layout.headers[0].top : last.anchor + 1] if not line.is_blank)
    between = _between(lines, layout) if layout.body == "below" else frozenset()
    for i in range(start, len(lines)):
        line = lines[i]
        if line.is_blank:
            continue
        if i > start and (begins_with("tail", line.text) or "#" in line.mark or line.column < margin):
            return i
        if line.key in between:
            return i
    return len(lines)


def _between(lines: Sequence[Line], layout: Layout) -> frozenset[str]:
    """The lines of the page of which one stands first behind the body of most comments."""
    first: Counter[str] = Counter()
    for header, below in pairwise(layout.headers):
        span = range(header.bottom + 1, below.anchor)
        said = next((i for i in span if not layout.constants.holds(lines[i])), below.anchor)
        first.update(next(([lines[i].key] for i in range(said, below.anchor) if layout.constants.leads(lines[i])), []))
    pairs = max(1, len(layout.headers) - 1)
    return frozenset(key for key, count in first.items() if count >= max(2, _CLOSING * pairs))
