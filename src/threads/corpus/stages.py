"""A run from inputs to results: take in every chunk, report every partition, gather what was left out."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import orjson

import threads
from threads.corpus.chunks import chunks
from threads.corpus.files import explained, replaced
from threads.corpus.inputs import Input
from threads.corpus.leftovers import leftovers, remove
from threads.corpus.pool import Pool, Task, pool
from threads.corpus.records import Records
from threads.corpus.rejects import Reject, as_lines
from threads.corpus.tasks import Done, Job, chunk_marker, partition_marker, report_partition, take_in, with_stated
from threads.errors import ForeignOutput, MalformedInput, TooManyRejects, UnwritableOutput

_SHIFT = 20  # partitions that a process reports before a new one takes over: libraries cache what they have seen


class Progress(NamedTuple):
    """How far a run is: in its stage ("reading", in bytes on disk, or "reporting", in records) `done` of `total`."""

    stage: str
    done: int
    total: int


class Summary(NamedTuple):
    """What a run wrote, and how many records it left out."""

    threads: int
    comments: int
    rejects: int


Look = Callable[[Progress], None]


def carry_out(job: Job, inputs: Sequence[Input], processes: int, max_bad: int, force: bool, look: Look) -> Summary:
    """Do what is not done yet of a run, and leave its results in `job.output`."""
    digest = job.settings.digest((one.name, one.size, one.modified) for one in inputs)
    digest = f"{digest}/{job.bucket.number % job.bucket.of}of{job.bucket.of}/{job.per_thread:d}{job.tables:d}"
    finished = None if force else _finished(job, digest)
    if finished is not None:
        return finished
    with _alone(job):
        job = _begun(job, digest, force)
        rejects = _Rejects(job, max_bad)
        with pool(processes) as workers:
            total, job = _all_taken_in(job, inputs, workers, rejects, look)
            dones = list(_reported(job, workers, _SHIFT * processes, total, rejects, look))
    rejects.write()
    summary = Summary(sum(done.threads for done in dones), sum(done.comments for done in dones), len(rejects))
    _finish(job, inputs, digest, summary)
    return summary


class _Rejects:
    """What was left out so far; more than allowed of it ends the run."""

    def __init__(self, job: Job, allowed: int) -> None:
        self._path = job.output / f"rejects{job.bucket.suffix}.ndjson"
        self._allowed = allowed
        self._found: set[Reject] = set()

    def __len__(self) -> int:
        return len(self._found)

    def add(self, rejects: list[Reject]) -> None:
        """Take in those of one task."""
        self._found.update(rejects)
        if len(self._found) > self._allowed:
            self.write()
            raise TooManyRejects(len(self._found), self._allowed, str(self._path))

    def write(self) -> None:
        """Write them in the order of the input."""
        with replaced(self._path) as file:
            file.write(as_lines(self._found))


def _all_taken_in(job: Job, inputs: Sequence[Input], workers: Pool, rejects: _Rejects, look: Look) -> tuple[int, Job]:
    """The number of records, and the job with what is known of the inputs now that they are read."""
    seen: dict[str, set[str]] = {}
    total = 0
    for done in _taken_in(job, inputs, workers, look):
        total += done.rows
        rejects.add(done.rejects)
        for number, columns in done.seen.items():
            seen.setdefault(number, set()).update(columns)
    _require_columns(job, inputs, seen)
    return total, with_stated(job, seen, inputs)


def _taken_in(job: Job, inputs: Sequence[Input], workers: Pool, look: Look) -> Iterator[Done]:
    """What became of each chunk, those of an earlier start first."""
    all_taken = job.work / "taken-in.json"
    if all_taken.exists():
        yield from (Done.read(marker) for marker in sorted((job.work / "runs").glob("*.json")))  # type: ignore[misc]
        return
    total, passed = sum(one.size for one in inputs), 0
    before: list[Done] = []

    def tasks() -> Iterator[Task[Done]]:
        nonlocal passed
        for number, (chunk, size) in enumerate(chunks(inputs, job.chunk, job.settings.columns)):
            done = Done.read(chunk_marker(job, number))
            if done is None:
                yield take_in, (job, number, chunk)
            else:
                before.append(done)
            passed += size

    yield from workers.results(tasks(), lambda: look(Progress("reading", passed, total)))
    yield from before
    with replaced(all_taken) as file:
        file.write(b"{}")


def _reported(job: Job, workers: Pool, shift: int, total: int, rejects: _Rejects, look: Look) -> Iterator[Done]:
    """What became of each partition, those of an earlier start first; after each shift of them come new processes."""
    waiting: list[Task[Done]] = []
    before = 0
    for number in range(job.partitions):
        done = Done.read(partition_marker(job, number))
        if done is None:
            waiting.append((report_partition, (job, number)))
        else:
            before += done.rows
            rejects.add(done.rejects)
            yield done

    def told() -> None:
        look(Progress("reporting", before + workers.passed, total))

    for at in range(0, len(waiting), shift):
        if at:
            workers.renew()
        for done in workers.results(waiting[at : at + shift], told):
            rejects.add(done.rejects)
            yield done


def _require_columns(job: Job, inputs: Sequence[Input], seen: dict[str, set[str]]) -> None:
    """MalformedInput for a table that has none of the rows' texts, or not the columns that the caller named."""
    for number, one in enumerate(inputs):
        if one.kind == "pages" or one.format == "pushshift" or str(number) not in seen:
            continue
        wanted = Records(one.name, one.format, job.settings.columns).kept
        missing = sorted(set(wanted) - seen[str(number)])
        if missing:
            raise MalformedInput(one.name, "columns", f"no column {missing[0]!r}", "name yours: --columns text=body")


