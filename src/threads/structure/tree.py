"""A thread's replies as positions instead of ids: parents, children and a top-down order, without recursion."""

from __future__ import annotations

from typing import NamedTuple

from threads.model import Thread

POST = -1
"""The parent of every comment that answers no other comment: the post (article, question) stands at the root."""


class Tree(NamedTuple):
    """Replies by position in `thread.comments`.

    `parents[i]` is the position of the comment that `i` answers, or `POST`. `children[i]` are the positions that
    answer `i`, in the thread's order. `order` holds every position once, each parent before its replies.
    `depths[i]` is 1 for a comment on the post and one more for each reply.
    """

    parents: tuple[int, ...]
    children: tuple[tuple[int, ...], ...]
    order: tuple[int, ...]
    depths: tuple[int, ...]


def tree(thread: Thread) -> Tree:
    """The thread's reply tree, rooted in its post, in linear time.

    A comment without a link, or with a link to an unknown comment, hangs on the post. Valid threads hold no cycle; in
    an invalid one the first member met of each cycle hangs on the post, so that no walk runs forever.
    """
    parents = _cut_cycles(_parents(thread))
    children: list[list[int]] = [[] for _ in parents]
    for position, parent in enumerate(parents):
        if parent != POST:
            children[parent].append(position)
    order = [position for position, parent in enumerate(parents) if parent == POST]
    depths = [1] * len(parents)
    for position in order:  # grows while it is walked: level by level
        for child in children[position]:
            depths[child] = depths[position] + 1
            order.append(child)
    return Tree(tuple(parents), tuple(map(tuple, children)), tuple(order), tuple(depths))


def _parents(thread: Thread) -> list[int]:
    """Position of each comment's parent; the first link of a child counts."""
    positions: dict[str, int] = {}
    for position, comment in enumerate(thread.comments):
        positions.setdefault(comment.id, position)
    parents = [POST] * len(thread.comments)
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
