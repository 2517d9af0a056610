"""Pushshift and Arctic Shift dumps of Reddit: one comment per line, plain or .zst; link_id names the thread."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from threads.model import Comment, Note, Transcript
from threads.sources import reddit_things as things
from threads.sources.answers import checked, leading, records
from threads.sources.document import Document, Options
from threads.sources.foreign import transcript

FIELDS = ("id", "parent_id", "author", "author_id", "created_at", "text", "state", "extra")

_COMMENT = {"body", "link_id", "id"}
_SUBMISSION = {"title", "selftext", "num_comments", "id"}
_USUAL = dict.fromkeys(("id", "body", "link_id", "parent_id", "author"), str) | {"created_utc": int}
_OPTIONAL = ("author_fullname", "permalink")
_LONGEST_BASE36 = 7  # Reddit's ids have no more digits yet; in base 10 they soon do


def recognise(document: Document) -> bool:
    """Whether the first record is a comment with body and link_id, or a submission, outside of any listing."""
    row = leading(document, "data")
    return row is not None and (row.keys() >= _COMMENT or row.keys() >= _SUBMISSION)


def parse(document: Document, options: Options) -> Iterator[Transcript]:
    """One transcript per link_id, in order of first appearance; submissions in the file are their posts."""
    del options  # times are stated in UTC
    posts: dict[str, Mapping[str, Any]] = {}
    threads: dict[str, list[Comment]] = {}
    converted: dict[str, int] = {}
    for row in _records(document):
        if "body" not in row:
            posts[_name("t3", row["id"])] = row
            continue
        link = _name("t3", row["link_id"])
        parent = _parent(row.get("parent_id"), link)
        threads.setdefault(link, []).append(things.comment(row, _name("t1", row["id"]), parent, escaped=True))
        converted[link] = converted.get(link, 0) + (parent is not None and _is_decimal(row["parent_id"]))
    while threads:  # each thread is let go when its transcript is made
        link = next(iter(threads))
        about = posts.get(link)
        yield transcript(
            document,
            "pushshift",
            threads.pop(link),
            id=link,
            title=things.words(about["title"], escaped=True) if about else None,
            url=things.address(about) if about else None,
            platform="reddit",
            declared=about.get("num_comments") if about else None,
            post=things.post(about, escaped=True) if about else None,
            notes=tuple(_notes(converted[link])),
        )


def _records(document: Document) -> Iterator[Mapping[str, Any]]:
    for record in records(document, "data"):
        # Checking costs more than reading, and dumps hold millions of records that are right.
        yield record.value if _fits(record.value) else checked(document, record, "pushshift")


def _fits(row: Any) -> bool:
    return (
        isinstance(row, dict)
        and all(isinstance(row.get(name), kind) for name, kind in _USUAL.items())
        and all(row.get(name) is None or isinstance(row[name], str) for name in _OPTIONAL)
    )


def _name(kind: str, id: str | float) -> str:
    """A full name such as t1_c3k9: with its prefix, which dumps leave out at ids, and in base 36."""
    if not isinstance(id, str):
        return f"{kind}_{things.base36(int(id))}"
    return id if id.startswith(("t1_", "t3_")) else f"{kind}_{id}"


def _parent(stated: str | float | None, link: str) -> str | None:
    """The full name of the comment that is answered; None at the top level."""
    if not stated:
        return None
    if _is_decimal(stated):
        id = things.base36(int(stated))
        return None if f"t3_{id}" == link else f"t1_{id}"
    name = _name("t1", stated)
    return None if name.startswith("t3_") else name


def _is_decimal(stated: str | float) -> bool:
    """Whether an id is written in base 10: as a number, or as more digits than ids have in base 36."""
    return not isinstance(stated, str) or (stated.isdecimal() and len(stated) > _LONGEST_BASE36)


def _notes(converted: int) -> Iterator[Note]:
    if converted:
        message = f"parent ids in base 10 that were read as Reddit's names, which are in base 36: {converted}"
        yield Note(code="decimal-parent-id", message=message)
