"""What installed packages bring by entry points, loaded; one that cannot be is told by name."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import entry_points
from typing import Any

from threads.errors import BrokenPlugin


def plugins(group: str) -> Iterator[tuple[str, Any]]:
    """The name and the module of each entry point in a group, by name; BrokenPlugin for one that fails to load."""
    for point in sorted(entry_points(group=group)):
        try:
            yield point.name, point.load()
        except Exception as error:  # whatever code of others raises
            raise BrokenPlugin(point.name, f"{type(error).__name__}: {error}") from error
