"""An answer to the comment right above: its question taken up, or its words agreed with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from threads.links.claims import Claim
from threads.links.context import Context
from threads.links.reading import Reading
from threads.links.words import alternation
from threads.model import Evidence

_OPENERS = re.compile(rf"\s*(?:{alternation('openers')})(?!\w)", re.IGNORECASE)
_POINTS_UP = re.compile(rf"\s*(?:{alternation('points_up')})(?!\w)", re.IGNORECASE)


def answer(reading: Reading, context: Context) -> Iterator[Claim]:
    """The comment right above, if it asks and this one begins as answers do, or if this one points at it."""
    above = context.last
    if above is None:
        return
    start = reading.own_start
    points = _POINTS_UP.match(reading.own, start)
    opener = points or _OPENERS.match(reading.own, start)
    if opener is None or above.comment.author == reading.comment.author:
        return
    said = reading.evidence(start, opener.end())
    if points:
        yield Claim(above.at, "answer_points_up", 1.0, "answer", (said,))
    elif "?" in above.own:
        yield Claim(above.at, "answer_question", 1.0, "answer", (said, *_question(above)))
    else:
        yield Claim(above.at, "answer_opener", 1.0)


def _question(reading: Reading) -> tuple[Evidence, ...]:
    """The last question that the comment asks."""
    own = reading.own
    end = own.rfind("?") + 1
    start = max(own.rfind(mark, 0, end - 1) for mark in ".!?\n") + 1
    return (reading.evidence(start, end),) if reading.comment.text[start:end].strip() else ()
