"""Comments that share rare words with this one; too weak to make a link, they help to choose between parents."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from threads.links.claims import Claim
from threads.links.context import Context
from threads.links.reading import Reading

_FEW = 3  # comments found by their words alone
_WORDS = 8  # rarest words that are looked up
_USERS = 4  # latest users of each
_SHORT = 3  # letters


def topic(reading: Reading, context: Context) -> Iterator[Claim]:
    """The comments that use the same rare words, wherever they stand."""
    # In a short thread every word is rare, "the" and "has" too: words of three letters show no topic.
    mine = [word for word in context.rarest(reading) if len(word) > _SHORT][:_WORDS]
    votes: dict[int, int] = {}
    for word in mine:
        for at in context.by_word.get(word, ())[-_USERS:]:
            votes[at] = votes.get(at, 0) + 1
    shared = [(count, at) for at, count in votes.items() if count > 1]
    for _, at in sorted(shared, reverse=True)[:_FEW]:
        fact = "shares rare words: " + ", ".join(sorted(set(mine).intersection(context.topic[at])))
        yield Claim(at, "topic_found", 1.0, "adjacent", fact=fact)


def likeness(mine: frozenset[str], theirs: Sequence[str], rarity: Mapping[str, float]) -> float:
    """Overlap of two sets of rare words, each word by its rarity, by the size of the smaller set; 0 to about 3."""
    if mine.isdisjoint(theirs):
        return 0.0
    shared = mine.intersection(theirs)
    return float(math.fsum([rarity[word] for word in shared]) / (2 + min(len(mine), len(theirs))) ** 0.5)
