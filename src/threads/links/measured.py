"""How often links of each basis were right on labelled threads, as measured.toml has it."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from threads.model import Basis


class Precision(NamedTuple):
    """On one labelled set, how many links of one basis were found and how many of them were right."""

    set: str
    right: int
    found: int


@cache
def measured() -> dict[Basis, tuple[Precision, ...]]:
    """The committed counts by basis; a basis that no set has is missing."""
    data = tomllib.loads((files(__package__) / "measured.toml").read_text(encoding="utf-8"))
    by_basis: dict[Basis, tuple[Precision, ...]] = {}
    for name, counts in data.items():
        for basis, count in counts.items():
            if isinstance(count, dict):
                by_basis[basis] = (*by_basis.get(basis, ()), Precision(name, count["right"], count["found"]))
    return by_basis
