"""What must hold in a transcript or thread and no JSON Schema can say: ids, parents, links, spans and dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from pydantic import JsonValue

from threads.model import Comment, Evidence, Link, Thread, Transcript
from threads.pointers import pointer


class Breach(NamedTuple):
    """One broken invariant: where (JSON Pointer, RFC 6901), which rule, and a sentence about it."""

    pointer: str
    rule: str
    message: str


def breaches(conversation: Transcript | Thread) -> Iterator[Breach]:
    """Every broken invariant of a transcript or thread, in linear time."""
    by_id: dict[str, Comment] = {}
    for number, comment in enumerate(conversation.comments):
        if comment.id in by_id:
            yield Breach(f"/comments/{number}/id", "unique-comment-ids", f"the id {comment.id!r} is taken")
        by_id.setdefault(comment.id, comment)
    yield from _dates(conversation)
    yield from _stated_parents(conversation, by_id)
    yield from _notes(conversation, by_id)
    if isinstance(conversation, Thread):
        yield from _links(conversation, by_id)


def cycles(parents: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Each cycle of a child -> parent mapping once, from where a walk in the mapping's order enters it."""
    walked: dict[str, str] = {}  # node -> the start of the walk that reached it first
    for start in parents:
        node = start
        while node in parents and node not in walked:
            walked[node] = start
            node = parents[node]
        if walked.get(node) == start and node in parents:  # this walk ran into itself
            yield _cycle_through(node, parents)


def _cycle_through(node: str, parents: Mapping[str, str]) -> tuple[str, ...]:
    found = [node]
    while parents[found[-1]] != node:
        found.append(parents[found[-1]])
    return tuple(found)


def _dates(conversation: Transcript | Thread) -> Iterator[Breach]:
    """The schema's pattern lets 2011-02-30 and an offset of +99:99 pass."""
    stamps = [(f"/comments/{number}", comment.created_at) for number, comment in enumerate(conversation.comments)]
    if conversation.post is not None:
        stamps.append(("/post", conversation.post.created_at))
    for place, stamp in stamps:
        if stamp is not None and not is_real(stamp):
            yield Breach(f"{place}/created_at", "timestamp", f"{stamp!r} is no date or time of the calendar")


def is_real(stamp: str) -> bool:
    """Whether a stamp of the right form names a day and a time that there are."""
    try:
        dt.datetime.fromisoformat(stamp)
    except ValueError:
        return False
    return True


def _stated_parents(conversation: Transcript | Thread, by_id: Mapping[str, Comment]) -> Iterator[Breach]:
    excused = {note.comment_id for note in conversation.notes if note.code == "orphan-parent"}
    for number, comment in enumerate(conversation.comments):
        if comment.parent_id is not None and comment.parent_id not in by_id and comment.id not in excused:
            message = f"no comment has the id {comment.parent_id!r}, and no note 'orphan-parent' says so"
            yield Breach(f"/comments/{number}/parent_id", "stated-parent-exists", message)


def _notes(conversation: Transcript | Thread, by_id: Mapping[str, Comment]) -> Iterator[Breach]:
    for number, note in enumerate(conversation.notes):
        if note.comment_id is not None and note.comment_id not in by_id:
            message = f"no comment has the id {note.comment_id!r}"
            yield Breach(f"/notes/{number}/comment_id", "note-comment-exists", message)


def _links(thread: Thread, by_id: Mapping[str, Comment]) -> Iterator[Breach]:
    number_of: dict[str, int] = {}
    parents: dict[str, str] = {}
    forgotten = any(note.code == "forgotten" for note in thread.notes)
    for number, link in enumerate(thread.links):
        for end, comment_id in (("child_id", link.child_id), ("parent_id", link.parent_id)):
            if comment_id not in by_id:
                yield Breach(f"/links/{number}/{end}", "link-ends-exist", f"no comment has the id {comment_id!r}")
        if link.child_id in parents:
            message = f"{link.child_id!r} has a link already, at /links/{number_of[link.child_id]}"
            yield Breach(f"/links/{number}", "one-link-per-child", message)
        else:
            number_of[link.child_id], parents[link.child_id] = number, link.parent_id
        yield from _basis(f"/links/{number}", link, by_id, forgotten)
        yield from _evidence(f"/links/{number}/evidence", link.evidence, by_id)
    for cycle in cycles(parents):
        rule = "link-to-itself" if len(cycle) == 1 else "no-link-cycles"
        yield Breach(f"/links/{number_of[cycle[0]]}", rule, f"{describe(cycle)} reply in a circle")


def _basis(place: str, link: Link, by_id: Mapping[str, Comment], forgotten: bool) -> Iterator[Breach]:
    """A link says what the source says of its comment, or shows why not; words that were forgotten show nothing."""
    stated = by_id[link.child_id].parent_id if link.child_id in by_id else None
    if stated not in (None, link.parent_id) and (link.basis == "stated" or stated in by_id):
        message = f"the source states {stated!r} as the parent of {link.child_id!r}"
        yield Breach(f"{place}/parent_id", "stated-parent-holds", message)
    elif link.basis != "stated" and not link.evidence and not link.fact and not forgotten:
        yield Breach(place, "recovered-link-is-shown", f"neither words nor a fact show this {link.basis!r} link")


def describe(cycle: tuple[str, ...]) -> str:
    """A cycle for a sentence: at most four of its ids, and how many there are."""
    if len(cycle) == 1:
        return f"{cycle[0]!r} alone"
    return " -> ".join(map(repr, cycle[:4])) + (f" -> ... ({len(cycle)} comments)" if len(cycle) > 4 else "")


def _evidence(place: str, evidence: tuple[Evidence, ...], by_id: Mapping[str, Comment]) -> Iterator[Breach]:
    for number, piece in enumerate(evidence):
        comment = by_id.get(piece.comment_id)
        if comment is None:
            message = f"no comment has the id {piece.comment_id!r}"
            yield Breach(f"{place}/{number}/comment_id", "evidence-comment-exists", message)
        elif comment.text[piece.start : piece.end] != piece.text or not piece.start < piece.end <= len(comment.text):
            message = f"the text of {piece.comment_id!r} has other words from {piece.start} to {piece.end}"
            yield Breach(f"{place}/{number}/text", "evidence-equals-span", message)


def span_breaches(document: JsonValue, length: Callable[[int], int] = int) -> Iterator[Breach]:
    """Spans anywhere in a document that cannot be right whatever text they cite: end before start, wrong length.

    length: how many characters stand for so many, in a document that quotes no words or only their beginning.
    """
    waiting: list[tuple[tuple[str | int, ...], JsonValue]] = [((), document)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict):
            yield from _span(path, value, length)
            waiting += [
                ((*path, name), inner) for name, inner in reversed(value.items()) if isinstance(inner, dict | list)
            ]
        elif isinstance(value, list):
            waiting += [
                ((*path, n), inner) for n, inner in reversed(list(enumerate(value))) if isinstance(inner, dict | list)
            ]


def _span(
    path: tuple[str | int, ...], value: Mapping[str, JsonValue], length: Callable[[int], int]
) -> Iterator[Breach]:
    start, end, text = value.get("start"), value.get("end"), value.get("text")
    if isinstance(start, int) and isinstance(end, int) and isinstance(text, str):
        if start >= end:
            yield Breach(pointer((*path, "end")), "span-has-length", f"the span ends at {end} and starts at {start}")
        elif length(end - start) != len(text):
            message = f"{len(text)} code points cannot stand between {start} and {end}"
            yield Breach(pointer((*path, "text")), "span-has-length", message)
