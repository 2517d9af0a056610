"""How a chain of rebuttals ended, and who conceded to whom, each with the comment and the words that show it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from pydantic import Field

from threads.model import Comment, Evidence, Id, Thread, Value
from threads.rebuttals.cues import Hit, read
from threads.rebuttals.judgement import Stance
from threads.structure import POST, Tree

GRANTING = frozenset(("agreement", "explicit-agreement", "partial-agreement"))
"""Cues that grant something in so many words. That a reply reads as agreement by lesser cues concedes nothing."""
Ending = Literal["concession", "agreement", "removal", "continued", "last word", "silence"]


class Concession(Value):
    """A reply in which somebody who was rebutted grants something in so many words: "good point", "yes, but".

    It answers the rebuttal itself, and does not as a whole disagree with it.
    """

    child_id: Id = Field(description="The reply that grants something.")
    parent_id: Id = Field(description="The rebuttal that it answers.")
    evidence: tuple[Evidence, ...]
    cues: tuple[str, ...] = Field(description="Names of the cues that the evidence shows.")


class Ended(NamedTuple):
    """How a chain ended, and the place of the comment that shows it."""

    how: Ending
    by: int


def concessions(thread: Thread, shape: Tree, stances: Sequence[Stance | None]) -> dict[int, Concession]:
    """The concessions of a thread by the place of the reply. A reply that disagrees itself concedes nothing."""
    comments = thread.comments
    found: dict[int, Concession] = {}
    for child, (reply, parent) in enumerate(zip(comments, shape.parents, strict=True)):
        own, before = stances[child], stances[parent] if parent != POST else None
        if own is None or own.label == "disagree" or before is None or before.label != "disagree":
            continue
        rebutted = comments[shape.parents[parent]]
        if reply.author is not None and reply.author == rebutted.author:
            granted = [hit for hit in read(reply.text).hits if _grants(reply.text, hit)]
            if granted:
                found[child] = _concession(reply, comments[parent], granted)
    return found


def _grants(text: str, hit: Hit) -> bool:
    """Whether the words grant something; a lone one must end its clause: "This." and not "This article says ..."."""
    if hit.cue.removeprefix("opening:") not in GRANTING:
        return False
    following = text[hit.end : hit.end + 2].lstrip(" ")[:1]
    return len(text[hit.start : hit.end].split()) > 1 or not following.isalnum()


def _concession(reply: Comment, rebuttal: Comment, granted: Sequence[Hit]) -> Concession:
    spans = sorted({(hit.start, hit.end) for hit in granted})
    return Concession(
        child_id=reply.id,
        parent_id=rebuttal.id,
        evidence=tuple(
            Evidence(comment_id=reply.id, start=start, end=end, text=reply.text[start:end]) for start, end in spans
        ),
        cues=tuple(dict.fromkeys(hit.cue for hit in granted)),
    )


def ending(
    thread: Thread,
    shape: Tree,
    path: Sequence[int],
    stances: Sequence[Stance | None],
    conceded: dict[int, Concession],
) -> Ended:
    """How the chain along `path` ended; `Chain` says what each ending is. The first that holds, in its order."""
    comments, last = thread.comments, path[-1]
    # What people add to their own comments answers nobody.
    replies = [child for child in shape.children[last] if not _same(comments[child], comments[last])]
    rebutted = comments[path[-2]]  # whose lesser signs of agreement concede nothing, and are nobody else's either
    others = [child for child in replies if not _same(comments[child], rebutted)]
    agreeing = [child for child in others if (found := stances[child]) and found.label == "agree"]
    gone = [child for child in (last, *shape.children[last]) if comments[child].state != "visible"]
    cases: tuple[tuple[Ending, list[int]], ...] = (
        ("concession", [child for child in replies if child in conceded]),
        ("agreement", agreeing),
        ("removal", gone),
        ("continued", replies),
    )
    for how, shown in cases:
        if shown:
            return Ended(how, shown[0])
    return Ended("last word" if _had_exchange(comments, path) else "silence", last)


def _same(one: Comment, other: Comment) -> bool:
    return one.author is not None and one.author == other.author


def _had_exchange(comments: Sequence[Comment], path: Sequence[int]) -> bool:
    """Whether the person rebutted last had rebutted, earlier in the chain, the person who rebuts last."""
    last, rebutted = comments[path[-1]], comments[path[-2]]
    return any(
        _same(comments[parent], last) and _same(comments[child], rebutted) for parent, child in pairwise(path[:-1])
    )
