"""A report as a page for people: one HTML file that loads nothing, runs nothing and reads well without either."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from threads.given import require
from threads.model import Thread
from threads.render.content import LONGEST_TEXT, Comments, Conversation, Page, Shown, page
from threads.render.html.density import Density, density
from threads.render.html.environment import rendered
from threads.render.html.layout import Picture, picture
from threads.reports import Report
from threads.structure import POST

__all__ = ["to_html"]

MOST_COMMENTS = 5_000
"""Comments written out on one page; figures, pictures and tables still speak of all."""
MOST_TEXT = 8_000_000
"""Characters of all comments together."""
_ONE_PICTURE = 160  # comments; longer threads get a field of squares and pictures of branches
_OPEN = 60  # comments; in longer threads conversations are folded
_WIDTH, _HEIGHT = 1060.0, 640.0
_SMALL_WIDTH, _SMALL_HEIGHT = 330.0, 240.0
_SMALL = 9  # pictures of branches
_SMALL_COMMENTS = 48  # in one of them


class Branch(NamedTuple):
    """A comment with all replies below it, and their picture."""

    first: Shown
    size: int
    depth: int
    rebuttals: int
    picture: Picture


class Look(NamedTuple):
    """The pictures of a page, and which comments it writes out."""

    tree: Picture | None
    density: Density | None
    small: tuple[Branch, ...]
    small_limit: int
    conversations: tuple[Conversation, ...]
    left_out: int
    folded: bool


def to_html(report: Report, thread: Thread | None = None) -> str:
    """The page of a report, complete in itself. `thread` is what the report is of: without it the page has the
    figures, participants and passages, but neither the tree nor the comments.

    Time and size grow linearly with the thread, up to bounds: texts beyond 20,000 characters, comments beyond 5,000
    and beyond 8 million characters together are left out and counted. Nothing of a source can become markup, style or
    script: see docs/reports.md.
    """
    require(report, "to_html", Report)
    content = page(report, thread)
    return rendered("report.html.jinja", page=content, look=_look(content), report=report)


def _look(content: Page) -> Look | None:
    if content.comments is None:
        return None
    everything = content.comments.all
    conversations, left_out = _written(content.comments.conversations)
    long = len(everything) > _ONE_PICTURE
    known = content.report.structure.top_level_known
    return Look(
        tree=picture(everything, _WIDTH, _HEIGHT, known) if everything and not long else None,
        density=density(everything) if long else None,
        small=tuple(_branches(content.comments)) if long else (),
        small_limit=_SMALL_COMMENTS,
        conversations=conversations,
        left_out=left_out,
        folded=len(everything) > _OPEN,
    )


def _written(conversations: Sequence[Conversation]) -> tuple[tuple[Conversation, ...], int]:
    """The conversations of the first comments, and how many comments they leave out."""
    kept: list[Conversation] = []
    written = letters = 0
    for one in conversations:
        fitting = 0
        for shown in (one.first, *one.replies):
            letters += min(len(shown.comment.text), LONGEST_TEXT)
            if written == MOST_COMMENTS or letters > MOST_TEXT:
                break
            fitting, written = fitting + 1, written + 1
        if not fitting:
            break
        kept.append(one._replace(replies=one.replies[: fitting - 1]))
    return tuple(kept), sum(one.size for one in conversations) - written


def _branches(comments: Comments) -> Iterator[Branch]:
    """The largest branches that a small picture can hold whole, at least a reply to a reply long."""
    shape = comments.shape
    sizes = [1] * len(shape.parents)
    for position in reversed(shape.order):
        if shape.parents[position] != POST:
            sizes[shape.parents[position]] += sizes[position]
    roots = [
        position
        for position, parent in enumerate(shape.parents)
        if 2 < sizes[position] <= _SMALL_COMMENTS and (parent == POST or sizes[parent] > _SMALL_COMMENTS)
    ]
    for root in sorted(roots, key=lambda position: (-sizes[position], position))[:_SMALL]:
        members = [root]
        for position in members:  # grows while it is walked
            members.extend(shape.children[position])
        chosen = [comments.all[position] for position in sorted(members)]
        chosen.sort(key=lambda one: one.number != root + 1)  # the picture takes its upper level from the first
        yield Branch(
            first=chosen[0],
            size=len(chosen),
            depth=max(one.depth for one in chosen) - chosen[0].depth + 1,
            rebuttals=sum(one.stance == "disagrees" for one in chosen[1:]),
            picture=picture(chosen, _SMALL_WIDTH, _SMALL_HEIGHT, post_known=True),
        )
