"""The year of times that a page prints without one: that of the date above the comments, or the year after it."""

from __future__ import annotations

from collections.abc import Sequence

from threads.sources.html.times import Timed
from threads.sources.html.worth import Filled
from threads.timestamps import iso

_MOST = 0.5  # of the times lack a year; boards leave it out of a few for other reasons


def with_years(records: Sequence[Filled], timed: Sequence[Timed], day_first: bool | None) -> list[Filled]:
    """The records, times without a year set to the first such day since the date above them."""
    bare = [r for r in records if _lacks_year(r.time)]
    above = _date_above(records, timed, day_first) if len(bare) > _MOST * len(records) else None
    return [_since(above, r) if above and _lacks_year(r.time) else r for r in records]


def _lacks_year(time: Timed | None) -> bool:
    if time is None or time.value or time.moment is None:
        return False
    return time.moment.year is None and time.moment.month is not None and time.moment.ago is None


def _date_above(records: Sequence[Filled], timed: Sequence[Timed], day_first: bool | None) -> str | None:
    first = records[0].member.order
    above = [t for t in timed if t.element.order < first and (t.value or (t.moment and t.moment.is_absolute))]
    if not above:
        return None
    last = above[-1]
    return last.value or (iso(last.moment, day_first) if last.moment else None)


def _since(above: str, record: Filled) -> Filled:
    """The record in the first year in which its day is not before the date above it."""
    time = record.time
    if time is None or time.moment is None or not above[:4].isdecimal():
        return record
    is_next = f"{time.moment.month or 0:02}-{time.moment.day or 0:02}" < above[5:10]
    return record._replace(time=time._replace(moment=time.moment._replace(year=int(above[:4]) + is_next)))
