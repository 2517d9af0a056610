"""How deep comments stand: by the indentation of their headers, else by the links to parents that only replies have."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from threads.model import Marker
from threads.sources.interface import words
from threads.sources.text.lines import Line
from threads.sources.text.records import Layout

_BUTTONS = 8  # words of a line of links, at most


def depths(lines: Sequence[Line], layout: Layout) -> list[Marker | None]:
    """A mark for each comment whose depth the dump shows."""
    columns = [lines[h.top if layout.body == "inside" else h.anchor].column for h in layout.headers]
    linked = _linked(lines, layout)
    if len(set(columns)) < 2:
        return linked
    indented = _indented(layout, columns)
    flat = any(mark and mark.value == "1+" and by.value == "0" for mark, by in zip(linked, indented, strict=True))
    return linked if flat else list(indented)


def _indented(layout: Layout, columns: Sequence[int]) -> list[Marker]:
    """The depth of each header: counted by the columns still open."""
    markers: list[Marker] = []
    still_open: list[int] = []
    for header, column in zip(layout.headers, columns, strict=True):
        while still_open and still_open[-1] >= column:
            still_open.pop()
        printed = f"indented by {column} columns"
        markers.append(Marker(kind="depth", value=str(len(still_open)), printed=printed, line=header.anchor + 1))
        still_open.append(column)
    return markers


def _linked(lines: Sequence[Line], layout: Layout) -> list[Marker | None]:
    """Which comments are replies: those with a link "parent", where others have none."""
    anchors = [header.anchor for header in layout.headers]  # buttons above an anchor end the comment before
    whole = pairwise((-1, *anchors) if layout.body == "above" else (*(at - 1 for at in anchors), len(lines) - 1))
    links = [next((i for i in range(low + 1, high + 1) if _links_to_parent(lines[i])), None) for low, high in whole]
    if None not in links or all(link is None for link in links):
        return [None] * len(links)
    return [
        Marker(kind="depth", value="0", printed="no link to a parent", line=header.anchor + 1)
        if link is None
        else Marker(kind="depth", value="1+", printed=lines[link].text, line=link + 1)
        for header, link in zip(layout.headers, links, strict=True)
    ]


def _links_to_parent(line: Line) -> bool:
    """Whether one of the links in a short line is called so: "NAME 3 May | parent | next", "(parent)"."""
    if not line.text or line.words > _BUTTONS:
        return False
    links = {re.sub(r"[^\w\s]+", "", link).strip() for link in re.split(r"[|•·()]", line.text.casefold())}
    return not links.isdisjoint(words("parent"))
