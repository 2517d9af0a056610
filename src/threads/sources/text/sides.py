"""On which side of its header a comment's body stands, by what marks the borders between comments."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from threads.sources.interface import begins_with, is_only
from threads.sources.text.edges import Constants
from threads.sources.text.lines import Line

_CLOSE = 8  # lines from a header to a sentence of its body
_SENTENCE = 4  # words
_PROSE = 12  # words, with or without a stop
_ARROWS = "«‹←<"  # before "Older posts"; alone they may open a quotation
_NEAR = 25  # lines above the first header among which a heading tells something


class Extent(NamedTuple):
    """The lines that a header takes at the least."""

    top: int
    bottom: int


def votes_for_below(lines: Sequence[Line], headers: Sequence[Extent], known: Constants) -> float:
    """How much list marks, buttons, blank lines and the section's heading speak for bodies below their headers; less
    than 0 for bodies above."""
    return 1.0 + sum(cue(lines, headers, known) for cue in _CUES)


def _by_words(lines: Sequence[Line], headers: Sequence[Extent], known: Constants) -> float:
    """ "NAME says:" announces what comes below it."""
    announce = [
        lines[h.bottom].text.endswith(":")
        or lines[h.top].text.endswith(":")
        or begins_with("in_reply_to", lines[h.top].text)
        for h in headers
    ]
    return 4.0 if _most(announce) else 0.0


def _by_marks(lines: Sequence[Line], headers: Sequence[Extent], known: Constants) -> float:
    """A list mark begins a comment: at its header, or right below the header that ends the one before."""
    own = _most([any(lines[i].mark for i in range(h.top, h.bottom + 1)) or _bare_mark(lines, h.top) for h in headers])
    after = _most([_has_mark(lines, h.bottom) for h in headers[:-1]])
    return 2.0 * (own - after)


def _by_buttons(lines: Sequence[Line], headers: Sequence[Extent], known: Constants) -> float:
    """Buttons to reply end a comment."""
    after = _most([_is_button(lines, h.bottom, 1) for h in headers[:-1]])
    before = _most([_is_button(lines, h.top, -1) for h in headers[1:]])
    return 2.0 * (before - after)


def _by_controls(lines: Sequence[Line], headers: Sequence[Extent], known: Constants) -> float:
    """Other buttons mostly end a comment, too, but some stand in headers."""
    after = _most([_is_button(lines, h.bottom, 1, "buttons") for h in headers[:-1]])
    before = _most([_is_button(lines, h.top, -1, "buttons") for h in headers[1:]])
    return 1.0 * (before - after)


def _by_blanks(lines: Sequence[Line], headers: Sequence[Extent], known: Constants) -> float:
    """A header stands nearer to its own body than to another's."""
    before = [_blanks(lines, h.top, -1) for h in headers[1:]]
    after = [_blanks(lines, h.bottom, 1) for h in headers[:-1]]
    if not before:
        return 0.0
    difference = (sum(before) - sum(after)) / len(before)
    return max(-0.4, min(0.4, difference))


def _by_seams(lines: Sequence[Line], headers: Sequence[Extent], known: Constants) -> float:
    """A sentence right at the header, with a gap on its other side, is of the header's own comment."""
    after = _most([_is_seam(lines, h.bottom, 1, known) and _blanks(lines, h.top, -1) for h in headers])
    before = _most([_is_seam(lines, h.top, -1, known) and _blanks(lines, h.bottom, 1) for h in headers])
    return 2.0 * (after - before)


def _is_seam(lines: Sequence[Line], start: int, step: int, known: Constants) -> bool:
    """Whether a sentence stands on the very next line."""
    i = start + step
    if not 0 <= i < len(lines) or lines[i].words < _SENTENCE or known.holds(lines[i]):
        return False
    return lines[i].words >= _PROSE or lines[i].text.endswith((".", "!", "?", "…", "。", "！", "？"))


def _by_heading(lines: Sequence[Line], headers: Sequence[Extent], known: Constants) -> float:
    """The first header comes right after the section's heading, or a body does."""
    top = headers[0].top
    for i in range(top - 1, max(-1, top - _NEAR), -1):
        if lines[i].heads_section:
            between = [line for line in lines[i + 1 : top] if not known.holds(line)]
            nearest = neighbour(lines, top, -1)
            words = lines[nearest].words if between and nearest is not None else 0
            return 1.5 if len(between) <= 1 and words < 6 else (-1.5 if words >= 12 else 0.0)
    return 0.0


