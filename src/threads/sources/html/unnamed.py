"""Elements without names that may be records: those of one path, those drawn alike, those in one row.

Old pages nest their tables in tables for the layout, so that the same tags around a time are a record in one place and
a part of one in another. How an element is drawn, and with which it stands in a row, tells the two apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple, TypeVar

from threads.sources.html.times import Timed
from threads.sources.markup import Element

T = TypeVar("T")
_STEPS = 4  # from a time up to the record that holds it, by the tags on the way
_CLIMB = 12  # from a time up to a record in a row
_MOST = 10  # rows, and looks, that are tried
_DRAWN = re.compile(r' (bgcolor|color|size|face|align|valign|width|height|cellpadding|cellspacing|border)="([^"]*)"')


class Unnamed(NamedTuple):
    """Elements of one kind that has no name: what stands for one, those with a time, and all of them in order."""

    kind: str
    dated: dict[int, Element]
    members: list[Element]


def unnamed(timed: Sequence[Timed]) -> Iterator[Unnamed]:
    """The elements around the times that may be records though nothing names them."""
    paths: dict[str, dict[int, Element]] = defaultdict(dict)
    looks: dict[str, dict[int, Element]] = defaultdict(dict)
    rows: dict[tuple[int, str], dict[int, Element]] = defaultdict(dict)
    for time in timed:
        path = ""
        for n, element in enumerate((time.element, *islice(time.element.ancestors(), _CLIMB))):
            path = f"{element.tag}>{path}"
            if element.kinds or element.parent is None or element.tag in ("body", "html"):
                continue
            if n <= _STEPS:
                paths[path][element.order] = element
            if look := drawn(element):
                looks[look][element.order] = element
            rows[element.parent.order, element.tag][element.order] = element
    for path, dated in paths.items():
        if _in_several_places(dated.values()):
            yield Unnamed(path, dated, [dated[n] for n in sorted(dated)])
    everywhere = _everywhere({look: looks[look].values() for look in _largest(looks)})
    for look, members in everywhere.items():
        yield Unnamed(f">{look}", looks[look], members)
    for row in _largest(rows):
        yield Unnamed(f">{row[1]}", rows[row], _beside(next(iter(rows[row].values()))))


def _largest(found: Mapping[T, Mapping[int, Element]]) -> list[T]:
    """Those with most elements, each with several: a page may have a row below each comment."""
    return sorted((key for key in found if len(found[key]) > 1), key=lambda key: -len(found[key]))[:_MOST]


def drawn(element: Element) -> str:
    """The kind of an element without a name, by how it is drawn: `td[bgcolor=#cccc99]`; empty if it does not say."""
    look = _look(element.head) if element.head and not element.kinds else ""
    return element.tag + look if look else ""


@lru_cache(maxsize=2000)
def _look(head: str) -> str:
    return "".join([f"[{name}={value.lower()}]" for name, value in sorted(_DRAWN.findall(head))])


def _everywhere(looks: Mapping[str, Collection[Element]]) -> dict[str, list[Element]]:
    """All elements of the looks, those without a time too."""
    found: dict[str, list[Element]] = {look: [] for look in looks}
    samples = {next(iter(alike)).tag: next(iter(alike)) for alike in looks.values()}
    for tag, sample in samples.items():
        for element in sample.page.tagged[tag]:
            if element.head and (look := drawn(element)) in found:
                found[look].append(element)
    return found


def _beside(element: Element) -> list[Element]:
    row = element.parent.children if element.parent is not None else ()
    return [c for c in row if isinstance(c, Element) and c.tag == element.tag and not c.kinds]


def _in_several_places(members: Collection[Element]) -> bool:
    """Whether elements without names stand in different places: as answers do that are nested in the page alone."""
    parents = {m.parent.order: m for m in members if m.parent is not None}
    return len(parents) > 1 and len({m.place for m in parents.values()}) > 1
