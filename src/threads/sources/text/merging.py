"""Headers beside the best ones: those of a second kind join them, those above the section's heading leave, and
those in the page's tail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from threads.sources.interface import begins_with, declared_count
from threads.sources.text.edges import Constants
from threads.sources.text.lines import Line
from threads.sources.text.records import Header, Layout

_MAIN = 0.6  # of the headers, at the least, stand above the page's tail
_HEADING = 4  # words
_REACH = 40  # lines above and below the section's headers


def joined(best: Layout, others: Sequence[Layout]) -> Layout:
    """The best layout with the headers of a second kind between them, as where answers have comments of another shape.

    Only where bodies stand above: below headers, a second kind are mostly quotes' headers inside bodies.
    """
    low, high = best.headers[0].top - _REACH, best.headers[-1].bottom + _REACH
    taken = {i for header in best.headers for i in range(header.top, header.bottom + 1)}
    for other in sorted(others, key=lambda layout: -layout.score):
        new = [h for h in other.headers if taken.isdisjoint(range(h.top, h.bottom + 1))]
        inside = all(low <= h.top <= high for h in new) and not _alternate(best.headers, new)
        if len(new) == len(other.headers) > 2 and inside and other.score > 0.2 * best.score:
            merged = tuple(sorted((*best.headers, *new), key=lambda header: header.top))
            both = Constants(best.constants.keys | other.constants.keys, frozenset())
            return Layout(merged, "above", both, best.score + other.score)
    return best


def _alternate(some: Sequence[Header], others: Sequence[Header]) -> bool:
    """Whether two kinds of headers mostly take turns, and so are two lines of the same headers."""
    kinds = [kind for _, kind in sorted([*((h.top, 0) for h in some), *((h.top, 1) for h in others)])]
    turns = sum(a != b for a, b in pairwise(kinds))
    return turns >= 0.8 * (len(kinds) - 1)


def before_tail(lines: Sequence[Line], headers: tuple[Header, ...]) -> tuple[Header, ...]:
    """The headers without the few below a line that heads the page's tail: "Similar topics", which it says once."""
    counts = Counter(line.key for line in lines[headers[0].top : headers[-1].bottom])
    for n in range(max(1, round(_MAIN * len(headers))), len(headers)):
        between = (lines[i] for i in range(headers[n - 1].bottom + 1, headers[n].anchor))
        if any(counts[line.key] == 1 and _heads_tail(line) for line in between):
            return headers[:n]
    return headers


def _heads_tail(line: Line) -> bool:
    return 0 < line.words <= _HEADING and bool(begins_with("tail", line.text))


def in_section(lines: Sequence[Line], headers: tuple[Header, ...]) -> tuple[Header, ...]:
    """The headers without those above the section's heading, where that declares about as many as follow."""
    for n, header in enumerate(headers[1:4], 1):
        for i in range(headers[n - 1].bottom + 1, header.top):
            stated = declared_count(lines[i].text) if lines[i].heads_section else None
            left = len(headers) - n
            if stated and left > 1 and 0.5 * stated <= left <= 1.2 * stated + 1:
                return headers[n:]
    return headers
