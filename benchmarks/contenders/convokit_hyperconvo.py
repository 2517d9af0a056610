"""ConvoKit: HyperConvo, the features of reply structure."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.contenders import Done
from benchmarks.contenders.convokit_corpora import corpus


def prepare(path: str) -> Callable[[], Done]:
    """Loading the corpus is no part of the work."""
    from convokit import HyperConvo  # type: ignore[import-not-found]

    found = corpus(path)

    def work() -> Done:
        HyperConvo().fit_transform(found)
        return Done(len(found.utterances))

    return work
