"""ConvoKit: load a corpus and build the reply tree of each conversation."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.contenders import Done
from benchmarks.contenders.convokit_corpora import corpus


def prepare(path: str) -> Callable[[], Done]:
    """Importing ConvoKit is no part of the work; reading the file is."""
    import convokit  # type: ignore[import-not-found]  # noqa: F401

    def work() -> Done:
        found = corpus(path)
        refused = count = 0
        for conversation in found.iter_conversations():
            count += 1
            try:
                conversation.initialize_tree_structure()
            except ValueError:  # a missing parent, several roots
                refused += 1
        return Done(len(found.utterances), f"{refused:,} of {count:,} conversations refused")

    return work
