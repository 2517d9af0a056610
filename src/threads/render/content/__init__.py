"""What a page about a report says, whatever it is written in: the same content stands in HTML and in Markdown."""

from __future__ import annotations

from typing import NamedTuple

from threads.model import Thread
from threads.render.content.comments import LONGEST_TEXT, Comments, Conversation, Shown
from threads.render.content.exchanges import Exchanges, exchanges
from threads.render.content.glance import Glance, glance
from threads.render.content.marks import Piece, pieces
from threads.render.content.passages import Patterns, pattern_rows
from threads.render.content.people import Matrix, People, matrix, people
from threads.reports import Report
from threads.reports.names import without_placeholders

__all__ = ["LONGEST_TEXT", "Comments", "Conversation", "Page", "Shown", "page"]


class Post(NamedTuple):
    """What the thread is about, its marks included."""

    author: str | None
    time: str | None
    pieces: tuple[Piece, ...]
    left_out: int


class Page(NamedTuple):
    """All parts of a page; without the thread those that need its texts are None."""

    report: Report
    glance: Glance
    people: People
    matrix: Matrix | None
    patterns: Patterns
    comments: Comments | None
    post: Post | None
    exchanges: Exchanges | None


def page(report: Report, thread: Thread | None) -> Page:
    """The content of a page. `thread` is what the report is of; without it only figures and passages are shown."""
    comments = Comments(report, without_placeholders(thread)[0]) if thread is not None else None
    return Page(
        report=report,
        glance=glance(report),
        people=people(report),
        matrix=matrix(report),
        patterns=pattern_rows(report, comments),
        comments=comments,
        post=_post(report, comments) if comments is not None else None,
        exchanges=exchanges(report, comments) if comments is not None else None,
    )


def _post(report: Report, comments: Comments) -> Post | None:
    post = comments.thread.post
    if post is None or not (post.text or post.author):
        return None
    claims = comments.claims.get(report.thread.post_id or "", [])
    left_out = max(len(post.text) - LONGEST_TEXT, 0)
    return Post(post.author, post.created_at, pieces(post.text, claims, 0, LONGEST_TEXT), left_out)
