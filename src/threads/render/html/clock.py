"""When the comments of a picture were written: on one clock, in seconds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from threads.render.content import Shown
from threads.reports.profile import time_kind


class Clock(NamedTuple):
    """Seconds of each comment as a clock on the wall shows them where the first dated one was written.

    Such seconds, read as those of UTC, give the day and hour that stand beside the comments.
    """

    seconds: list[float]
    """Empty if fewer than half have a time of one kind."""
    zone: str
    """Whose clock it is, where the comments have several ("UTC+06:00"); else empty."""


def clock(chosen: Sequence[Shown]) -> Clock:
    """The times of the comments; one without a time of the usual kind takes that of the one before it on the page."""
    kinds = [time_kind(one.comment.created_at) if one.comment.created_at else None for one in chosen]
    known = [kind for kind in kinds if kind is not None]
    kind = max(set(known), key=lambda one: (known.count(one), one), default=None)
    if kind is None or 2 * known.count(kind) < len(chosen):
        return Clock([], "")
    found = [
        datetime.fromisoformat(one.comment.created_at or "") if kinds[n] == kind else None
        for n, one in enumerate(chosen)
    ]
    dated = [moment for moment in found if moment is not None]
    here = dated[0]
    filled = []
    for moment in found:
        here = here if moment is None else moment
        filled.append(here)
    zones = {moment.utcoffset() for moment in dated}
    return Clock(_on_the_wall(filled, dated[0]), f"{dated[0]:%Z}" if len(zones) > 1 else "")


def _on_the_wall(moments: Sequence[datetime], first: datetime) -> list[float]:
    if first.tzinfo is None:
        return [moment.replace(tzinfo=UTC).timestamp() for moment in moments]
    offset = first.utcoffset()
    ahead = offset.total_seconds() if offset else 0.0
    return [moment.timestamp() + ahead for moment in moments]
