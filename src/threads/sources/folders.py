"""The files of a folder: which are answers of an API, and which we made ourselves of another one there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from threads.suffixes import is_json

_NOTES = ("", ".md")  # suffixes of what people write about files
_PRODUCTS = ("thread.", "transcript.", "report.")


def folder_files(folder: Path) -> list[Path]:
    """The files right in a folder by name, without hidden ones."""
    return sorted(file for file in folder.iterdir() if file.is_file() and not file.name.startswith("."))


def are_answers(files: Sequence[Path]) -> bool:
    """Whether files are the answers of an API: JSON, beside which a read-me may lie."""
    return any(map(is_json, files)) and all(is_json(file) or file.suffix in _NOTES for file in files)


def products(files: Sequence[Path]) -> set[Path]:
    """Those of the files that we made of another one: its thread, transcript or report."""
    stems: dict[str, int] = {}
    for file in files:
        stem = file.name.partition(".")[0]
        stems[stem] = stems.get(stem, 0) + 1
    parts = ((file, *file.name.partition(".")) for file in files)
    return {file for file, stem, _, rest in parts if rest.startswith(_PRODUCTS) and stems[stem] > 1}
