"""What a child process costs, everything that it starts in turn included."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

REPOSITORY = Path(__file__).parent.parent
# A second thread of a numerical library waits busily, which would count as CPU seconds of whoever uses one.
ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "NUMEXPR")}


class Cost(NamedTuple):
    """Seconds of CPU and on the clock, and what the process printed."""

    cpu: float
    wall: float
    printed: str


class Failed(Exception):
    """A child process that did not end well; its message is the last line that it said."""


def run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Cost:
    """The cost of a command; Failed if it does not end with 0."""
    started = time.monotonic()
    with subprocess.Popen(  # noqa: S603
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=REPOSITORY,
        env={**os.environ, **ONE_THREAD, **(environment or {})},
    ) as process:
        assert process.stdout is not None  # noqa: S101
        printed = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise Failed((printed.strip() or f"exit code {process.returncode}").splitlines()[-1])
    return Cost(used.ru_utime + used.ru_stime, time.monotonic() - started, printed)


def corpus(dump: Path, output: Path, processes: int) -> Cost:
    """The cost of `threads corpus` over a dump with all patterns and default settings, as a shell would call it."""
    command = [sys.executable, "-m", "threads", "corpus", str(dump), "-o", str(output), "--processes", str(processes)]
    return run(command)
