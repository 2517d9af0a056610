"""Inputs that are folders: one input where the folder is a format or holds one API's answers, else file by file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def files_of(inputs: Sequence[str]) -> list[str]:
    """The inputs, with each folder of separate documents replaced by these, in the order of their names."""
    return [file for one in inputs for file in _files(one)]


def are_several(inputs: Sequence[str], files: Sequence[str]) -> bool:
    """Whether these files of the inputs get a result each: there are several, or a folder might have held several."""
    return len(files) > 1 or list(inputs) != list(files)


def _files(one: str) -> list[str]:
    from threads.sources import inputs_in

    if one in ("", "-") or not Path(one).is_dir():  # an empty path would be the folder that we are in
        return [one]
    return [str(file) for file in inputs_in(Path(one))]
