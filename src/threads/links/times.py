"""When comments were written: times that can be compared within a page, and which way a list of them runs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

from threads.model import Comment
from threads.timestamps import instant

MOSTLY = 0.6  # share of neighbours in ascending order that shows a page listed oldest first
_ENOUGH = 5  # times, to tell in which direction a list runs


def seconds(timestamp: str | None) -> float | None:
    """A time of day as seconds, to compare it with others of the same page; None for a date alone."""
    moment = instant(timestamp) if timestamp and "T" in timestamp else None
    if moment is None:
        return None
    # Local times of one page share their unknown zone, so that reading all of them as UTC keeps their order.
    return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).timestamp()


def newest_first(comments: Sequence[Comment]) -> bool:
    """Whether a list clearly runs from new to old."""
    times = tuple(time for comment in comments if (time := seconds(comment.created_at)) is not None)
    falls = sum(a > b for a, b in pairwise(times))
    return len(times) >= _ENOUGH and falls > 0 and falls >= 9 * sum(a < b for a, b in pairwise(times))


def later_minimum(times: tuple[float | None, ...]) -> tuple[float | None, ...]:
    """For each comment the earliest time of those after it; None where clock times are missing."""
    found: list[float | None] = [None] * len(times)
    least: float | None = None
    for n in range(len(times) - 1, -1, -1):
        found[n] = least
        now = times[n]
        if now is not None:
            least = now if least is None else min(least, now)
    return tuple(found)


def rising(times: tuple[float | None, ...]) -> float:
    """The share of neighbours whose times ascend: near 1 on a page listed oldest first, near 0 newest first."""
    known = [time for time in times if time is not None]
    return sum(a <= b for a, b in pairwise(known)) / max(1, len(known) - 1)
