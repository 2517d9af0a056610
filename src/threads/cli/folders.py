"""Inputs that are folders: one input where the folder is a format or holds one API's answers, else file by file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def files_of(inputs: Sequence[str]) -> list[str]:
    """The inputs, with each folder of separate documents replaced by these, in the order of their names."""
    return [file for one in inputs for file in _files(one)]


def _files(one: str) -> list[str]:
    from threads.sources import inputs_in

    if one in ("", "-") or not Path(one).is_dir():  # an empty path would be the folder that we are in
        return [one]
    return [str(file) for file in inputs_in(Path(one))]
