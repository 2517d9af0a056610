"""How much of an input is read before it is refused: few limits, each named in the error that it causes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from threads.errors import LimitExceeded, UnknownName


@dataclass(frozen=True)
class Limits:
    """What one input may cost. `threads.corpus` streams tables of any size without the first and the third.

    bytes: of its text, unpacked. depth: levels of its JSON. records: comments in it. seconds: that one page may take
    to read, and that a pipe may be silent.
    """

    bytes: int = 2**30
    depth: int = 100_000
    records: int = 10_000_000
    seconds: float = 20.0

    @classmethod
    def named(cls, given: Sequence[str]) -> Limits:
        """The limits with some of them set: ["bytes=4000000000"]; UnknownName for one that does not exist."""
        limits: dict[str, Any] = dict(map(_limit, given))
        return cls(**limits)

    def exceeded(self, name: str, found: str, limit: str) -> LimitExceeded:
        """The error for an input that goes beyond one of the limits."""
        return LimitExceeded(name, found, limit, getattr(self, limit))


DEFAULT = Limits()


def _limit(text: str) -> tuple[str, int | float]:
    name, _, value = text.partition("=")
    known = tuple(f"{field.name}={field.default}" for field in fields(Limits))
    try:
        number = float(value) if name == "seconds" else int(value.replace("_", ""))
    except ValueError:
        raise UnknownName("limit", text, known) from None
    if name not in {field.name for field in fields(Limits)} or not number > 0:
        raise UnknownName("limit", text, known)
    return name, number
