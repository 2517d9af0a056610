"""threads: trees, structure and exchanges of two as columns of numbers (`threads.corpus.outlines`)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from benchmarks.contenders import Done
from threads.corpus.outlines import outlines


def prepare(path: str) -> Callable[[], Done]:
    """Reading the file is part of the work."""

    def work() -> Done:
        found = list(outlines(Path(path).read_bytes()))
        return Done(sum(one.comments for one in found), f"{len(found):,} threads")

    return work