def _by_size(lines: Sequence[Line], headers: Sequence[Extent], known: Constants) -> float:
    """What a forum prints of an author takes many lines and stands above the body; so does a post's number."""
    tall = _most([sum(not lines[i].is_blank for i in range(h.top, h.bottom + 1)) >= 4 for h in headers])
    numbered = _most([_is_numbered(lines, h) for h in headers])
    return 1.5 * tall + 1.5 * numbered


def _is_numbered(lines: Sequence[Line], header: Extent) -> bool:
    beside = (neighbour(lines, header.bottom, 1), header.top)
    return any(i is not None and re.match(r"#\d+\b", lines[i].text) for i in beside)


def _by_columns(lines: Sequence[Line], headers: Sequence[Extent], known: Constants) -> float:
    """Where replies are indented, a header stands as far left or right of its own body as all others do of theirs."""
    if len({lines[h.top].column for h in headers}) < 2:
        return 0.0
    below = _constant([_offset(lines, h, range(h.bottom + 1, h.bottom + _CLOSE), known) for h in headers[:-1]])
    above = _constant([_offset(lines, h, range(h.top - 1, h.top - _CLOSE, -1), known) for h in headers[1:]])
    return 4.0 * (below - above)


def _offset(lines: Sequence[Line], header: Extent, path: range, known: Constants) -> int | None:
    """How much further right than the header the nearest sentence stands."""
    for i in path:
        is_sentence = 0 <= i < len(lines) and lines[i].words >= _SENTENCE and not known.holds(lines[i])
        if is_sentence and not begins_with("in_reply_to", lines[i].text):
            return lines[i].column - lines[header.top].column
    return None


def _constant(offsets: Sequence[int | None]) -> float:
    """The share of the most usual offset, of headers that have a sentence beside them."""
    found = [offset for offset in offsets if offset is not None]
    return Counter(found).most_common(1)[0][1] / len(found) if 2 * len(found) > len(offsets) else 0.0


def _by_ends(lines: Sequence[Line], headers: Sequence[Extent], known: Constants) -> float:
    """Prose stands below the last header, or above the first."""
    return 0.7 * (_is_prose(lines, headers[-1].bottom, 1) - _is_prose(lines, headers[0].top, -1))


def _is_prose(lines: Sequence[Line], start: int, step: int) -> bool:
    i: int | None = start
    for _ in range(4):
        i = neighbour(lines, i, step) if i is not None else None
        if i is not None and lines[i].words >= 8:
            return True
    return False


def _by_tail(lines: Sequence[Line], headers: Sequence[Extent], known: Constants) -> float:
    """Where the page's tail comes right after the last header, no body stands there; where it is taken for a name, that
    tells nothing."""
    last = headers[-1].bottom
    after = next((line for line in lines[last + 1 : last + _NEAR] if not known.holds(line)), None)
    is_end = after is None or begins_with("tail", after.text) or _turns(after.text)
    return -2.0 if is_end and not begins_with("tail", lines[last].text) else 0.0


def _turns(text: str) -> bool:
    """Whether a line leads to another page: "« Older"."""
    return text[:1] in _ARROWS and bool(begins_with("turning", text.lstrip(_ARROWS + " ")))


_CUES: tuple[Callable[[Sequence[Line], Sequence[Extent], Constants], float], ...] = (
    *(_by_words, _by_marks, _by_buttons, _by_controls),
    *(_by_blanks, _by_seams, _by_heading, _by_ends, _by_tail, _by_size, _by_columns),
)


def _most(cases: Sequence[object]) -> bool:
    return sum(map(bool, cases)) > 0.6 * len(cases) if cases else False


def neighbour(lines: Sequence[Line], start: int, step: int) -> int | None:
    """The nearest line in one direction that prints a word or figure."""
    i = start + step
    while 0 <= i < len(lines) and not re.search(r"\w", lines[i].text):
        i += step
    return i if 0 <= i < len(lines) else None


def _has_mark(lines: Sequence[Line], bottom: int) -> bool:
    i = neighbour(lines, bottom, 1)
    return i is not None and (bool(lines[i].mark) or _bare_mark(lines, i))


def _bare_mark(lines: Sequence[Line], i: int) -> bool:
    """Whether a list mark stands alone on the line above."""
    return i > 0 and bool(lines[i - 1].mark) and lines[i - 1].is_blank


def _is_button(lines: Sequence[Line], start: int, step: int, kind: str = "replying") -> bool:
    i = neighbour(lines, start, step)
    return i is not None and is_only(kind, lines[i].text)


def _blanks(lines: Sequence[Line], start: int, step: int) -> int:
    i = neighbour(lines, start, step)
    return min(3, abs(i - start) - 1) if i is not None else 0
