"""Results on their way out: standard output, one file, or a folder with one file each; never half a file."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from threads.errors import UnwritableOutput

if TYPE_CHECKING:
    from pydantic import BaseModel

_LINE_SUFFIXES = (".ndjson", ".jsonl")
_LONGEST_NAME = 50  # characters; four bytes each and a suffix still fit into the 255 that file systems allow
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)  # device names of Windows


class Result(NamedTuple):
    """A thread or report to write: the id that names its file, and how it reads as a document or in a stream."""

    id: str
    document: Callable[[], str]
    line: Callable[[], str]


def json_result(name: str, value: BaseModel) -> Result:
    """A value of ours as a JSON document, or as a line of NDJSON."""
    from threads.render.json import json, json_line

    return Result(name, lambda: json(value), lambda: json_line(value))


class Names:
    """File names for ids: made safe, and numbered where two are alike."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def free(self, wanted: str) -> str:
        """A name for the id that no other has, told apart without regard to case as some file systems do."""
        name = safe_name(wanted)
        count = self._taken[name.casefold()] = self._taken.get(name.casefold(), 0) + 1
        return name if count == 1 else self.free(f"{name}-{count}")


class Folder:
    """A folder with one file per result, each under the result's id made safe."""

    def __init__(self, path: Path, suffix: str) -> None:
        self._path = path
        self._suffix = suffix
        self._names = Names()

    def write(self, result: Result) -> None:
        """Write one result; a file of an earlier run is replaced."""
        with _explained(self._path):
            self._path.mkdir(parents=True, exist_ok=True)
        with replaced(self._path / f"{self._names.free(result.id)}{self._suffix}") as file:
            file.write(_bytes(result.document()))


def write(results: Iterator[list[Result]], target: str | None, suffix: str, several_inputs: bool) -> None:
    """Write the results of each input to the target: None or "-" is standard output.

    Several results stream as lines, or go into a folder; a lone result is one document. A file is complete or is not
    there: an exception from `results` leaves none behind.
    """
    if target is None or target == "-":
        for batch in results:
            stdout("".join(r.line() for r in batch) if several_inputs or len(batch) != 1 else batch[0].document())
    elif target.endswith(_LINE_SUFFIXES) and not Path(target).is_dir():
        with replaced(Path(target)) as file:
            for batch in results:
                file.writelines(_bytes(result.line()) for result in batch)
    elif several_inputs or target.endswith(("/", os.sep)) or Path(target).is_dir():
        _write_all(Folder(Path(target), suffix), results)
    else:
        _write_few(Path(target), suffix, [result for batch in results for result in batch])


def _write_all(folder: Folder, results: Iterator[list[Result]]) -> None:
    for batch in results:
        for result in batch:
            folder.write(result)


def _write_few(target: Path, suffix: str, batch: list[Result]) -> None:
    if len(batch) != 1:
        return _write_all(Folder(target, suffix), iter([batch]))
    with replaced(target) as file:
        file.write(_bytes(batch[0].document()))
    return None


def stdout(text: str) -> None:
    """Write to standard output as UTF-8 whatever the locale; a reader that went away is noticed here."""
    sys.stdout.flush()
    sys.stdout.buffer.write(_bytes(text))
    sys.stdout.buffer.flush()


def write_text(path: Path, text: str) -> None:
    """Write one file, in a folder that is made if need be."""
    with _explained(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
    with replaced(path) as file:
        file.write(_bytes(text))


@contextmanager
def replaced(path: Path) -> Iterator[BinaryIO]:
    """A file that takes the path's place when all is written; on any exception the path is as before."""
    with _explained(path):
        path = path.resolve()
        if path.exists() and not path.is_file() and not path.is_dir():  # /dev/null and pipes cannot be replaced
            with path.open("wb") as device:
                yield device
            return
        with drafted(path) as draft, draft.open("wb") as file:
            yield file


@contextmanager
def drafted(path: Path) -> Iterator[Path]:
    """Another path, beside this one, for a file that takes its place when it is written."""
    with _explained(path):
        draft = path.with_name(f".{path.name[:_LONGEST_NAME]}.{os.getpid()}.part")
        try:
            yield draft
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)


def safe_name(wanted: str) -> str:
    """A file name without separators, control characters, leading dots or dashes, and of bounded length."""
    name = re.sub(r"[^\w.-]+", "_", unicodedata.normalize("NFC", wanted)).strip("._-")[:_LONGEST_NAME]
    return f"_{name}" if not name or _RESERVED.match(name) else name


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UnwritableOutput(str(path), reason) from error


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")
