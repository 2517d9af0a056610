"""How much of people's words a result quotes: in full, the beginning, or only where they stand."""

from __future__ import annotations

from typing import Any, Literal, TypeVar, get_args

from pydantic import BaseModel

from threads.errors import UnknownName
from threads.model import Span

Quotes = Literal["full", "short", "none"]
SHORT = 60  # characters that `short` leaves of a quotation, before an ellipsis

T = TypeVar("T")


def quoted(value: T, quotes: Quotes) -> T:
    """The value, and all values in it, with the text of every span so long; offsets stay, as does all else.

    UnknownName for a setting that does not exist.
    """
    return value if known(quotes) == "full" else _quoted(value, quotes)


def known(quotes: Quotes) -> Quotes:
    """The setting itself; UnknownName if there is none of this name."""
    if quotes not in get_args(Quotes):
        raise UnknownName("setting of quotes", quotes, get_args(Quotes))
    return quotes


def quoted_length(length: int, quotes: str) -> int:
    """How many characters stand for a quotation of `length` characters."""
    if quotes == "none":
        return 0
    return SHORT + 1 if quotes == "short" and length > SHORT else length


def _quoted(value: Any, quotes: Quotes) -> Any:
    if isinstance(value, Span):
        shown = value.text[: quoted_length(len(value.text), quotes)]
        ellipsis = "…" if quotes == "short" and len(value.text) > SHORT else ""
        return value.model_copy(update={"text": shown[:SHORT] + ellipsis if ellipsis else shown})
    if isinstance(value, tuple):
        return tuple(_quoted(one, quotes) for one in value) if not hasattr(value, "_fields") else value
    if isinstance(value, BaseModel):
        fields = ((name, getattr(value, name)) for name in type(value).model_fields)
        changed = {name: new for name, old in fields if (new := _quoted(old, quotes)) is not old}
        return value.model_copy(update=changed) if changed else value
    return value
