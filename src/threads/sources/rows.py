"""Rows of a flat table -> transcripts: one row is one comment, whatever file the table came in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from pydantic import JsonValue

from threads.errors import MalformedInput, UnknownName
from threads.model import Comment, Location, Note, Source, State, Transcript, unchecked
from threads.sources.document import Document, Options
from threads.sources.instants import timestamp
from threads.sources.row_ids import Row, identified, parent_notes, read_as_whole_numbers

COLUMNS = ("id", "thread_id", "parent_id", "author", "author_id", "created_at", "text", "state")
FIELDS = (*(c for c in COLUMNS if c != "thread_id"), "created_at_text", "location", "extra")

_STATES: Mapping[str, State] = {s: s for s in ("visible", "deleted", "removed", "hidden")}
# What exports leave in place of a text that is gone; any other text, even "deleted", is the comment's own.
TOMBSTONES: Mapping[str, State] = {"[deleted]": "deleted", "[removed]": "removed"}
_LARGEST_EXACT_FLOAT = 2**53


class _Threads(NamedTuple):
    rows: dict[str, list[Row]]  # by thread id, in the order of first appearance
    columns: set[str]


@dataclass(frozen=True)
class Table:
    """One table: the document it stands in, what the caller said of it, and its column for each of our fields."""

    document: Document
    options: Options
    columns: Mapping[str, str]

    @cached_property
    def ours(self) -> frozenset[str]:
        """The columns that have a field of their own."""
        return frozenset(self.columns.values())

    def string(self, row: Row, field: str) -> str | None:
        """The cell of a field as a string; None where it is blank; numbers as they are printed."""
        cell = row.cells.get(self.columns[field])
        if cell is None:
            return None
        if isinstance(cell, str):
            return (cell if field == "text" else cell.strip()) or None
        if isinstance(cell, int) and not isinstance(cell, bool):
            return str(cell)
        if isinstance(cell, float) and abs(cell) < _LARGEST_EXACT_FLOAT:
            return str(int(cell)) if cell.is_integer() else repr(cell)
        kind = {bool: "a boolean", float: "a number too large to keep its digits", list: "an array"}
        found = f"{self.columns[field]!r} is {kind.get(type(cell), 'an object')}"
        raise self.malformed(row, found, "write it as a string")

    def malformed(self, row: Row, found: str, wanted: str) -> MalformedInput:
        """The error for one row."""
        return MalformedInput(self.document.name, f"line {row.line}", found, wanted)


def table(document: Document, options: Options) -> Table:
    """The table of a document, its columns named as ours unless the options name others."""
    for field in options.columns:
        if field not in COLUMNS:
            raise UnknownName("column", field, COLUMNS)
    return Table(document, options, {field: options.columns.get(field, field) for field in COLUMNS})


def transcripts(read: Table, rows: Iterable[Row], format_name: str) -> Iterator[Transcript]:
    """One transcript per thread id, in the order in which the threads appear; without thread ids just one."""
    threads, columns = _threads(read, rows)
    _require_columns(read, columns)
    stated = read.columns["parent_id"] in columns
    source = read.document.source(format_name)
    while threads:  # each thread's rows are let go when its transcript is made
        thread_id = next(iter(threads))
        yield _transcript(read, thread_id, threads.pop(thread_id), source, stated)


def _threads(read: Table, rows: Iterable[Row]) -> _Threads:
    threads: dict[str, list[Row]] = {}
    columns: set[str] = set()
    stem = read.document.stem
    for row in rows:
        if not row.cells.keys() <= columns:
            columns.update(row.cells)
        threads.setdefault(read.string(row, "thread_id") or stem, []).append(row)
    if not threads and read.options.allow_empty:
        threads[stem] = []
    return _Threads(threads, columns)


def _require_columns(read: Table, columns: set[str]) -> None:
    wanted = {read.columns["text"], *(read.columns[field] for field in read.options.columns)}
    missing = sorted(wanted - columns) if columns else []
    if missing:
        found = f"no column {missing[0]!r} among {', '.join(sorted(columns)[:12])}"
        raise MalformedInput(read.document.name, "columns", found, "name yours, as in --columns text=body")


def _transcript(read: Table, thread_id: str, rows: list[Row], source: Source, stated: bool) -> Transcript:
    stated_ids = [read.string(row, "id") for row in rows]
    kept, notes = identified(rows, stated_ids)
    comments = [_comment(read, comment_id, row, notes) for comment_id, row in kept]
    comments = read_as_whole_numbers(comments, notes)
    notes.extend(parent_notes(comments))
    return Transcript(
        id=thread_id,
        source=source,
        declared_comments=None,
        nesting="stated" if stated else "lost",
        comments=tuple(comments),
        notes=tuple(notes),
    )


# Every cell has passed `string` or `timestamp`, which let through what the model takes and no more.
_made = unchecked(Comment)
_location = lru_cache(2**12)(unchecked(Location))  # most threads have their lines in common, and no more than this


def _comment(read: Table, comment_id: str, row: Row, notes: list[Note]) -> Comment:
    text = read.string(row, "text")
    state, extra = _state(read, row, comment_id, text, notes)
    if text is None and state == "visible":
        notes.append(Note(code="missing-text", comment_id=comment_id, message=f"line {row.line} has no text"))
    printed = row.cells.get(read.columns["created_at"])
    created_at = timestamp(printed, read.options)
    if created_at is None and printed not in (None, ""):
        message = f"line {row.line}: {_short(printed)} is no time that can be told"
        notes.append(Note(code="unparsed-time", comment_id=comment_id, message=message))
    return _made(
        id=comment_id,
        parent_id=read.string(row, "parent_id"),
        author=read.string(row, "author"),
        author_id=read.string(row, "author_id"),
        created_at=created_at,
        created_at_text=None if printed in (None, "") else str(printed),
        text=text or "",
        state=state,
        location=_location(line=row.line),
        markers=(),
        extra=_others(read, row) | extra if extra else _others(read, row),
    )


def _state(
    read: Table, row: Row, comment_id: str, text: str | None, notes: list[Note]
) -> tuple[State, dict[str, JsonValue]]:
    """The comment's state, and what its column says where that is none of ours."""
    said = read.string(row, "state")
    if said is None:
        return TOMBSTONES.get(text or "", "visible"), {}
    if said.casefold() in _STATES:
        return _STATES[said.casefold()], {}
    message = f"line {row.line}: the state {_short(said)} is none of {', '.join(_STATES)}; kept in extra"
    notes.append(Note(code="unknown-state", comment_id=comment_id, message=message))
    return "visible", {"state": said}


def _others(read: Table, row: Row) -> dict[str, JsonValue]:
    if row.cells.keys() <= read.ours:
        return {}
    return {name: cell for name, cell in row.cells.items() if name not in read.ours and cell is not None}


def _short(cell: JsonValue) -> str:
    printed = repr(cell)
    return printed if len(printed) <= 60 else printed[:57] + "..."
