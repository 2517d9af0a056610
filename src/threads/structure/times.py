"""Time between two comments, only where the source's times allow a difference in seconds."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime

from pydantic import Field

from threads.model import Value, unchecked


class Gaps(Value):
    """Seconds from a comment to its reply, over the replies whose times can be compared."""

    count: int = Field(description="Replies whose gap is known.")
    unknown: int = Field(
        description="Replies without a gap: a time is missing, is a date only, or only one of the two has an offset."
    )
    negative: int = Field(
        description="Replies dated before their parent: an edited time, a wrong clock or a wrong link. They are "
        "counted in the quartiles, since leaving them out would hide the fault."
    )
    lower_quartile: float | None = Field(description="Null without a known gap.")
    median: float | None = Field(description="Null without a known gap.")
    upper_quartile: float | None = Field(description="Null without a known gap.")


def seconds_between(earlier: str | None, later: str | None) -> float | None:
    """Seconds from `earlier` to `later`, two timestamps as `threads.model.Timestamp` writes them.

    None where the source does not say: a time is missing; a date has no seconds; a local time and a time with offset
    are hours apart in an unknown direction.
    """
    return _between(_moment(earlier), _moment(later))


def gaps(times: Sequence[str | None], parents: Sequence[int]) -> Gaps:
    """Quartiles of the seconds from parents to replies, by the times and the parent of each comment, below 0 for none.

    Null where no two times can be compared.
    """
    moments = list(map(_moment, times))
    found = [_between(moments[parent], moments[child]) for child, parent in enumerate(parents) if parent >= 0]
    known = sorted([gap for gap in found if gap is not None])
    return _gaps(
        count=len(known),
        unknown=len(found) - len(known),
        negative=bisect_left(known, 0),
        lower_quartile=quantile(known, 0.25),
        median=quantile(known, 0.5),
        upper_quartile=quantile(known, 0.75),
    )


_gaps = unchecked(Gaps)


def _moment(time: str | None) -> datetime | None:
    return None if time is None or len(time) == len("2024-03-14") else datetime.fromisoformat(time)


def _between(earlier: datetime | None, later: datetime | None) -> float | None:
    if earlier is None or later is None or (earlier.tzinfo is None) != (later.tzinfo is None):
        return None
    return (later - earlier).total_seconds()


def quantile(ordered: list[float], share: float) -> float | None:
    """The value below which `share` of sorted numbers lie, by linear interpolation (Hyndman & Fan 1996, type 7)."""
    if not ordered:
        return None
    whole, part = divmod(share * (len(ordered) - 1), 1)
    low = ordered[int(whole)]
    return low if part == 0 else low + part * (ordered[int(whole) + 1] - low)
