"""How much memory `threads corpus` takes with default settings, all its processes together, as the corpus grows.

usage: python -m benchmarks.memory [--no-patterns] [SOURCE] [COMMENTS...]
by default invented comments, 100,000 and 1,000,000 of them; without patterns a run takes a fraction of the time

SOURCE is an NDJSON table (.zst too); its threads are repeated under new ids until there are enough comments. Memory is
PSS, in which a page shared by processes counts once; RSS, which counts it for each, is printed beside it.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.workload import repeated, rows, write

SIZES = (100_000, 1_000_000)
LIMIT_MB, LIMIT_RATIO = 600, 1.2
INVENTED = 50_000  # comments that are repeated where no file is given


class Peak(NamedTuple):
    """Megabytes of all processes together at their peak, and CPU seconds."""

    pss: float
    rss: float
    cpu: float
    wall: float


def measured(dump: Path, output: Path, patterns: bool) -> Peak:
    """The peak of one run, looked at every tenth of a second."""
    call = ["-m", "threads", "corpus", str(dump), "-o", str(output)]
    if not patterns:
        call = ["-c", f"from threads.corpus import run; run({str(dump)!r}, {str(output)!r}, patterns=())"]
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    run = subprocess.Popen([sys.executable, *call])  # noqa: S603
    pss = rss = 0.0
    while run.poll() is None:
        found = [_memory(process) for process in _tree(run.pid)]
        pss, rss = max(pss, sum(one[0] for one in found)), max(rss, sum(one[1] for one in found))
        time.sleep(0.1)
    if run.returncode:
        raise SystemExit(run.returncode)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Peak(pss, rss, cpu, time.monotonic() - started)


def _tree(process: int) -> Iterator[int]:
    yield process
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:  # it has just ended
            continue
        for child in children:
            yield from _tree(int(child))


def _memory(process: int) -> tuple[float, float]:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0, 0
    found = {line.split()[0]: int(line.split()[1]) / 1024 for line in lines if line.startswith(("Pss:", "Rss:"))}
    return found.get("Pss:", 0), found.get("Rss:", 0)


def main() -> None:
    """Print the peaks and their ratio; exit code 1 if they are over the limits."""
    arguments = sys.argv[1:]
    patterns = "--no-patterns" not in arguments
    arguments = [one for one in arguments if one != "--no-patterns"]
    source = Path(arguments.pop(0)) if arguments and not arguments[0].isdecimal() else None
    sizes = [int(one) for one in arguments] or SIZES
    peaks = []
    said = rows(source, INVENTED)
    for count in sizes:
        with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
            dump = write(Path(folder) / "comments.ndjson", repeated(said, count))
            peaks.append(measured(dump, Path(folder) / "out", patterns))
        one = peaks[-1]
        each = one.cpu / count * 1e6
        print(f"{count:>9,} comments: {one.pss:4.0f} MB (RSS {one.rss:.0f}), {one.cpu:.1f} s CPU ({each:.0f} us each)")
    ratio = max(peaks).pss / min(peaks).pss
    print(f"ratio {ratio:.2f} of at most {LIMIT_RATIO}, {max(peaks).pss:.0f} MB of at most {LIMIT_MB}")
    raise SystemExit(ratio > LIMIT_RATIO or max(peaks).pss > LIMIT_MB)


if __name__ == "__main__":
    main()
