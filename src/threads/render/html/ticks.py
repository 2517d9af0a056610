"""The times above a picture of a tree: as many as have room, each with what differs from the one before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from threads.render.content.wording import short_day

LETTER = 6.2
"""Pixels of a label's letter."""
ROOM = 92.0
"""Pixels that the label of a time takes."""
_DAY = 86400


class Tick(NamedTuple):
    """A time above the picture."""

    x: float
    label: str
    anchor: str


def ticks(dated: Sequence[tuple[float, str]], margin: float) -> list[Tick]:
    """Times above the first comment, above the last, and wherever between a new one has room.

    `dated` are places and times of comments from left to right; labels may reach so far into the margin on the right.
    """
    if not dated:
        return []
    moments = [datetime.fromisoformat(time).replace(tzinfo=None) for _, time in dated]
    hours = (max(moments) - min(moments)).total_seconds() < 4 * _DAY and any(len(time) > 10 for _, time in dated)
    found: list[Tick] = []
    before: datetime | None = None
    for (x, _), moment in zip(dated, moments, strict=True):
        label = _label(moment, before, hours)
        room = max(ROOM, 14 + LETTER * len(found[-1].label)) if found else 0.0
        beyond = x + LETTER * len(label) > dated[-1][0] + margin  # the last comment's own label stands before it
        if found and (x - found[-1].x < room or beyond or (not hours and before and moment.date() == before.date())):
            continue
        found.append(Tick(round(x, 1), label, "start"))
        before = moment
    last = Tick(round(dated[-1][0], 1), _label(moments[-1], moments[0], hours), "end")
    return _ended(found, last) if len(dated) > 1 and last.label != found[-1].label else found


def _ended(found: list[Tick], last: Tick) -> list[Tick]:
    """The ticks with the last one, which takes the room of others, but not of the first."""
    room = 20 + LETTER * len(last.label)
    while len(found) > 1 and last.x - found[-1].x < room + LETTER * len(found[-1].label):
        found.pop()
    return [*found, last] if last.x - found[-1].x >= room + LETTER * len(found[-1].label) else found


def _label(moment: datetime, before: datetime | None, hours: bool) -> str:
    """Only what differs from the label before: the year where it changes, the day where hours are shown."""
    year = f" {moment.year}" if before is None or moment.year != before.year else ""
    date = f"{short_day(moment)}{year}"
    if not hours:
        return date
    return f"{date} {moment:%H:%M}" if before is None or moment.date() != before.date() else f"{moment:%H:%M}"
