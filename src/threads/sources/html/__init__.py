"""Saved web page: comments that the page states, that a known platform prints, or that repeat as comments do."""

from __future__ import annotations

from collections.abc import Iterator

from threads.errors import NoComments
from threads.model import Comment, Transcript
from threads.sources.document import Document, Options
from threads.sources.html import article, declared, general, nesting
from threads.sources.html.slots import Reading, read
from threads.sources.html.times import times
from threads.sources.html.tree import Page
from threads.sources.interface import count_notes

FIELDS = ("id", "parent_id", "author", "created_at", "created_at_text", "text", "state", "markers", "extra")


def recognise(document: Document) -> bool:
    """Whether the input is an HTML page."""
    return document.container == "html"


def parse(document: Document, options: Options) -> Iterator[Transcript]:
    """The page's comments, or NoComments."""
    page = Page(document.text)
    found = list(times(page.root))
    platform: str | None = None
    comments: tuple[Comment, ...] = ()
    known = declared.find(page, found)
    if known is not None:
        platform = known.platform.name
        reading: Reading | None = read(known.family, known.author, known.body)
    else:
        reading = general.find(page.root, found)
    if reading is not None:
        comments = general.comments(reading, found, options, known.post if known else None)
    if not comments and not options.allow_empty:
        raise NoComments(document.name)
    beside = article.read(page, [r.member for r in reading.records] if reading else [])
    yield Transcript(
        id=document.stem,
        source=document.source("html"),
        title=beside.title,
        url=beside.url,
        platform=platform,
        declared_comments=beside.declared,
        nesting="stated" if nesting.is_stated(page.root, comments) else "lost",
        post=beside.post,
        comments=comments,
        notes=count_notes(beside.declared, len(comments)),
    )
