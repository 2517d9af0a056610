"""The comments that stand near: the last few, and the first of the list. Weak, and so a basis of their own."""

from __future__ import annotations

from collections.abc import Iterator

from threads.links.claims import Claim
from threads.links.context import Context
from threads.links.reading import Reading

_WINDOW = {"chat": 12, "page": 4}
_USUAL = 6


def adjacent(reading: Reading, context: Context) -> Iterator[Claim]:
    """The last few comments and the first one."""
    at = reading.at
    if not at:
        return
    yield Claim(at - 1, "previous", 1.0, "adjacent")
    for parent in range(at - 2, max(-1, at - 1 - _WINDOW.get(context.talk.kind, _USUAL)), -1):
        yield Claim(parent, "near", 1.0, "adjacent")
    yield Claim(0, "first", 1.0, "adjacent")


def standing(steps: int) -> str:
    """Where a parent stands, for people: what a link has to show if nothing else does."""
    return "stands right above" if steps == 1 else f"stands {steps} above"
