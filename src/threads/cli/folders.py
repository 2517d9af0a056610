"""Inputs that are folders: one input where the folder is a format or holds one API's answers, else file by file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def files_of(inputs: Sequence[str]) -> list[str]:
    """The inputs, with each folder of separate documents replaced by these, in the order of their names.

    Answers of an API (only JSON files) and formats that are folders (a maildir, a corpus) stay one input.
    """
    return [file for one in inputs for file in _files(one)]


def _files(one: str) -> list[str]:
    from threads.sources import readers

    folder = Path(one)
    if one == "-" or not folder.is_dir():
        return [one]
    files = sorted(file for file in folder.iterdir() if file.is_file() and not file.name.startswith("."))
    answers = all(".json" in file.suffixes or ".ndjson" in file.suffixes or ".jsonl" in file.suffixes for file in files)
    a_format = any(
        reader.recognise_folder(folder) for reader in readers().values() if hasattr(reader, "recognise_folder")
    )
    return [one] if answers or a_format else [str(file) for file in files if not _is_product(file, files)]


def _is_product(file: Path, files: Sequence[Path]) -> bool:
    """Whether a file is what we made of another one in the folder: its thread, transcript or report."""
    stem, _, rest = file.name.partition(".")
    sources = (other for other in files if other != file and other.name.partition(".")[0] == stem)
    return rest.startswith(("thread.", "transcript.", "report.")) and any(sources)
