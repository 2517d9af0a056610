"""A number in the text that points at a comment: "@#7", "#3 –", "@12:", "(see #4)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from threads.links.claims import Claim
from threads.links.context import Context
from threads.links.marker import counted
from threads.links.reading import Reading

# "#1 priority" and "we are #3" are ranks: a number points if "@" stands before it, or if it opens its line and is
# followed by a mark or nothing.
_POINTING = re.compile(
    r"@\s?(?:#|nr?\.?\s?|no\.\s?)?(?P<at>\d{1,5}(?:\.\d{1,4}){0,4})\b(?![%€$]|[\w@])"
    r"|^[ \t]*(?:re:?\s*|zu\s+|an\s+|to\s+)?#(?P<line>\d{1,5}(?:\.\d{1,4}){0,4})[ \t]*(?:[:,;–—-]|\.\s|$)",
    re.IGNORECASE | re.MULTILINE,
)


def reference(reading: Reading, context: Context) -> Iterator[Claim]:
    """The comments printed, or else counted, under the numbers that the comment points at."""
    if "@" not in reading.own and "#" not in reading.own:
        return
    for match in _POINTING.finditer(reading.own):
        number = match["at"] or match["line"]
        at = context.by_number[number] if context.by_number and number in context.by_number else None
        if at is None and not context.by_number:
            at = counted(number, context)
        if at is not None and at < reading.at:
            words = (reading.evidence(*match.span()),)
            yield Claim(at, "reference", basis="mention", evidence=words)
