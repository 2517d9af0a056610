"""What a caller tells the readers in words, as values: a time zone and a time of capture."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from threads.errors import UnknownName
from threads.sources.document import Options


def reading_options(
    timezone: str | dt.tzinfo | None = None,
    captured_at: str | dt.datetime | None = None,
    columns: Mapping[str, str] | None = None,
    allow_empty: bool = False,
) -> Options:
    """What `read` tells the readers; UnknownName for a zone or time that is none."""
    return Options(_zone(timezone), _moment(captured_at), columns or {}, allow_empty)


def _zone(timezone: str | dt.tzinfo | None) -> dt.tzinfo | None:
    if not isinstance(timezone, str):
        return timezone
    try:
        if timezone[:1] in ("+", "-"):
            return dt.datetime.fromisoformat(f"2000-01-01T00:00{timezone}").tzinfo
        return ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UnknownName("time zone", timezone, ("zones such as Europe/Berlin", "offsets such as +06:00")) from None


def _moment(captured_at: str | dt.datetime | None) -> dt.datetime | None:
    if not isinstance(captured_at, str):
        return captured_at
    try:
        return dt.datetime.fromisoformat(captured_at)
    except ValueError:
        raise UnknownName(
            "ISO 8601 time", captured_at, ("times such as 2012-01-31T14:05+06:00", "dates such as 2012-01-31")
        ) from None
