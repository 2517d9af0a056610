"""Who takes turns along a chain of rebuttals: two people, or several against one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice, pairwise
from typing import Literal

from threads.model import Comment, Thread
from threads.structure import Tree

Turns = Literal["alternating", "pile-on", "other"]
PILE_ON = 3
"""Different people against one who make a pile-on; two may be chance."""


def opponents_of(thread: Thread, shape: Tree, disagrees: list[bool]) -> dict[int, set[str]]:
    """The named people who disagree with a comment, by its position; only of those with whom anybody does."""
    against: dict[int, set[str]] = {}
    for child, comment in enumerate(thread.comments):
        if disagrees[child] and comment.author is not None:
            against.setdefault(shape.parents[child], set()).add(comment.author)
    return against


def turns_of(comments: Sequence[Comment], path: Sequence[int], opponents: Mapping[int, set[str]]) -> Turns:
    """Who takes turns along the comments of a path; `Chain` says what each answer means."""
    authors = [comments[position].author for position in path]
    if None not in authors and len(set(authors)) == 2 and len(authors) > 2:
        return "alternating" if all(a != b for a, b in pairwise(authors)) else "other"
    piled = any(
        authors[start] is not None
        and set(authors[start::2]) == {authors[start]}
        and _many(opponents[position] for position in path[start::2] if position in opponents)
        for start in (0, 1)
    )
    return "pile-on" if piled else "other"


def _many(groups: Iterable[set[str]]) -> bool:
    """Whether the groups hold enough different people; stops as soon as they do, as one group may be a whole thread."""
    people: set[str] = set()
    for group in groups:
        people.update(islice(group, PILE_ON))
        if len(people) >= PILE_ON:
            return True
    return False
