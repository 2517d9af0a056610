"""Files and folders under another name until they are complete: never half a file where a result is looked for.

An older file is replaced only by force, and a link is replaced itself: what it leads to stays as it is.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from typing import BinaryIO

from threads.errors import UnwritableOutput

_PIPE_CLOSED = 141  # how a shell sees a program that SIGPIPE ended
_LONGEST_PART = 50  # characters of a name that a draft's repeats, for who finds one that a kill -9 left
_drafts: set[Path] = set()  # of this process, while they are there


def make(folder: Path) -> None:
    """Make a folder for results, and those above it, if need be."""
    with explained(folder):
        folder.mkdir(parents=True, exist_ok=True)


@contextmanager
def written(path: Path, force: bool = False) -> Iterator[BinaryIO]:
    """A file that gets the path's name when all is written; on any exception the path is as before.

    UnwritableOutput if the path is taken, unless by force. Devices and pipes are written to as they are.
    """
    if is_special(path):
        with explained(path), _special(path) as device:
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
    refuse_taken(path, force)
    with explained(path):
        draft = path.with_name(f".{path.name[:_LONGEST_PART]}.{os.getpid()}.part")
        draft.unlink(missing_ok=True)  # what lies there may be a link
        _drafts.add(draft)
        try:
            os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
            yield draft
            _publish(draft, path, force)
        finally:
            _remove(draft)


@contextmanager
def drafted_folder(folder: Path, force: bool = False) -> Iterator[Path]:
    """A folder whose files move into this one, which is there, when all are written; see `written`."""
    draft = folder / f".{os.getpid()}.part"
    with explained(folder):
        _drafts.add(draft)
        try:
            draft.mkdir()
            yield draft
            files = sorted(draft.iterdir())
            for file in files:
                refuse_taken(folder / file.name, force)
            for file in files:
                _publish(file, folder / file.name, force)
        finally:
            _remove(draft)


def remove_drafts() -> None:
    """Remove what is left of drafts where a signal came between two steps, which no `finally` can rule out."""
    for draft in tuple(_drafts):
        _remove(draft)


def _remove(draft: Path) -> None:
    if draft.is_dir() and not draft.is_symlink():
        rmtree(draft, ignore_errors=True)
    else:
        draft.unlink(missing_ok=True)
    _drafts.discard(draft)


def _publish(draft: Path, path: Path, force: bool) -> None:
    """Give a complete draft its name. Without force the name is taken by a hard link, which never replaces a file."""
    if not force:
        try:
            path.hardlink_to(draft)
            return
        except FileExistsError:
            refuse_taken(path, force)
        except OSError:  # a file system without links
            refuse_taken(path, force)
    draft.replace(path)


def refuse_taken(path: Path, force: bool) -> None:
    """Keep a file of an earlier run; folders are told when they are written to, devices and pipes are no results."""
    if not force and (_mode(path, stat.S_ISREG) or path.is_symlink()) and not is_special(path):
        raise UnwritableOutput(str(path), "it exists", "pass --force to replace it, or choose another place with -o")


def is_special(path: Path) -> bool:
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


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Say in one sentence why a path cannot be written; where its reader has gone, end quietly as others do."""
    try:
        yield
    except BrokenPipeError:
        raise SystemExit(_PIPE_CLOSED) from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UnwritableOutput(str(path), reason) from error
