"""Disqus XML export: posts grouped under the threads that they name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from threads.model import Comment, Note, Post, State, Transcript
from threads.sources.document import Document, Options
from threads.sources.foreign import plain, transcript
from threads.sources.instants import timestamp
from threads.sources.xml_tree import attribute, child, local, tree, value

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

FIELDS = ("id", "parent_id", "author", "author_id", "created_at", "created_at_text", "text", "state", "extra")

_ROOT = re.compile(r"<disqus\b")
_HEAD = 5000
_LOCAL = re.compile(r"[\d-]+T[\d:.]+")


def recognise(document: Document) -> bool:
    """Whether the XML has the element `disqus`."""
    return document.container == "xml" and _ROOT.search(document.text[:_HEAD]) is not None


def parse(document: Document, options: Options) -> Iterator[Transcript]:
    """One transcript per thread with posts, then one of the posts that name no thread."""
    root, notes = tree(document)
    threads = {attribute(element, "id"): element for element in root if local(element.tag) == "thread"}
    posts: dict[str | None, list[Comment]] = {thread: [] for thread in threads} if options.allow_empty else {}
    for place, element in enumerate((e for e in root if local(e.tag) == "post"), 1):
        thread = attribute(child(element, "thread"), "id")
        posts.setdefault(thread, []).append(_comment(element, f"p{place}", options))
    for thread, comments in sorted(posts.items(), key=lambda item: item[0] is None):
        about = threads.get(thread)
        yield transcript(
            document,
            "disqus",
            comments,
            id=thread or f"{document.stem}-no-thread",
            title=value(about, "title") if about is not None else None,
            url=value(about, "link") if about is not None else None,
            platform="disqus",
            post=_post(about, options) if about is not None else None,
            notes=(*notes, *_lost_thread(thread, about)),
        )


def _comment(post: Element, place: str, options: Options) -> Comment:
    author = child(post, "author")
    printed, created = _created(post, options)
    return Comment(
        id=attribute(post, "id") or place,
        parent_id=attribute(child(post, "parent"), "id"),
        author=_author(author),
        author_id=(value(author, "username") or None) if author is not None else None,
        created_at=created,
        created_at_text=printed or None,
        text=plain(value(post, "message")),
        state=_state(post),
        extra={"spam": True} if value(post, "isSpam") == "true" else {},
    )


def _created(element: Element, options: Options) -> tuple[str, str | None]:
    """A time as printed and as timestamp; exports without a zone are in UTC as well."""
    printed = value(element, "createdAt")
    return printed, timestamp(f"{printed}Z" if _LOCAL.fullmatch(printed) else printed, options)


def _author(author: Element | None) -> str | None:
    """The name that is shown; accounts without one show their user name."""
    return value(author, "name") or value(author, "username") or None if author is not None else None


def _state(post: Element) -> State:
    if value(post, "isDeleted") == "true":
        return "deleted"
    return "hidden" if value(post, "isSpam") == "true" else "visible"


def _post(thread: Element, options: Options) -> Post | None:
    """The article that a thread stands under; Disqus knows its text only where the site sent it."""
    post = Post(
        author=_author(child(thread, "author")),
        created_at=_created(thread, options)[1],
        text=plain(value(thread, "message")),
    )
    return post if post != Post() else None


def _lost_thread(thread: str | None, about: Element | None) -> Iterator[Note]:
    if about is None:
        found = f"the export does not hold the thread {thread!r}" if thread else "these posts name no thread"
        yield Note(code="missing-thread", message=f"{found}, so neither title nor address is known")
