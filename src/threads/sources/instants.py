"""The time cell of a table as a timestamp: ISO 8601, seconds or milliseconds since 1970, or a printed time."""

from __future__ import annotations

import datetime as dt
import math
import re

from pydantic import JsonValue

from threads.invariants import is_real
from threads.sources.document import Options
from threads.timestamps import in_iso, parse_time

_IN_UTC = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_NUMBER = re.compile(r"\d{9,14}(?:\.\d+)?")
_ZONE_NAME = re.compile(r"\s?(?:UTC|GMT)$")
_STAMP = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)?)?")
_ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s?(?:Z|[+-]\d\d:?\d\d)?")
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
# Seconds from 1973 on, milliseconds from 1973 to 5138: the ranges do not meet, and small counters are neither.
_SECONDS = range(100_000_000, 100_000_000_000)
_MILLISECONDS = range(100_000_000_000, 100_000_000_000_000)


def timestamp(cell: JsonValue, options: Options) -> str | None:
    """The timestamp that a cell states, in UTC if it counts from 1970; None if none can be told."""
    if isinstance(cell, str):
        text = cell.strip()
        if _IN_UTC.fullmatch(text) and is_real(text):  # as most tables have it, and we
            return text
        found = _since_1970(float(text)) if _NUMBER.fullmatch(text) else _printed(text, options)
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        found = _since_1970(cell)
    else:
        return None
    # Offsets of odd seconds, as before standard time, have no place in RFC 3339.
    return found if found is not None and _STAMP.fullmatch(found) else None


def _since_1970(count: float) -> str | None:
    if not math.isfinite(count):
        return None
    if int(count) in _MILLISECONDS:
        moment = _EPOCH + dt.timedelta(milliseconds=count)
    elif int(count) in _SECONDS:
        moment = _EPOCH + dt.timedelta(seconds=count)
    else:
        return None
    return in_iso(moment)


def _printed(text: str, options: Options) -> str | None:
    if not _ISO.fullmatch(_ZONE_NAME.sub("Z", text)):
        return parse_time(text, options.timezone, options.captured_at)
    try:
        moment = dt.datetime.fromisoformat(_ZONE_NAME.sub("Z", text).replace(" ", "T", 1).replace(" ", ""))
    except ValueError:
        return None
    if moment.tzinfo is None and options.timezone is not None:
        moment = moment.replace(tzinfo=options.timezone)
    return in_iso(moment)
