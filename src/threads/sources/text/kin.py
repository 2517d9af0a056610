"""What lines that may be headers have in common: how they print their time, and what stands around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from threads.sources.interface import begins_with, is_only, mentions
from threads.sources.text.lines import Line
from threads.timestamps import Moment

_ONE_FORM = 0.7  # of the anchors, whose times are of one precision
_MODAL = 0.6  # of the anchors, for a feature of their shape

Near = list[tuple[str, str]]  # for each line, the keys of the printed lines above and below


class Anchor(NamedTuple):
    """A line that may belong to a header: its time if it prints one, with what stands before and after it."""

    at: int
    moment: Moment | None
    before: str
    after: str


def neighbours(lines: Sequence[Line]) -> Near:
    """For each line, the keys of the nearest printed lines above and below."""
    above, keys = "", []
    for line in lines:
        keys.append(above)
        above = above if line.is_blank else line.key
    below, found = "", []
    for line, key in zip(reversed(lines), reversed(keys), strict=True):
        found.append((key, below))
        below = below if line.is_blank else line.key
    return found[::-1]


def form(moment: Moment) -> str:
    """How precise a time is: relative, or a day with or without year and clock."""
    if moment.ago is not None:
        return "relative"
    return ("year" if moment.is_absolute else "day") + ("+clock" if moment.hour is not None else "")


def has_word(text: str) -> bool:
    """Whether a text says anything but figures, signs and buttons."""
    return bool(re.search(r"[^\W\d_]", text)) and not is_only("buttons", text)


def evenness(anchors: Sequence[Anchor]) -> float:
    """The share of the anchors that have words on the same sides of their time as most have."""
    sides = Counter((has_word(anchor.before), has_word(anchor.after)) for anchor in anchors)
    return max(sides.values()) / len(anchors)


def without_quotes(lines: Sequence[Line], anchors: Sequence[Anchor]) -> Iterator[Anchor]:
    """Leave out the header of a quote inside a body ("NAME wrote on DATE:", "Quote from: NAME on DATE") where other
    headers do not read so."""
    quoting = [
        lines[anchor.at].text.endswith(":")
        or (":" in anchor.before and mentions("says", anchor.before))
        or len(begins_with("quoted_from", anchor.before) or anchor.before) < len(anchor.before)
        for anchor in anchors
    ]
    few = sum(quoting) < 0.5 * len(quoting)
    for anchor, quotes in zip(anchors, quoting, strict=True):
        if not (few and quotes):
            yield anchor


def of_one_form(anchors: list[Anchor]) -> list[Anchor]:
    """Without dates of another precision than nearly all have: those stand in texts. A recent time may be relative."""
    forms = [form(anchor.moment) if anchor.moment else "" for anchor in anchors]
    usual, count = Counter(forms).most_common(1)[0]
    if not usual or count < _ONE_FORM * len(forms):
        return anchors
    return [anchor for anchor, own in zip(anchors, forms, strict=True) if own in (usual, "relative", "")]


def trimmed(lines: Sequence[Line], anchors: list[Anchor], near: Near) -> list[Anchor]:
    """Without those at both ends that share little with most others: an article's date, a sidebar's."""
    if len(anchors) < 4:
        return anchors
    features = [_features(lines, anchor, near) for anchor in anchors]
    usual = [Counter(column).most_common(1)[0] for column in zip(*features, strict=True)]
    marked = [(n, value) for n, (value, count) in enumerate(usual) if value and count >= _MODAL * len(anchors)]
    # The last comments may well print "yesterday" where others print a date, so a time's form tells only at the top.
    first, last = [*marked, *(m for m in marked if m[0] == 0)], [m for m in marked if m[0] != 0]
    low, high = 0, len(anchors)
    while low < high and _is_odd(features[low], first):
        low += 1
    while low < high and _is_odd(features[high - 1], last):
        high -= 1
    return anchors[low:high]


def _is_odd(features: tuple[object, ...], marked: Sequence[tuple[int, object]]) -> bool:
    return 3 * sum(features[n] == value for n, value in marked) < 2 * len(marked)


def _features(lines: Sequence[Line], anchor: Anchor, near: Near) -> tuple[object, ...]:
    before = re.findall(r"\w+|[^\w\s]", anchor.before) or [""]
    after = re.findall(r"\w+|[^\w\s]", anchor.after) or [""]
    printed = form(anchor.moment) if anchor.moment else ""
    sides = (has_word(anchor.before), has_word(anchor.after), bool(lines[anchor.at].mark))
    above, below = near[anchor.at]
    return (printed, sides, before[0], before[-1], after[0], above, above[-1:] == ":", below)
