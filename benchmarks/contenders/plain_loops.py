"""orjson and plain loops for the numbers of the structure."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from benchmarks.contenders import Done
from benchmarks.outlines import plain


def prepare(path: str) -> Callable[[], Done]:
    """Reading the file is part of the work."""

    def work() -> Done:
        lines = Path(path).read_bytes()
        found = plain(lines)
        return Done(lines.count(b"\n"), f"{len(found) // 2:,} threads")

    return work
