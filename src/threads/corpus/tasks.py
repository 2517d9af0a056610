"""The two tasks that a run consists of, each whole or not done: take in a chunk, report a partition.

A task leaves a small JSON file when it is done. A run that was ended goes on with the tasks that left none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from threads.collector import uncollected
from threads.corpus.chunks import Chunk, Pages
from threads.corpus.files import replaced
from threads.corpus.inputs import Input
from threads.corpus.pool import count
from threads.corpus.records import Records, reason
from threads.corpus.rejects import Reject, reject
from threads.corpus.settings import Bucket, Settings, place
from threads.errors import ThreadsError
from threads.remembered import Remembered
from threads.sources import open_document

_TOLD = 1_000  # records after which the progress is told of them


class Job(NamedTuple):
    """What every process of a run knows: where it works and writes, and in how many parts.

    memory: bytes of data that this process may hold; the interpreter and its libraries come on top.
    """

    work: Path
    output: Path
    settings: Settings
    inputs: tuple[tuple[str, str], ...]  # name and format by number
    bucket: Bucket
    partitions: int
    chunk: int
    memory: int
    per_thread: bool = False
    tables: bool = True


class Done(NamedTuple):
    """What one task did: records, threads and their comments, rejects, and which columns asked about the inputs had."""

    rows: int
    threads: int
    comments: int
    rejects: list[Reject]
    seen: dict[str, list[str]]

    @classmethod
    def read(cls, marker: Path) -> Done | None:
        """What the marker of a task says; None if the task is not done."""
        with suppress(FileNotFoundError):
            rows, threads, comments, rejects, seen = orjson.loads(marker.read_bytes())
            return cls(rows, threads, comments, [Reject(*one) for one in rejects], seen)
        return None

    def write(self, marker: Path) -> None:
        """Mark the task as done."""
        with replaced(marker) as file:
            file.write(orjson.dumps([*self[:3], [list(one) for one in self.rejects], self.seen]))


def chunk_marker(job: Job, number: int) -> Path:
    """The file that says that a chunk is taken in."""
    return job.work / "runs" / f"{number:06d}.json"


def partition_marker(job: Job, number: int) -> Path:
    """The file that says that a partition is reported."""
    return job.work / "done" / f"{number:04d}.json"


def take_in(job: Job, number: int, chunk: Chunk) -> Done:
    """Spread the records of a chunk over the partitions."""
    from threads.corpus.spool import Runs

    runs = Runs(job.work / "runs", f"{number:06d}", 2 * job.chunk)  # mostly one, since rows are kept with their places
    intake = _Intake(job, chunk.input)
    places = Remembered(place)
    with uncollected():
        for unit, format, line, record in intake.pages(chunk) if isinstance(chunk, Pages) else intake.rows(chunk):
            at = places[unit]
            if job.bucket.holds(at):
                intake.count += 1
                runs.add((at >> 32) % job.partitions, (unit, format, chunk.input, line, record))
        runs.flush()
    done = Done(intake.count, 0, 0, intake.rejects, intake.seen)
    done.write(chunk_marker(job, number))
    return done


class _Intake:
    """The records of one chunk: (unit, format, line, bytes) each, those left out gathered."""

    def __init__(self, job: Job, input: int) -> None:
        self._job, self._input = job, input
        self._name, self._format = job.inputs[input]
        self.count = 0
        self.rejects: list[Reject] = []
        self.seen: dict[str, list[str]] = {}

    def rows(self, chunk: Any) -> Iterator[tuple[str, str, int, bytes]]:
        records = Records(self._name, self._format, self._job.settings.columns)
        taken = False
        for line, cells, data in chunk.rows():
            try:
                if isinstance(cells, ValueError):
                    raise cells
                thread, record = records.record(line, cells)
                taken = True
                yield thread or self._name, self._format, line, record
            except (ThreadsError, ValueError, TypeError) as error:
                self._reject(self._name, line, reason(error), data)
        if taken:  # what none could be read of has rejects rather than missing columns
            self.seen = {str(self._input): sorted(records.seen)}

    def pages(self, chunk: Pages) -> Iterator[tuple[str, str, int, bytes]]:
        for name, path in chunk.pages:
            try:
                yield name, self._format, 0, open_document(Path(path)).data
            except ThreadsError as error:
                self._reject(name, 0, str(error), b"")

    def _reject(self, name: str, line: int, why: str, data: bytes) -> None:
        # What names no thread goes to the machine that its place hashes to, so that all machines report it once.
        if self._job.bucket.holds(place(f"{name}:{line}")):
            self.rejects.append(reject(self._input, name, line, why, data, self._job.settings.key))


def report_partition(job: Job, number: int) -> Done:
    """Report the threads of a partition and write its shards."""
    from threads.corpus.columns import rejects_of
    from threads.corpus.shards import shards
    from threads.corpus.spool import partition
    from threads.corpus.work import report_rows

    rows = threads = comments = 0
    rejects: list[Reject] = []

    def counted() -> Iterator[Any]:
        nonlocal rows
        for row in partition(job.work / "runs", number, job.memory):
            yield row
            rows += 1
            if not rows % _TOLD:
                count(_TOLD)
        count(rows % _TOLD)

    with (
        uncollected(),
        shards(job.output, f"part{job.bucket.suffix}-{number:04d}", job.per_thread, job.tables) as files,
    ):
        for batch in report_rows(counted(), job.settings, job.tables):
            files.write(batch)
            sizes = batch.column("size").to_pylist()
            rejects += rejects_of(batch)
            threads += len(sizes) - batch.column("thread_id").null_count
            comments += sum(sizes)
    done = Done(rows, threads, comments, rejects, {})
    done.write(partition_marker(job, number))
    return done


def with_stated(job: Job, seen: dict[str, set[str]], inputs: Sequence[Input]) -> Job:
    """The job when all is taken in: which inputs state parents is known now."""
    parent = job.settings.columns.get("parent_id", "parent_id")
    stated = frozenset(int(number) for number, columns in seen.items() if parent in columns)
    names = tuple(one.name for one in inputs)
    return job._replace(settings=replace(job.settings, stated=stated, inputs=names))
