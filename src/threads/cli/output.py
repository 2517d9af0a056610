"""Results on their way out: standard output, one file, or a folder with one file each; never half a file.

An older file is replaced only by force, and a link is replaced itself: what it leads to stays as it is.
"""

from __future__ import annotations

import os
import re
import stat
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from threads.errors import UnwritableOutput

if TYPE_CHECKING:
    from pydantic import BaseModel

_LINE_SUFFIXES = (".ndjson", ".jsonl")
_LONGEST_NAME = 50  # characters; four bytes each and a suffix still fit into the 255 that file systems allow
_RESERVED = re.compile(r"(con|prn|aux|nul|(com|lpt)[\d¹²³])(\.|$)", re.IGNORECASE)  # device names of Windows
_PIPE_CLOSED = 141  # how a shell sees a program that SIGPIPE ended


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
        stem = name = safe_name(wanted)
        while count := self._taken.get(_alike(name), 0):
            self._taken[_alike(name)] = count + 1
            number = f"-{count + 1}"
            name = f"{stem[: _LONGEST_NAME - len(number)]}{number}"
        self._taken[_alike(name)] = 1
        return name


def _alike(name: str) -> str:
    """What names have in common that a file system may take for one."""
    return unicodedata.normalize("NFKC", name).casefold()


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
    if target is None or target == "-":
        for batch in results:
            stdout("".join(r.line() for r in batch) if several_inputs or len(batch) != 1 else batch[0].document())
    elif (target.endswith(_LINE_SUFFIXES) and not Path(target).is_dir()) or _streams(target, several_inputs):
        with written(Path(target), force) as file:
            for batch in results:
                file.writelines(_bytes(result.line()) for result in batch)
    elif several_inputs or target.endswith(("/", os.sep)) or Path(target).is_dir():
        _write_all(Folder(Path(target), suffix, force), results)
    else:
        _write_few(Path(target), suffix, results, force)


def _streams(target: str, several: bool) -> bool:
    """Whether several results go to a device or a pipe, which is no folder and takes lines."""
    return several and _is_special(Path(target))


def _write_all(folder: Folder, results: Iterator[list[Result]]) -> None:
    for batch in results:
        for result in batch:
            folder.write(result)


def _write_few(target: Path, suffix: str, results: Iterator[list[Result]], force: bool) -> None:
    _refuse(target, force)  # before the work is done
    batch = [result for batch in results for result in batch]
    if len(batch) != 1 and not _is_special(target):
        return _write_all(Folder(target, suffix, force), iter([batch]))
    with written(target, force) as file:
        file.write(_bytes(batch[0].document() if len(batch) == 1 else "".join(result.line() for result in batch)))
    return None


def stdout(text: str) -> None:
    """Write to standard output as UTF-8 whatever the locale; where its reader has gone, the run ends quietly."""
    if sys.stdout is None:
        raise UnwritableOutput("standard output", "it is closed")
    try:
        with _explained(Path("standard output")):
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


def make(folder: Path) -> None:
    """Make a folder for results, and those above it, if need be."""
    with _explained(folder):
        folder.mkdir(parents=True, exist_ok=True)


@contextmanager
def written(path: Path, force: bool = False) -> Iterator[BinaryIO]:
    """A file that gets the path's name when all is written; on any exception the path is as before.

    UnwritableOutput if the path is taken, unless by force. Devices and pipes are written to as they are.
    """
    if _is_special(path):
        with _explained(path), _special(path) as device:
            yield device
        return
    with drafted(path, force) as draft, draft.open("wb") as file:
        yield file


@contextmanager
def replaced(path: Path) -> Iterator[BinaryIO]:
    """A file that is brought up to date: what it was stays until the new one is complete."""
    with written(path, force=True) as file:
        yield file


@contextmanager
def drafted(path: Path, force: bool = False) -> Iterator[Path]:
    """Another path, beside this one, for a file that takes its place when it is written; see `written`."""
    _refuse(path, force)
    with _explained(path):
        draft = path.with_name(f".{path.name[:_LONGEST_NAME]}.{os.getpid()}.part")
        draft.unlink(missing_ok=True)  # what lies there may be a link
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        try:
            yield draft
            _publish(draft, path, force)
        finally:
            draft.unlink(missing_ok=True)


@contextmanager
def drafted_folder(folder: Path, force: bool = False) -> Iterator[Path]:
    """A folder whose files move into this one, which is there, when all are written; see `written`."""
    draft = folder / f".{os.getpid()}.part"
    with _explained(folder):
        draft.mkdir()
        try:
            yield draft
            files = sorted(draft.iterdir())
            for file in files:
                _refuse(folder / file.name, force)
            for file in files:
                _publish(file, folder / file.name, force)
        finally:
            rmtree(draft, ignore_errors=True)


def _publish(draft: Path, path: Path, force: bool) -> None:
    """Give a complete draft its name. Without force the name is taken by a hard link, which never replaces a file."""
    if not force:
        try:
            path.hardlink_to(draft)
            return
        except FileExistsError:
            _refuse(path, force)
        except OSError:  # a file system without links
            _refuse(path, force)
    draft.replace(path)


def _refuse(path: Path, force: bool) -> None:
    """Keep a file of an earlier run; folders are told when they are written to, devices and pipes are no results."""
    if not force and (_mode(path, stat.S_ISREG) or path.is_symlink()) and not _is_special(path):
        raise UnwritableOutput(str(path), "it exists", "pass --force to replace it, or choose another place with -o")


def _is_special(path: Path) -> bool:
    """Whether a path, or what a link such as /dev/stdout leads to, is a device or a pipe and cannot be replaced."""
    return _mode(path, lambda mode: not stat.S_ISREG(mode) and not stat.S_ISDIR(mode))


def _mode(path: Path, test: Callable[[int], bool]) -> bool:
    """What the mode of a file says; False where there is none, or none that may be looked at."""
    try:
        return test(path.stat().st_mode)
    except OSError:
        return False


@contextmanager
def _special(path: Path) -> Iterator[BinaryIO]:
    """A device or pipe opened for writing; a pipe without a reader is an error at once instead of a wait."""
    number = os.open(path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
    os.set_blocking(number, True)
    with os.fdopen(number, "wb") as file:
        yield file


def safe_name(wanted: str) -> str:
    """A file name without separators, control characters, leading dots or dashes, and of bounded length."""
    name = re.sub(r"[^\w.-]+", "_", unicodedata.normalize("NFC", wanted)).strip("._-")[:_LONGEST_NAME]
    return f"_{name}" if not name or _RESERVED.match(name) else name


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Say in one sentence why a path cannot be written; where its reader has gone, end quietly as others do."""
    try:
        yield
    except BrokenPipeError:
        raise SystemExit(_PIPE_CLOSED) from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UnwritableOutput(str(path), reason) from error


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")
