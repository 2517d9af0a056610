"""TextDescriptives on each comment: its readability, on a blank English pipeline with a sentencizer."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from pathlib import Path

from benchmarks.contenders import Done


def prepare(path: str) -> Callable[[], Done]:
    """Decoding and making the pipeline is no part of the work."""
    import spacy  # type: ignore[import-not-found]
    import textdescriptives  # type: ignore[import-not-found]  # noqa: F401 -- registers its components

    language = spacy.blank("en")
    language.add_pipe("sentencizer")
    language.add_pipe("textdescriptives/readability")
    texts = [json.loads(line)["text"] for line in Path(path).read_bytes().splitlines()]

    def work() -> Done:
        with warnings.catch_warnings(action="ignore"):
            for document in language.pipe(texts):
                _ = document._.readability
        return Done(len(texts))

    return work
