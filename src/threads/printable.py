"""Text from a source made safe for a terminal, for one line, and for XML."""

from __future__ import annotations

import re

# C0 and C1 controls (escape sequences begin with one), line separators, marks that turn the writing direction, and
# half surrogate pairs. Joiners stay: emoji and several scripts need them.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """The text in which every character that could steer a terminal is written as an escape, such as \\x1b."""
    return _UNSAFE.sub(lambda found: ascii(found[0])[1:-1], text)


def xml_text(text: str) -> str:
    """The text with U+FFFD for every character that XML 1.0 has no way to write, escaped or not."""
    return _NOT_XML.sub("\ufffd", text)
