"""Results on their way out: standard output, one file, or a folder with one file each."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from threads.cli.drafts import explained, is_special, make, refuse_taken, written
from threads.cli.names import Names
from threads.errors import UnwritableOutput
from threads.suffixes import STREAMS

if TYPE_CHECKING:
    from pydantic import BaseModel


class Result(NamedTuple):
    """A thread or report to write: the id that names its file, and how it reads as a document or in a stream."""

    id: str
    document: Callable[[], str]
    line: Callable[[], str]


def json_result(name: str, value: BaseModel) -> Result:
    """A value of ours as a JSON document, or as a line of NDJSON."""
    from threads.render.json import json, json_line

    return Result(name, lambda: json(value), lambda: json_line(value))


class Folder:
    """A folder with one file per result, each under the result's id made safe."""

    def __init__(self, path: Path, suffix: str, force: bool = False) -> None:
        self._path = path
        self._suffix = suffix
        self._force = force
        self._names = Names()

    def write(self, result: Result) -> None:
        """Write one result; a file of an earlier run is replaced only by force."""
        make(self._path)
        with written(self._path / f"{self._names.free(result.id)}{self._suffix}", self._force) as file:
            file.write(_bytes(result.document()))


def write(
    results: Iterator[list[Result]], target: str | None, suffix: str, several_inputs: bool, force: bool = False
) -> None:
    """Write the results of each input to the target: None or "-" is standard output.

    Several results stream as lines, or go into a folder; a lone result is one document. A file is complete or is not
    there: an exception from `results` leaves none behind. UnwritableOutput for a file that exists, unless by force.
    """
    if target == "":  # an empty path would be the folder that we are in
        raise UnwritableOutput("''", "is no name", "give -o a file or a folder")
    if target is None or target == "-":
        for batch in results:
            stdout("".join(r.line() for r in batch) if several_inputs or len(batch) != 1 else batch[0].document())
    elif (target.endswith(STREAMS) and not Path(target).is_dir()) or _streams(target, several_inputs):
        with written(Path(target), force) as file:
            for batch in results:
                file.writelines(_bytes(result.line()) for result in batch)
    elif several_inputs or target.endswith(("/", os.sep)) or Path(target).is_dir():
        _write_all(Folder(Path(target), suffix, force), results)
    else:
        _write_few(Path(target), suffix, results, force)


def _streams(target: str, several: bool) -> bool:
    """Whether several results go to a device or a pipe, which is no folder and takes lines."""
    return several and is_special(Path(target))


def _write_all(folder: Folder, results: Iterator[list[Result]]) -> None:
    for batch in results:
        for result in batch:
            folder.write(result)


def _write_few(target: Path, suffix: str, results: Iterator[list[Result]], force: bool) -> None:
    refuse_taken(target, force)  # before the work is done
    batch = [result for batch in results for result in batch]
    if len(batch) != 1 and not is_special(target):
        return _write_all(Folder(target, suffix, force), iter([batch]))
    with written(target, force) as file:
        file.write(_bytes(batch[0].document() if len(batch) == 1 else "".join(result.line() for result in batch)))
    return None


def stdout(text: str) -> None:
    """Write to standard output as UTF-8 whatever the locale; where its reader has gone, the run ends quietly."""
    if sys.stdout is None:
        raise UnwritableOutput("standard output", "it is closed")
    try:
        with explained(Path("standard output")):
            sys.stdout.flush()
            left = memoryview(_bytes(text))
            while left:  # under PYTHONUNBUFFERED a pipe takes a part and says so
                left = left[sys.stdout.buffer.write(left) :]
            sys.stdout.buffer.flush()
    except (SystemExit, UnwritableOutput):
        _abandon_stdout()
        raise


def _abandon_stdout() -> None:
    """What could not be written is not tried again when the interpreter ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_text(path: Path, text: str, force: bool = False) -> None:
    """Write one file, in a folder that is made if need be."""
    make(path.parent)
    with written(path, force) as file:
        file.write(_bytes(text))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")
