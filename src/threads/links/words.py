"""The words of words.toml as alternations for regular expressions."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def alternation(kind: str) -> str:
    """All words of one kind, longest first, either apostrophe accepted."""
    data = tomllib.loads((files(__package__) / "words.toml").read_text(encoding="utf-8"))
    longest_first = sorted(data[kind], key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace("'", "['’]") for word in longest_first)


@cache
def word_set(kind: str) -> frozenset[str]:
    """All words of one kind."""
    data = tomllib.loads((files(__package__) / "words.toml").read_text(encoding="utf-8"))
    return frozenset(data[kind])
