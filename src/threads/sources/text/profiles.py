"""Lines that authors carry with them: what stands at the edge of all comments of each author is their profile, or their
signature, and no part of what they say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from threads.sources.text.lines import Line

_MOST = 12  # lines at an edge
_SEVERAL, _OFTEN = 2, 3  # authors with more than one comment, or comments of one author, that a page needs to tell
_SAYING = 5  # words: what is said twice in such a number is said on purpose
_WORDS = 12  # of such a line


def without_profiles(lines: Sequence[Line], bodies: Sequence[range], authors: Sequence[str]) -> list[range]:
    """The bodies without the lines at both edges that are settled by who wrote them."""
    for is_top in (True, False):
        for _ in range(_MOST):
            edges = [_edge(lines, body, is_top) for body in bodies]
            told = _told([lines[i].key if i is not None else "" for i in edges], authors)
            if not told:
                break
            bodies = [
                _cut(body, i, is_top) if i is not None and lines[i].key == told.get(author) else body
                for body, i, author in zip(bodies, edges, authors, strict=True)
            ]
    return list(bodies)


def _edge(lines: Sequence[Line], body: range, is_top: bool) -> int | None:
    """The first or last printed line of a body that has others and so is not all that is said."""
    printed = (i for i in (body if is_top else reversed(body)) if not lines[i].is_blank)
    edge = next(printed, None)
    return edge if edge is not None and next(printed, None) is not None and lines[edge].words <= _WORDS else None


def _cut(body: range, at: int, is_top: bool) -> range:
    return range(at + 1, body.stop) if is_top else range(body.start, at)


def _told(keys: Sequence[str], authors: Sequence[str]) -> dict[str, str]:
    """Per author the line at this edge of all their comments, where that is no accident: several have such a line, or
    one who wrote often, or says much in it."""
    by: dict[str, list[str]] = defaultdict(list)
    for key, author in zip(keys, authors, strict=True):
        if author:
            by[author].append(key)
    own = {
        author: found[0]
        for author, found in by.items()
        if len(found) > 1 and len(set(found)) == 1 and found[0] and author.casefold() not in found[0]
    }
    is_told = len(own) >= _SEVERAL or any(
        len(by[author]) >= _OFTEN or len(line.split()) >= _SAYING for author, line in own.items()
    )
    return own if is_told else {}
