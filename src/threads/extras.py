"""Libraries that only some users need, imported when they are first asked for."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from threads.errors import MissingExtra


def optional(module: str, extra: str) -> Any:
    """The module of an optional library; MissingExtra says what to install where it is not there."""
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        library = module.partition(".")[0]
        if error.name is None or error.name.partition(".")[0] != library:  # it is there, but broken
            raise
        raise MissingExtra(library, extra) from None
