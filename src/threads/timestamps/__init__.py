"""Printed times as ISO 8601 timestamps, as precise as they were printed; what cannot be told stays None.

A date alone stays a date, a clock without zone stays local, "3 hours ago" needs the time of capture, 3/4/2012 needs
a page that shows which figure is the day. Nothing here asks the clock.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Iterable

from threads.timestamps.scan import Moment, scan

__all__ = ["Moment", "day_comes_first", "instant", "iso", "parse_time", "scan"]

_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}
_MONTHS = {"month": 1, "year": 12}
_EXACT = ("second", "minute", "hour")


def iso(
    moment: Moment,
    day_first: bool | None = None,
    timezone: dt.tzinfo | None = None,
    captured_at: dt.datetime | None = None,
) -> str | None:
    """The timestamp of a moment found by `scan`, or None if it cannot be told.

    `day_first` settles 3/4/2012 (None: not known); `timezone` is put on clock times that have none; `captured_at`
    anchors relative times and those without a year.
    """
    if moment.ago is not None:
        try:
            return _before(captured_at, moment.ago) if captured_at else None
        except (ValueError, OverflowError):  # before the year 1
            return None
    if moment.order == "?" and day_first is None and moment.day != moment.month:
        return None
    year, month, day = moment.year, moment.month, moment.day
    if moment.order == "?" and day_first is False:
        month, day = day, month
    if year is None:
        year = _year_before(captured_at, month, day)
    try:
        date = dt.date(year or 0, month or 0, day or 0)
        if moment.hour is None:
            return date.isoformat()
        clock = dt.time(moment.hour % 24, moment.minute or 0, moment.second or 0)
        return _with_zone(dt.datetime.combine(date, clock), moment.zone, timezone)
    except ValueError:  # 31 June, no year
        return None


def parse_time(
    text: str, timezone: dt.tzinfo | None = None, captured_at: dt.datetime | None = None, day_first: bool | None = None
) -> str | None:
    """The timestamp that a whole string states: ISO 8601, e-mail dates, or any form that pages print; else None.

    A string that holds more than a time ("meet me on 3 May 2012 or so, I said") is none.
    """
    text = text.strip()
    if len(text) > 80:
        return None
    try:
        return (
            _with_zone(dt.datetime.fromisoformat(text), None, timezone)
            if "T" in text or ":" in text
            else text_date(text)
        )
    except ValueError:
        pass
    for moment in scan(text):
        rest = text[: moment.start] + text[moment.end :]
        if len(re.findall(r"[^\W\d_]{3,}", rest)) <= 1 and not re.search(r"\d{3}", rest):
            return iso(moment, day_first, timezone, captured_at)
    return None


def text_date(text: str) -> str:
    """An ISO date as it is; ValueError for anything else."""
    return dt.date.fromisoformat(text).isoformat()


def instant(timestamp: str | None) -> dt.datetime | None:
    """A timestamp of the model as a datetime: naive if it has no offset, midnight if it is a date."""
    return dt.datetime.fromisoformat(timestamp) if timestamp else None


def day_comes_first(moments: Iterable[Moment]) -> bool | None:
    """Whether a page means 3 April by 3/4/2012: told by its unambiguous figures, else by where it prints the day beside
    the month's name; None without such."""
    orders = [moment.order for moment in moments]
    if "md" in orders or "dm" in orders:
        return "md" not in orders
    if "MD" in orders or "DM" in orders:
        return orders.count("DM") >= orders.count("MD")
    return None


def _with_zone(moment: dt.datetime, zone: str | None, timezone: dt.tzinfo | None) -> str:
    if zone:
        digits = re.search(r"([+-])(\d\d):?(\d\d)", zone)
        sign = -1 if digits and digits[1] == "-" else 1
        offset = dt.timedelta(hours=int(digits[2]), minutes=int(digits[3])) if digits else dt.timedelta(0)
        moment = moment.replace(tzinfo=dt.timezone(sign * offset))
    elif moment.tzinfo is None and timezone is not None:
        moment = moment.replace(tzinfo=timezone)
    return in_iso(moment)


def in_iso(moment: dt.datetime) -> str:
    """A moment as a timestamp of ours: ISO 8601, "Z" for UTC."""
    return moment.isoformat().replace("+00:00", "Z")


def _before(captured_at: dt.datetime, ago: tuple[int, str]) -> str:
    """So long before the capture: to the second for hours and less, to the day for the coarser units."""
    number, unit = ago
    if unit in _MONTHS:
        years, month = divmod(captured_at.year * 12 + captured_at.month - 1 - number * _MONTHS[unit], 12)
        return dt.date(years, month + 1, min(captured_at.day, monthrange(years, month + 1)[1])).isoformat()
    moment = captured_at - dt.timedelta(seconds=number * _SECONDS[unit])
    return _with_zone(moment.replace(microsecond=0), None, None) if unit in _EXACT else moment.date().isoformat()


def _year_before(captured_at: dt.datetime | None, month: int | None, day: int | None) -> int | None:
    """A date without its year is the last such day before the capture."""
    if captured_at is None:
        return None
    return captured_at.year if (month, day) <= (captured_at.month, captured_at.day) else captured_at.year - 1
