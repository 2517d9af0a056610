"""MIME messages from bytes, by the standard library, kept from what makes it slow, overflow or fail."""

from __future__ import annotations

from collections.abc import Sequence
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32
from typing import Any

_LONGEST = 2_000  # characters of a header that says what a part is: its parameters are split in quadratic time
_DEEPEST = 100  # parts within each other: each line is held against the boundaries of all that it stands in


class TooDeep(ValueError):
    """Parts within parts within parts, more than any program makes."""


class _Policy(Compat32):
    """Cuts headers of MIME that are longer than any program writes."""

    def header_source_parse(self, sourcelines: Sequence[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)  # type: ignore[arg-type]
        return name, value[:_LONGEST] if name.lower().startswith("content-") else value


class _Part(Message):
    """A part that knows how deep it stands; it is attached when its headers begin, before what is inside it."""

    _depth = 0

    def attach(self, payload: Message) -> None:  # type: ignore[override]
        if self._depth == _DEEPEST:
            raise TooDeep
        super().attach(payload)
        if isinstance(payload, _Part):
            payload._depth = self._depth + 1

    def get_param(self, param: str, failobj: Any = None, header: str = "content-type", unquote: bool = True) -> Any:
        try:
            return super().get_param(param, failobj, header, unquote)
        except TypeError:  # "charset*0=x; charset*=y" counts its pieces and does not
            return failobj

    def get_boundary(self, failobj: Any = None) -> Any:
        try:
            return super().get_boundary(failobj)
        except ValueError:  # in a charset with a zero in its name
            return failobj


def message_in(data: bytes) -> Message:
    """The message that some bytes are; TooDeep for one whose parts nest without end."""
    return BytesParser(_Part, policy=_Policy()).parsebytes(data)
