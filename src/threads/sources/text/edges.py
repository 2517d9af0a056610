"""What a page repeats around its comments: buttons, labels, rules; and how far a header reaches through them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from threads.sources.interface import is_only, mentions
from threads.sources.text.kin import Anchor
from threads.sources.text.lines import Line
from threads.sources.text.names import is_numbered, is_picture

_USUAL = 0.6  # of the records, for a whole line
_LABELLED = 0.3  # of the records, for a label whose value differs
_FIELD = 4  # words
_ROW = 60  # characters of a row of buttons
_NEAR = 14  # printed lines from an anchor
_SAMPLE = 400  # records; a longer page repeats no differently


class Constants(NamedTuple):
    """Keys of the lines that belong to the page; `after` of those that stand below the anchor they belong to;
    `recurring` of short lines that some records have in common, such as ranks and places; `people` are the names by
    which the page calls people."""

    keys: frozenset[str]
    after: frozenset[str]
    recurring: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()

    def names(self, line: Line) -> bool:
        """Whether a line is nothing but the name of somebody, and not one that stands everywhere."""
        return line.text in self.people and line.key not in self.keys

    def holds(self, line: Line) -> bool:
        """Whether a line belongs to the page rather than to a comment."""
        if line.is_blank or line.key in self.keys or _is_furniture(line.text):
            return True
        return label(line) in self.keys

    def recurs(self, line: Line) -> bool:
        """Whether a line is one that some records have in common."""
        return line.key in self.recurring

    def follows(self, line: Line) -> bool:
        """Whether a line belongs to the header above it."""
        return line.key in self.after or label(line) in self.after

    def leads(self, line: Line) -> bool:
        """Whether a line that is printed belongs to the page and to what comes below it; ">" is a gap in a quote."""
        return not line.is_blank and line.text[0] != ">" and self.holds(line) and not self.follows(line)


@lru_cache(maxsize=100_000)
def _is_furniture(text: str) -> bool:
    """Whether a text is a button or a picture, or prints no letter or figure."""
    return is_only("buttons", text) or is_picture(text) or not re.search(r"\w", text) or _are_buttons(text)


def _are_buttons(text: str) -> bool:
    """Whether a text is several buttons and figures: "Reply Quote 6", "Like 3 Share"; initials stand for people."""
    words = re.findall(r"[^\W\d_]+", text.casefold()) if len(text) < _ROW else []
    at = 0
    while at < len(words):
        step = next((n for n in (3, 2, 1) if is_only("buttons", " ".join(words[at : at + n]))), 0)
        if not step and not (at and len(words[at]) == 1):
            return False
        at += step or 1
    return len(words) > 1


def label(line: Line) -> str:
    """The label of a short labelled line ("Posts: 12" -> "posts:"), else an empty text."""
    return _label(line.text) if ":" in line.text else ""


@lru_cache(maxsize=100_000)
def _label(text: str) -> str:
    match = re.match(r"([^\W\d][^:.!?]{0,30}?)\s?:(?=\s|$|(?<=[^\W\d]:)\d)", text) if len(text) < 90 else None
    return match[1].casefold() + ":" if match and len(match[1].split()) <= 4 else ""


def constants(lines: Sequence[Line], anchors: Sequence[Anchor], people: frozenset[str]) -> Constants:
    """What most records repeat near their anchor, and on which side of it."""
    anchors = anchors[:_SAMPLE]
    below: dict[str, list[int]] = defaultdict(list)
    above: dict[str, list[int]] = defaultdict(list)
    for n, anchor in enumerate(anchors):
        stop = anchors[n + 1].at if n + 1 < len(anchors) else min(len(lines), anchor.at + _NEAR)
        _note(below, _keys(lines, range(anchor.at + 1, stop)))
        if n + 1 < len(anchors):
            _note(above, _keys(lines, range(stop - 1, anchor.at, -1)))
    records = len(anchors)
    usual = {key for side in (below, above) for key, at in side.items() if _is_usual(key, len(at), records)}
    usual -= _numbered_people(lines, usual)
    after = {key for key in usual if _is_after(below.get(key, []), above.get(key, []))}
    recurring = {key for key, at in below.items() if len(at) > 1 and key not in usual and _is_field(key)}
    recurring -= {line.key for line in lines if line.moments and not label(line)}
    return Constants(frozenset(usual), frozenset(after), frozenset(recurring), people)


def _numbered_people(lines: Sequence[Line], keys: Collection[str]) -> set[str]:
    """Those of the keys that are names which differ by their figures: "user37". Numbers of comments go up or down from
    one to the next, those of people do not; what has one figure is a count, "Likes3"."""
    printed: dict[str, list[int]] = defaultdict(list)
    for line in lines:
        if line.text[-2:].isdecimal() and line.key in keys and is_numbered(line.text):
            printed[line.key].append(int(re.sub(r"\D", "", line.text)[:18] or 0))
    return {key for key, numbers in printed.items() if numbers not in (sorted(numbers), sorted(numbers, reverse=True))}


def _is_field(key: str) -> bool:
    """Whether a line may be one of the fields of a header: a few words, no sentence, no announcement of a quote."""
    return len(key.split()) <= _FIELD and not key.endswith((".", "!", "?", "…", ",", ":")) and not mentions("says", key)


def _note(side: dict[str, list[int]], keys: Iterator[tuple[int, str]]) -> None:
    """Keep the first distance of each key from one anchor."""
    seen: dict[str, int] = {}
    for distance, key in keys:
        seen.setdefault(key, distance)
    for key, distance in seen.items():
        side[key].append(distance)


def _keys(lines: Sequence[Line], span: range) -> Iterator[tuple[int, str]]:
    distance = 0
    for i in span:
        if not lines[i].is_blank:
            distance += 1
            if distance > _NEAR:
                return
            yield distance, lines[i].key
            if label(lines[i]):
                yield distance, label(lines[i])


def _is_usual(key: str, count: int, records: int) -> bool:
    return count >= max(2, (_LABELLED if key.endswith(":") else _USUAL) * records)


def settle(lines: Sequence[Line], spans: Sequence[range], known: Constants) -> Constants:
    """Keep as header's lines only those that join on to the header without a gap, in `spans` of the lines below it."""
    below: dict[str, list[int]] = defaultdict(list)
    for span in spans[:_SAMPLE]:
        _note(below, _keys(lines, span))
    nearest = sorted((_fixed(below[key])[0], key) for key in known.after if key in below)
    joined: dict[str, int] = {}
    for distance, key in nearest:
        if distance <= max(joined.values(), default=0) + 1:
            joined[key] = distance
    return known._replace(after=frozenset(joined))


