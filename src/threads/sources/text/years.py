"""The year of times that a page prints without one: that of the date above the comments, or the year after it."""

from __future__ import annotations

from collections.abc import Sequence

from threads.sources.text.lines import Line
from threads.sources.text.records import Header
from threads.timestamps import Moment, iso

_MOST = 0.5  # of the times lack a year; boards leave it out of a few for other reasons


def with_years(lines: Sequence[Line], headers: Sequence[Header], day_first: bool | None) -> tuple[Header, ...]:
    """The headers, times without a year set to the first such day since the date above the first of them."""
    bare = [header for header in headers if _lacks_year(header.moment)]
    if len(bare) <= _MOST * len(headers):
        return tuple(headers)
    above = _date_above(lines, min(header.dated for header in bare), day_first)
    return tuple(_since(above, header) if above else header for header in headers)


def _lacks_year(moment: Moment | None) -> bool:
    return moment is not None and moment.year is None and moment.month is not None and moment.ago is None


def _date_above(lines: Sequence[Line], first: int, day_first: bool | None) -> str | None:
    """The nearest whole date above a line."""
    dates = (iso(m, day_first) for i in range(first - 1, -1, -1) for m in lines[i].moments if m.is_absolute)
    return next((date[:10] for date in dates if date), None)


def _since(above: str, header: Header) -> Header:
    moment = header.moment
    if moment is None or not _lacks_year(moment):
        return header
    is_next = f"{moment.month or 0:02}-{moment.day or 0:02}" < above[5:]
    return header._replace(moment=moment._replace(year=int(above[:4]) + is_next))
