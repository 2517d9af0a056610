"""How deep each record stands, by what the page shows: a class, a margin, a spacer image, its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from threads.sources.markup import Element

_NEAR = 6  # elements from a record's beginning
_DEPTH_CLASS = re.compile(
    r"(?:depth|level|indent|lvl|nest(?:ed|ing)?(?:-level)?|liv(?:ello)?|niveau|n[ií]vel|poziom|ebene)[-_]?(\d{1,2})$"
)
_REPLY_CLASS = re.compile(r"(?:^|[a-z][-_])(?:indent(?:ed)?|reply|response|child|nested|sub-?comment|answer)$")
_MARGIN = re.compile(r"(?:margin|padding)-left:\s*(\d+(?:\.\d+)?)|margin:\s*\S+\s+\S+\s+\S+\s+(\d+)")


def by_depths(records: Sequence[Element]) -> dict[int, int | None]:
    """By the depth of each record: its class, its indentation, its place in the page; {} if all are alike."""
    measures: tuple[Callable[[Element], float | None], ...] = (
        *(_by_class, _by_margin, _by_own_margin, _by_spacer, by_place, _by_reply_class),
    )
    for measure in measures:
        depths = [measure(record) for record in records]
        known = [d for d in depths if d is not None]
        if len(known) == len(records) and len(set(known)) > 1:
            found = nearest_above(known)
            if any(p is not None for p in found.values()):
                return found
    return {}


def _by_reply_class(record: Element) -> int:
    """1 for what the page calls a reply in a class word, else 0."""
    return int(any(_REPLY_CLASS.search(name) for name in record.classes))


def _by_class(record: Element) -> int | None:
    for element in _around(record):
        for name in ("depth", "data-depth", "data-level", "data-indent", "aria-level"):
            if element.get(name).isdecimal():
                return int(element.get(name))
        for name in element.classes:
            depth = _DEPTH_CLASS.search(name)
            if depth:
                return int(depth[1])
    return None


def _around(record: Element) -> Iterator[Element]:
    """The record, the elements that hold it alone, and the first ones inside it."""
    yield from _holding(record)
    yield from record.beginning(_NEAR - 1)


def _holding(record: Element) -> Iterator[Element]:
    """The record and the elements that hold it alone."""
    yield record
    at = record
    while at.parent is not None and at.parent.words <= record.words + 1 and at.parent.tag not in ("body", "html"):
        at = at.parent
        yield at


def _by_margin(record: Element) -> float | None:
    """Left margin."""
    return next(_margins(_around(record)), None)


def _by_own_margin(record: Element) -> float:
    """Left margin outside the record's first element, none where the page sets none: at the top of a thread."""
    return next(_margins(_holding(record)), 0.0)


def _margins(elements: Iterable[Element]) -> Iterator[float]:
    found = (_MARGIN.search(element.get("style")) for element in elements)
    return (float(margin[1] or margin[2]) for margin in found if margin)


def _by_spacer(record: Element) -> float | None:
    """The width of the spacer image before an old table row."""
    row = next((e for e in (record, *record.ancestors()) if e.tag == "tr"), record)
    for element in (row, *row.beginning(11)):
        if element.tag in ("img", "td") and (element.get("width").isdecimal() or element.get("indent").isdecimal()):
            return int(element.get("indent") or element.get("width"))
    return None


def by_place(record: Element) -> int:
    """How many elements the record stands in."""
    return sum(1 for _ in record.ancestors())


def nearest_above(depths: Sequence[float]) -> dict[int, int | None]:
    """The nearest earlier record that is less deep."""
    found: dict[int, int | None] = {}
    open_: list[int] = []
    for n, depth in enumerate(depths):
        while open_ and depths[open_[-1]] >= depth:
            open_.pop()
        found[n] = open_[-1] if open_ else None
        open_.append(n)
    return found
