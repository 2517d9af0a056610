"""The tables of a corpus (comments, links, findings, participants, threads) and the columns in which results travel.

A batch of results has one row per thread; the rows of the tables that a thread gives lie nested in it, so that a thread
and all that is said of it stay together until they are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow as pa

from threads.corpus.rejects import Reject
from threads.model import Thread
from threads.reports import Report

_EVIDENCE = pa.struct(
    [("comment_id", pa.string()), ("start", pa.int32()), ("end", pa.int32()), ("text", pa.string())]
)

# The name of each table, and its columns; every table begins with the thread's id. Times are as the source states them.
TABLES: dict[str, pa.Schema] = {
    "threads": pa.schema(
        [
            ("thread_id", pa.string()),
            ("source", pa.string()),
            ("format", pa.string()),
            ("title", pa.string()),
            ("url", pa.string()),
            ("platform", pa.string()),
            ("nesting", pa.string()),
            ("comments", pa.int32()),
            ("participants", pa.int32()),
            ("first", pa.string()),
            ("last", pa.string()),
            ("top_level", pa.int32()),
            ("max_depth", pa.int32()),
            ("mean_depth", pa.float64()),
            ("max_breadth", pa.int32()),
            ("structural_virality", pa.float64()),
            ("links", pa.int32()),
            ("rebuttals", pa.int32()),
            ("chains", pa.int32()),
            ("findings", pa.int32()),
            ("notes", pa.int32()),
        ]
    ),
    "comments": pa.schema(
        [
            ("thread_id", pa.string()),
            ("position", pa.int32()),
            ("id", pa.string()),
            ("parent_id", pa.string()),
            ("author", pa.string()),
            ("author_id", pa.string()),
            ("created_at", pa.string()),
            ("state", pa.string()),
            ("depth", pa.int32()),
            ("text", pa.string()),
            ("input", pa.string()),
            ("line", pa.int64()),
        ]
    ),
    "links": pa.schema(
        [
            ("thread_id", pa.string()),
            ("child_id", pa.string()),
            ("parent_id", pa.string()),
            ("basis", pa.string()),
            ("rebuts", pa.bool_()),
            ("fact", pa.string()),
            ("evidence", pa.list_(_EVIDENCE)),
        ]
    ),
    "findings": pa.schema(
        [
            ("thread_id", pa.string()),
            ("comment_id", pa.string()),
            ("author", pa.string()),
            ("pattern", pa.string()),
            ("start", pa.int32()),
            ("end", pa.int32()),
            ("text", pa.string()),
        ]
    ),
    "participants": pa.schema(
        [
            ("thread_id", pa.string()),
            ("name", pa.string()),
            ("wrote_post", pa.bool_()),
            ("comments", pa.int32()),
            ("removed", pa.int32()),
            ("words", pa.int32()),
            ("first", pa.string()),
            ("last", pa.string()),
            ("answers", pa.int32()),
            ("answered_by", pa.int32()),
            ("rebuts", pa.int32()),
            ("rebutted_by", pa.int32()),
            ("flesch_reading_ease", pa.float64()),
            ("flesch_kincaid_grade", pa.float64()),
            ("findings", pa.int32()),
        ]
    ),
}
_REJECTS = pa.struct(
    [
        ("input", pa.int32()),
        ("line", pa.int64()),
        ("name", pa.string()),
        ("reason", pa.string()),
        ("record", pa.string()),
    ]
)
_NESTED = {name: pa.struct(list(schema)) for name, schema in TABLES.items()} | {"rejects": _REJECTS}
# thread_id and report (one line of JSON) are null in a row that only carries rejects; size is in comments.
RESULT = pa.schema(
    [
        ("thread_id", pa.string()),
        ("report", pa.string()),
        ("size", pa.int32()),
        *((name, pa.list_(of)) for name, of in _NESTED.items()),
    ]
)

Origins = Sequence[tuple[str | None, int | None]]
_Rows = Iterable[tuple[Any, ...]]


class Columns:
    """Results gathered column by column; values are never rows of dicts, which cost more than the work behind them."""

    def __init__(self, tables: bool) -> None:
        self._tables = tables
        self._clear()

    def _clear(self) -> None:
        self.comments = 0
        self._ids: list[str | None] = []
        self._reports: list[str | None] = []
        self._sizes: list[int] = []
        self._columns: dict[str, list[list[Any]]] = {name: [[] for _ in kind] for name, kind in _NESTED.items()}
        self._offsets: dict[str, list[int]] = {name: [0] for name in _NESTED}

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, thread: Thread, report: Report, line: str, origins: Origins) -> None:
        """Take in one thread's result, its report written as a line of JSON."""
        self.comments += len(thread.comments)
        if self._tables:
            self._extend("threads", [_thread(thread, report)])
            self._extend("comments", _comments(thread, report, origins))
            self._extend("links", _links(thread, report))
            self._extend("findings", _findings(thread.id, report))
            self._extend("participants", _participants(thread.id, report))
        self._row(thread.id, line, len(thread.comments))

    def reject(self, unit: str, rejects: Iterable[Reject]) -> None:
        """Take in the records of a unit that were left out."""
        self._extend("rejects", rejects)
        self._row(None, None, 0)

    def taken(self) -> pa.RecordBatch:
        """What was gathered since the last call, as a batch of RESULT."""
        nested = (self._list(name, kind) for name, kind in _NESTED.items())
        own = (self._ids, self._reports, self._sizes)
        arrays = [_array(list(values), field.type) for values, field in zip(own, RESULT, strict=False)]
        batch = pa.record_batch([*arrays, *nested], schema=RESULT)
        self._clear()
        return batch

    def _extend(self, name: str, rows: _Rows) -> None:
        for column, values in zip(self._columns[name], zip(*rows, strict=True), strict=False):
            column.extend(values)

    def _row(self, id: str | None, line: str | None, size: int) -> None:
        self._ids.append(id)
        self._reports.append(line)
        self._sizes.append(size)
        for name, offsets in self._offsets.items():
            offsets.append(len(self._columns[name][0]))

    def _list(self, name: str, kind: pa.StructType) -> pa.ListArray:
        fields = list(kind)
        arrays = [_array(values, field.type) for values, field in zip(self._columns[name], fields, strict=True)]
        rows = pa.StructArray.from_arrays(arrays, fields=fields)
        return pa.ListArray.from_arrays(pa.array(self._offsets[name], pa.int32()), rows)


