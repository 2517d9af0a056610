"""Text from a source made safe for a page: what would steer a terminal, a browser or the writing direction is shown."""

from __future__ import annotations

import re

# Controls other than tab and newline, what embeds, overrides or isolates a writing direction, half surrogate pairs.
# Plain direction marks (U+200E, U+200F) and joiners stay: right-to-left texts, emoji and several scripts need them,
# and they turn no other character around.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def neutral(text: str) -> str:
    """The text with every steering character replaced by a picture of it: U+202E becomes "⟨U+202E⟩"."""
    return _STEERING.sub(_picture, text)


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return "\ufffd" if 0xD800 <= code < 0xE000 else f"⟨U+{code:04X}⟩"
