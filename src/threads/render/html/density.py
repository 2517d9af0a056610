"""A long thread as a field of squares: time across, depth down, each square as large as its comments are many."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise
from typing import NamedTuple

from threads.render.content import Shown
from threads.render.content.wording import short_day
from threads.render.html.clock import clock

_COLUMNS = 44
_ROWS = 12  # the last holds all that is deeper
_CELL = 21.0
_LEFT, _TOP = 46.0, 74.0
_BAR = 40.0
_TICK_ROOM = 100.0
_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_STEPS = (
    (_MINUTE, "minute"), (5 * _MINUTE, "5 minutes"), (15 * _MINUTE, "15 minutes"), (30 * _MINUTE, "half an hour"),
    (_HOUR, "hour"), (2 * _HOUR, "2 hours"), (4 * _HOUR, "4 hours"), (8 * _HOUR, "8 hours"), (_DAY, "day"),
    (2 * _DAY, "2 days"), (7 * _DAY, "week"), (28 * _DAY, "4 weeks"), (91 * _DAY, "quarter"), (365 * _DAY, "year"),
)  # fmt: skip


class Square(NamedTuple):
    """Comments of one stretch of time on one level: where, how large, how much of it disagrees."""

    x: float
    y: float
    side: float
    comments: int
    rebuttals: int
    rebuts_height: float
    first: int
    """Number of the first comment in it."""
    when: str
    level: str


class Column(NamedTuple):
    """All comments of one stretch of time."""

    x: float
    height: float
    comments: int


class Density(NamedTuple):
    """The field with its measures in pixels.

    `stretch` says how much time a column holds, "" if the page's order; `zone` whose clock it is, if there are several.
    """

    width: float
    height: float
    top: float
    cell: float
    stretch: str
    zone: str
    busiest: int
    squares: tuple[Square, ...]
    columns: tuple[Column, ...]
    breaks: tuple[float, ...]
    """Where stretches without any comment are left out."""
    levels: tuple[tuple[float, str], ...]
    ticks: tuple[tuple[float, str], ...]


class _Bins(NamedTuple):
    """The column of each comment; when each column begins; after which ones time is left out."""

    columns: list[int]
    begins: list[float]
    stretch: str
    gaps: set[int]


def density(chosen: Sequence[Shown]) -> Density:
    """The field of all comments: columns of one length of time, or of one number of comments where times are unknown.

    Stretches without comments are left out and marked, so that a thread that revives after a year keeps its shape.
    """
    seconds, zone = clock(chosen)
    bins = _bins(seconds, len(chosen))
    deepest = max(one.depth for one in chosen)
    rows = min(deepest, _ROWS)
    cells: dict[tuple[int, int], list[Shown]] = {}
    for one, column in zip(chosen, bins.columns, strict=True):
        cells.setdefault((column, min(one.depth, _ROWS)), []).append(one)
    totals = [0] * (max(bins.columns) + 1)
    for (column, _), members in cells.items():
        totals[column] += len(members)
    most = max(map(len, cells.values()))
    return Density(
        width=_LEFT + _CELL * len(totals) + _TICK_ROOM / 2,
        height=_TOP + _CELL * rows + 8,
        top=_TOP,
        cell=_CELL,
        stretch=bins.stretch,
        zone=zone,
        busiest=max(totals),
        squares=tuple(_square(place, members, most, bins, deepest) for place, members in sorted(cells.items())),
        columns=tuple(Column(_x(at), round(_BAR * total / max(totals), 1), total) for at, total in enumerate(totals)),
        breaks=tuple(_x(column) for column in sorted(bins.gaps)),
        levels=tuple((_y(row), _level(row, deepest)) for row in range(1, rows + 1)),
        ticks=tuple(_ticks(bins)),
    )


def _bins(seconds: Sequence[float], number: int) -> _Bins:
    """The finest of the usual stretches of time whose filled columns fit."""
    if not seconds:
        return _Bins([n * _COLUMNS // number for n in range(number)], [], "", set())
    for length, name in _STEPS:
        stretches = sorted({second // length for second in seconds})
        if len(stretches) <= _COLUMNS or name == "year":
            break
    place = {stretch: min(column, _COLUMNS - 1) for column, stretch in enumerate(stretches)}
    gaps = {place[b] for a, b in pairwise(stretches) if b - a > 1}
    columns = [place[second // length] for second in seconds]
    return _Bins(columns, [stretch * length for stretch in stretches][:_COLUMNS], name, gaps)


def _ticks(bins: _Bins) -> list[tuple[float, str]]:
    """Labels above the first column and wherever there is room for another day or hour."""
    ticks: list[tuple[float, str]] = []
    for column, second in enumerate(bins.begins):
        label = _label(second, bins.stretch)
        if not ticks or (_x(column) - ticks[-1][0] >= _TICK_ROOM and label != ticks[-1][1]):
            ticks.append((_x(column), label))
    return ticks


def _label(second: float, stretch: str) -> str:
    moment = datetime.fromtimestamp(second, UTC)
    fine = "minute" in stretch or "hour" in stretch
    return f"{short_day(moment)} {moment:%H:%M}" if fine else f"{short_day(moment)} {moment.year}"


def _square(place: tuple[int, int], members: list[Shown], most: int, bins: _Bins, deepest: int) -> Square:
    column, row = place
    side = max((_CELL - 2) * math.sqrt(len(members) / most), 3.0)
    rebuttals = sum(one.stance == "disagrees" for one in members)
    return Square(
        x=round(_x(column) + (_CELL - side) / 2, 1),
        y=round(_y(row) + (_CELL - side) / 2, 1),
        side=round(side, 1),
        comments=len(members),
        rebuttals=rebuttals,
        rebuts_height=round(side * rebuttals / len(members), 1),
        first=members[0].number,
        when=_label(bins.begins[column], bins.stretch) if bins.begins else "",
        level=_level(row, deepest),
    )


def _level(row: int, deepest: int) -> str:
    return f"{row}+" if row == _ROWS and deepest > _ROWS else str(row)


def _x(column: int) -> float:
    return _LEFT + _CELL * column


def _y(row: int) -> float:
    return _TOP + _CELL * (row - 1)
