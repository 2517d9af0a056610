"""What holds of a candidate whatever names it: how far, how long ago, by whom, how alike; as numbers for the model.

The names are those of weights.toml.
"""

from __future__ import annotations

import math
from bisect import bisect_right

from threads.links.context import Context
from threads.links.manner import Features, Manner, named_traits
from threads.links.reading import Reading
from threads.links.topic import likeness

_STANDING = ("first", "previous")  # places whose worth depends on the habits of the talk


def describe(features: Features, at: int, how: Manner, reading: Reading, context: Context) -> None:
    """Add what holds of the comment at `at` as a parent."""
    features["steps"] = math.log(reading.at - at)
    now, then = context.seconds[reading.at], context.seconds[at]
    if now is not None and then is not None and now > then:
        features["minutes"] = math.log1p((now - then) / 60)
    if context.asks[at]:
        features["asks"] = 1.0
    alike = likeness(how.topic, context.topic[at], context.rarity)
    if alike:
        features["alike"] = alike
    _describe_author(features, at, how, reading, context)
    _describe_exchange(features, at, how, reading, context)
    _describe_answers(features, at, reading, context)
    for name in _STANDING:
        if name in features:
            _describe_standing(features, name, how, reading, context)


def _describe_author(features: Features, at: int, how: Manner, reading: Reading, context: Context) -> None:
    """Whose the candidate is, and which of the author's comments."""
    author = context.comments[at].author
    if not author:
        features["nameless"] = 1.0
    elif author == reading.comment.author:
        features["same_author"] = 1.0
    else:
        places = context.by_author[author]
        if len(places) > 1:
            if places[-1] == at:
                features["authors_latest"] = 1.0
            else:
                features["author_later"] = math.log1p(len(places) - bisect_right(places, at))
            if places[0] == at:
                features["authors_first"] = 1.0
        if author in how.next:
            features["returns_next" if how.next[0] == author else "returns"] = 1.0
    if at + 1 < reading.at and context.comments[at + 1].author == author:
        features["goes_on"] = 1.0


def _describe_exchange(features: Features, at: int, how: Manner, reading: Reading, context: Context) -> None:
    """Whom the candidate speaks to, and what its author and this one said to each other before."""
    me, author = reading.comment.author, context.comments[at].author
    features["wordy"] = context.length[at]
    if context.depth[at]:
        features["depth"] = math.log1p(context.depth[at])
    theirs = context.addressed[at]
    if theirs:
        features["names_me" if me in theirs else "names_others"] = 1.0
        if how.addressed:
            # Who answers is shown all names that stood in what is answered: "@DON @MARA", below "@MARA" by DON.
            features["same_addressed"] = _overlap(how.addressed, theirs)
            features["same_circle"] = _overlap(how.circle, theirs | {author})
    if how.last_own >= 0:
        features["since_mine" if at > how.last_own else "before_mine"] = 1.0
        if me and author and me != author:
            for name, pair in (("answered_me", (author, me)), ("answers_of_mine", (me, author))):
                if pair in context.exchanges:
                    features[name] = math.log1p(context.exchanges[pair])


def _overlap(some: frozenset[str | None], others: frozenset[str | None]) -> float:
    return len(some & others) / len(some | others)


def _describe_answers(features: Features, at: int, reading: Reading, context: Context) -> None:
    """What was answered before: the candidate, by whom; and whether it stands on the path above this comment."""
    if context.answers[at]:
        features["answered"] = math.log1p(context.answers[at])
        if reading.comment.author in context.answered_by[at]:
            features["answered_by_me"] = 1.0
    else:
        features["unanswered"] = 1.0
    if context.parent[at] is None:
        features["outermost"] = 1.0
    above = context.parent[reading.at - 1]
    if above == at:
        features["above_above"] = 1.0
    elif at != reading.at - 1 and above is not None and context.parent[above] == at:
        features["above_third"] = 1.0
    if at not in context.path:
        features["aside"] = 1.0
        features["aside_alternation"] = context.talk.alternation
        features["aside_habit"] = context.habits.share("aside")


def _describe_standing(features: Features, name: str, how: Manner, reading: Reading, context: Context) -> None:
    """How the habits of the talk and the comment's manner bear on the first or the previous comment."""
    features.update(zip(named_traits(name), how.traits, strict=True))
    features[f"{name}_quoting"] = (context.quoting + 1) / (reading.at + 6)
    features[f"{name}_habit"] = context.habits.share(name)
    if name == "first":
        features["first_steps"] = features["steps"]
        # A series: one author posts parts, or patches, in a row before anybody else speaks.
        features["first_series"] = float(context.series and reading.comment.author == context.comments[0].author)


def describe_none(features: Features, how: Manner, quoting: bool) -> None:
    """Add what speaks for answering none of the comments."""
    features["none"] = 1.0
    features["none_quoting"] = float(quoting)
    features.update(zip(named_traits("none"), how.traits, strict=True))
