"""Records on disk between reading and reporting: runs that hold every partition, partitions read back thread by thread.

A thread's records may lie anywhere in the input. As they are read they are written to runs, files of Arrow batches with
one batch per partition; a partition is the same share of the threads in every run. Read back, a partition is sorted by
thread: most are small enough for a list, larger ones go through DuckDB, which spills to disk beyond its memory.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa

from threads.corpus.files import replaced
from threads.corpus.work import RECORDS, Row, rows

_ROW = 100  # bytes that a row takes beside its record
_LIST = 2**25  # bytes of rows that are sorted as a list; DuckDB takes more than that to start
_PARTS = b"partitions"


class Runs:
    """Rows of RECORDS on their way to run files `FOLDER/NAME-0.arrow`, `NAME-1.arrow`, ... of about `size` bytes."""

    def __init__(self, folder: Path, name: str, size: int) -> None:
        self._folder, self._name, self._size = folder, name, size
        self._rows: dict[int, list[Row]] = {}
        self._held = 0
        self._count = 0

    def add(self, partition: int, row: Row) -> None:
        """Keep a row for its partition; a run is written when enough are held."""
        self._rows.setdefault(partition, []).append(row)
        self._held += len(row[4]) + _ROW
        if self._held >= self._size:
            self.flush()

    def flush(self) -> None:
        """Write what is held as a run; nothing if nothing is."""
        if not self._rows:
            return
        parts = sorted(self._rows)
        schema = RECORDS.with_metadata({_PARTS: ",".join(map(str, parts)).encode()})
        options = pa.ipc.IpcWriteOptions(compression="lz4", use_threads=False)
        with (
            replaced(self._folder / f"{self._name}-{self._count}.arrow") as file,
            pa.ipc.new_file(file, schema, options=options) as writer,
        ):
            for part in parts:
                columns = zip(*self._rows.pop(part), strict=True)
                arrays = [pa.array(column, field.type) for column, field in zip(columns, RECORDS, strict=True)]
                writer.write_batch(pa.record_batch(arrays, schema=schema))
        self._rows, self._held, self._count = {}, 0, self._count + 1


def partition(folder: Path, number: int, memory: int) -> Iterator[Row]:
    """The rows of one partition, those of a thread after one another; `memory` bounds what the sort holds."""
    found: list[Row] = []
    size = 0
    for batch in _batches(folder, number):
        size += batch.nbytes
        if size > min(_LIST, memory // 4):
            found.clear()
            yield from rows(_sorted(_batches(folder, number), folder, memory))
            return
        found += rows([batch])
    found.sort(reverse=True)  # no two stand at one place, so that records never decide
    while found:  # what was read is let go of, while what is made of it grows
        yield found.pop()


def _sorted(batches: Iterable[pa.RecordBatch], folder: Path, memory: int) -> Iterator[pa.RecordBatch]:
    import duckdb

    records = pa.RecordBatchReader.from_batches(RECORDS, batches)
    settings: dict[str, str | bool | int | float | list[str]] = {
        "threads": 1,
        "memory_limit": f"{memory // 2**20}MiB",
        "temp_directory": str(folder / f"sort-{os.getpid()}"),
    }
    with duckdb.connect(":memory:", config=settings) as database:
        database.execute("set enable_progress_bar = false")
        database.register("records", records)
        ordered = database.sql("select * from records order by unit, format, input, line")
        yield from ordered.to_arrow_reader(2_048)


def _batches(folder: Path, number: int) -> Iterator[pa.RecordBatch]:
    for run in sorted(folder.glob("*.arrow")):
        with pa.memory_map(str(run)) as file, pa.ipc.open_file(file) as reader:
            parts = reader.schema.metadata[_PARTS].split(b",")
            if str(number).encode() in parts:
                batch = reader.get_batch(parts.index(str(number).encode()))
                yield pa.RecordBatch.from_arrays(batch.columns, schema=RECORDS)
