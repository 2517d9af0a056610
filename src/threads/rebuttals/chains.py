"""Rebuttal links of a thread and the chains they make: who disagrees with whom, how long, and how it ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pydantic import Field

from threads.model import Evidence, Id, Thread, Value, unchecked
from threads.rebuttals.course import Incivility, Said, incivility
from threads.rebuttals.endings import Concession, Ending, concessions, ending
from threads.rebuttals.judgement import Stance, stance
from threads.rebuttals.measured import StanceCounts, measured
from threads.rebuttals.network import Network, network
from threads.rebuttals.turns import Turns, opponents_of, turns_of
from threads.structure import POST, Tree, seconds_between, tree

GONE = frozenset(("deleted", "removed"))
"""States of comments whose words are a notice of the platform."""
MOST_IDS = 20
"""Comment ids that chains may have per rebuttal of the thread, see `Rebuttals`."""


class Rebuttal(Value):
    """A reply whose words disagree with the comment it answers; the evidence is in the reply."""

    child_id: Id = Field(description="The reply that disagrees.")
    parent_id: Id = Field(description="The comment that it disagrees with.")
    evidence: tuple[Evidence, ...]
    cues: tuple[str, ...] = Field(description="Names of the cues that the evidence shows, the weightiest first.")


class Chain(Value):
    """A longest possible path of replies in which each comment disagrees with the one before it.

    `turns`: `alternating` if exactly two people take turns and the first speaks again; `pile-on` if one person holds
    every second comment of the chain and at least 3 others rebut these comments, in this chain or beside it; else
    `other`.

    `ended` looks at the replies to the last comment, of which none disagrees and those of its own author do not count:
    `concession` if the person rebutted last grants something in so many words ("fair enough", "I agree"); `agreement`
    if somebody else agrees; `removal` if the last comment or a reply to it is deleted, removed or hidden; `continued`
    if there are other replies. Without any reply it is `last word` if the person rebutted last had rebutted the last
    one's author earlier in the chain, so that of two who disputed one has the last word; else `silence`: nobody took
    the rebuttal up. The first that holds, in this order, and all up to the time of the capture.
    """

    comments: tuple[Id, ...] = Field(description="From the comment first rebutted to the last rebuttal.")
    participants: tuple[str | None, ...] = Field(description="Authors in order of their first comment; null: unnamed.")
    rebuttals: int = Field(description="Replies in it that disagree: all comments but the first.")
    turns: Turns = Field(description="Who takes turns, see above.")
    seconds: float | None = Field(description="From first to last comment; null where the times cannot be compared.")
    incivility: Incivility | None = Field(description="Null where no pattern of attack on persons was looked for.")
    ended: Ending = Field(description="How it ended, see above.")
    ended_by: Id = Field(description="The reply that concedes, agrees, is gone or goes on; else the last rebuttal.")
    last_word: str | None = Field(description="Who had it, where the chain ended so.")


class Rebuttals(Value):
    """The rebuttals of a thread, and its chains of at least one rebuttal, in the order of their last comments.

    Chains that share their beginning repeat it. Should that make more ids than 20 per rebuttal (many rebuttals at the
    end of one long chain), the longest chains are kept and `chains_left_out` counts the others.
    """

    links: tuple[Rebuttal, ...] = ()
    network: Network = Network()
    concessions: tuple[Concession, ...] = ()
    chains: tuple[Chain, ...] = ()
    chains_left_out: int = Field(0, description="Chains that are not written out.")
    judged: int = Field(
        0, description="Replies whose words were judged: not those to oneself, nor deleted, removed or empty ones."
    )
    agreements: int = Field(0, description="Judged links that agree; the rest does neither.")
    measured: tuple[StanceCounts, ...] = Field((), description="How often such judgements were right on labelled sets.")


_rebuttal, _evidence, _chain_of = unchecked(Rebuttal), unchecked(Evidence), unchecked(Chain)


def rebuttals(thread: Thread, said: Sequence[Said] | None = None, shape: Tree | None = None) -> Rebuttals:
    """The rebuttals in a thread and the chains they make, from the words of each reply and of what it answers.

    `said` has the words and uncivil passages of each comment, in the thread's order; without it chains say nothing of
    incivility. Replies of people to their own comments, and comments gone or empty, are not judged. Linear in the
    thread, without recursion. `shape` is the thread's tree, where the caller has it.
    """
    shape = shape or tree(thread)
    stances = _stances(thread, shape)
    disagrees = [found is not None and found.label == "disagree" for found in stances]
    view = _View(thread, shape, stances, disagrees, concessions(thread, shape, stances), said)
    chosen, left_out = _affordable(_chain_ends(shape, disagrees), shape, disagrees)
    paths = [_path(end, shape, disagrees) for end in chosen]
    opponents = opponents_of(thread, shape, disagrees)
    return Rebuttals(
        links=tuple(
            _link(thread, shape, child, found) for child, found in enumerate(stances) if found and disagrees[child]
        ),
        network=network(thread, shape, disagrees),
        concessions=tuple(view.conceded.values()),
        chains=tuple(_chain(view, path, opponents) for path in paths),
        chains_left_out=left_out,
        judged=sum(found is not None for found in stances),
        agreements=sum(found is not None and found.label == "agree" for found in stances),
        measured=measured(),
    )


class _View(NamedTuple):
    """A thread and what was judged of its comments, by their places."""

    thread: Thread
    shape: Tree
    stances: list[Stance | None]
    disagrees: list[bool]
    conceded: dict[int, Concession]
    said: Sequence[Said] | None


def _stances(thread: Thread, shape: Tree) -> list[Stance | None]:
    """The stance of each comment towards its parent; None where that is its author's or the post, or it has no text."""
    found: list[Stance | None] = []
    for comment, parent in zip(thread.comments, shape.parents, strict=True):
        answered = thread.comments[parent] if parent != POST else None
        alone = answered is None or (comment.author is not None and comment.author == answered.author)
        if alone or answered is None or comment.state in GONE or not comment.text.strip():
            found.append(None)
        else:
            found.append(stance(comment.text, "" if answered.state in GONE else answered.text))
    return found


