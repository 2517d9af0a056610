"""textstat: the same two scores of the same participants by its own functions, syllables by pyphen as in threads."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.contenders import Done
from benchmarks.contenders.samples import samples
from threads.readability import _prose


def prepare(path: str) -> Callable[[], Done]:
    """No part of the work: to gather the texts, to prepare them as threads does, and to load hyphenation."""
    from textstat import textstat  # type: ignore[import-untyped]

    textstat.set_lang("en-US")  # pyphen; "en_US" asks the network for cmudict
    texts = [_prose(text) for text in samples(path)]
    textstat.flesch_reading_ease(texts[0])

    def work() -> Done:
        values = [(textstat.flesch_reading_ease(text), textstat.flesch_kincaid_grade(text)) for text in texts]
        return Done(len(texts), "", values)

    return work
