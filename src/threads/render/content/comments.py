"""The comments of a thread as conversations: each top-level comment with its replies, depth first, and their marks."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal, NamedTuple

from threads.model import Comment, Link, Thread
from threads.prose import mask
from threads.rebuttals import GONE, stance
from threads.render.content.bases import BasisRow, basis_rows
from threads.render.content.claims import claims_by_comment
from threads.render.content.marks import Claim, Piece, pieces
from threads.render.content.wording import name_of, one_line
from threads.reports import Report
from threads.structure import POST, Tree, tree

LONGEST_TEXT = 20_000
"""Code points of one comment that a page shows; what is left out is counted there, and stands in the JSON."""
_SNIPPET = 90

ReplyStance = Literal["disagrees", "agrees", "neither"]


def own_start(text: str) -> int:
    """Where the line with a text's first own words begins: many a reply first repeats at length what it answers."""
    own = mask(text)
    first = len(own) - len(own.lstrip())
    return text.rfind("\n", 0, first) + 1 if first < len(text) else 0


class Shown(NamedTuple):
    """One comment as pages show it. Numbers count from 1 in the thread's order and are its name on the page."""

    number: int
    comment: Comment
    author: str
    depth: int
    parent: int | None
    parent_author: str
    link: Link | None
    basis: BasisRow | None
    stance: ReplyStance | None
    concedes: bool
    pieces: tuple[Piece, ...]
    left_out: int
    passages: int
    notes: tuple[str, ...]

    @property
    def snippet(self) -> str:
        """The beginning of its own words on one line."""
        return one_line(self.comment.text[own_start(self.comment.text) :], _SNIPPET)


class Conversation(NamedTuple):
    """A top-level comment and all replies below it, depth first."""

    first: Shown
    replies: tuple[Shown, ...]

    @property
    def size(self) -> int:
        """Comments, the first included."""
        return 1 + len(self.replies)

    @property
    def depth(self) -> int:
        """Levels, the first included."""
        return max((one.depth for one in self.replies), default=1)

    @property
    def rebuttals(self) -> int:
        """Replies that disagree with what they answer."""
        return sum(one.stance == "disagrees" for one in self.replies)


class Comments:
    """All comments of a thread as a report sees them, by position, and grouped into conversations."""

    def __init__(self, report: Report, thread: Thread) -> None:
        self.thread = thread
        self.shape: Tree = tree(thread)
        self.claims: Mapping[str, list[Claim]] = claims_by_comment(report, thread)
        self._links = {link.child_id: link for link in reversed(thread.links)}
        self._bases = {row.basis: row for row in basis_rows(report)}
        self._rebuts = {link.child_id for link in report.rebuttals.links}
        self._concedes = {link.child_id for link in report.rebuttals.concessions}
        self._notes: dict[str, list[str]] = {}
        for note in report.notes:
            if note.comment_id is not None:
                self._notes.setdefault(note.comment_id, []).append(note.message)
        self.numbers: dict[str, int] = {}
        for position, comment in enumerate(thread.comments):
            self.numbers.setdefault(comment.id, position + 1)

    @cached_property
    def all(self) -> tuple[Shown, ...]:
        """Every comment, in the thread's order."""
        return tuple(self._shown(position) for position in range(len(self.thread.comments)))

    @cached_property
    def conversations(self) -> tuple[Conversation, ...]:
        """The conversations, in the thread's order; walked without recursion, since replies may nest deep."""
        found = []
        for root, parent in enumerate(self.shape.parents):
            if parent != POST:
                continue
            walk, waiting = [], [*reversed(self.shape.children[root])]
            while waiting:
                here = waiting.pop()
                walk.append(self.all[here])
                waiting.extend(reversed(self.shape.children[here]))
            found.append(Conversation(self.all[root], tuple(walk)))
        return tuple(found)

    def _shown(self, position: int) -> Shown:
        comment, parent = self.thread.comments[position], self.shape.parents[position]
        claims = self.claims.get(comment.id, [])
        link = self._links.get(comment.id) if parent != POST else None
        return Shown(
            number=position + 1,
            comment=comment,
            author=name_of(comment.author),
            depth=self.shape.depths[position],
            parent=None if parent == POST else parent + 1,
            parent_author="" if parent == POST else name_of(self.thread.comments[parent].author),
            link=link,
            basis=self._bases.get(link.basis) if link else None,
            stance=None if parent == POST else self._stance(comment, self.thread.comments[parent]),
            concedes=comment.id in self._concedes,
            pieces=pieces(comment.text, claims, 0, LONGEST_TEXT),
            left_out=max(len(comment.text) - LONGEST_TEXT, 0),
            passages=sum(claim.kind == "pattern" for claim in claims),
            notes=tuple(self._notes.get(comment.id, ())),
        )

    def _stance(self, comment: Comment, parent: Comment) -> ReplyStance:
        """As the report judged it. It names the replies that disagree and counts those that agree, so these are
        judged again here, by the same function."""
        if comment.id in self._rebuts:
            return "disagrees"
        if comment.state in GONE or (comment.author is not None and comment.author == parent.author):
            return "neither"
        answered = "" if parent.state in GONE else parent.text
        return "agrees" if stance(comment.text, answered).label == "agree" else "neither"
