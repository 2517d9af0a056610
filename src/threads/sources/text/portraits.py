"""The lines that name the authors of records: names that the page calls elsewhere, and lines that stand as those do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from threads.sources.text.edges import Constants
from threads.sources.text.lines import Line
from threads.sources.text.names import likeness

_KNOWN = 0.4  # of the records have a name that the page calls
_ALIKE = 0.6  # of the traits that most lines with names share


class Portrait(NamedTuple):
    """How a line stands among others; the same for most names of a page."""

    column: int
    mark: str
    above: str
    below: str
    gap_above: bool
    gap_below: bool
    distance: int


def portraits(lines: Sequence[Line], paths: Sequence[range], known: Constants) -> list[tuple[int, str]]:
    """Line and text of the name on each of the paths that lead away from the records' anchors; without a name the line
    before the path and an empty text."""
    called = [next((i for i in path if known.names(lines[i])), None) for path in paths]
    usual = [_portrait(lines, i, path) for i, path in zip(called, paths, strict=True) if i is not None]
    if len(usual) < max(2, _KNOWN * len(paths)):
        return [(path.start - path.step, "") for path in paths]
    traits = [Counter(trait).most_common(1)[0] for trait in zip(*usual, strict=True)]
    shared = [(n, value) for n, (value, count) in enumerate(traits) if count >= _ALIKE * len(usual)]
    found = [i if i is not None else _alike(lines, path, shared, known) for i, path in zip(called, paths, strict=True)]
    return [
        (i, lines[i].text) if i is not None else (path.start - path.step, "")
        for i, path in zip(found, paths, strict=True)
    ]


def _alike(lines: Sequence[Line], path: range, shared: Sequence[tuple[int, object]], known: Constants) -> int | None:
    """The line of a path that shares most with those that are names."""
    best, found = _ALIKE * len(shared), None
    for i in path:
        if known.holds(lines[i]) or likeness(lines[i].text) <= 0.5:
            continue
        own = _portrait(lines, i, path)
        alike = sum(own[n] == value for n, value in shared)
        if alike > best:
            best, found = alike, i
    return found


def _portrait(lines: Sequence[Line], at: int, path: range) -> Portrait:
    above, below = _printed(lines, at, -1), _printed(lines, at, 1)
    distance = sum(not lines[i].is_blank for i in path[: path.index(at)])
    return Portrait(
        lines[at].column,
        lines[at].mark[:1],
        lines[above].key if above is not None else "",
        lines[below].key if below is not None else "",
        above != at - 1,
        below != at + 1,
        distance,
    )


def _printed(lines: Sequence[Line], at: int, step: int) -> int | None:
    """The nearest line that prints something."""
    i = at + step
    while 0 <= i < len(lines) and lines[i].is_blank:
        i += step
    return i if 0 <= i < len(lines) else None
