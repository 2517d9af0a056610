"""A reply tree laid out for a picture: time across, depth down; no two comments on one place."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from threads.render.content import Shown
from threads.render.content.wording import one_line
from threads.render.html.clock import clock
from threads.render.html.ticks import ROOM, Tick, ticks

_LEFT, _RIGHT, _TOP = 30.0, 16.0, 34.0
_LINE = 12.0  # pixels from one label to the next below it
_MOST_GAP = 5.0  # a gap's weight grows with its logarithm up to this, so that a night does not dwarf a day


class Node(NamedTuple):
    """A comment's place; `label` is empty where there is no room."""

    shown: Shown
    x: float
    y: float
    label: str


class Edge(NamedTuple):
    """A reply link, drawn from the comment answered to the reply; a top-level comment hangs on the post's bar."""

    shown: Shown
    path: str


class Row(NamedTuple):
    """A level of depth."""

    y: float
    label: str


class Picture(NamedTuple):
    """A tree with its measures in pixels."""

    width: float
    height: float
    bar: float
    radius: float
    numbered: bool
    by_time: bool
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    ticks: tuple[Tick, ...]
    rows: tuple[Row, ...]


class Style(NamedTuple):
    """How much room a comment gets: names for a dozen, numbers for two dozen, dots for more."""

    named: bool
    numbered: bool
    radius: float
    least: float
    most: float


def style_for(comments: int, width: float) -> Style:
    """The most telling style that fits the width."""
    if comments <= 12 and width > 600:
        return Style(True, True, 11, 60, 118)
    if comments * 25 <= width:
        return Style(False, True, 10.5, 25, 46)
    least = max(min((width - 70) / comments, 16.0), 2.2)
    return Style(False, False, max(min(least / 2.3, 6.0), 1.4), least, 20)


def picture(chosen: Sequence[Shown], width: float, height: float, post_known: bool) -> Picture:
    """The tree of some comments, the first of which sets the upper level; at most about so wide and high.

    post_known: whether the source says that top-level comments answer the post; else they do not reach its bar.

    Left to right they stand in the order of their times if most have one that compares, else in the order of the page.
    """
    style = style_for(len(chosen), width)
    seconds = clock(chosen).seconds
    order = sorted(range(len(chosen)), key=seconds.__getitem__) if seconds else list(range(len(chosen)))
    gaps = [seconds[b] - seconds[a] for a, b in pairwise(order)] if seconds else []
    xs = dict(zip(order, _across(len(chosen), gaps, style, width), strict=True))
    top = chosen[0].depth - 1 if chosen else 0
    depths = [one.depth - top for one in chosen]
    levels = max(depths, default=1)
    step = max(min(46.0 if style.numbered else 34.0, (height - _TOP) / levels), 0.02)
    radius = min(style.radius, max(step / 2.5, 1.2))
    places = {one.number: (xs[n], _TOP + step * depths[n]) for n, one in enumerate(chosen)}
    dated = [(xs[n], time) for n in order if (time := chosen[n].comment.created_at) is not None]
    right = max(xs.values(), default=_LEFT) + (110.0 if style.named else radius + _RIGHT)
    return Picture(
        width=round(max(right, _LEFT + 2 * ROOM), 1),
        height=round(_TOP + step * levels + radius + 10, 1),
        bar=_TOP,
        radius=round(radius, 1),
        numbered=style.numbered and radius >= 8,
        by_time=bool(seconds),
        nodes=tuple(_nodes(chosen, places, style)),
        edges=tuple(Edge(one, _path(one, places, radius, post_known)) for one in chosen),
        ticks=tuple(ticks(dated, _RIGHT)) if seconds else (),
        rows=tuple(_rows(levels, step)),
    )


def _across(number: int, gaps: Sequence[float], style: Style, width: float) -> list[float]:
    """Places from left to right: each comment has its own, and longer gaps take more of the room that is left."""
    usual = median([gap for gap in gaps if gap > 0] or [1.0])
    weights = [min(math.log2(1 + gap / usual), _MOST_GAP) for gap in gaps] or [1.0] * (number - 1)
    first = _LEFT + max(style.radius, 4.0) + 4
    room = min(width - first - _RIGHT - (90 if style.named else 0), style.most * (number - 1))
    spare = max(room - style.least * (number - 1), 0.0) / (sum(weights) or 1.0)
    xs = [first]
    for weight in weights:
        xs.append(xs[-1] + style.least + spare * weight)
    return xs[:number]


def _nodes(chosen: Sequence[Shown], places: dict[int, tuple[float, float]], style: Style) -> list[Node]:
    """Nodes; where names are shown each has the room up to the next comment on its level."""
    nodes, nexts = [], dict[float, float]()
    for one in sorted(chosen, key=lambda one: -places[one.number][0]):
        x, y = places[one.number]
        letters = int((nexts.get(y, x + 128) - x - 34) / 6.8)
        nexts[y] = x
        nodes.append(Node(one, round(x, 1), round(y, 1), one_line(one.author, letters) if style.named else ""))
    nodes.sort(key=lambda node: node.x)
    return [
        node._replace(label=node.label if len(node.label) > 7 or node.label == node.shown.author else "")
        for node in nodes
    ]


def _path(one: Shown, places: dict[int, tuple[float, float]], radius: float, post_known: bool) -> str:
    x, y = places[one.number]
    if one.parent not in places:
        begin = _TOP if post_known or one.parent is not None else max(_TOP, y - radius - 9)
        return f"M{x:.1f} {begin:.1f}V{y - radius:.1f}"
    px, py = places[one.parent]
    upper, lower = (py + y) / 2 + radius, (py + y) / 2 - radius
    return f"M{px:.1f} {py + radius:.1f}C{px:.1f} {upper:.1f} {x:.1f} {lower:.1f} {x:.1f} {y - radius:.1f}"


def _rows(levels: int, step: float) -> list[Row]:
    """The first level, and of those below it every one, every other and so on, as far as labels have room."""
    every = max(1, math.ceil(15 / step))
    labelled = [1, *(level for level in range(every, levels + 1, every) if step * (level - 1) >= _LINE)]
    return [Row(round(_TOP + step * level, 1), str(level)) for level in labelled]
