"""Remark42: the tree or plain list of comments that its API answers, or the lines of its backup."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from threads.model import Comment, Transcript
from threads.sources.answers import answers, first
from threads.sources.document import Document, Options
from threads.sources.foreign import check, plain, transcript, walk
from threads.sources.instants import timestamp

FIELDS = ("id", "parent_id", "author", "author_id", "created_at", "text", "state", "extra")

_BACKUP = {"version", "users", "posts"}  # its first line
_NEVER = "0001-01-01"  # what Go writes for a time that was not set


def recognise(document: Document) -> bool:
    """Whether comments have a `pid` and a `locator`, alone or as a tree's `comment`; a backup begins with its users."""
    value = first(document)
    if isinstance(value, dict) and value.keys() >= _BACKUP:
        return True
    node = next(iter(_nodes(value)), None)
    return isinstance(node, dict) and _said(node).keys() >= {"pid", "locator"}


def parse(document: Document, options: Options) -> Iterator[Transcript]:
    """One thread per page that was commented on."""
    values = [answer.value for answer in answers(document)]
    nodes = [node for value in values for node, _ in walk(_nodes(value), "replies")]
    said = check(document, [_said(node) for node in nodes], "remark42")
    infos = [value["info"] for value in values if isinstance(value, dict) and isinstance(value.get("info"), dict)]
    counts = {str(info.get("url")): info.get("count") for info in infos}
    pages: dict[str, list[Mapping[str, Any]]] = {}
    for one in said:
        pages.setdefault(one["locator"]["url"], []).append(one)
    for url, comments in pages.items():
        yield transcript(
            document,
            "remark42",
            [_comment(one, options) for one in comments],
            id=url if len(pages) > 1 else None,
            title=next((one["title"] for one in comments if one.get("title")), None),
            url=url,
            platform="remark42",
            declared=_count(counts.get(url)),
        )


def _nodes(value: Any) -> list[Any]:
    """The outermost comments of a tree or a list; a line of a backup is one, but its first is about users and posts."""
    if isinstance(value, dict):
        value = value.get("comments", [] if value.keys() >= _BACKUP else [value])
    return [node for node in value if isinstance(node, dict)] if isinstance(value, list) else []


def _count(said: Any) -> int | None:
    return said if isinstance(said, int) and said >= 0 else None


def _said(node: Any) -> Any:
    said = node.get("comment", node) if isinstance(node, dict) else node
    return said if isinstance(said, dict) else {}


def _comment(said: Mapping[str, Any], options: Options) -> Comment:
    user, edit = said["user"], said.get("edit") or {}
    extra = {
        "score": said.get("score"),
        "edited_at": timestamp(edit.get("time"), options),
        "pinned": said.get("pin") or None,
    }
    is_known = user.get("id") != "deleted"  # what stands for an author whose data were deleted
    return Comment(
        id=said["id"],
        parent_id=said["pid"] or None,
        author=(user.get("name") or None) if is_known else None,
        author_id=(user.get("id") or None) if is_known else None,
        created_at=None if said["time"].startswith(_NEVER) else timestamp(said["time"], options),
        text=plain(said["text"]),
        state="deleted" if said.get("delete") else "visible",
        extra={name: value for name, value in extra.items() if value is not None},
    )
