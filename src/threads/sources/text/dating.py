"""The times of a page's comments: found for headers told from words, and judged as times of posting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from threads.sources.interface import begins_with
from threads.sources.text.edges import Constants
from threads.sources.text.lines import Line
from threads.sources.text.records import Header
from threads.timestamps import Moment

_REACH = 40  # lines around a header among which its time is looked for
_UNTIMED = 0.6  # worth of a layout without times


def with_times(lines: Sequence[Line], headers: Sequence[Header], known: Constants) -> list[Header]:
    """Headers told from words with the time that most of them have near them, or else at the end of their record."""
    best: dict[int, int] = {}
    for side in (1, 2, 3, -1, -2, -3, 0):
        at = {n: i for n in range(len(headers)) if (i := _dated(lines, headers, n, side, known)) is not None}
        if len(at) > max(len(best), 0.6 * len(headers)):
            best = at
    return [_timed(lines, header, best[n]) if n in best else header for n, header in enumerate(headers)]


def _dated(lines: Sequence[Line], headers: Sequence[Header], n: int, side: int, known: Constants) -> int | None:
    """The line with a time so many printed lines below or above a header, with nothing but what repeats between; for
    side 0 the last such line before the next header."""
    header = headers[n]
    low = headers[n - 1].bottom if n else max(-1, header.top - _REACH)
    high = headers[n + 1].top if n + 1 < len(headers) else min(len(lines), header.bottom + _REACH)
    if header.moment is not None:
        return None
    if side == 0:
        return next((i for i in range(high - 1, header.bottom, -1) if _is_time(lines[i])), None)
    path = range(header.bottom + 1, high) if side > 0 else range(header.top - 1, low, -1)
    printed = [i for i in path if not lines[i].is_blank][: abs(side)]
    if len(printed) < abs(side) or not _is_time(lines[printed[-1]]):
        return None
    return (
        printed[-1]
        if all(known.holds(lines[i]) or begins_with("in_reply_to", lines[i].text) for i in printed[:-1])
        else None
    )


def _is_time(line: Line) -> bool:
    return bool(line.moments) and line.words < 10


def _timed(lines: Sequence[Line], header: Header, at: int) -> Header:
    """The header with the time of a line, which becomes part of it unless the body stands between."""
    near = header.top - 8 < at < header.bottom + 8 and not any(
        lines[i].words > 6 for i in range(min(header.bottom, at) + 1, max(header.top, at))
    )
    top, bottom = (min(header.top, at), max(header.bottom, at)) if near else (header.top, header.bottom)
    return header._replace(top=top, bottom=bottom, moment=lines[at].moments[0], dated=at)


def dating(headers: Sequence[Header]) -> float:
    """Headers without times are worth less."""
    dated = sum(header.moment is not None for header in headers) / len(headers)
    return _UNTIMED + (1 - _UNTIMED) * min(1.0, dated + 0.1)


def timing(headers: Sequence[Header]) -> float:
    """How much the times read as times of posting: with a clock, in order, not twice, not one per author."""
    times = [(h.author, _order(h.moment)) for h in headers if h.moment is not None and h.moment.is_absolute]
    clock = any(h.moment is not None and h.moment.hour is not None for h in headers)
    worth = 1.2 if clock else 1.0
    if len(times) < 4:
        return worth
    steps = [(b > a) - (b < a) for (_, a), (_, b) in pairwise(times)]
    share = (max(steps.count(1), steps.count(-1)) + steps.count(0)) / len(steps)
    once = max(0.5, len(set(times)) / len(times)) if clock else 1.0
    return worth * once * (0.3 if _is_fixed(times) and share < 0.85 else max(0.4, min(1.0, 2.5 * (share - 0.4))))


def _is_fixed(times: Sequence[tuple[str, tuple[int, ...]]]) -> bool:
    """Whether authors carry their time with them, as join dates do."""
    by: dict[str, list[tuple[int, ...]]] = defaultdict(list)
    for author, time in times:
        by[author].append(time)
    several = [found for found in by.values() if len(found) > 1]
    same = sum(len(set(found)) == 1 for found in several)
    return bool(several) and same >= 0.8 * len(several) and len({time for _, time in times}) > 2


def _order(moment: Moment) -> tuple[int, ...]:
    return (moment.year or 0, moment.month or 0, moment.day or 0, moment.hour or 0, moment.minute or 0)
