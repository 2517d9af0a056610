"""An input opened as a document: a path, standard input, bytes, or a text; one sentence where that fails."""

from __future__ import annotations

import codecs
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from threads.errors import UnreadableInput
from threads.sources.compression import opened
from threads.sources.document import Document
from threads.sources.files import read_file, read_stream
from threads.sources.folders import folder_files
from threads.sources.limits import DEFAULT, Limits
from threads.suffixes import is_json

_ADDRESS = re.compile(r"https?:/")  # a path has lost the second of its slashes
_LONGEST_NAME = 4096  # characters; no system has longer paths


def open_document(source: str | bytes | os.PathLike[str], limits: Limits = DEFAULT) -> Document:
    """A document from a path ("-" is standard input), from bytes, or from a text.

    A text has a line break in it, or begins as HTML or JSON does and is no path. Compressed files (zstd, gzip, bzip2,
    xz) are unpacked; the files of a folder are one document.
    """
    if isinstance(source, bytes):
        return Document("input", opened("input", source, limits), limits=limits)
    if isinstance(source, str) and is_text(source):
        return Document("input", source.encode("utf-8", "surrogatepass"), limits=limits)
    if source == "-":
        return Document("stdin", opened("stdin", _standard_input(limits), limits), limits=limits)
    path = Path(source)
    with explained(path if str(source) else None):
        if not str(source):
            raise FileNotFoundError
        if path.is_dir():
            return _open_folder(path, limits)
        return Document(_name(path), opened(path.name, read_file(path, limits), limits), limits=limits)


def is_text(source: str | os.PathLike[str]) -> bool:
    """Whether a source is a text itself: it has several lines, or begins as HTML or JSON does and is no path."""
    if not isinstance(source, str):
        return False
    return "\n" in source or (source.lstrip()[:1] in ("<", "{", "[") and not os.path.exists(source))  # noqa: PTH110 -- no error for a name that is too long


@contextmanager
def explained(path: Path | None) -> Iterator[None]:
    """Say in one sentence why a path cannot be read."""
    try:
        yield
    except (FileNotFoundError, NotADirectoryError, ValueError):  # a name with a zero in it is none
        name = _cut(str(path)) if path else "''"
        if _ADDRESS.match(name):
            raise UnreadableInput(
                name, "is an address, and none is followed", "save the page, and pass its file"
            ) from None
        raise UnreadableInput(name, "no such file", "pass the path of a dump, a saved page or an export") from None
    except OSError as error:
        found = (error.strerror or str(error)).lower()
        raise UnreadableInput(_cut(str(error.filename or path)), found, "check the path and its permissions") from error


def _cut(name: str) -> str:
    """A name that a sentence can hold: whoever passes a text without a line break passes a long path."""
    return name if len(name) <= _LONGEST_NAME else f"{name[:60]}…"


def _standard_input(limits: Limits) -> bytes:
    if sys.stdin is None:
        raise UnreadableInput("stdin", "is closed", "pipe something into it, or name a file")
    return read_stream("stdin", sys.stdin.buffer, limits)


def _open_folder(path: Path, limits: Limits) -> Document:
    """A folder that is one input as one document: its files behind each other."""
    files = folder_files(path)
    files = sorted([file for file in files if is_json(file)] or files, key=_by_number)
    if not files and not any(f.is_dir() for f in path.iterdir()):
        raise UnreadableInput(str(path), "is an empty folder", "pass a folder with the answers of one API, or files")
    parts: list[bytes] = []
    for file in files:
        parts.append(opened(file.name, read_file(file, limits), limits).removeprefix(codecs.BOM_UTF8))
        if sum(map(len, parts)) > limits.bytes:
            raise limits.exceeded(path.name, f"holds more than {limits.bytes:,} bytes", "bytes")
    return Document(_name(path), b"\n".join(parts), path, limits)


def _name(path: Path) -> str:
    """The name of a file as text; bytes of it that are no UTF-8 as U+FFFD, since no JSON could hold them."""
    return path.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _by_number(file: Path) -> list[tuple[int, str]]:
    """Names in the order of their numbers: page2 before page10."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"(\d+)", file.name)]
