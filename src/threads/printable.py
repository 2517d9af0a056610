"""Text from a source made safe for a terminal and for one line."""

from __future__ import annotations

import re

# C0 and C1 controls (escape sequences begin with one), line separators, marks that turn the writing direction, and
# half surrogate pairs. Joiners stay: emoji and several scripts need them.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    """The text in which every character that could steer a terminal is written as an escape, such as \\x1b."""
    return _UNSAFE.sub(lambda found: ascii(found[0])[1:-1], text)
