"""Whether what stands in one place of all records reads as the names of their authors."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache

from threads.sources.interface import is_only
from threads.sources.text.kin import Anchor
from threads.sources.text.lines import Line
from threads.sources.text.names import likeness
from threads.sources.text.places import Named
from threads.sources.text.spots import REACH, beside, doubles

_ONE_NAME = 0.65  # of the records: more have a button or rank there, no author
_STATUS = 0.5  # worth of "Moderator" and its like: who somebody is on the site
_GLUED = 12  # characters of the figures behind a name
_SHARED = 0.85  # worth of such a place: still better than none
_MOST_WORDS = 9  # of a line that holds a name and what repeats around it


def leaves_first(lines: Sequence[Line], anchors: Sequence[Anchor], found: Sequence[Named]) -> bool:
    """Whether a line like those of the names ("NAME says:") stands above the first anchor, so that these names belong
    to the comments before."""
    if len(found) < 3 or found[0].at <= anchors[0].at:
        return False
    ends = [lines[one.at].text.split()[-1:] for one in found]
    end, count = Counter(map("".join, ends)).most_common(1)[0]
    if not end.endswith(":") or count < 0.7 * len(ends):
        return _names_above(lines, anchors[0].at, found)
    return any(lines[i].text.split()[-1:] == [end] for i in range(max(0, anchors[0].at - REACH), anchors[0].at))


def _names_above(lines: Sequence[Line], first: int, found: Sequence[Named]) -> bool:
    """Whether one of the names stands above the first anchor as it does at others, right below the section's heading
    or so: by itself, but for a sign in front and figures behind."""
    heads = [_head(lines[one.at].text, one.name) for one in found]
    counts = Counter(heads)
    head = max(counts, key=lambda head: (counts[head], head or ""))
    if head is None or 2 * counts[head] < len(found):
        return False
    openings = {head + one.name for one, own in zip(found, heads, strict=True) if own == head}
    for i in range(first - 1, max(-1, first - REACH), -1):
        if lines[i].heads_section:
            return False
        if any(lines[i].text.startswith(opening) and _is_rest(lines[i].text[len(opening) :]) for opening in openings):
            return True
    return False


def _head(text: str, name: str) -> str | None:
    """The signs in front of a name that stands by itself, or None where more is printed beside it."""
    head, found, rest = text.partition(name) if len(name) > 1 else ("", "", "")
    return head if found and not re.search(r"\w", head) and _is_rest(rest) else None


def _is_rest(text: str) -> bool:
    """Whether what stands behind a name is nothing, or figures glued to it, such as an age and votes: "2y412"."""
    return not text or (len(text) < _GLUED and bool(re.match(r"\d", text)) and " " not in text)


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
    worth = _likeness(one.name) * (
        _STATUS if is_only("status", one.name) and not is_only("anonymous", one.name) else 1.0
    )
    main = one.fields[""]
    dated = any(moment.start < len(main) for moment in lines[one.at].moments)
    if one.at != anchor.at and (dated or len(main.split()) > _MOST_WORDS):
        worth *= 0.3
    return worth * (1.15 if worth > 0.5 and _is_doubled(lines, one) else 1.0)


_likeness = lru_cache(maxsize=100_000)(likeness)


def _is_doubled(lines: Sequence[Line], one: Named) -> bool:
    """Whether the name stands beside itself, as where a page prints an avatar's alternative text."""
    if lines[one.at].text.replace(" ", "") == 2 * one.name.replace(" ", ""):
        return True
    above, below = beside(lines, one.at, -1), beside(lines, one.at, 1)
    return doubles(above, one.name) or (len(below) < 80 and doubles(below, one.name))
