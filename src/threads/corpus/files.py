"""Files that are whole or not there, whatever ends the process: drafts, synced, then renamed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from threads.errors import UnwritableOutput


@contextmanager
def replaced(path: Path, sync: bool = True) -> Iterator[BinaryIO]:
    """A file that takes the path's place when all of it has reached the disk; on any exception the path is as before.

    A draft that a killed process left behind has its number in its name, and is swept away with the work folder or by
    the next run. Without `sync` a power cut may lose the file, but no death of a process can.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    with explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with draft.open("wb") as file:
                yield file
                file.flush()
                if sync:
                    os.fsync(file.fileno())
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
        if sync:
            _sync(path.parent)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Errors of the file system as the one sentence that names the file."""
    try:
        yield
    except OSError as error:
        raise UnwritableOutput(str(path), (error.strerror or str(error)).lower()) from error


def _sync(folder: Path) -> None:
    """Make the rename itself last; Windows cannot open folders, and needs no such thing."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
