"""threads: parse into comments and links with their bases, then trees and structure as values (no text analysis)."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.contenders import Done
from threads import parse
from threads.structure import structure


def prepare(path: str) -> Callable[[], Done]:
    """Reading the file is part of the work."""

    def work() -> Done:
        threads = parse(path, links="stated")
        for thread in threads:
            structure(thread)
        return Done(sum(len(thread.comments) for thread in threads), f"{len(threads):,} threads")

    return work
