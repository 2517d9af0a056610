"""JSON Pointers (RFC 6901): the place of a value inside a JSON document, and the first place where one is not valid."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import ValidationError


def pointer(path: Iterable[str | int]) -> str:
    """The pointer of a path of names and indices: ("comments", 3, "id") is "/comments/3/id", () the whole document."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)


def first_complaint(error: ValidationError) -> tuple[str, str]:
    """Where a document is not valid, and why: its first complaint alone, which often makes the others."""
    first = error.errors(include_url=False, include_input=False)[0]
    return pointer(first["loc"]) or "the document", first["msg"][:1].lower() + first["msg"][1:]
