"""Where a page prints the author of each comment, relative to the anchors of one group."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from threads.sources.interface import begins_with, is_only
from threads.sources.text.edges import Constants
from threads.sources.text.kin import Anchor
from threads.sources.text.lines import Line
from threads.sources.text.names import bare, recurring_labels, split_fields
from threads.sources.text.portraits import portraits
from threads.sources.text.spots import Place, signed, spot, start_of, way

_REFERENCES = 10  # repeated lines that may stand in a fixed place to the author


class Named(NamedTuple):
    """The author of one anchor: where the name stands, the name, and the labelled fields of its line."""

    at: int
    name: str
    fields: dict[str, str]


FIXED = (
    *((Place("before"), 1.0), (Place("line", -1), 0.97), (Place("after"), 0.93), (Place("line", 1), 0.9)),
    *((Place("line", -2), 0.88), (Place("line", -3), 0.84), (Place("line", 2), 0.8), (Place("first"), 0.75)),
    *((Place("doubled"), 0.95), (Place("opening"), 0.9), (Place("printed", -2), 0.86), (Place("printed", -3), 0.83)),
    *((Place("person", -1), 0.9), (Place("person", 1), 0.88), (Place("signed"), 1.1)),
)


def places(lines: Sequence[Line], anchors: Sequence[Anchor], constants: Constants) -> Iterator[tuple[Place, float]]:
    """All places worth a try with their preference: fixed ones, then those around lines that repeat above anchors."""
    yield from FIXED
    counts: Counter[str] = Counter()
    for n, anchor in enumerate(anchors):
        low = start_of(anchors, n)
        counts.update({lines[i].key for i in range(low + 1, anchor.at) if constants.holds(lines[i])})
    for key, count in counts.most_common(_REFERENCES):
        if key and count >= 0.6 * len(anchors):
            yield Place("line", -1, key), 0.9
            yield Place("line", -2, key), 0.85
            yield Place("line", 1, key), 0.82


def named(lines: Sequence[Line], anchors: Sequence[Anchor], place: Place, constants: Constants) -> list[Named]:
    """The author of every anchor as this place has it; an empty name where the place is empty."""
    if place.side == "signed":
        found = signed(lines, anchors)
    elif place.side == "person":
        found = portraits(lines, [way(lines, anchors, n, place.offset) for n in range(len(anchors))], constants)
    else:
        found = [spot(lines, anchors, n, place, constants) for n in range(len(anchors))]
    if place.side == "first":
        found[0] = _known(lines, range(found[0][0], anchors[0].at), {text for _, text in found[1:]}) or found[0]
    labels = recurring_labels([text for _, text in found])
    fields = [split_fields(text, labels) for _, text in found]
    names = bare([_author_field(f) for f in fields])
    return [Named(i, name, f) for (i, _), name, f in zip(found, names, fields, strict=True)]


def _known(lines: Sequence[Line], path: range, names: set[str]) -> tuple[int, str] | None:
    """The first line of a path that is another's name, too: above it stands what heads the section."""
    return next(((i, lines[i].text) for i in path if lines[i].text in names), None)


def _author_field(fields: dict[str, str]) -> str:
    """The field under "by:" where there is one, else what stands before the first label."""
    for name, value in fields.items():
        if name and (begins_with("byline", name) or (not fields[""] and is_only("by", name))):
            return value
    return re.sub(r"\s+", " ", fields[""])
