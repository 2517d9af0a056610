"""Time between two comments, only where the source's times allow a difference in seconds."""

from __future__ import annotations

from datetime import datetime

from threads.model import Value


class Gaps(Value):
    """Seconds from a comment to its reply, over the replies whose times can be compared."""

    count: int
    unknown: int
    """Replies without a gap: a time is missing, is a date only, or only one of the two has an offset."""
    negative: int
    """Replies dated before their parent: an edited time, a wrong clock or a wrong link. They are counted in the
    quartiles, since leaving them out would hide the fault."""
    lower_quartile: float | None
    median: float | None
    upper_quartile: float | None


def seconds_between(earlier: str | None, later: str | None) -> float | None:
    """Seconds from `earlier` to `later`, two timestamps as `threads.model.Timestamp` writes them.

    None where the source does not say: a time is missing; a date has no seconds; a local time and a time with offset
    are hours apart in an unknown direction.
    """
    if earlier is None or later is None or len(earlier) == 10 or len(later) == 10:
        return None
    first, second = datetime.fromisoformat(earlier), datetime.fromisoformat(later)
    if (first.tzinfo is None) != (second.tzinfo is None):
        return None
    return (second - first).total_seconds()


def gaps(pairs: list[tuple[str | None, str | None]]) -> Gaps:
    """Quartiles of the seconds between the times of (parent, reply) pairs; null where no pair can be compared."""
    known = sorted(gap for gap in (seconds_between(*pair) for pair in pairs) if gap is not None)
    return Gaps(
        count=len(known),
        unknown=len(pairs) - len(known),
        negative=sum(gap < 0 for gap in known),
        lower_quartile=quantile(known, 0.25),
        median=quantile(known, 0.5),
        upper_quartile=quantile(known, 0.75),
    )


def quantile(ordered: list[float], share: float) -> float | None:
    """The value below which `share` of sorted numbers lie, by linear interpolation (Hyndman & Fan 1996, type 7)."""
    if not ordered:
        return None
    whole, part = divmod(share * (len(ordered) - 1), 1)
    low = ordered[int(whole)]
    return low if part == 0 else low + part * (ordered[int(whole) + 1] - low)