def _link(thread: Thread, shape: Tree, child: int, found: Stance) -> Rebuttal:
    reply = thread.comments[child]
    return _rebuttal(
        child_id=reply.id,
        parent_id=thread.comments[shape.parents[child]].id,
        evidence=tuple(
            [_evidence(start=one.start, end=one.end, text=one.text, comment_id=reply.id) for one in found.evidence]
        ),
        cues=found.cues,
    )


def _chain_ends(shape: Tree, disagrees: list[bool]) -> list[int]:
    """Rebuttals that no rebuttal answers."""
    return [
        position
        for position, rebuts in enumerate(disagrees)
        if rebuts and not any(disagrees[child] for child in shape.children[position])
    ]


def _affordable(ends: list[int], shape: Tree, disagrees: list[bool]) -> tuple[list[int], int]:
    """The ends whose chains are written out, and the number of those that are not."""
    lengths = [0] * len(disagrees)
    for position in shape.order:
        if disagrees[position]:
            lengths[position] = lengths[shape.parents[position]] + 1
    budget = MOST_IDS * sum(disagrees)
    kept: list[int] = []
    for end in sorted(ends, key=lambda end: (-lengths[end], end)):
        budget -= lengths[end] + 1
        if budget < 0 and kept:
            break
        kept.append(end)
    return sorted(kept), len(ends) - len(kept)


def _path(end: int, shape: Tree, disagrees: list[bool]) -> list[int]:
    path = [end]
    while disagrees[path[-1]]:
        path.append(shape.parents[path[-1]])
    return path[::-1]


def _chain(view: _View, path: list[int], opponents: Mapping[int, set[str]]) -> Chain:
    comments = view.thread.comments
    members = [comments[position] for position in path]
    end = ending(view.thread, view.shape, path, view.stances, view.conceded)
    return _chain_of(
        comments=tuple([comment.id for comment in members]),
        participants=tuple(dict.fromkeys([comment.author for comment in members])),
        rebuttals=len(path) - 1,
        turns=turns_of(comments, path, opponents),
        seconds=seconds_between(members[0].created_at, members[-1].created_at),
        incivility=incivility([view.said[position] for position in path]) if view.said is not None else None,
        ended=end.how,
        ended_by=comments[end.by].id,
        last_word=members[-1].author if end.how == "last word" else None,
    )
