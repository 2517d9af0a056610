"""From the first comment of a list to the last: what each may answer, and which of that it is linked to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from threads.links.candidates import Candidate, candidates
from threads.links.context import Context
from threads.links.reading import read
from threads.links.weighing import Weights, decide
from threads.model import Link


class Step(NamedTuple):
    """A comment that states no parent: its possible parents and its link."""

    at: int
    found: list[Candidate]
    link: Link | None


def walk(context: Context, known: Mapping[str, str], numbers: Weights) -> Iterator[Step]:
    """The comments that state no parent, each with its link; `known` are the stated parents by child id."""
    above = dict(known)
    roots = dict(known)  # a shortcut up from each comment: a stated parent may stand later than its answer
    for at, comment in enumerate(context.comments):
        reading = read(at, comment)
        found = candidates(reading, context)
        if comment.id not in known and comment.parent_id is None and at:
            link = decide(found, reading, context, numbers)
            if link is not None and _root(link.parent_id, roots) == comment.id:
                link = None
            if link is not None:
                above[comment.id] = roots[comment.id] = link.parent_id
            yield Step(at, found, link)
        parent = context.place.get(above.get(comment.id, ""), at)
        context.add(reading, parent if parent < at else None)


def _root(start: str, roots: dict[str, str]) -> str:
    """The outermost comment above `start`; shortens the way for the next who asks (path halving, Tarjan 1984)."""
    at = start
    while at in roots:
        up = roots[at]
        roots[at] = at = roots.get(up, up)
    return at
