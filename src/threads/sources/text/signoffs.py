"""Signatures that end a paragraph, "... at the mill. Ann (talk) 15:12, 3 May 2023", as on the talk pages of wikis: on
lines of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from threads.sources.text.columns import Row
from threads.timestamps import scan

_FEWEST = 3  # signatures: fewer are sentences that end with a date
_TAIL = 120  # characters at the end of a line in which a signature is looked for
_BUTTON = r"(?:\[\s?[^\W\d_]+\s?\])"
_BEHIND = re.compile(rf"\s*(?:\([A-Z]{{2,5}}\))?\s*{_BUTTON}?")  # "(UTC)" and a button "[reply]"
_WITHIN = re.compile(rf"\d\s\([A-Z]{{2,5}}\)\s*{_BUTTON}?\s+(?=\S)")  # such ends where a dump glues comments together
_END = re.compile(r"(?:[\w\"”»’')\]]{2}[.…]+|[!?]|[.!?…][\"”»’')\]]+)\s+(?:[-–—]+\s*)?|\s[-–—]{1,2}\s*")
_MOST_WORDS = 6  # of a signature before its time
_LEAST_WORDS = 3  # of the paragraph before it


def with_signatures_apart(rows: Iterable[Row]) -> list[Row]:
    """The rows of a page; where signatures repeat, each below the paragraph that it ends."""
    rows = [part for row in rows for part in _unglued(row)]
    cuts = {n: cut for n, row in enumerate(rows) if (cut := _cut(row.raw)) is not None}
    if len(cuts) < _FEWEST:
        return rows
    return [part for n, row in enumerate(rows) for part in (_parts(row, cuts[n]) if n in cuts else (row,))]


def _unglued(row: Row) -> Iterator[Row]:
    """A line that goes on behind a signature as several, each with the margin of the first."""
    if "(" not in row.raw:  # as most lines
        yield Row(row.number, row.raw.rstrip())
        return
    margin = row.raw[: len(row.raw) - len(row.raw.lstrip())]
    ends = [0, *(match.end() for match in _WITHIN.finditer(row.raw)), len(row.raw)]
    for start, end in pairwise(ends):
        yield Row(row.number, row.raw[start:end].rstrip() if not start else margin + row.raw[start:end].rstrip())


def _parts(row: Row, cut: int) -> tuple[Row, Row]:
    margin = len(row.raw) - len(row.raw.lstrip())
    return Row(row.number, row.raw[:cut].rstrip()), Row(row.number, row.raw[:margin] + row.raw[cut:])


def _cut(raw: str) -> int | None:
    """Where the signature of a paragraph begins."""
    text = raw.rstrip()
    if not text:
        return None
    start = max(0, len(text) - _TAIL)
    tail = text[start:]
    moment = next((m for m in scan(tail) if _BEHIND.fullmatch(tail[m.end :])), None)
    if moment is None or moment.day is None:
        return None
    ends = [match.end() for match in _END.finditer(tail[: moment.start])]
    at = next((end for end in ends if _may_be_name(tail[end : moment.start])), None)
    return start + at if at is not None and len(text[: start + at].split()) >= _LEAST_WORDS else None


def _may_be_name(text: str) -> bool:
    return len(text.split()) <= _MOST_WORDS and re.search(r"[^\W\d_]", text) is not None
