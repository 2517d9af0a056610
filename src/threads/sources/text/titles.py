"""The title of a page in its dump: above the comments, often said again, near prose or a date, and no menu's item."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from threads.sources.interface import begins_with, declared_count, is_only
from threads.sources.text.lines import Line

_MOST = 30  # words of a title
_NEAR = 4  # printed lines from a title to the date or the prose below
_PROSE = 15  # words
_LONG = 14  # words of most titles at most; a sentence has more
_REPEATED = 2  # times that count
_SAMPLE = 1_000  # lines in which a title is said again
_TRIED = 100  # of the first lines that may be one, and of the last
_WHOLE = 5  # words; less is often a name or a label


class _Seen(NamedTuple):
    """The printed lines of a dump, and the first ones in small letters."""

    lines: Sequence[Line]
    folded: Sequence[str]


def title(lines: Sequence[Line], start: int | None, people: Collection[str] = ()) -> str | None:
    """The likeliest of the lines above `start`, where the comments begin; of equals the first. None of `people`."""
    printed = [line for line in lines if not line.is_blank]
    above = sum(not line.is_blank for line in lines[:start])
    seen = _Seen(printed, [line.text.casefold() for line in printed[:_SAMPLE]])
    possible = [n for n in range(above) if _is_possible(printed[n]) and printed[n].text not in people]
    tried = possible if len(possible) <= 2 * _TRIED else possible[:_TRIED] + possible[-_TRIED:]
    best = max(tried, key=lambda n: _worth(seen, n), default=None)
    return printed[best].text if best is not None else None


def _is_possible(line: Line) -> bool:
    fits = 2 <= line.words <= _MOST and not line.text.endswith((".", ":"))
    menu = line.mark and "#" not in line.mark
    return fits and not menu and not line.moments and not line.heads_section and not _is_furniture(line.text)


def _is_furniture(text: str) -> bool:
    """Whether a text is a button, a byline, a count of comments, sorts them, or leads past the menu."""
    begins = any(begins_with(kind, text) for kind in ("skip", "sorting", "byline"))
    return begins or is_only("buttons", text) or declared_count(text) is not None


def _worth(seen: _Seen, at: int) -> float:
    line, text = seen.lines[at], seen.lines[at].text.casefold()
    heading = {"#": 2.0, "##": 1.5}.get(line.mark, 0.5 if line.mark else 0.0)
    again = sum(text in other and text != other for other in seen.folded)
    length = min(line.words, _WHOLE) / _WHOLE
    return heading + min(again, _REPEATED) * length + _leads(seen, at) + length - 0.5 * (line.words > _LONG)


def _leads(seen: _Seen, at: int) -> float:
    """Whether a date or prose stands right below, or the comments."""
    below = seen.lines[at + 1 : at + 1 + _NEAR]
    dated = any(line.moments or begins_with("byline", line.text) for line in below[:2])
    return 1.0 * dated + 1.0 * any(line.words >= _PROSE for line in below)
