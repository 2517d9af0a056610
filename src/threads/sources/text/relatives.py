"""The links of a comment to its relatives: "parent" where it is a reply, "prev" and "next" where it has siblings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from threads.model import Marker
from threads.sources.interface import words
from threads.sources.text.lines import Line
from threads.sources.text.records import Layout

_BUTTONS = 10  # words of a line of links, at most


class Relatives(NamedTuple):
    """Whether a comment has links to a parent, an earlier and a later sibling; the line of the first such link."""

    parent: bool
    earlier: bool
    later: bool
    line: Line | None


def relatives(lines: Sequence[Line], layout: Layout) -> list[Marker | None]:
    """How deep comments stand, where only some have a link to a parent: exactly, if siblings are linked, too."""
    anchors = [header.anchor for header in layout.headers]  # buttons above an anchor end the comment before
    whole = pairwise((-1, *anchors) if layout.body == "above" else (*(at - 1 for at in anchors), len(lines) - 1))
    found = [_read(lines[low + 1 : high + 1]) for low, high in whole]
    if all(one.parent for one in found) or not any(one.parent for one in found):
        return [None] * len(found)
    levels = _levels(found)
    return [
        Marker(
            kind="depth",
            value=level,
            printed=one.line.text if one.line else "no link to a parent",
            line=one.line.number if one.line else header.anchor + 1,
        )
        for one, level, header in zip(found, levels, layout.headers, strict=True)
    ]


def _read(lines: Sequence[Line]) -> Relatives:
    kinds: set[str] = set()
    first = None
    for line in lines:
        linked = _linked(line)
        first = line if first is None and "parent" in linked else first
        kinds |= linked
    return Relatives("parent" in kinds, "earlier" in kinds, "later" in kinds, first)


def _linked(line: Line) -> set[str]:
    """Which relatives the links in a short line are called by: "NAME 3 May | parent | next", "(parent)"."""
    if not line.text or len(re.findall(r"\w+", line.text)) > _BUTTONS:
        return set()
    links = {re.sub(r"[^\w\s]+", "", link).strip() for link in re.split(r"[|•·()\[\]]", line.text.casefold())}
    return {kind for kind in ("parent", "earlier", "later") if not links.isdisjoint(words(kind))}


def _levels(found: Sequence[Relatives]) -> list[str]:
    """The depth of each comment; "1+" for replies where siblings have no links.

    In a depth-first list a reply without an earlier sibling answers the comment right above; one with such a sibling
    is the next one of the deepest comment above that has a later sibling.
    """
    if not any(one.parent and one.later for one in found):
        return ["1+" if one.parent else "0" for one in found]
    levels: list[int] = []
    awaiting: list[bool] = []  # of the comments still open, from the outermost down, whether a sibling is to come
    for one in found:
        if one.parent and one.earlier:
            while len(awaiting) > 2 and not awaiting[-1]:
                awaiting.pop()
        depth = 0 if not one.parent else max(1, len(awaiting) - 1) if one.earlier else len(awaiting)
        del awaiting[depth:]
        awaiting.append(one.later)
        levels.append(depth)
    return [str(depth) for depth in levels]
