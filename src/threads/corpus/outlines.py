"""The structure of threads without their texts: columns of plain values, no object per comment.

What `threads.report` says of replies, it says with evidence from the words, which costs many times what the replies do.
Where only the numbers are wanted (depth, breadth, branching, virality, gaps, reciprocity, exchanges of two), this reads
them off the records at about the cost of decoding them. The numbers are those of `threads.structure`, tested so.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from operator import lt
from typing import Any, NamedTuple

import orjson

from threads.corpus.records import decoded
from threads.sources import Options
from threads.sources.instants import timestamp
from threads.structure.times import quantile

POST = -1  # the parent of what answers no comment; as an index it is the place behind the last comment
_SLICE = 2**20  # bytes of lines decoded in one call
_SECONDS = len("2024-03-14T09:12:00Z")
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)
_OPTIONS = Options()

Row = Mapping[str, Any]


class _Names(NamedTuple):
    """The columns of a table that are looked at."""

    thread_id: str
    id: str
    parent_id: str
    author: str
    created_at: str


class Outline(NamedTuple):
    """The shape of one thread; see `threads.structure.Structure`, whose fields of these names have the same values.

    exchanges: longest possible reply paths of three or more comments in which two named people take turns, whatever
    they say; longest_exchange: comments in the longest of them, 0 without any.
    """

    thread_id: str
    comments: int
    participants: int
    top_level: int
    max_depth: int
    mean_depth: float
    max_breadth: int
    comments_per_depth: tuple[int, ...]
    most_replies: int
    mean_replies: float | None
    structural_virality: float
    gaps: int
    unknown_gaps: int
    negative_gaps: int
    median_gap: float | None
    pairs: int
    answered_pairs: int
    exchanges: int
    longest_exchange: int


def outlines(lines: bytes, columns: Mapping[str, str] | None = None, name: str = "comments") -> Iterator[Outline]:
    """The outline of each thread in lines of an NDJSON table that states parents, in the order of their first comments.

    columns: our field names to those of the table, as in `threads.parse`. name: of the thread of rows without one.
    Rows that are equal count once; a stated parent that is missing, or that answers its own answer, counts as none.
    Raises ValueError for a line that is no JSON.
    """
    names = _Names(*((columns or {}).get(name, name) for name in _Names._fields))
    threads: dict[Any, list[Row]] = {}
    for row in _decoded(lines):
        key = row.get(names.thread_id)
        if key in threads:
            threads[key].append(row)
        else:
            threads[key] = [row]
    for key in list(threads):
        yield _outline(name if key is None else str(key), threads.pop(key), names)


def _decoded(lines: bytes) -> Iterator[Row]:
    """The objects of the lines; a slice of them becomes one array, as each call costs as much as a short line."""
    start = 0
    while start < len(lines):
        end = lines.find(b"\n", min(start + _SLICE, len(lines))) + 1 or len(lines)
        part = lines[start:end].strip()
        try:
            yield from orjson.loads(b"[" + part.replace(b"\n", b",") + b"]")
        except orjson.JSONDecodeError:  # blank lines, and such as are no JSON
            yield from [decoded(line) for line in part.split(b"\n") if line.strip()]
        start = end


def _outline(thread_id: str, rows: list[Row], names: _Names) -> Outline:
    rows, parents = _parents(rows, names)
    count = len(rows)
    order = _order(parents)
    depths = [0] * (count + 1)
    for place in order:
        depths[place] = depths[parents[place]] + 1
    depths.pop()
    breadth, replies = Counter(depths), Counter(parents)
    top_level = replies.pop(POST, 0)
    authors = [row.get(names.author) or None for row in rows]
    gaps, unknown = _gaps([row.get(names.created_at) for row in rows], parents)
    directed = {(a, authors[p]) for a, p in zip(authors, parents, strict=True) if p >= 0}
    directed = {(a, b) for a, b in directed if a != b and a is not None and b is not None}
    exchanges = _exchanges(authors, parents, order)
    return Outline(
        thread_id=thread_id,
        comments=count,
        participants=len(set(authors)),
        top_level=top_level,
        max_depth=len(breadth),
        mean_depth=sum(depths) / count,
        max_breadth=max(breadth.values()),
        comments_per_depth=tuple(breadth[depth] for depth in range(1, len(breadth) + 1)),
        most_replies=max(replies.values(), default=0),
        mean_replies=(count - top_level) / len(replies) if replies else None,
        structural_virality=_virality(parents, order),
        gaps=len(gaps),
        unknown_gaps=unknown,
        negative_gaps=bisect_left(gaps, 0),
        median_gap=quantile(gaps, 0.5),
        pairs=len(directed),
        answered_pairs=sum((b, a) in directed for a, b in directed),
        exchanges=len(exchanges),
        longest_exchange=max(exchanges, default=0),
    )


def _parents(rows: list[Row], names: _Names) -> tuple[list[Row], list[int]]:
    """The rows that count, and the place of each one's parent."""
    ids = [row.get(names.id) for row in rows]
    places = dict(zip(reversed(ids), range(len(ids) - 1, -1, -1), strict=True))  # the first of a repeated id
    if len(places) < len(ids) or "" in places or not {*map(type, ids)} <= {str}:
        rows, places = _sorted_out(rows, ids, names)
    stated = [row.get(names.parent_id) for row in rows]
    if not {*map(type, stated)} <= {str, type(None)}:
        stated = [None if one is None else str(one) for one in stated]
    parents = [places.get(one, POST) for one in stated]
    return rows, parents


