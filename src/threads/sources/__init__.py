"""Readers of all formats: found by looking into this package and the entry points, chosen by what they recognise."""

from __future__ import annotations

import importlib
import os
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Protocol

from threads.errors import AmbiguousFormat, NoComments, UnknownFormat
from threads.model import Thread, Transcript
from threads.plugins import plugins
from threads.sources.answers import answers, values
from threads.sources.column_names import advice
from threads.sources.document import Document, Options
from threads.sources.folders import are_answers, folder_files, products
from threads.sources.limits import DEFAULT, Limits
from threads.sources.opening import explained, is_text, open_document
from threads.suffixes import is_json

__all__ = [
    "Document", "Options", "Reader", "counted", "inputs_in", "open_document", "open_documents", "read", "readers",
]  # fmt: skip


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
    try:
        for found in counted(document, reader.parse(document, options)):
            yield found.model_copy(update={"notes": (*document.notes, *found.notes)}) if document.notes else found
    except NoComments:
        if document.container == "text" and is_json(Path(document.name)):
            list(values(document))  # broken JSON is told as such
        raise


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


def inputs_in(path: Path) -> list[Path]:
    """What is to be read one by one: the path, or the files of a folder of separate documents, by name.

    A folder is one input where it holds JSON alone (the answers of an API to one question), or is a format itself
    (a maildir, a corpus). What `threads` made of a file there is no input.
    """
    if not path.is_dir():
        return [path]
    files = folder_files(path)
    formats = (reader for reader in readers().values() if hasattr(reader, "recognise_folder"))
    if not files or are_answers(files) or any(reader.recognise_folder(path) for reader in formats):
        return [path]
    made = products(files)
    return [file for file in files if file not in made]


def open_documents(source: str | bytes | os.PathLike[str], limits: Limits = DEFAULT) -> Iterator[Document]:
    """The documents of a source, one by one: the files of a folder (see `inputs_in`), or as `open_document` says."""
    if isinstance(source, bytes) or source in ("", "-") or is_text(source):
        yield open_document(source, limits)
        return
    with explained(Path(source)):
        paths = inputs_in(Path(source))
    for path in paths:
        yield open_document(path, limits)
