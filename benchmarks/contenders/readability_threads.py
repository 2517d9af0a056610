"""threads: readability of each participant who wrote enough."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.contenders import Done
from benchmarks.contenders.samples import samples
from threads.flesch import counted, scores
from threads.readability import _prose, readability


def prepare(path: str) -> Callable[[], Done]:
    """Gathering what each participant wrote is no part of the work, nor is loading the rules of hyphenation."""
    texts = samples(path)
    readability(texts[0])

    def work() -> Done:
        for text in texts:
            readability(text)
        return Done(len(texts), "", (scores(counted(_prose(text))) for text in texts))  # not rounded

    return work
