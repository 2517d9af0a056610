"""JSON of other platforms: parsed once, checked against a minimal schema of ours, turned into transcripts.

The schemas under schemas/sources/ name only what a reader needs, so that a missing field is an error that names it and
a new field is none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import orjson

from threads.errors import MalformedInput
from threads.model import Comment, Nesting, Note, Post, Transcript
from threads.sources.document import Document
from threads.sources.markup import Page
from threads.sources.row_ids import Fresh, parent_notes
from threads.timestamps import in_iso


def check(document: Document, value: Any, format_name: str) -> Any:
    """The value itself, if it fits schemas/sources/FORMAT.schema.json; else MalformedInput names the first misfit."""
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match

    misfit = best_match(Draft202012Validator(_schema(format_name)).iter_errors(value))
    if misfit is not None:
        where = "".join(f"/{part}" for part in misfit.absolute_path) or "the document"
        found = misfit.message if len(misfit.message) < 200 else f"does not fit {misfit.validator!r}"
        raise MalformedInput(
            document.name, where, found, f"pass what {format_name.partition('-')[0]} exports, unchanged"
        )
    return value


@cache
def _schema(format_name: str) -> Any:
    """A schema from the installed package, or from the checkout that an editable install runs in."""
    packaged = files("threads") / "schemas/sources" / f"{format_name}.schema.json"
    checkout = Path(__file__).parents[3] / "schemas/sources" / f"{format_name}.schema.json"
    return orjson.loads(packaged.read_bytes() if packaged.is_file() else checkout.read_bytes())


def transcript(
    document: Document,
    format_name: str,
    comments: Iterable[Comment],
    *,
    id: str | None = None,
    title: str | None = None,
    url: str | None = None,
    platform: str | None = None,
    declared: int | None = None,
    nesting: Nesting = "stated",
    post: Post | None = None,
    notes: Sequence[Note] = (),
) -> Transcript:
    """A transcript of foreign comments: equal repeats dropped, other repeated ids renamed, odd parents noted."""
    kept, repeats = _distinct(comments)
    return Transcript(
        id=id or document.stem,
        source=document.source(format_name),
        title=title or None,
        url=url or None,
        platform=platform,
        declared_comments=None if declared is None else min(int(declared), 2**53),  # 12.0 is an integer of JSON Schema
        nesting=nesting,
        post=post,
        comments=tuple(kept),
        notes=(*notes, *repeats, *parent_notes(kept), *_time_notes(kept)),
    )


def _time_notes(comments: Iterable[Comment]) -> Iterator[Note]:
    for comment in comments:
        if comment.created_at is None and comment.created_at_text:
            message = f"the time {comment.created_at_text[:60]!r} cannot be read"
            yield Note(code="unparsed-time", comment_id=comment.id, message=message)


def _distinct(comments: Iterable[Comment]) -> tuple[list[Comment], list[Note]]:
    comments = list(comments)
    seen: dict[str, Comment] = {}
    notes: list[Note] = []
    fresh_id = Fresh({comment.id for comment in comments})
    for comment in comments:
        if comment.id not in seen:
            seen[comment.id] = comment
        elif comment == seen[comment.id]:
            notes.append(Note(code="duplicate-comment", comment_id=comment.id, message="an equal repeat was dropped"))
        else:
            fresh = fresh_id(comment.id)
            message = f"another comment has the id {comment.id!r} too"
            notes.append(Note(code="duplicate-id", comment_id=fresh, message=message))
            seen[fresh] = comment.model_copy(update={"id": fresh})
    return list(seen.values()), notes


def plain(markup: str | None) -> str:
    """The text of an HTML fragment, as a reader sees it: blocks on lines of their own, quotations behind "> "."""
    if not markup:
        return ""
    return Page(markup).root.text() if "<" in markup or "&" in markup else markup.strip()


def from_epoch(seconds: float | None) -> str | None:
    """Seconds since 1970 as a timestamp in UTC; None for none, for 0 and for what no year has."""
    if not seconds or seconds != seconds:  # nothing, or not a number
        return None
    try:
        return in_iso(dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=seconds))
    except OverflowError:
        return None


def walk(roots: Any, children: str) -> Iterator[tuple[Any, Any | None]]:
    """Each node of nested replies with its parent, depth first in the given order, without recursion.

    What stands where a list of nodes should is a node itself: none is lost, and `check` says what is wrong with it.
    """
    stack: list[tuple[Any, Any | None]] = [(root, None) for root in reversed(listed(roots))]
    while stack:
        node, parent = stack.pop()
        yield node, parent
        if isinstance(node, dict):
            stack += [(child, node) for child in reversed(listed(node.get(children)))]


def listed(value: Any) -> list[Any]:
    """A list as it is, nothing (null, false, empty) as an empty one, anything else as the one element of a list."""
    return value if isinstance(value, list) else [value] if value else []
