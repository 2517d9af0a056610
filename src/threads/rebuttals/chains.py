"""Rebuttal links of a thread and the chains they make: who disagrees with whom, how long, and how it ended."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from pydantic import Field

from threads.model import Comment, Evidence, Id, Thread, Value
from threads.rebuttals.cues import read
from threads.rebuttals.judgement import Stance, stance
from threads.structure import POST, Tree, seconds_between, tree

Turns = Literal["alternating", "pile-on", "other"]
Ending = Literal["last word", "agreement", "concession", "continued without rebuttal", "removal"]
_PILE = 3  # people against one comment; two may be chance


class Rebuttal(Value):
    """A reply whose words disagree with the comment it answers; the evidence is in the reply."""

    child_id: Id
    parent_id: Id
    evidence: tuple[Evidence, ...]
    cues: tuple[str, ...]


class Chain(Value):
    """A longest possible path of replies in which each comment disagrees with the one before it.

    `turns`: `alternating` if exactly two people take turns and the first speaks again; `pile-on` if several different
    people stand against one, who either holds every second comment of the chain or wrote its first comment and has it
    rebutted by at least three others; else `other`.

    `ended` looks at the replies to the last comment, none of which disagrees: `concession` if the person rebutted last
    answers with agreement or partial agreement ("yes, but"); `agreement` if somebody else agrees; `removal` if the last
    comment or a reply to it is deleted, removed or hidden; `continued without rebuttal` if there are other replies;
    `last word` if nobody answered. The first that holds, in this order.
    """

    comments: tuple[Id, ...] = Field(description="From the comment first rebutted to the last rebuttal.")
    participants: tuple[str | None, ...] = Field(description="Authors in order of their first comment; null: unnamed.")
    rebuttals: int
    turns: Turns
    seconds: float | None = Field(description="From first to last comment; null where the times cannot be compared.")
    ended: Ending


class Rebuttals(Value):
    """The rebuttals of a thread, and its chains of at least one rebuttal, in the order of their last comments.

    Chains that share their beginning repeat it. Should that make more ids than 20 per rebuttal (many rebuttals at the
    end of one long chain), the longest chains are kept and `chains_left_out` counts the others.
    """

    links: tuple[Rebuttal, ...] = ()
    chains: tuple[Chain, ...] = ()
    chains_left_out: int = 0
    judged: int = Field(0, description="Reply links whose words were judged: all but those of people to themselves.")
    agreements: int = Field(0, description="Judged links that agree; the rest does neither.")


def rebuttals(thread: Thread) -> Rebuttals:
    """The rebuttals in a thread and the chains they make, from the words of each reply and of what it answers.

    Replies of people to their own comments are not judged. Linear in the thread, without recursion.
    """
    shape = tree(thread)
    stances = _stances(thread, shape)
    disagrees = [found is not None and found.label == "disagree" for found in stances]
    chosen, left_out = _affordable(_chain_ends(shape, disagrees), shape, disagrees)
    paths = [_path(end, shape, disagrees) for end in chosen]
    opponents = _opponents(thread, shape, disagrees)
    return Rebuttals(
        links=tuple(
            _link(thread, shape, child, found) for child, found in enumerate(stances) if found and disagrees[child]
        ),
        chains=tuple(_chain(thread, shape, path, stances, opponents[path[0]]) for path in paths),
        chains_left_out=left_out,
        judged=sum(found is not None for found in stances),
        agreements=sum(found is not None and found.label == "agree" for found in stances),
    )


def _stances(thread: Thread, shape: Tree) -> list[Stance | None]:
    """The stance of each comment towards its parent; None where it has none or answers itself."""
    found: list[Stance | None] = []
    for comment, parent in zip(thread.comments, shape.parents, strict=True):
        answered = thread.comments[parent] if parent != POST else None
        alone = answered is None or (comment.author is not None and comment.author == answered.author)
        found.append(None if alone or answered is None else stance(comment.text, answered.text))
    return found


def _link(thread: Thread, shape: Tree, child: int, found: Stance) -> Rebuttal:
    reply = thread.comments[child]
    return Rebuttal(
        child_id=reply.id,
        parent_id=thread.comments[shape.parents[child]].id,
        evidence=tuple(
            Evidence(comment_id=reply.id, start=span.start, end=span.end, text=span.text) for span in found.evidence
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
    budget = 20 * sum(disagrees)
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


def _chain(thread: Thread, shape: Tree, path: list[int], stances: list[Stance | None], opponents: set[str]) -> Chain:
    members = [thread.comments[position] for position in path]
    return Chain(
        comments=tuple(comment.id for comment in members),
        participants=tuple(dict.fromkeys(comment.author for comment in members)),
        rebuttals=len(path) - 1,
        turns=_turns(members, opponents),
        seconds=seconds_between(members[0].created_at, members[-1].created_at),
        ended=_ending(thread, shape, path, stances),
    )


def _opponents(thread: Thread, shape: Tree, disagrees: list[bool]) -> list[set[str]]:
    """For each comment the named people who disagree with it."""
    against: list[set[str]] = [set() for _ in disagrees]
    for child, comment in enumerate(thread.comments):
        if disagrees[child] and comment.author is not None:
            against[shape.parents[child]].add(comment.author)
    return against


def _turns(members: list[Comment], opponents: set[str]) -> Turns:
    authors = [comment.author for comment in members]
    people = set(authors)
    if None not in people and len(people) == 2 and len(authors) > 2:
        return "alternating" if all(a != b for a, b in pairwise(authors)) else "other"
    for one, others in ((authors[::2], authors[1::2]), (authors[1::2], authors[::2])):
        several = len({author for author in others if author is not None and author != one[0]}) > 1
        if one[0] is not None and set(one) == {one[0]} and len(one) > 1 and several and one[0] not in others:
            return "pile-on"
    return "pile-on" if len(opponents) >= _PILE else "other"


def _ending(thread: Thread, shape: Tree, path: list[int], stances: list[Stance | None]) -> Ending:
    last, rebutted = thread.comments[path[-1]], thread.comments[path[-2]]
    replies = shape.children[path[-1]]
    agreeing = [child for child in replies if (found := stances[child]) and found.label == "agree"]
    yielding = [child for child in replies if child in agreeing or _grants(thread.comments[child].text)]
    if rebutted.author is not None and any(thread.comments[child].author == rebutted.author for child in yielding):
        return "concession"
    if agreeing:
        return "agreement"
    if last.state != "visible" or any(thread.comments[child].state != "visible" for child in replies):
        return "removal"
    return "continued without rebuttal" if replies else "last word"


def _grants(text: str) -> bool:
    """Whether a comment grants something: "yes, but", "fair enough"."""
    return any(hit.cue.endswith("partial-agreement") for hit in read(text).hits)
