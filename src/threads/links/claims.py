"""What a cue says: that a comment answers a certain earlier one, how strongly, and the words or the fact behind it."""

from __future__ import annotations

from typing import NamedTuple

from threads.model import Basis, Evidence

POST = -1  # in place of a comment's number: the article or opening post


class Claim(NamedTuple):
    """A comment answers the one at `parent` (its place in the list, or POST).

    `feature` names what was seen, as weights.toml weighs it, and `value` is how much of it. A claim without a basis
    only helps to choose; one that is `certain` ends the search.
    """

    parent: int
    feature: str
    value: float = 1.0
    basis: Basis | None = None
    evidence: tuple[Evidence, ...] = ()
    fact: str | None = None
    certain: bool = False
