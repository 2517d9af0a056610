"""Two columns side by side, as dumps keep a forum's table with the author left of the post: one below the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

_APART = 3  # blank lines that end a block
_GUTTER = 2  # blanks between the columns in every line of a block
_NARROW = 6  # words in a line of the left column
_FEWEST = 3  # blocks with columns: one alone is a table in a text
_STARTS = 12  # places where the columns of a block may begin
_LONGEST = 400  # lines of a block that are looked at


class Row(NamedTuple):
    """A line, or one column of it, with the line's number counted from 1."""

    number: int
    raw: str


def unfolded(text: str) -> list[Row]:
    """The lines of a dump; where blocks of two columns repeat, the left column of each block before the right one."""
    rows = [Row(number, raw) for number, raw in enumerate(text.split("\n"), 1)]
    blocks = list(_blocks(rows))
    gutters = [_gutter(block) for block in blocks]
    if sum(gutter is not None for gutter in gutters) < _FEWEST:
        return rows
    return [
        row
        for block, gutter in zip(blocks, gutters, strict=True)
        for row in (_last_part(block) if gutter is None else _below_each_other(block, gutter))
    ]


def _last_part(block: list[Row]) -> list[Row]:
    """A block whose last lines have columns, below others that have none, with these unfolded."""
    starts = [n + 1 for n, row in enumerate(block[:-1]) if not row.raw.strip() and block[n + 1].raw.strip()]
    for start in starts[:_STARTS]:
        gutter = _gutter(block[start:])
        if gutter is not None:
            return block[:start] + _below_each_other(block[start:], gutter)
    return block


def _blocks(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Stretches of lines between runs of blank ones, the blank ones with the stretch above them."""
    block: list[Row] = []
    blank = 0
    for row in rows:
        if row.raw.strip():
            if blank >= _APART and block:
                yield block
                block = []
            blank = 0
        else:
            blank += 1
        block.append(row)
    yield block


def _gutter(block: Sequence[Row]) -> int | None:
    """Where the right column begins: behind the first stretch that is blank in all lines, with text on both sides."""
    printed = [row.raw.expandtabs(4).rstrip() for row in block if row.raw.strip()][:_LONGEST]
    if len(printed) < 3:
        return None
    width = max(map(len, printed))
    used = bytearray(width + 1)
    for line in printed:
        for at in _words(line):
            used[at] = 1
    start = min(len(line) - len(line.lstrip()) for line in printed)
    at = start
    while at < width:
        end = at
        while end < width and not used[end]:
            end += 1
        if end - at >= _GUTTER and at > start and end < width and _divides(printed, at, end):
            return end
        at = max(end, at) + 1
    return None


def _words(line: str) -> Iterator[int]:
    """The places of a line that print something, single blanks between words too."""
    stripped = line.lstrip()
    first = len(line) - len(stripped)
    for at in range(first, len(line)):
        if line[at] != " " or (line[at - 1] != " " and line[at + 1 : at + 2] not in ("", " ")):
            yield at


def _divides(printed: Sequence[str], left: int, right: int) -> bool:
    """Whether few words stand left of a gutter in each line, more to the right, and in some lines on both sides."""
    both = sum(bool(line[:left].strip()) and bool(line[right:].strip()) for line in printed)
    narrow = [len(line[:left].split()) for line in printed]
    wide = sum(len(line[right:].split()) for line in printed)
    return both >= 1 and max(narrow) <= _NARROW and sum(bool(n) for n in narrow) >= 2 and wide > sum(narrow)


def _below_each_other(block: Sequence[Row], gutter: int) -> list[Row]:
    """The lines of a block: its left column, then its right one."""
    cells = [(row.number, row.raw.expandtabs(4)) for row in block]
    left = [Row(number, raw[:gutter].rstrip()) for number, raw in cells]
    right = [Row(number, " " * gutter + raw[gutter:]) for number, raw in cells]
    return [row for row in left if row.raw.strip()] + [row for row in right if row.raw.strip() or row is right[-1]]
