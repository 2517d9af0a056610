"""What a run is given: tables (NDJSON, Reddit dumps, CSV, Parquet) that are streamed, and pages that are read whole."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from os import PathLike
from pathlib import Path
from stat import S_ISREG
from typing import Literal, NamedTuple

from threads.corpus.records import TABLES
from threads.errors import ThreadsError, UnreadableInput
from threads.sources import Document, csv, ndjson, pushshift
from threads.sources.compression import pieces

Kind = Literal["lines", "csv", "parquet", "pages"]
_READERS = {"ndjson": ndjson, "pushshift": pushshift, "csv": csv}  # of TABLES, and of what becomes such records
_HEAD = 2**18  # bytes of text by which a table is told
_TRIED = 50  # lines: the first ones of a dump may be damaged
_MOST = 0.7  # of these lines; a page may hold a line of JSON too
_GROWS = {"zst": 8, "gz": 6, "bz2": 8, "xz": 9}  # how many times longer comments are than their compressed form
_PARQUET_GROWS = 4


class Page(NamedTuple):
    """One file that is read whole, under the name that its unit has."""

    name: str
    path: str


class Input(NamedTuple):
    """One table, or all pages of one folder; `size` is in bytes on disk, `grown` a guess at the bytes of its text."""

    name: str
    kind: Kind
    format: str
    path: str
    size: int
    grown: int
    modified: int
    pages: tuple[Page, ...] = ()


def inputs(paths: Iterable[str | PathLike[str]], format: str | None) -> list[Input]:
    """The inputs at these paths in their order; folders are searched through, hidden files left out.

    format: one for all files, instead of telling it from each. UnreadableInput names a path that is none.
    """
    given = [Path(path) for path in paths]
    found = [one for path in given for one in _at(path, format, named=len(given) > 1)]
    taken: set[str] = set()
    for name in (name for one in found for name in (one.name, *(page.name for page in one.pages))):
        if name in taken and name:
            raise UnreadableInput(name, "is the name of two inputs", "rename one, since results cite inputs by name")
        taken.add(name)
    return found


def _at(path: Path, format: str | None, named: bool) -> Iterator[Input]:
    try:
        if not path.is_dir():
            yield _input(path, path.name, format)
            return
        files = sorted(one for one in path.rglob("*") if one.is_file() and not _hidden(one.relative_to(path)))
        if not files:
            raise UnreadableInput(str(path), "is an empty folder", "pass a folder with pages or dumps")
        prefix = f"{path.resolve().name}/" if named else ""
        found = [_input(file, prefix + file.relative_to(path).as_posix(), format) for file in files]
    except FileNotFoundError:
        raise UnreadableInput(str(path), "no such file", "pass dumps, tables or folders of pages") from None
    except OSError as error:
        raise UnreadableInput(str(path), error.strerror or str(error), "check the path and its permissions") from error
    yield from (one for one in found if one.kind != "pages")
    pages = [one for one in found if one.kind == "pages"]
    if pages:
        size, grown = sum(one.size for one in pages), sum(one.grown for one in pages)
        all_pages = tuple(page for one in pages for page in one.pages)
        modified = max(one.modified for one in pages)
        yield Input(prefix, "pages", format or "", str(path), size, grown, modified, all_pages)


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _input(path: Path, name: str, format: str | None) -> Input:
    stat = path.stat()
    if not S_ISREG(stat.st_mode):
        found = "is a pipe or a device, and a run that was ended reads its inputs again"
        raise UnreadableInput(name, found, "write it to a file first")
    suffix = path.suffix.lstrip(".").lower()
    grown = stat.st_size * _GROWS.get(suffix, 1)
    with path.open("rb") as file:
        is_parquet = file.read(4) == b"PAR1"
    if is_parquet:
        grown = stat.st_size * _PARQUET_GROWS
        return Input(name, "parquet", "ndjson", str(path), stat.st_size, grown, stat.st_mtime_ns)
    told = _table_format(path, name) if format is None else format if format in (*TABLES, "csv") else ""
    if not told:
        page = Page(name, str(path))
        return Input("", "pages", format or "", str(path), stat.st_size, grown, stat.st_mtime_ns, (page,))
    kind: Kind = "csv" if told == "csv" else "lines"
    return Input(name, kind, "ndjson" if told == "csv" else told, str(path), stat.st_size, grown, stat.st_mtime_ns)


def _table_format(path: Path, name: str) -> str:
    """The format of a file whose records can be taken one by one; empty for one that is read whole."""
    head = head_of(path, name)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or head.count(0) * 5 > len(head):
        return ""  # UTF-16 has no lines that could be told without reading it from its beginning
    cut = head[: head.rfind(b"\n") + 1] or head
    told = _recognised(name, cut)
    if told:
        return told
    # The first line of a dump may be damaged: then any of the others tells, if they are all objects.
    lines = [line for line in islice(cut.splitlines(keepends=True), _TRIED) if line.strip()]
    objects = [line for line in lines if line.startswith(b"{")]
    if len(objects) < _MOST * len(lines):
        return ""
    return next((told for line in objects if (told := _recognised(name, line + line))), "")


def _recognised(name: str, head: bytes) -> str:
    """Which of the formats with one record per line (or row) this is the beginning of."""
    document = Document(name, head)
    with suppress(ThreadsError, ValueError):
        one_record = document.container == "json" and head.count(b"\n") <= 1 and document.text.lstrip()[:1] == "{"
        if document.container in ("ndjson", "csv") or one_record:
            return next((name for name, reader in _READERS.items() if reader.recognise(document)), "")
    return ""


def head_of(path: Path, name: str) -> bytes:
    """How the text of a file begins, decompressed, without a byte order mark."""
    head = b""
    with path.open("rb") as file, suppress(UnreadableInput):  # one that is damaged is told when it is read
        for piece in pieces(name, file):
            head += piece
            if len(head) >= _HEAD:
                break
    return head[:_HEAD].removeprefix(codecs.BOM_UTF8)
