"""The ids of a table's rows: missing and repeated ones, and stated parents that make no tree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pydantic import JsonValue

from threads.invariants import cycles, describe
from threads.model import Comment, Note


class Row(NamedTuple):
    """One row: the line it begins on, counted from 1, and its cells by column name; None is a blank cell."""

    line: int
    cells: Mapping[str, JsonValue]


class Fresh:
    """Ids that no row has: the wanted one, or the wanted one with a number behind it."""

    def __init__(self, taken: set[str | None]) -> None:
        self._taken = taken
        self._counts: dict[str, int] = {}

    def __call__(self, wanted: str) -> str:
        """The id to take, which is taken from now on."""
        found = wanted
        while found in self._taken:
            self._counts[wanted] = self._counts.get(wanted, 1) + 1
            found = f"{wanted}-{self._counts[wanted]}"
        self._taken.add(found)
        return found


def identified(rows: Sequence[Row], ids: Sequence[str | None]) -> tuple[list[tuple[str, Row]], list[Note]]:
    """The rows to keep, each under an id of its own, and a note for each row dropped or renamed.

    A row without an id gets its place in the thread (`c3`). A repeated id is an export run twice where the rows are
    equal: dropped; where they differ, the later one is kept under a fresh id, and replies go to the first.
    """
    kept: list[tuple[str, Row]] = []
    notes: list[Note] = []
    fresh = Fresh(set(ids))
    first: dict[str, Row] = {}
    payloads: dict[str, set[str]] = {}
    for place, (row, stated) in enumerate(zip(rows, ids, strict=True), 1):
        if stated is None:
            kept.append((fresh(f"c{place}"), row))
        elif stated not in first:
            first[stated] = row
            kept.append((stated, row))
        elif _payload(row) in payloads.setdefault(stated, {_payload(first[stated])}):
            message = f"line {row.line} repeats the comment of line {first[stated].line} and was dropped"
            notes.append(Note(code="duplicate-comment", comment_id=stated, message=message))
        else:
            payloads[stated].add(_payload(row))
            name = fresh(stated)
            message = f"line {row.line} has the id {stated!r} of another comment, on line {first[stated].line}"
            notes.append(Note(code="duplicate-id", comment_id=name, message=message))
            kept.append((name, row))
    return kept, notes


def _payload(row: Row) -> str:
    return repr(sorted(row.cells.items(), key=lambda cell: cell[0]))


def read_as_whole_numbers(comments: list[Comment], notes: list[Note]) -> list[Comment]:
    """The comments with the parent "7.0" read as "7" where only 7 is an id.

    Spreadsheet and data-frame software writes whole numbers so in a column that has blanks.
    """
    ids = {comment.id for comment in comments}
    changed = 0
    for place, comment in enumerate(comments):
        parent = comment.parent_id
        if parent is not None and parent not in ids and parent.endswith(".0") and parent[:-2] in ids:
            comments[place] = comment.model_copy(update={"parent_id": parent[:-2]})
            changed += 1
    if changed:
        message = f"{changed} parent ids written as decimal fractions, such as 7.0, were read as whole numbers"
        notes.append(Note(code="decimal-parent-id", message=message))
    return comments


def parent_notes(comments: Sequence[Comment]) -> Iterator[Note]:
    """A note for each stated parent that is missing, is the comment itself, or closes a circle."""
    ids = {comment.id for comment in comments}
    parents: dict[str, str] = {}
    for comment in comments:
        if comment.parent_id is None:
            continue
        if comment.parent_id not in ids:
            message = f"no comment of this thread has the id {comment.parent_id!r} of the stated parent"
            yield Note(code="orphan-parent", comment_id=comment.id, message=message)
        elif comment.parent_id == comment.id:
            yield Note(code="self-reply", comment_id=comment.id, message="the stated parent is the comment itself")
        else:
            parents[comment.id] = comment.parent_id
    for cycle in cycles(parents):
        message = f"the stated parents run in a circle: {describe(cycle)}"
        yield Note(code="parent-cycle", comment_id=cycle[0], message=message)
