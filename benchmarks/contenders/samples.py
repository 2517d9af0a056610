"""What readability is measured on: the words of each participant of a thread who wrote enough, as reports join them."""

from __future__ import annotations

from pathlib import Path

import orjson

from threads.readability import Readability, readability


def samples(path: str) -> list[str]:
    """The texts that get a score."""
    said: dict[tuple[str, str], list[str]] = {}
    for line in Path(path).read_bytes().splitlines():
        row = orjson.loads(line)
        said.setdefault((row["thread_id"], row["author"]), []).append(row["text"])
    joined = ("\n\n".join(texts) for texts in said.values())
    return [text for text in joined if isinstance(readability(text), Readability)]
