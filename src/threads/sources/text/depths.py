"""How deep comments stand: by the indentation of their headers, else by the links to parents that only replies have;
links to siblings, too, tell it better than columns, which tables and images shift."""

from __future__ import annotations

from collections.abc import Sequence

from threads.model import Marker
from threads.sources.text.lines import Line
from threads.sources.text.records import Layout
from threads.sources.text.relatives import relatives


def depths(lines: Sequence[Line], layout: Layout) -> list[Marker | None]:
    """A mark for each comment whose depth the dump shows."""
    columns = [lines[h.top if layout.body == "inside" else h.anchor].column for h in layout.headers]
    linked = relatives(lines, layout)
    exact = any(mark and mark.value not in ("0", "1+") for mark in linked)
    if exact or len(set(columns)) < 2:
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
