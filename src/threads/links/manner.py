"""How a comment speaks, and how its thread does: numbers that are the same for all its possible parents.

They bear on whether it answers the first comment, the previous one, or none; the names are those of weights.toml.
"""

from __future__ import annotations

import math
import re
from functools import cache
from itertools import islice
from typing import NamedTuple

from threads.links.context import Context
from threads.links.reading import Reading
from threads.links.words import alternation, word_set

Features = dict[str, float]

_CONNECTS = re.compile(rf"\s*(?:{alternation('connectives')})(?!\w)", re.IGNORECASE)
_GREETS = re.compile(rf"\s*(?:{alternation('greetings')}|{alternation('thanks')})\b", re.IGNORECASE)
_SOON = 4  # comments after it in which whoever is answered may answer back
_BEGIN = 12  # words in which a comment says whose words it takes up


# What holds of the thread, of who speaks, and of the words: in the order in which they are computed.
_TRAITS = (
    *("recurrence", "brevity", "alternation", "tempo", "nameless", "newcomer", "starter", "you", "begins_you"),
    *("judges", "points", "connects", "greets", "asks", "lower", "length", "longer", "addressing"),
)


class Manner(NamedTuple):
    """What of a comment decides between candidates."""

    topic: frozenset[str]
    addressed: frozenset[str]  # authors spoken to by name
    circle: frozenset[str | None]  # and the one who speaks
    last_own: int  # place of the author's last comment; -1 if this is the first
    next: tuple[str | None, ...]  # who speaks after this comment: whoever is answered often answers
    addressing: bool
    traits: tuple[float, ...]


@cache
def named_traits(place: str) -> tuple[str, ...]:
    """The names of the traits where they speak for or against a place."""
    return tuple(f"{place}_{trait}" for trait in _TRAITS)


def manner(reading: Reading, context: Context, addressing: bool) -> Manner:
    """How the comment speaks."""
    at, me, talk = reading.at, reading.comment.author, context.talk
    addressed = context.addressing[1]
    last_own = context.by_author[me][-1] if me and me in context.by_author else -1
    after = tuple([comment.author for comment in context.comments[at + 1 : at + 1 + _SOON]])
    starter = context.comments[0].author
    traits = (
        *(talk.recurrence, talk.brevity, talk.alternation, talk.tempo),
        *(not me, bool(me) and last_own < 0, bool(me) and me == starter),
        *_of_words(reading, context),
        addressing,
    )
    topic = frozenset(context.rarest(reading))
    numbers = tuple(map(float, traits))
    return Manner(topic, addressed, addressed | {me}, last_own, after, addressing, numbers)


def _of_words(reading: Reading, context: Context) -> tuple[float, ...]:
    own, start = reading.own, reading.own_start
    begin = [word.text for word in islice((word for word in reading.words if word.start >= start), _BEGIN)]
    second_person = word_set("second_person")
    length = math.log1p(len(reading.words))
    return (
        not second_person.isdisjoint(context.own_words(reading)),
        not second_person.isdisjoint(begin),
        not word_set("judging").isdisjoint(begin),
        not word_set("pointing").isdisjoint(begin),
        _CONNECTS.match(own, start) is not None,
        _GREETS.match(own, start) is not None,
        "?" in own,
        own[start : start + 1].islower(),
        length,
        length - math.log1p(context.talk.words),  # whoever answers the post says more than those who answer one another
    )
