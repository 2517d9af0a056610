"""Comments whose headers an extractor dropped, without names: the items of the list below a section's heading, or what
stands between the bare numbers of posts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from threads.sources.interface import begins_with
from threads.sources.text.edges import Constants
from threads.sources.text.lines import Line
from threads.sources.text.records import Header, Layout

_FEWEST = 3
_FEWEST_NUMBERS = 5
_MARKED = 0.6  # of the headers stand at a list mark
_ORPHANS = 0.4  # items without a header for each header
_TITLE = 2  # printed lines that a comment's title takes above its header
_WORDS = 6  # in most items: a menu's items are shorter
_DATED = 0.5  # of the items
_CLOCK = re.compile(r"\d{1,2}:\d\d\b")
_SAID = 3  # words, besides the page's own, in an item that is a comment
_NEAR = 6  # printed lines between heading and list


def learn(lines: Sequence[Line]) -> Layout | None:
    """The longest list right below a heading such as "12 comments", one record per item; else posts between their
    numbers; None if there is neither."""
    found = list(_lists(lines))
    if found:
        return _layout([Header(i, i - 1, i, None, i - 1, "", {}) for i, _ in max(found, key=len)])
    numbers = _numbers(lines)
    return _layout([Header(i, i, i, None, i, "", {}) for i in numbers]) if len(numbers) >= _FEWEST_NUMBERS else None


def _lists(lines: Sequence[Line]) -> Iterator[list[tuple[int, int]]]:
    """The lists below headings; one inside another is part of it."""
    end = -1
    for heading, line in enumerate(lines):
        if heading > end and line.heads_section:
            items = _items(lines, heading)
            if _is_prose(items) and not _are_dated(lines, items):
                end = items[-1][0]
                yield items


def with_orphans(lines: Sequence[Line], layout: Layout) -> Layout:
    """With the items between headers that lost their own, where headers stand at list marks and such items are many.

    Few of them are lists that people wrote in their comments; glued to the comment above they would be its author's.
    """
    headers = layout.headers
    marks = [_mark(lines, header) for header in headers]
    usual, count = Counter(marks).most_common(1)[0]
    if layout.body != "below" or not usual or count < _MARKED * len(marks):
        return layout
    found = [
        i
        for header, below in pairwise(headers)
        for i in range(header.bottom + 1, below.top)
        if _kind(lines[i]) == usual
        and lines[i].text
        and _has_more(lines, i, below.top, 0 if lines[below.top].mark else _TITLE)
    ]
    found = [i for i, words in _measured(lines, layout, found) if words >= _SAID]
    if len(found) < _ORPHANS * len(headers):
        return layout
    orphans = [Header(i, i - 1, i, None, i - 1, "", {}) for i in found]
    return layout._replace(headers=tuple(sorted((*headers, *orphans), key=lambda header: header.top)))


def _measured(lines: Sequence[Line], layout: Layout, items: Sequence[int]) -> list[tuple[int, int]]:
    """Items with the number of their words, up to the next item or header."""
    stops = sorted([*items, *(header.top for header in layout.headers)])
    spans = {i: range(i, stop) for i, stop in pairwise(stops)}
    return [(i, sum(lines[at].words for at in spans[i] if not layout.constants.holds(lines[at]))) for i in items]


def _has_more(lines: Sequence[Line], start: int, stop: int, title: int) -> bool:
    """Whether more lines are printed up to `stop` than the title of the next comment takes."""
    printed = 0
    for i in range(start, stop):
        printed += not lines[i].is_blank
        if printed > title:
            return True
    return False


def _mark(lines: Sequence[Line], header: Header) -> str:
    """The kind of list mark at a header, or at a title above it."""
    above = [i for i in range(max(0, header.top - 2 * _TITLE), header.anchor + 1) if not lines[i].is_blank]
    return next((kind for i in reversed(above[-_TITLE - 1 :]) if (kind := _kind(lines[i]))), "")


def _kind(line: Line) -> str:
    return ("number" if _is_number(line) else "bullet") if line.mark and "#" not in line.mark else ""


def _layout(headers: Sequence[Header]) -> Layout:
    return Layout(tuple(headers), "below", Constants(frozenset(), frozenset()), float(len(headers)))


def _numbers(lines: Sequence[Line]) -> list[int]:
    """The longest run of lines that are nothing but a number, each one more than the one before."""
    chains: dict[int, list[int]] = {}
    for i, line in enumerate(lines):
        match = re.fullmatch(r"#?(\d{1,6})", line.text)
        if match and not line.mark:
            number = int(match[1])
            chain = chains.pop(number - 1, [])
            chain.append(i)
            chains[number] = chain
    return max(chains.values(), key=len, default=[])


def _items(lines: Sequence[Line], heading: int) -> list[tuple[int, int]]:
    """Line and number of words of each item, nested ones included, until the list ends."""
    found: list[tuple[int, int]] = []
    numbered, margin = False, 0
    for i in _printed(lines, heading + 1):
        line = lines[i]
        words = line.words
        if not found:
            if line.mark:
                numbered, margin = _is_number(line), line.column
                found.append((i, words))
            elif i - heading > 2 * _NEAR:
                break
        elif begins_with("tail", line.text) or line.column < margin or "#" in line.mark:
            break
        elif line.mark and _is_number(line) == numbered:
            found.append((i, words))
        else:
            found[-1] = (found[-1][0], found[-1][1] + words)
    return found


def _printed(lines: Sequence[Line], start: int) -> Iterator[int]:
    return (i for i in range(start, len(lines)) if not lines[i].is_blank)


def _is_number(line: Line) -> bool:
    return bool(re.match(r"\d", line.mark))


def _are_dated(lines: Sequence[Line], items: Sequence[tuple[int, int]]) -> bool:
    """Whether most items begin on a line with a time: headlines of other pages, for comments lost theirs."""
    return sum(bool(lines[i].moments or _CLOCK.match(lines[i].text)) for i, _ in items) > _DATED * len(items)


def _is_prose(items: Sequence[tuple[int, int]]) -> bool:
    return len(items) >= _FEWEST and sum(words >= _WORDS for _, words in items) > 0.6 * len(items)
