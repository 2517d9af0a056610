"""Readers of all formats: found by looking into this package and the entry points, chosen by what they recognise."""

from __future__ import annotations

import codecs
import importlib
import os
import pkgutil
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Protocol

from threads.errors import AmbiguousFormat, UnknownFormat, UnreadableInput
from threads.model import Thread, Transcript
from threads.plugins import plugins
from threads.sources.answers import answers
from threads.sources.column_names import advice
from threads.sources.compression import opened
from threads.sources.document import Document, Options
from threads.sources.files import read_file, read_stream
from threads.sources.limits import DEFAULT, Limits

_ANSWER = re.compile(r"\.(?:json|jsonl|ndjson)(?:\.(?:zst|gz|bz2|xz))?$", re.IGNORECASE)

__all__ = ["Document", "Options", "Reader", "counted", "open_document", "read", "readers"]


class Reader(Protocol):
    """A module that reads one format; its docstring's first line says what it recognises."""

    FIELDS: tuple[str, ...]

    def recognise(self, document: Document) -> bool:
        """Whether the document is of this format, told from its head."""

    def parse(self, document: Document, options: Options) -> Iterator[Transcript | Thread]:
        """The threads in the document, in its order."""


@cache
def readers() -> Mapping[str, Reader]:
    """Every reader under its format's name: the modules of this package, then the entry points "threads.sources"."""
    found: dict[str, Reader] = {}
    for module in pkgutil.iter_modules(__path__):
        reader = importlib.import_module(f"{__name__}.{module.name}")
        if hasattr(reader, "recognise"):
            found[module.name] = reader
    return found | dict(plugins(__name__))


def read(
    document: Document, format: str | None = None, options: Options | None = None
) -> Iterator[Transcript | Thread]:
    """The transcripts in a document; `format` overrules detection."""
    known = readers()
    if format is None:
        format = (_table(document) if options and options.columns else None) or detect(document)
    elif format not in known:
        raise UnknownFormat(document.name, f"{format!r} is no format", tuple(known))
    reader, options = known[format], options or Options()
    if document.folder is not None and hasattr(reader, "parse_folder"):
        yield from counted(document, reader.parse_folder(document.folder, options))
        return
    for found in counted(document, reader.parse(document, options)):
        yield found.model_copy(update={"notes": (*document.notes, *found.notes)}) if document.notes else found


def counted(document: Document, found: Iterator[Transcript | Thread]) -> Iterator[Transcript | Thread]:
    """The same, up to the limit of records."""
    records = 0
    for one in found:
        records += len(one.comments)
        if records > document.limits.records:
            raise document.limits.exceeded(document.name, f"holds {records:,} comments or more", "records")
        yield one


def _table(document: Document) -> str | None:
    """The kind of table that an input is whose columns the caller names, whatever these are called."""
    return {"csv": "csv", "text": "csv", "json": "ndjson", "ndjson": "ndjson"}.get(document.container)


def detect(document: Document) -> str:
    """The one format whose reader recognises the document."""
    claims = tuple(name for name, reader in readers().items() if _recognises(reader, document))
    # What reads any text or any page steps back for a format that knows this one.
    claims = tuple(name for name in claims if not getattr(readers()[name], "ANY", False)) or claims
    if len(claims) > 1:
        raise AmbiguousFormat(document.name, claims)
    if not claims:
        list(answers(document) if document.container in ("json", "ndjson") else ())  # broken JSON is told as such
        found = f"is {document.container} of no known format"
        raise UnknownFormat(document.name, found, tuple(readers()), do=_advice(document))
    return claims[0]


def _advice(document: Document) -> str:
    """What to do about a table of another shape; nothing for what is none."""
    first_row = getattr(readers().get(_table(document) or ""), "first_row", None)
    row = first_row(document) if first_row else None
    return advice(row) if row else ""


def _recognises(reader: Reader, document: Document) -> bool:
    """A format that is a folder itself (a maildir, a corpus) is told from the folder, any other from its text."""
    if document.folder is not None and hasattr(reader, "recognise_folder") and reader.recognise_folder(document.folder):
        return True
    return reader.recognise(document)


def open_document(source: str | bytes | os.PathLike[str], limits: Limits = DEFAULT) -> Document:
    """A document from a path ("-" is standard input), from bytes, or from a text with a line break in it.

    Compressed files (zstd, gzip, bzip2, xz) are unpacked; the files of a folder are one document.
    """
    if isinstance(source, bytes):
        return Document("input", opened("input", source, limits), limits=limits)
    if isinstance(source, str) and "\n" in source:
        return Document("input", source.encode("utf-8", "surrogatepass"), limits=limits)
    if source == "-":
        return Document("stdin", opened("stdin", _standard_input(limits), limits), limits=limits)
    path = Path(source)
    try:
        if not str(source):
            raise FileNotFoundError
        if path.is_dir():
            return _open_folder(path, limits)
        return Document(_name(path), opened(path.name, read_file(path, limits), limits), limits=limits)
    except (FileNotFoundError, NotADirectoryError, ValueError):  # a name with a zero in it is none
        name = str(path) if str(source) else "''"
        raise UnreadableInput(name, "no such file", "pass the path of a dump, a saved page or an export") from None
    except OSError as error:
        found = (error.strerror or str(error)).lower()
        raise UnreadableInput(str(error.filename or path), found, "check the path and its permissions") from error


def _standard_input(limits: Limits) -> bytes:
    if sys.stdin is None:
        raise UnreadableInput("stdin", "is closed", "pipe something into it, or name a file")
    return read_stream("stdin", sys.stdin.buffer, limits)


def _open_folder(path: Path, limits: Limits) -> Document:
    """The files right in a folder as one document: the answers of an API to one question, kept side by side."""
    files = [f for f in path.iterdir() if f.is_file() and not f.name.startswith(".")]
    files = sorted([f for f in files if _ANSWER.search(f.name)] or files, key=_by_number)
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
