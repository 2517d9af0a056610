"""Many threads at once: dumps of any size into reports and tables, in bounded memory, resumable, over all cores.

    >>> threads.corpus.run(["RC_2011-01.zst", "pages/"], "out/")

Comments of one thread may lie anywhere in the input. `threads.spark` does the same work on a cluster.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from threads.errors import MissingExtra

if TYPE_CHECKING:
    from threads.corpus.stages import Look, Summary
    from threads.links import WhichLinks
    from threads.privacy.pseudonyms import Key
    from threads.quotes import Quotes

__all__ = ["run"]

_PARTITION = 5 * 2**20  # bytes of text that one should hold: little beside the libraries of a process
_LEAST, _MOST = 16, 1024
_CHUNK = (2**20, 2**28)


def run(
    inputs: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    output: str | os.PathLike[str],
    *,
    format: str | None = None,
    timezone: str | dt.tzinfo | None = None,
    captured_at: str | dt.datetime | None = None,
    columns: Mapping[str, str] | None = None,
    links: WhichLinks = "all",
    quotes: Quotes = "full",
    key: str | bytes | Key | None = None,
    patterns: Iterable[str] | None = None,
    pattern_folders: Iterable[str | os.PathLike[str]] = (),
    memory: str | int = "1GB",
    processes: int | None = None,
    bucket: str | None = None,
    max_bad: int = 100,
    force: bool = False,
    per_thread: bool = False,
    tables: bool = True,
    progress: Look | None = None,
) -> Summary:
    """Report every thread of the inputs into the folder `output`, and go on where a run that was ended stood.

    inputs: NDJSON and Reddit dumps (also .zst, .gz), CSV, Parquet; other files are read whole, a thread each; folders
    are searched through. format, timezone, captured_at, columns, links: as in `threads.parse`.
    quotes: as in `threads.report`; the table comments holds the texts all the same. key: as in
    `threads.pseudonymize`, for all that is written, rejects and names of inputs too; .work holds the records as they
    are until the run is finished.
    patterns: ids of the patterns to look for, by default all but the experimental; pattern_folders: where more are.
    memory: bytes of data held at once ("512MB"), on top of about 150 MB per process for code; only the records and
    the report of the largest thread may exceed it. processes: by default as many as there are cores.
    bucket: "3/8" takes the third eighth of the threads, so that eight machines share a run without talking.
    max_bad: records that may be left out, listed in rejects.ndjson, before the run ends in TooManyRejects.
    force: replace results of other inputs or settings. per_thread: a file for each report instead of shards of lines.
    tables: also write comments, links, findings, participants and threads as Parquet. progress: is told how far it is.

    Same inputs and settings, same bytes, whatever the number of processes and interruptions. A script that calls
    this with several processes needs `if __name__ == "__main__":`, as with all of multiprocessing.
    """
    for library in ("duckdb", "pyarrow"):  # looked for, not loaded: only the processes that work need them
        if find_spec(library) is None:
            raise MissingExtra(library, "corpus")
    from threads.corpus.inputs import inputs as find_inputs
    from threads.corpus.settings import Settings, size
    from threads.corpus.settings import bucket as read_bucket
    from threads.corpus.stages import carry_out
    from threads.corpus.tasks import Job

    if isinstance(key, str | bytes):
        from threads.privacy.pseudonyms import Key

        key = Key(key)
    settings = Settings(
        format=format,
        timezone=timezone,
        captured_at=captured_at,
        columns=dict(columns or {}),
        links=links,
        patterns=None if patterns is None else tuple(sorted(set(patterns))),
        folders=tuple(os.fspath(folder) for folder in pattern_folders),
        quotes=quotes,
        key=key,
    )
    settings.check()
    found = find_inputs([inputs] if isinstance(inputs, str | os.PathLike) else inputs, format)
    share, workers = read_bucket(bucket), processes or _cores()
    each = size(memory) // workers
    job = Job(
        work=Path(output) / f".work{share.suffix}",
        output=Path(output),
        settings=settings,
        inputs=tuple((one.name, one.format) for one in found),
        bucket=share,
        partitions=min(max(_LEAST, sum(one.grown for one in found) // _PARTITION), _MOST),
        chunk=min(max(_CHUNK[0], each // 128), _CHUNK[1]),
        memory=max(each // 2, 2**26),
        per_thread=per_thread,
        tables=tables,
    )
    return carry_out(job, found, workers, max_bad, force, progress or (lambda _: None))


def _cores() -> int:
    """Cores that this process may use, which batch systems make fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
