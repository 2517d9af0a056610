"""Whether what stands in one place of all records reads as the names of their authors."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache

from threads.sources.interface import is_only
from threads.sources.text.anchors import Anchor
from threads.sources.text.lines import Line
from threads.sources.text.names import likeness
from threads.sources.text.places import Named
from threads.sources.text.spots import REACH, beside, doubles

_ONE_NAME = 0.65  # of the records: more have a button or rank there, no author
_SHARED = 0.85  # worth of such a place: still better than none
_MOST_WORDS = 9  # of a line that holds a name and what repeats around it


def leaves_first(lines: Sequence[Line], anchors: Sequence[Anchor], found: Sequence[Named]) -> bool:
    """Whether a line like those of the names ("NAME says:") stands above the first anchor, so that these names belong
    to the comments before."""
    if len(found) < 3 or found[0].at <= anchors[0].at:
        return False
    ends = [lines[one.at].text.split()[-1:] for one in found]
    end = max(ends, key=ends.count)
    if not end or not end[0].endswith(":") or ends.count(end) < 0.7 * len(ends):
        return _names_above(lines, anchors[0].at, found)
    return any(lines[i].text.split()[-1:] == end for i in range(max(0, anchors[0].at - REACH), anchors[0].at))


def _names_above(lines: Sequence[Line], first: int, found: Sequence[Named]) -> bool:
    """Whether one of the names stands by itself above the first anchor, right below the section's heading or so."""
    alone = {one.name for one in found if len(one.name) > 1 and lines[one.at].text == one.name}
    if 2 * sum(one.name in alone for one in found) < len(found):
        return False
    for i in range(first - 1, max(-1, first - REACH), -1):
        if lines[i].heads_section:
            return False
        if lines[i].text in alone:
            return True
    return False


def quality(lines: Sequence[Line], anchors: Sequence[Anchor], found: Sequence[Named]) -> float:
    """From 0 to about 1: how much the names look like names of several people, and stand doubled as avatars do."""
    names = [one.name for one in found]
    worth = [_worth(lines, one, anchor) for one, anchor in zip(found, anchors, strict=True)]
    counts = Counter(name for name in names if name)
    distinct, most = len(counts), max(counts.values(), default=0)
    if distinct <= 1 and len(names) > 2:
        return 0.3 * sum(worth) / len(worth)
    if most > _ONE_NAME * len(names) and not is_only("anonymous", counts.most_common(1)[0][0]):
        worth = [_SHARED * one for one in worth]
    worth = [0.0 if button else one for one, button in zip(worth, _are_buttons(anchors, found), strict=True)]
    return sum(worth) / len(worth) * (0.7 + 0.3 * min(1.0, distinct / (0.7 * len(names))))


def _are_buttons(anchors: Sequence[Anchor], found: Sequence[Named]) -> list[bool]:
    """Whether a name is what all headers of one kind, of several, have above or below their time: a button there."""
    kinds = [(bool(anchor.before), bool(anchor.after)) for anchor in anchors]
    names: dict[tuple[bool, bool], set[str]] = defaultdict(set)
    for kind, one, anchor in zip(kinds, found, anchors, strict=True):
        names[kind].add(one.name if one.at != anchor.at else "")
    counts = Counter(kinds)
    alike = {
        kind for kind, of in names.items() if len(names) > 1 and counts[kind] > 2 and len(of) == 1 and "" not in of
    }
    return [kind in alike for kind in kinds]


def _worth(lines: Sequence[Line], one: Named, anchor: Anchor) -> float:
    """A long line, or one with another time such as a join date, is no name's; a doubled line is one's for sure."""
    worth = _likeness(one.name)
    main = one.fields[""]
    dated = any(moment.start < len(main) for moment in lines[one.at].moments)
    if one.at != anchor.at and (dated or len(main.split()) > _MOST_WORDS):
        worth *= 0.3
    return worth * (1.15 if worth > 0.5 and _is_doubled(lines, one) else 1.0)


_likeness = lru_cache(maxsize=20_000)(likeness)


def _is_doubled(lines: Sequence[Line], one: Named) -> bool:
    """Whether the name stands beside itself, as where a page prints an avatar's alternative text."""
    if lines[one.at].text.replace(" ", "") == 2 * one.name.replace(" ", ""):
        return True
    above, below = beside(lines, one.at, -1), beside(lines, one.at, 1)
    return doubles(above, one.name) or (len(below) < 80 and doubles(below, one.name))