def _is_after(below: Sequence[int], above: Sequence[int]) -> bool:
    """Whether a line's distance to the anchor above it is the more constant one; where bodies are all of one line
    both are, and only what stands right at the anchor belongs to it."""
    nearest, constant = _fixed(below)
    _, other = _fixed(above)
    return constant > other + 0.15 or (nearest == 1 and constant >= other)


def _fixed(distances: Sequence[int]) -> tuple[int, float]:
    """The most usual distance and the share of cases that have it."""
    if not distances:
        return 0, 0.0
    distance, count = Counter(distances).most_common(1)[0]
    return distance, count / len(distances)


def reach_down(lines: Sequence[Line], bottom: int, stop: int, known: Constants, author: str) -> int:
    """The last line of a header that ends at `bottom` at the least: labels, buttons, and what records have in common,
    unless that is all that stands below."""

    def belongs(line: Line, others: int) -> bool:
        # Behind another line, what some records have in common is a signature below a short body.
        own = known.follows(line) or (known.recurs(line) and not others) or label(line) in known.keys
        return own or bool(author and _is_about(author, line))

    least = _reach(lines, range(bottom + 1, stop), bottom, lambda line, _: known.follows(line), 1)
    most = _reach(lines, range(bottom + 1, stop), bottom, belongs, 1)
    return most if any(not known.holds(lines[i]) for i in range(most + 1, stop)) else least


def reach_up(lines: Sequence[Line], top: int, stop: int, known: Constants, author: str) -> int:
    """The first line of a header that begins at `top` at the latest."""

    def belongs(line: Line, others: int) -> bool:
        return known.leads(line) or (bool(author) and _is_about(author, line))

    return _reach(lines, range(top - 1, stop, -1), top, belongs, 2)


def _is_about(author: str, line: Line) -> bool:
    """Whether a line is the author's name, or begins with it and goes on with labels: "NAME Posts: 12 Joined: DATE"."""
    rest = line.text[len(author) :]
    return line.text.startswith(author) and (not rest or bool(re.match(r"\s(?:[^:]{0,40}:\s?\S)", rest)))


def _reach(lines: Sequence[Line], path: range, start: int, belongs: Callable[[Line, int], bool], most: int) -> int:
    """The furthest line of a path that belongs to the header, with no more than `most` others in a row before it."""
    end, others, printed = start, 0, 0
    for i in path:
        line = lines[i]
        if line.is_blank:
            continue
        printed += 1
        if belongs(line, others):
            end, others = i, 0
        elif not label(line):  # a label that few authors have
            others += 1
        if others > most or printed > _NEAR or (others and line.words > 8):
            break
    return end
