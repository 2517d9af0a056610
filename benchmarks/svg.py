"""A line plot as plain SVG: a logarithmic axis to the right, a linear one from zero upwards."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import log10
from typing import NamedTuple

WIDTH, HEIGHT = 720, 400
LEFT, RIGHT, TOP, BOTTOM = 70, 190, 50, 60
COLOURS = ("#1f6f8b", "#b5541c", "#5a7d2a")  # told apart by colour-blind readers too; each line is also labelled


class Line(NamedTuple):
    """Named points, each with a value on both axes and what stands beside it."""

    name: str
    points: Sequence[tuple[float, float, str]]


class Axes(NamedTuple):
    """What a plot shows; limit is a dashed level with its name."""

    title: str
    across: str
    up: str
    limit: tuple[float, str]


def plot(axes: Axes, lines: Sequence[Line]) -> str:
    """The plot as a document, the same for the same points."""
    across = [x for line in lines for x, _, _ in line.points]
    first, last = log10(min(across)), log10(max(across))
    top = max(axes.limit[0], *(y for line in lines for _, y, _ in line.points)) * 1.15

    def x_of(value: float) -> float:
        return LEFT + (log10(value) - first) / (last - first) * (WIDTH - LEFT - RIGHT)

    def y_of(value: float) -> float:
        return HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM)

    parts = [_text(LEFT, 26, axes.title, "start", 16)]
    parts += [_text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 14, axes.across), _text(LEFT, 44, axes.up, "start")]
    for step in range(round(first), round(last) + 1):
        parts += [_text(x_of(10**step), HEIGHT - BOTTOM + 20, f"{10**step:,}")]
    for tenth in range(0, int(top * 10) + 1, 2):
        level = y_of(tenth / 10)
        parts += [_rule(LEFT, level, WIDTH - RIGHT, "#ddd"), _text(LEFT - 8, level + 4, f"{tenth / 10:.1f}", "end")]
    limit, said = axes.limit
    parts += [_rule(LEFT, y_of(limit), WIDTH - RIGHT, "#888", "5 4")]
    parts += [_text(WIDTH - RIGHT + 8, y_of(limit) + 4, said, "start")]
    highest = {x: max((y, n) for n, line in enumerate(lines) for at, y, _ in line.points if at == x)[1] for x in across}
    for number, line in enumerate(lines):
        at = [_Shown(x_of(x), y_of(y), label, highest[x] == number) for x, y, label in line.points]
        parts += _drawn(line.name, at, COLOURS[number % len(COLOURS)], number)
    return _document(axes.title, parts)


class _Shown(NamedTuple):
    """A point in the picture; the label of the highest at its place stands above it, others below."""

    x: float
    y: float
    label: str
    above: bool


def _drawn(name: str, at: Sequence[_Shown], colour: str, number: int) -> list[str]:
    path = " ".join(f"{one.x:.1f},{one.y:.1f}" for one in at)
    parts = [f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>']
    for x, y, label, above in at:
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>']
        parts += [_text(x, y + (-10 if above else 20), label, colour=colour)]
    level = HEIGHT - BOTTOM - 40 + 20 * number
    return [*parts, _text(WIDTH - RIGHT + 8, level, name, "start", colour=colour)]


def _text(x: float, y: float, text: str, anchor: str = "middle", size: int = 12, colour: str = "#222") -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" fill="{colour}"'
    return f"<text {place}>{escape(text)}</text>"


def _rule(start: float, level: float, end: float, colour: str, dashes: str = "none") -> str:
    place = f'x1="{start}" x2="{end}" y1="{level:.1f}" y2="{level:.1f}"'
    return f'<line {place} stroke="{colour}" stroke-dasharray="{dashes}"/>'


def _document(title: str, parts: Sequence[str]) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" role="img" '
        f'aria-label="{escape(title)}">\n<rect width="100%" height="100%" fill="#fff"/>\n'
    )
    return head + "\n".join(parts) + "\n</svg>\n"
