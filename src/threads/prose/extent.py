"""A stretch of a text."""

from __future__ import annotations

from typing import NamedTuple


class Extent(NamedTuple):
    """A stretch of a text: offsets in code points, `end` exclusive."""

    start: int
    end: int
