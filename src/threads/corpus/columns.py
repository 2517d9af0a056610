"""Results in columns: a row per thread, with its report and, nested in it, the rows that it gives to every table.

So a thread and all that is said of it travel together, between processes or machines, until they are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow as pa

from threads.corpus.rejects import Reject
from threads.model import Thread
from threads.reports import Report
from threads.tables.frames import arrow_schema
from threads.tables.rows import TABLES as TABLE_ROWS

_ORIGIN = [
    pa.field("input", pa.string(), metadata={"description": "name of the file that the comment was read from"}),
    pa.field("line", pa.int64(), metadata={"description": "its line or row there, from 1"}),
]
# The tables of a corpus are those of `threads export`; its comments also say where they stood in the input.
TABLES: dict[str, pa.Schema] = {
    name: pa.schema([*arrow_schema(name), *(_ORIGIN if name == "comments" else ())]) for name in TABLE_ROWS
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


class Columns:
    """Results gathered column by column; values are never rows of dicts, which cost more than the work behind them."""

    def __init__(self, tables: bool) -> None:
        self._tables = tables
        self._clear()

    def _clear(self) -> None:
        self.comments = 0
        self._ids: list[str | None] = []
        self._reports: list[bytes | None] = []
        self._sizes: list[int] = []
        self._columns: dict[str, list[list[Any]]] = {name: [[] for _ in kind] for name, kind in _NESTED.items()}
        self._offsets: dict[str, list[int]] = {name: [0] for name in _NESTED}

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, thread: Thread, report: Report, line: bytes, origins: Origins) -> None:
        """Take in one thread's result, its report written as a line of JSON."""
        self.comments += len(thread.comments)
        if self._tables:
            for name, table in TABLE_ROWS.items():
                cells = table.cells(thread if table.of is Thread else report)
                self._append(name, (*cells, *zip(*origins, strict=True)) if name == "comments" else cells)
        self._row(thread.id, line, len(thread.comments))

    def reject(self, unit: str, rejects: Iterable[Reject]) -> None:
        """Take in the records of a unit that were left out."""
        self._append("rejects", zip(*rejects, strict=True))
        self._row(None, None, 0)

    def taken(self) -> pa.RecordBatch:
        """What was gathered since the last call, as a batch of RESULT."""
        nested = (self._list(name, kind) for name, kind in _NESTED.items())
        own: tuple[list[Any], ...] = (self._ids, self._reports, self._sizes)
        arrays = [_array(values, field.type) for values, field in zip(own, RESULT, strict=False)]
        batch = pa.record_batch([*arrays, *nested], schema=RESULT)
        self._clear()
        return batch

    def _append(self, name: str, columns: Iterable[Iterable[Any]]) -> None:
        for column, values in zip(self._columns[name], columns, strict=False):  # of no rows there are no columns
            column.extend(values)

    def _row(self, id: str | None, line: bytes | None, size: int) -> None:
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
