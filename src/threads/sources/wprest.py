"""WordPress REST API: lists of wp/v2/comments, grouped by post."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import JsonValue

from threads.model import Comment, Transcript
from threads.sources.answers import checked, leading, records
from threads.sources.document import Document, Options
from threads.sources.foreign import plain, transcript
from threads.sources.instants import timestamp
from threads.sources.wordpress import APPROVAL, ping_notes

FIELDS = ("id", "parent_id", "author", "author_id", "created_at", "created_at_text", "text", "state", "extra")

_SIGNS = {"id", "post", "content"}
_COMMENT_PAGE = re.compile(r"(?:comment-page-\d+/)?#comment-\d+$")


def recognise(document: Document) -> bool:
    """Whether the first record has a post's number, a parent or an author's name, and content as an object."""
    row = leading(document)
    return (
        row is not None
        and row.keys() >= _SIGNS
        and not row.keys().isdisjoint(("author_name", "parent", "date_gmt"))
        and isinstance(row["content"], dict)
    )


def parse(document: Document, options: Options) -> Iterator[Transcript]:
    """One transcript per post, in order of first appearance."""
    posts: dict[int, list[Comment]] = {}
    pages: dict[int, str] = {}
    for record in records(document):
        row = checked(document, record, "wprest")
        posts.setdefault(row["post"], []).append(_comment(row, options))
        pages.setdefault(row["post"], _COMMENT_PAGE.sub("", row.get("link") or ""))
    for post, comments in posts.items():
        yield transcript(
            document,
            "wprest",
            comments,
            id=str(post),
            url=pages[post],
            platform="wordpress",
            notes=tuple(ping_notes(comments)),
        )


def _comment(row: Mapping[str, Any], options: Options) -> Comment:
    # `date` is the site's local time, of which only WordPress knows the zone.
    created = timestamp(f"{row['date_gmt']}Z", options) if row.get("date_gmt") else timestamp(row.get("date"), options)
    status, kind = row.get("status") or "approved", row.get("type") or "comment"
    extra: dict[str, JsonValue] = {"url": row["link"]} if row.get("link") else {}
    extra |= {"type": kind} if kind != "comment" else {}
    extra |= {"status": status} if status not in ("approved", "approve") else {}
    content = row["content"]
    return Comment(
        id=str(row["id"]),
        parent_id=str(row["parent"]) if row.get("parent") else None,
        author=row.get("author_name") or None,
        author_id=str(row["author"]) if row.get("author") else None,
        created_at=created,
        created_at_text=row.get("date_gmt") or row.get("date"),
        text=plain(content.get("rendered") or content.get("raw")),
        state=APPROVAL.get(status, "hidden"),
        extra=extra,
    )
