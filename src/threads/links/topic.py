"""Comments that share rare words with this one; too weak to make a link, they help to choose between parents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from threads.links.claims import Claim
from threads.links.context import Context, latest
from threads.links.reading import Reading

_FEW = 3  # comments found by their words alone
_WORDS = 8  # rarest words that are looked up
_USERS = 4  # latest users of each
_SHORT = 3  # letters


def topic(reading: Reading, context: Context) -> Iterator[Claim]:
    """The comments that use the same rare words, wherever they stand."""
    # In a short thread every word is rare, "the" and "has" too: words of three letters show no topic.
    telling = [word for word in context.rarest(reading) if len(word) > _SHORT]
    mine = sorted(telling, key=lambda word: (-context.rarity[word], word))[:_WORDS]
    votes: Counter[int] = Counter()
    for word in mine:
        for at in latest(context.by_word.get(word, []), _USERS):
            votes[at] += 1
    for at, shared in sorted(votes.items(), key=lambda vote: (-vote[1], -vote[0]))[:_FEW]:
        if shared > 1:
            fact = "shares rare words: " + ", ".join(sorted(context.topic[at].intersection(mine)))
            yield Claim(at, "topic_found", 1.0, "adjacent", fact=fact)


def likeness(mine: frozenset[str], theirs: frozenset[str], rarity: dict[str, float]) -> float:
    """Overlap of two sets of rare words, each word by its rarity, by the size of the smaller set; 0 to about 3."""
    shared = mine & theirs
    if not shared:
        return 0.0
    return float(sum(rarity[word] for word in shared) / (2 + min(len(mine), len(theirs))) ** 0.5)
