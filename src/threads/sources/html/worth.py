"""What the records of a family hold, and how much that looks like comments, in points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from threads.model import State
from threads.sources.html.family import Family, outer, own_words
from threads.sources.html.records import commentness
from threads.sources.html.times import Timed
from threads.sources.markup import Element
from threads.sources.text.names import likeness

_DEEP = 60
ENOUGH = 10  # words of a comment
_SHORT = 15  # characters of a text that could as well be a button beside a name
_NOTICE_LENGTH = 60
_UNNAMED = 0.85  # a table cell of no class is a guess where any named element fits
_NESTS = 1.1  # what nests in itself is a conversation


class Filled(NamedTuple):
    """What one record holds: author, body and time, each None where it has none, and how many words (up to ten)."""

    member: Element
    author: str | None
    body: Element | None
    text: str
    time: Timed | None
    said: int
    notice: State | None = None


class Reading(NamedTuple):
    """All records of a family, filled, and how well that went.

    `above` has the number of the record that each one answers by its number, where that is known beforehand.
    """

    family: Family
    records: tuple[Filled, ...]
    score: float
    above: Mapping[int, int] | None = None


def score_of(family: Family, records: tuple[Filled, ...]) -> float:
    """One point for each record with author, time and words; less for each of them missing."""
    points = sum(
        (0.4 * likeness(r.author or "") + 0.3 * (r.time is not None) + 0.3 * min(1.0, r.said / ENOUGH)) ** 2
        * (1.0 if r.author and r.said else 0.3)
        * (1.0 if len(r.text) >= _SHORT else 0.6)
        for r in records
    )
    # Most pages date all comments; a list of facts about somebody dates one in five.
    shortest = 0 if ">" in family.kind else _NOTICE_LENGTH  # a cell of the layout has words, but no more
    asked = [r for r in records if r.author or len(r.text) > shortest or r.time] or records
    points *= 0.3 + 0.7 * sum(r.time is not None for r in asked) / len(asked)
    points *= _NESTS if _is_conversation(records) else 1.0
    return points * _likelihood(family)


def full(records: Sequence[Filled]) -> int:
    """How many records have author, time and words."""
    return sum(bool(r.author) and r.time is not None and r.said > 0 for r in records)


def best_score_of(family: Family) -> float:
    """What the family's reading would score if each record had an author, and nothing but a text beside its time.

    As in readings of large families, the first members stand for all.
    """
    members = family.sample().members
    orders = [m.order for m in members]
    points = sum(
        (0.4 + 0.3 * (m.order in family.own_times) + 0.3 * min(1.0, words / ENOUGH)) ** 2
        for m in members
        if (words := own_words(m, members, orders))
    )
    points *= _NESTS if any(outer(members)) else 1.0
    return points * len(family.members) / len(members) * _likelihood(family)


def _likelihood(family: Family) -> float:
    """How much the family's names and place speak for comments.

    Of families that fit alike the outermost is wanted, whose nesting is that of the replies.
    """
    depth = sum(1 for _ in islice(family.members[0].ancestors(), _DEEP))
    kind = "" if "+" in family.kind else family.kind
    factor = commentness(kind, family.members, family.own_times) * (1 - 0.003 * depth)
    return factor * (0.97 if "+" in family.kind else 1.0) * (_UNNAMED if ">" in family.kind else 1.0)


def _is_conversation(records: Sequence[Filled]) -> bool:
    """Whether records stand in each other, not all in one, and those around others have words of their own."""
    held = [o.order for o in outer([r.member for r in records]) if o is not None]
    around = set(held)
    several = len(around) > 1 or 0 < len(held) < len(records) - 1
    return several and 2 * sum(bool(r.text) for r in records if r.member.order in around) >= len(around)
