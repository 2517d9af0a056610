"""The lines of a text one at a time: a list of all would hold a large file once more."""

from __future__ import annotations

from collections.abc import Iterator


def lines(text: str) -> Iterator[str]:
    """Each line with its newline; only "\\n" ends a line, as `Document.text` has no other."""
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end
