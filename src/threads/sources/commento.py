"""Commento and Commento++: the JSON export of a domain, or the API's list of one page's comments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from threads.model import Comment, State, Transcript
from threads.sources.document import Document, Options
from threads.sources.foreign import check, plain, transcript
from threads.sources.instants import timestamp

FIELDS = ("id", "parent_id", "author", "author_id", "created_at", "text", "state", "extra")

_ROOT = "root"  # the parent of comments at the top level
_ANONYMOUS = "anonymous"  # the commenter of all who did not log in; no list of commenters holds it


def recognise(document: Document) -> bool:
    """Whether the JSON has comments with a `commentHex`."""
    comments = document.json.get("comments") if isinstance(document.json, dict) else None
    first = comments[0] if isinstance(comments, list) and comments else None
    return isinstance(first, dict) and "commentHex" in first


def parse(document: Document, options: Options) -> Iterator[Transcript]:
    """One thread per page, named by its domain and path."""
    value = check(document, document.json, "commento")
    listed = value.get("commenters") or []  # an export's array, an answer's object by hex
    people = {one["commenterHex"]: one for one in (listed.values() if isinstance(listed, dict) else listed)}
    pages: dict[str, list[Mapping[str, Any]]] = {}
    for said in value["comments"]:
        page = said.get("domain", value.get("domain", "")) + (said.get("url") or said.get("path") or "")
        pages.setdefault(page, []).append(said)
    for page, comments in pages.items():
        yield transcript(
            document,
            "commento",
            [_comment(said, people.get(said["commenterHex"]), options) for said in comments],
            id=page if len(pages) > 1 else None,
            url=page,
            platform="commento",
        )


def _comment(said: Mapping[str, Any], person: Mapping[str, Any] | None, options: Options) -> Comment:
    is_anonymous = said["commenterHex"] == _ANONYMOUS
    state: State = "visible" if said.get("state", "approved") in ("", "approved") else "hidden"
    extra = {"score": said.get("score"), "state": said.get("state") if state == "hidden" else None}
    return Comment(
        id=said["commentHex"],
        parent_id=None if said["parentHex"] in (_ROOT, "") else said["parentHex"],
        author=(person or {}).get("name") or ("Anonymous" if is_anonymous else None),
        author_id=None if is_anonymous else said["commenterHex"] or None,
        created_at=timestamp(said["creationDate"], options),
        text=said.get("markdown") or plain(said.get("html")),
        state="deleted" if said.get("deleted") else state,
        extra={name: value for name, value in extra.items() if value is not None},
    )
