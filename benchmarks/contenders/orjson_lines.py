"""orjson: every line decoded, nothing else (the floor)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from benchmarks.contenders import Done
from benchmarks.outlines import decode


def prepare(path: str) -> Callable[[], Done]:
    """Reading the file is part of the work."""

    def work() -> Done:
        lines = Path(path).read_bytes()
        decode(lines)
        return Done(lines.count(b"\n"))

    return work
