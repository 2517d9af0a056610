"""The bytes of a file: within the limit, without waiting for ever, and those of one moment."""

from __future__ import annotations

import os
import select
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from threads.errors import UnreadableInput
from threads.sources.limits import Limits

_PIECE = 2**20
_WAITS = getattr(os, "O_NONBLOCK", 0)  # Windows has no pipes among its files
_BINARY = getattr(os, "O_BINARY", 0)
_KINDS = ((stat.S_ISCHR, "device"), (stat.S_ISBLK, "device"), (stat.S_ISSOCK, "socket"), (stat.S_ISDIR, "folder"))


def read_file(path: Path, limits: Limits) -> bytes:
    """All bytes of a regular file or a pipe; an OSError as the system gives it.

    UnreadableInput for devices, for a pipe that nobody writes into, and for a file that others change meanwhile: its
    last comment might be half a comment. LimitExceeded for more than `limits.bytes`, and for a pipe that is silent.
    """
    with _opened(path) as number:
        before = os.fstat(number)
        for is_kind, kind in _KINDS:
            if is_kind(before.st_mode):
                raise UnreadableInput(path.name, f"is a {kind}, not a file", "pass a dump, a saved page or an export")
        if before.st_size > limits.bytes:
            raise limits.exceeded(path.name, f"has {before.st_size:,} bytes", "bytes")
        data = b"".join(_pieces(number, path.name, limits))
        _refuse_changed(path.name, before, os.fstat(number), len(data))
    if not data and stat.S_ISFIFO(before.st_mode):
        raise UnreadableInput(path.name, "is a pipe that nobody writes into", "start the program that writes first")
    return data


@contextmanager
def regular_file(path: Path) -> Iterator[BinaryIO]:
    """A regular file opened for reading piece by piece; UnreadableInput for all else, an OSError as from the system."""
    with _opened(path) as number:
        if not stat.S_ISREG(os.fstat(number).st_mode):
            raise UnreadableInput(path.name, "is no regular file", "name a file that results were written to")
        with os.fdopen(number, "rb", closefd=False) as file:
            yield file


def read_stream(name: str, file: BinaryIO, limits: Limits) -> bytes:
    """All bytes of a stream such as standard input, however long they take; LimitExceeded if they are too many."""
    data = file.read(limits.bytes + 1)
    if len(data) > limits.bytes:
        raise limits.exceeded(name, f"has more than {limits.bytes:,} bytes", "bytes")
    return data


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    number = os.open(path, os.O_RDONLY | _WAITS | _BINARY)  # opening a pipe would wait for its writer
    try:
        yield number
    finally:
        os.close(number)


def _pieces(number: int, name: str, limits: Limits) -> Iterator[bytes]:
    size = 0
    while piece := _next(number, name, limits):
        size += len(piece)
        if size > limits.bytes:
            raise limits.exceeded(name, f"has more than {limits.bytes:,} bytes", "bytes")
        yield piece


def _next(number: int, name: str, limits: Limits) -> bytes:
    """The next bytes, which a pipe may keep one waiting for; none at the end."""
    try:
        return os.read(number, _PIECE)
    except BlockingIOError:
        if not select.select([number], [], [], limits.seconds)[0]:
            raise limits.exceeded(name, f"is a pipe that has been silent for {limits.seconds:g} s", "seconds") from None
        return _next(number, name, limits)


def _refuse_changed(name: str, before: os.stat_result, after: os.stat_result, size: int) -> None:
    """Files of /proc have no size; any other file that is left alone gives as many bytes as it has."""
    if not stat.S_ISREG(before.st_mode) or not before.st_size:
        return
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or size != before.st_size:
        raise UnreadableInput(name, "changed while it was read", "wait until nobody writes into it")
