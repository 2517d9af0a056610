"""What a partition becomes on disk: a shard of reports, and a part of each table."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from threads.corpus.columns import TABLES, rows
from threads.corpus.files import replaced

_LEVEL = 3  # of zstd
_ROW_GROUP = 10_000  # rows
_NAME = 50  # characters


class Shards:
    """The open files of one partition."""

    def __init__(self, folder: Path, reports: BinaryIO | None, writers: dict[str, pq.ParquetWriter]) -> None:
        self._folder, self._reports, self._writers = folder, reports, writers
        self._waiting: dict[str, list[pa.RecordBatch]] = {name: [] for name in writers}

    def write(self, batch: pa.RecordBatch) -> None:
        """Write a batch of results."""
        if self._reports is None:
            for id, report in zip(*(batch.column(name).to_pylist() for name in ("thread_id", "report")), strict=True):
                if report is not None:
                    self._report(id, report)
        elif lines := batch.column("report").buffers()[2]:
            self._reports.write(lines)
        for table, waiting in self._waiting.items():
            waiting.append(rows(batch, table))
            if sum(one.num_rows for one in waiting) >= _ROW_GROUP:
                self.flush(table)

    def _report(self, id: str, report: str) -> None:
        with replaced(self._folder / file_name(id), sync=False) as file:
            file.write(orjson.dumps(orjson.loads(report), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))

    def flush(self, table: str) -> None:
        """Write the rows of a table that wait for their row group to be full."""
        waiting = self._waiting[table]
        if waiting:
            self._writers[table].write_table(pa.Table.from_batches(waiting))
            waiting.clear()


@contextmanager
def shards(output: Path, name: str, per_thread: bool, tables: bool) -> Iterator[Shards]:
    """The files of the partition called `name`; none of them is there before the end, and after an error none is.

    per_thread: a folder with a file for each report, instead of one file of lines. tables: the tables too.
    """
    import zstandard

    writers: dict[str, pq.ParquetWriter] = {}
    with ExitStack() as stack:
        reports = None
        if not per_thread:
            file = stack.enter_context(replaced(output / "reports" / f"{name}.ndjson.zst"))
            reports = stack.enter_context(zstandard.ZstdCompressor(level=_LEVEL).stream_writer(file, closefd=False))
        for table, schema in TABLES.items() if tables else ():
            file = stack.enter_context(replaced(output / table / f"{name}.parquet"))
            writers[table] = stack.enter_context(pq.ParquetWriter(file, schema, compression="zstd"))
        found = Shards(output / "reports" / name, reports, writers)
        yield found
        for table in writers:
            found.flush(table)


def file_name(id: str) -> str:
    """A file name that shows a thread's id and is that of no other: its plain characters and a hash of all."""
    shown = re.sub(r"[^\w.-]+", "_", id).strip("._-")[:_NAME]
    return f"{shown}-{hashlib.sha256(id.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}.json"
