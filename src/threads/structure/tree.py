"""A thread's replies as positions instead of ids: parents, children and a top-down order, without recursion."""

from __future__ import annotations

from collections.abc import Sequence
from operator import lt
from typing import NamedTuple

from threads.model import Thread

POST = -1
"""The parent of every comment that answers no other comment: the post (article, question) stands at the root."""


class Tree(NamedTuple):
    """Replies by position in `thread.comments`.

    `parents[i]` is the position of the comment that `i` answers, or `POST`. `children[i]` are the positions that
    answer `i`, in the thread's order. `order` holds every position once, each parent before its replies: the thread's
    order where that is one such, else level by level. `depths[i]` is 1 for a comment on the post and one more for each
    reply.
    """

    parents: tuple[int, ...]
    children: tuple[Sequence[int], ...]
    order: Sequence[int]
    depths: tuple[int, ...]


def tree(thread: Thread) -> Tree:
    """The thread's reply tree, rooted in its post, in linear time.

    A comment without a link, or with a link to an unknown comment, hangs on the post. Valid threads hold no cycle; in
    an invalid one the first member met of each cycle hangs on the post, so that no walk runs forever.
    """
    parents = _parents(thread)
    places: Sequence[int] = range(len(parents))
    descending = all(map(lt, parents, places))
    if not descending:
        parents = _cut_cycles(parents)
    below: dict[int, list[int]] = {}
    for place, parent in enumerate(parents):
        if parent in below:
            below[parent].append(place)
        else:
            below[parent] = [place]
    order = places if descending else _level_by_level(below)
    depths = [0] * (len(parents) + 1)  # the last is that of the post
    for place in order:
        depths[place] = depths[parents[place]] + 1
    return Tree(tuple(parents), tuple([below.get(place, ()) for place in places]), order, tuple(depths[:-1]))


def _level_by_level(below: dict[int, list[int]]) -> list[int]:
    order = list(below.get(POST, ()))
    for place in order:  # grows while it is walked
        order += below.get(place, ())
    return order


def _parents(thread: Thread) -> list[int]:
    """Position of each comment's parent; the first link of a child counts."""
    ids = [comment.id for comment in thread.comments]
    positions = dict(zip(reversed(ids), range(len(ids) - 1, -1, -1), strict=True))  # the first of a repeated id
    parents = [POST] * len(ids)
    for link in reversed(thread.links):
        child = positions.get(link.child_id)
        if child is not None:
            parents[child] = positions.get(link.parent_id, POST)
    return parents


def _cut_cycles(parents: list[int]) -> list[int]:
    """The same parents with one edge of each cycle replaced by the post."""
    unseen, walking, done = 0, 1, 2
    state = [unseen] * len(parents)
    for start in range(len(parents)):
        path: list[int] = []
        here = start
        while here != POST and state[here] == unseen:
            state[here] = walking
            path.append(here)
            here = parents[here]
        if here != POST and state[here] == walking:
            parents[here] = POST
        for position in path:
            state[position] = done
    return parents