def rows(batch: pa.RecordBatch, table: str) -> pa.RecordBatch:
    """The rows that one table gets from a batch of results."""
    flat = batch.column(table).flatten()
    return pa.RecordBatch.from_arrays(flat.flatten(), schema=TABLES[table])


def rejects_of(batch: pa.RecordBatch) -> list[Reject]:
    """The records that were left out, in a batch of results."""
    return [Reject(**one) for one in batch.column("rejects").flatten().to_pylist()]


def _array(values: list[Any], kind: pa.DataType) -> pa.Array:
    try:
        return pa.array(values, kind)
    except (UnicodeEncodeError, pa.ArrowInvalid):
        if not pa.types.is_string(kind):
            raise
        # Half a surrogate pair has no bytes in UTF-8: U+FFFD, as in the report.
        whole = (None if v is None else v.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for v in values)
        return pa.array(list(whole), kind)


def _thread(thread: Thread, report: Report) -> tuple[Any, ...]:
    about, shape = report.thread, report.structure
    return (
        thread.id,
        thread.source.name,
        thread.source.format,
        thread.title,
        thread.url,
        thread.platform,
        thread.nesting,
        about.comments,
        about.participants,
        about.first,
        about.last,
        shape.top_level,
        shape.max_depth,
        shape.mean_depth,
        shape.max_breadth,
        shape.structural_virality,
        len(thread.links),
        len(report.rebuttals.links),
        len(report.rebuttals.chains) + report.rebuttals.chains_left_out,
        sum(used.findings for used in report.patterns),
        len(report.notes),
    )


def _comments(thread: Thread, report: Report, origins: Origins) -> _Rows:
    depths = report.structure.depths
    for position, (one, origin) in enumerate(zip(thread.comments, origins, strict=True)):
        yield (
            thread.id,
            position,
            one.id,
            one.parent_id,
            one.author,
            one.author_id,
            one.created_at,
            one.state,
            depths.get(one.id),
            one.text,
            *origin,
        )


def _links(thread: Thread, report: Report) -> _Rows:
    rebutting = {one.child_id for one in report.rebuttals.links}
    for one in thread.links:
        evidence = [piece.model_dump() for piece in one.evidence]
        yield thread.id, one.child_id, one.parent_id, one.basis, one.child_id in rebutting, one.fact, evidence


def _findings(thread_id: str, report: Report) -> _Rows:
    for person in report.participants:
        for use in person.patterns:
            for one in use.findings:
                yield thread_id, one.comment_id, person.name, use.pattern, one.start, one.end, one.text


def _participants(thread_id: str, report: Report) -> _Rows:
    for one in report.participants:
        score = one.readability
        yield (
            thread_id,
            one.name,
            one.wrote_post,
            one.comments,
            one.removed,
            one.words,
            one.first,
            one.last,
            *(sum(to.replies for to in towards) for towards in (one.answers, one.answered_by)),
            *(sum(to.replies for to in towards) for towards in (one.rebuts, one.rebutted_by)),
            score.flesch_reading_ease if score else None,
            score.flesch_kincaid_grade if score else None,
            sum(use.count for use in one.patterns),
        )
