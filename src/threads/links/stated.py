"""The links that a source states itself; those that would close a cycle are left out with a note."""

from __future__ import annotations

from collections.abc import Iterable

from threads.model import Comment, Link, Note, unchecked

_link = unchecked(Link)


def stated(comments: Iterable[Comment]) -> tuple[tuple[Link, ...], tuple[Note, ...]]:
    """Links for the parents that the source states and holds; a note for each that would close a cycle."""
    comments = tuple(comments)
    parents = {c.id: c.parent_id for c in comments if c.parent_id is not None}
    ids = {c.id for c in comments}
    looping = _in_cycles(parents) if _may_loop(parents) else set()
    links = tuple(
        [
            _link(child_id=child, parent_id=parent, basis="stated", evidence=(), fact=None)
            for child, parent in parents.items()
            if parent in ids and child not in looping
        ]
    )
    notes = tuple(
        Note(
            code="cycle", comment_id=child, message=f"{child} states a parent that answers {child} in turn; not linked"
        )
        for child in parents
        if child in looping
    )
    return links, notes


def _may_loop(parents: dict[str, str]) -> bool:
    """Whether a parent is a child that is named later or is the child itself, as one in every cycle is."""
    named: set[str] = set()
    for child, parent in parents.items():
        if parent not in named and parent in parents:
            return True
        named.add(child)
    return False


def _in_cycles(parents: dict[str, str]) -> set[str]:
    """The ids that reach themselves by going from parent to parent; linear, without recursion."""
    done: set[str] = set()
    looping: set[str] = set()
    for start in parents:
        path: dict[str, int] = {}
        at: str | None = start
        while at is not None and at not in done and at not in path:
            path[at] = len(path)
            at = parents.get(at)
        if at is not None and at in path:
            looping.update(list(path)[path[at] :])
        done.update(path)
    return looping
