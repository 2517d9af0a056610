"""What parts the cells of a table: what its first line says for spreadsheets ("sep=;"), or what fits its header."""

from __future__ import annotations

import re
from collections.abc import Collection

_STATED = re.compile(r'\s*"?sep=([^\w\s"]|\t)"?[ \t;,]*\r?(?:\n|\Z)', re.IGNORECASE)
_USUAL = ",;\t"


def stated(text: str) -> str | None:
    """The delimiter that the first line of a table states and spreadsheets hide; None where it is the header."""
    return found[1] if (found := _STATED.match(text)) else None


def fitting(text: str, known: Collection[str]) -> str:
    """The delimiter of a table: the one stated, or the one under which its header names most columns that are known.

    Of those that name as many, the one that makes most columns. `known`: their names, without capitals.
    """
    if (said := stated(text)) is not None:
        return said
    first = text.lstrip().split("\n", 1)[0]

    def fit(delimiter: str) -> tuple[int, int]:
        names = [cell.strip().strip('"').casefold() for cell in first.split(delimiter)]
        return sum(name in known for name in names), len(names)

    return max(_USUAL, key=fit)
