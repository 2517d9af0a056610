"""JSON Pointers (RFC 6901): the place of a value inside a JSON document."""

from __future__ import annotations

from collections.abc import Iterable


def pointer(path: Iterable[str | int]) -> str:
    """The pointer of a path of names and indices: ("comments", 3, "id") is "/comments/3/id", () the whole document."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)
