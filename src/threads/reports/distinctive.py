"""Which words one participant uses more often than the rest of the thread, beyond what chance would do."""

from __future__ import annotations

from collections.abc import Mapping
from math import log, sqrt
from typing import NamedTuple

from pydantic import Field

from threads.model import Value, unchecked
from threads.reports.texts import Vocabulary

LEAST_WORDS = 100
"""Own words that the participant and the rest of the thread need each."""
LEAST_USES = 3
LEAST_Z = 1.96
MOST = 10
_ADDRESSES = ("http:", "https:", "www.")


class Background(NamedTuple):
    """The words of all participants of a thread, and their number."""

    counts: Vocabulary
    total: int


class Distinctive(Value):
    """A word that a participant uses more often than the others: by how much, and how sure that is.

    Log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008, "Fightin' Words", Political
    Analysis 16(4), eq. 15-22). The prior is the thread's own word counts, so alpha_w is the word's count in the thread
    and alpha_0 the number of its words. Of words used at least 3 times with z of at least 1.96 the ten highest; among
    hundreds of words some pass by chance.
    """

    word: str = Field(description="In lower case.")
    count: int = Field(description="How often the participant uses it.")
    count_of_others: int = Field(description="How often all others do.")
    log_odds: float = Field(description="Log-odds ratio against the others.")
    z: float = Field(description="The same in standard errors.")


_distinctive = unchecked(Distinctive)


def background(vocabulary: Vocabulary) -> Background:
    """The words of a thread, counted over all its participants."""
    return Background(vocabulary, vocabulary.total())


def distinctive(own: Mapping[str, int], words: int, thread: Background) -> tuple[Distinctive, ...]:
    """The distinctive words of a participant against the rest of the thread, the surest first; none of too few words.

    words: how many `own` counts, which are among those of `thread`. Linear in the participant's different words.
    """
    if min(words, thread.total - words) < LEAST_WORDS:
        return ()
    scored = [_scored(word, count, words, thread) for word, count in own.items() if count >= LEAST_USES]
    found = [one for one in scored if one is not None and not one.word.startswith(_ADDRESSES)]
    return tuple(sorted(found, key=lambda one: (-one.z, -one.count, one.word))[:MOST])


def _scored(word: str, count: int, words: int, thread: Background) -> Distinctive | None:
    """The word with how sure it is, None if it is not used more often or not surely enough."""
    prior = thread.counts[word]
    others, all_others = prior - count, thread.total - words
    if prior == thread.total:
        return None  # all that anybody writes is this word
    own, rest = count + prior, others + prior
    # Odds of the word with its prior against all other words with theirs, on both sides
    odds, others_odds = own / (words + thread.total - own), rest / (all_others + thread.total - rest)
    if odds <= others_odds:
        return None
    log_odds = log(odds) - log(others_odds)
    z = round(log_odds / sqrt(1 / own + 1 / rest), 2)
    if z < LEAST_Z:
        return None
    return _distinctive(word=word, count=count, count_of_others=others, log_odds=round(log_odds, 3), z=z)
