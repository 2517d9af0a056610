"""How cleanly a layout cuts a page: bodies neither begin nor end with what headers print, nor hold whole headers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from threads.sources.interface import mentions
from threads.sources.text.edges import Constants, label
from threads.sources.text.lines import Line
from threads.sources.text.records import BodySide, Header, spans

_SAMPLE = 60  # records
_RECURRING = 0.2  # of the records that begin or end alike
_SELF = 4.0  # how much more it counts if authors would address themselves
_LEAST = 0.2
_SHORT = 5  # words: a line of more is prose, whatever it repeats


def cleanness(lines: Sequence[Line], headers: Sequence[Header], body: BodySide, known: Constants) -> float:
    """From 0 to 1: the share of bodies with clean borders, less for times as in headers and for authors who would
    address or quote themselves."""
    first, last = max(0, headers[0].top - 10), min(len(lines), headers[-1].bottom + 10)
    whole = zip(headers, spans(headers, body, first, last), strict=True)
    cut = [(header, _within(lines, span, known)) for header, span in whole]
    # What stands above the first header or below the last one is the page's as well as the comments'.
    cut = cut[1:] if body == "above" else cut[:-1]
    cut = [(header, span) for header, span in cut[:_SAMPLE] if span]
    if len(cut) < 2:
        return 1.0
    authors = {header.author.casefold() for header in headers if len(header.author) > 1}
    edges = [(lines[span[0]], lines[span[-1]]) for _, span in cut]
    usual = [Counter(line.key for line in side) for side in zip(*edges, strict=True)]
    needed = max(2.0, _RECURRING * len(cut))
    dirty = [
        any(_is_page(line, authors, keys, needed) for line, keys in zip(pair, usual, strict=True)) for pair in edges
    ]
    dated = sum(any(_is_dated(lines[i]) for i in span) for _, span in cut)
    selves = sum(_is_addressed(header.author, lines[span[0]]) for header, span in cut)
    share = 1 / len(cut)
    return (1 - share * sum(dirty)) * (1 - 0.5 * share * dated) * max(_LEAST, 1 - _SELF * share * selves)


def _is_addressed(author: str, line: Line) -> bool:
    """Whether a line opens with the author's name: "@Ann no", "Ann, no", "Ann wrote:"."""
    opening = line.text.lstrip("@> ")
    rest = opening[len(author) :]
    return (
        len(author) > 2
        and opening.casefold().startswith(author.casefold())
        and bool(re.match(r"[,:!]|\s", rest))
        and (line.text[0] == "@" or rest[0] in ",:!" or mentions("says", rest[:20]))
    )


def _within(lines: Sequence[Line], span: range, known: Constants) -> range:
    """A span without blank lines and the page's own at both ends."""
    low, high = span.start, span.stop
    while low < high and (known.holds(lines[low]) or known.recurs(lines[low])):
        low += 1
    while high > low and (known.holds(lines[high - 1]) or known.recurs(lines[high - 1])):
        high -= 1
    return range(low, high)


def _is_page(line: Line, authors: set[str], keys: Counter[str], needed: float) -> bool:
    words = line.text.split()
    if len(words) > _SHORT:
        return False
    labelled = label(line)
    if labelled and any(labelled.startswith(author) for author in authors):  # "NAME wrote:" above what a body quotes
        return False
    return line.text.casefold() in authors or keys[line.key] >= needed or bool(labelled) or _is_dated(line)


def _is_dated(line: Line) -> bool:
    """Whether a line is a time and hardly more."""
    if not line.moments:
        return False
    moment = line.moments[0]
    beside = line.text[: moment.start] + " " + line.text[line.moments[-1].end :]
    return len(re.findall(r"[^\W\d_]+", beside)) <= 3