def _sorted_out(rows: list[Row], ids: list[Any], names: _Names) -> tuple[list[Row], dict[Any, int]]:
    """The rows without equal repeats, and the place of the first row of each id, ids being read as texts."""
    kept: list[Row] = []
    seen: dict[str, list[Row]] = {}
    places: dict[Any, int] = {}
    for row, id in zip(rows, ids, strict=True):
        if id is not None and id != "":
            others = seen.setdefault(str(id), [])
            if row in others:
                continue
            others.append(row)
            places.setdefault(str(id), len(kept))
        kept.append(row)
    return kept, places


def _order(parents: list[int]) -> Sequence[int]:
    """All places, each after its parent; what is part of a circle answers nothing from here on."""
    if all(map(lt, parents, range(len(parents)))):  # as in a list by time
        return range(len(parents))
    state = [0] * len(parents) + [2]  # unseen, on the way up, done
    order: list[int] = []
    for start in range(len(parents)):
        path, here = [], start
        while not state[here]:
            state[here] = 1
            path.append(here)
            here = parents[here]
        if state[here] == 1:
            for place in path[path.index(here) :]:
                parents[place] = POST
        for place in reversed(path):
            state[place] = 2
            order.append(place)
    return order


def _virality(parents: list[int], order: Sequence[int]) -> float:
    """Mean length of the path between two nodes, the post among them: each edge counts once per pair it parts."""
    nodes = len(parents) + 1
    sizes = [1] * nodes
    total = 0
    for place in reversed(order):
        below = sizes[place]
        total += below * (nodes - below)
        sizes[parents[place]] += below
    return 2 * total / (nodes * (nodes - 1))


def _exchanges(authors: list[Any], parents: list[int], order: Sequence[int]) -> list[int]:
    """The lengths of the longest possible paths in which two named people take turns, three comments at least."""
    turns = [0] * (len(parents) + 1)  # comments of such a path up to here, less the first two
    lasts: set[int] = set()
    for place in order:
        parent = parents[place]
        if parent < 0:
            continue
        above = parents[parent]
        if above >= 0 and authors[place] == authors[above] != authors[parent] and authors[parent] and authors[place]:
            turns[place] = turns[parent] + 1
            lasts.discard(parent)
            lasts.add(place)
    return [turns[place] + 2 for place in lasts]


def _gaps(times: list[Any], parents: list[int]) -> tuple[list[float], int]:
    """The seconds from comments to their replies, sorted, and the number of replies for which they are unknown."""
    moments = [_moment(time) for time in times]
    gaps: list[float] = []
    unknown = 0
    for moment, parent in zip(moments, parents, strict=True):
        if parent >= 0:
            before = moments[parent]
            if moment is None or before is None or moment[1] != before[1]:
                unknown += 1
            else:
                gaps.append((moment[0] - before[0]) / 1_000_000)
    gaps.sort()
    return gaps, unknown


def _moment(time: Any) -> tuple[int, bool] | None:
    """Microseconds since 1970, and whether the time has an offset; None for a date or no time."""
    if time is None:
        return None
    if not (type(time) is str and len(time) == _SECONDS and time[-1] == "Z" and time[10] == "T"):
        time = timestamp(time, _OPTIONS)
        if time is None or len(time) == len("2024-03-14"):
            return None
    moment = dt.datetime.fromisoformat(time)
    has_offset = moment.tzinfo is not None
    return (moment - (_EPOCH if has_offset else _EPOCH.replace(tzinfo=None))) // _MICROSECOND, has_offset
