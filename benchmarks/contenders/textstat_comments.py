"""textstat called on each comment: reading ease and grade, syllables by pyphen."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from benchmarks.contenders import Done


def prepare(path: str) -> Callable[[], Done]:
    """Decoding is no part of the work."""
    from textstat import textstat  # type: ignore[import-untyped]

    textstat.set_lang("en-US")  # pyphen; "en_US" asks the network for cmudict
    texts = [json.loads(line)["text"] for line in Path(path).read_bytes().splitlines()]
    textstat.flesch_reading_ease(texts[0])  # loads the rules of hyphenation

    def work() -> Done:
        for text in texts:
            textstat.flesch_reading_ease(text)
            textstat.flesch_kincaid_grade(text)
        return Done(len(texts))

    return work
