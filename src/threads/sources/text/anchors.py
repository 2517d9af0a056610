"""Lines that may be part of a comment's header, in groups of one shape: each a guess at what the page repeats."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from threads.sources.interface import begins_with, is_only, mentions
from threads.sources.text.kin import Anchor, Near, form, has_word, neighbours, of_one_form, trimmed, without_quotes
from threads.sources.text.lines import Line
from threads.sources.text.names import likeness

_MOST_WORDS = 14  # beside the time on a header line
_CALLED = 0.5  # of the lines that look like names and stand alike
_MOST_GROUPS = 60  # the largest groups; a page's header is among them


class Group(NamedTuple):
    """Anchors of one shape, in the page's order; `worded` groups are told from words, not from a time, those `by_name`
    from the names of people."""

    anchors: tuple[Anchor, ...]
    worded: bool
    by_name: bool = False


def groups(lines: Sequence[Line], people: frozenset[str], fewest: int) -> list[Group]:
    """All guesses at what the page repeats, largest first, without doubles; `people` are names that the page calls."""
    seen: dict[tuple[int, ...], Group] = {}
    near = neighbours(lines)
    kinds = (
        (False, False, _timed(lines, near)),
        (True, False, _worded(lines)),
        (True, True, _people(lines, near, people)),
    )
    for worded, by_name, keyed in kinds:
        members: dict[tuple[object, ...], list[Anchor]] = defaultdict(list)
        for key, anchor in keyed:
            members[key].append(anchor)
        for anchors in members.values():
            if len(anchors) >= (max(3, fewest) if worded else fewest):
                kept = tuple(trimmed(lines, of_one_form(list(without_quotes(lines, anchors))), near))
                if len(kept) >= fewest:
                    seen.setdefault((*(anchor.at for anchor in kept), -worded), Group(kept, worded, by_name))
    return sorted(seen.values(), key=lambda group: -len(group.anchors))[:_MOST_GROUPS]


def _timed(lines: Sequence[Line], near: Near) -> Iterator[tuple[tuple[object, ...], Anchor]]:
    """Lines with a time under a coarse key, and under finer ones that tell post dates from join dates."""
    for index, line in enumerate(lines):
        anchor = _anchor(index, line)
        if anchor is None or anchor.moment is None:
            continue
        if begins_with("edited", line.text):  # the page's own headers where nothing else repeats: "Updated by ANN ..."
            yield ("edited",), anchor
            continue
        printed = form(anchor.moment)
        sides = (has_word(anchor.before), has_word(anchor.after))
        label = re.match(r"[\w ]{1,24}:", anchor.before)
        words = re.findall(r"\w+|[^\w\s]", anchor.before) or [""]
        above, below = near[index]
        yield (printed,), anchor
        yield (printed, sides, label[0] if label else ""), anchor
        yield (sides, label[0] if label else ""), anchor
        for n, finer in enumerate((line.mark[:1], above, below, words[0].casefold(), words[-1].casefold())):
            yield (printed, sides, n, finer), anchor


def _worded(lines: Sequence[Line]) -> Iterator[tuple[tuple[object, ...], Anchor]]:
    """Lines that repeat as a whole or in their first or last word, and hold a word that comment sections print."""
    for index, line in enumerate(lines):
        words = line.text.split() if len(line.text) < 120 else []
        if not 0 < len(words) <= _MOST_WORDS:
            continue
        moment = line.moments[0] if line.moments else None
        before = line.text[: moment.start].strip() if moment else line.text
        after = line.text[moment.end :].strip() if moment else ""
        anchor = Anchor(index, moment, before, after)
        if is_only("replying", line.text) or (mentions("says", line.text) and len(words) > 1):
            yield ("whole", line.key), anchor
        if before and (begins_with("by", before) or begins_with("byline", before)) and len(words) > 1:
            yield ("first", words[0].casefold()), anchor
        if before and len(before.split()) <= 7 and _announces(before.split()[-1], len(words)):
            yield ("last", before.split()[-1].casefold()), anchor
        if re.fullmatch(r"\W{0,3}[-–+]\W{0,3}", words[0][:3]) and len(words) > 1 and words[0][0] == "[":
            yield ("fold",), anchor


def _people(lines: Sequence[Line], near: Near, people: frozenset[str]) -> Iterator[tuple[tuple[object, ...], Anchor]]:
    """Lines that are the names of people whom the page calls, with those that stand as most of them do."""
    shapes: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if line.text in people or (not line.moments and likeness(line.text) > 0.5 and not line.heads_section):
            above, below = near[index]
            known = [("people",)] if line.text in people else []
            for shape in (
                (line.column, line.mark),
                ("above", above),
                ("below", below),
                (line.mark, above, below),
                *known,
            ):
                shapes[shape].append(index)
    for shape, at in shapes.items():
        called = [lines[i].text for i in at if lines[i].text in people]
        if len(set(called)) > 1 and len(called) >= _CALLED * len(at):
            for i in at:
                yield ("person", shape), Anchor(i, None, lines[i].text, "")


def _announces(last: str, words: int) -> bool:
    """Whether a last word follows a name: "NAME says:", "NAME last edited by" without whom and when."""
    return mentions("says", last) or (words > 2 and is_only("by", last))


def _anchor(index: int, line: Line) -> Anchor | None:
    if not line.moments:
        return None
    moment = min(line.moments, key=lambda m: (m.ago is not None, m.year is None, m.hour is None))
    before, after = line.text[: moment.start].strip(), line.text[line.moments[-1].end :].strip()
    if mentions("edited", line.text[moment.end :]):
        after = ""
    beside = (before + " " + after).split()
    is_prose = len(beside) > _MOST_WORDS or (len(beside) > 6 and after.endswith((".", "!", "?")))
    return None if is_prose else Anchor(index, moment, before, after)
