"""threads: all patterns looked for in each comment, without what it answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import orjson

from benchmarks.contenders import Done
from threads import find_patterns


def prepare(path: str) -> Callable[[], Done]:
    """Reading the file is no part of the work, nor is compiling the patterns."""
    texts = [orjson.loads(line)["text"] for line in Path(path).read_bytes().splitlines()]
    for text in texts[:2000]:  # some expressions are compiled when a text first needs them
        find_patterns(text)

    def work() -> Done:
        return Done(len(texts), f"{sum(len(find_patterns(text)) for text in texts):,} findings")

    return work
