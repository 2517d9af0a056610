"""Isso: the JSON of its "generic" import, or the answer of its API for one page (GET /?uri=...)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote_plus

from threads.model import Comment, State, Transcript
from threads.sources.answers import answers, first
from threads.sources.document import Document, Options
from threads.sources.foreign import check, plain, transcript, walk
from threads.sources.instants import timestamp

FIELDS = ("id", "parent_id", "author", "author_id", "created_at", "created_at_text", "text", "state", "extra")

_STATES: Mapping[int, State] = {1: "visible", 2: "hidden", 4: "deleted"}  # accepted, awaits moderation, has replies
_EXTRA = ("website", "likes", "dislikes")


def recognise(document: Document) -> bool:
    """Whether the JSON is an answer with `total_replies`, or lists pages whose comments have an author's address."""
    value = first(document)
    if isinstance(value, dict):
        return {"replies", "total_replies", "hidden_replies"} <= value.keys()
    pages = [page for page in value if isinstance(page, dict)] if isinstance(value, list) else []
    lists = [page["comments"] for page in pages if isinstance(page.get("comments"), list) and page["comments"]]
    said = lists[0][0] if lists else None
    return (
        isinstance(said, dict)
        and said.keys() >= {"id", "created", "author", "text"}
        and not said.keys().isdisjoint(("remote_addr", "email"))
    )


def parse(document: Document, options: Options) -> Iterator[Transcript]:
    """One thread per page."""
    pages: list[Any] = []
    for answer in answers(document):
        is_import = isinstance(answer.value, list)
        pages += answer.value if is_import else [_page(answer.value)]
    for page in check(document, pages, "isso"):
        title = page.get("title") or ""
        yield transcript(
            document,
            "isso",
            [_comment(said, options) for said in page["comments"]],
            id=_string(page.get("id")),
            title=title if " " in title else unquote_plus(title),  # as exporters quote it: "Test+post"
            url=_string(page.get("id")),
            platform="isso",
            # Import files need not say parents; then all comments stand beside each other.
        )


def _page(answer: Any) -> Any:
    """An answer as the page of an import file: its comments in one list."""
    if not isinstance(answer, dict):
        return answer
    return {"comments": [node for node, _ in walk(answer.get("replies"), "replies")]}


def _comment(said: Mapping[str, Any], options: Options) -> Comment:
    created = said["created"]
    extra = {name: said[name] for name in _EXTRA if said.get(name)}
    if said.get("modified"):
        extra["edited_at"] = timestamp(said["modified"], options)
    return Comment(
        id=str(said["id"]),
        parent_id=_string(said.get("parent")),
        author=said.get("author") or None,
        author_id=said.get("hash"),
        created_at=timestamp(created, options),
        created_at_text=created if isinstance(created, str) else None,
        text=plain(said["text"]),
        state=_STATES.get(said.get("mode", 1), "visible"),
        extra=extra,
    )


def _string(name: str | int | None) -> str | None:
    return None if name in (None, "") else str(name)