def _begun(job: Job, digest: str, force: bool) -> Job:
    """The job as it was begun: one of the same settings goes on in the chunks of its first start."""
    plan = job.work / "plan.json"
    known = orjson.loads(plan.read_bytes()) if plan.exists() else None
    if known is not None and known["digest"] == digest and not force:
        remove(job.output, job.bucket.suffix, drafts_only=True)
        return job._replace(chunk=known["chunk"])
    if not force and (known is not None or leftovers(job.output, job.bucket.suffix)):
        raise ForeignOutput(str(job.output))
    with explained(job.output):
        remove(job.output, job.bucket.suffix)
        for path in job.work.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        for name in ("corpus{}.json", "rejects{}.ndjson"):
            (job.output / name.format(job.bucket.suffix)).unlink(missing_ok=True)
    with replaced(plan) as file:
        file.write(orjson.dumps({"digest": digest, "chunk": job.chunk}))
    return job


def _finished(job: Job, digest: str) -> Summary | None:
    """The summary of a run that was finished with the same inputs and settings."""
    try:
        told = orjson.loads((job.output / f"corpus{job.bucket.suffix}.json").read_bytes())
    except FileNotFoundError:
        return None
    if told["digest"] != digest:
        raise ForeignOutput(str(job.output))
    return Summary(*(told[name] for name in Summary._fields))


def _finish(job: Job, inputs: Sequence[Input], digest: str, summary: Summary) -> None:
    """Write what the run was, and let go of its work."""
    told = {
        "generator": {"name": "threads", "version": threads.__version__},
        "digest": digest,
        "inputs": [{"name": job.settings.source(one.name), "kind": one.kind, "bytes": one.size} for one in inputs],
        **summary._asdict(),
    }
    with replaced(job.output / f"corpus{job.bucket.suffix}.json") as file:
        file.write(orjson.dumps(told, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    shutil.rmtree(job.work, ignore_errors=True)


@contextmanager
def _alone(job: Job) -> Iterator[None]:
    """Keep a second run out of the same work folder; the system lets go of the lock of a killed process."""
    with explained(job.work):
        job.work.mkdir(parents=True, exist_ok=True)
        lock = (job.work.parent / f"{job.work.name}.lock").open("a")
    with lock:
        try:
            import fcntl
        except ImportError:  # on Windows, where the draft of one run cannot be replaced by another anyway
            yield
            return
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UnwritableOutput(str(job.output), "another run is writing there") from None
        yield
        Path(lock.name).unlink(missing_ok=True)
