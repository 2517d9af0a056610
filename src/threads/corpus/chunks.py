"""Inputs cut into chunks of work: lines of text, rows of CSV, row groups of Parquet, pages; cut the same every time.

The process that cuts only decompresses and counts lines; what a chunk holds is decoded by the process that gets it.
"""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from threads.corpus.inputs import Input, Page, head_of
from threads.corpus.records import decoded
from threads.errors import MalformedInput, UnreadableInput
from threads.sources.compression import pieces
from threads.sources.delimiters import fitting, stated
from threads.sources.rows import COLUMNS

_ENDLESS = 2**60  # bytes of text; what is streamed may be of any size
_LONGEST_LINE = 2**26
_BATCH = 1_000  # rows of a Parquet file decoded at once
_PAGES = 200

Row = tuple[int, Any, bytes]  # the line it begins on, its cells (or the ValueError that says why not), its text


class Lines(NamedTuple):
    """Whole lines of NDJSON."""

    input: int
    first: int
    data: bytes

    def rows(self) -> Iterator[Row]:
        """Line number, cells (or the error) and bytes of each line that is not blank."""
        for number, line in enumerate(self.data.split(b"\n"), self.first):
            if line and not line.isspace():
                try:
                    yield number, decoded(line), line
                except ValueError as error:
                    yield number, error, line


class Cells(NamedTuple):
    """Rows of a CSV file under their header; a row may span lines, so each brings its number."""

    input: int
    header: tuple[str, ...]
    cells: list[tuple[int, list[str] | ValueError]]

    def rows(self) -> Iterator[Row]:
        """Line number, cells by column (or the error) and text of each row."""
        for number, row in self.cells:
            if isinstance(row, ValueError):
                yield number, row, b""
            elif len(row) != len(self.header):
                found = f"has {len(row)} cells where the header has {len(self.header)}"
                yield number, ValueError(f"{found}; quote cells that hold the delimiter"), ",".join(row).encode()
            elif any(row):
                yield number, {name: cell or None for name, cell in zip(self.header, row, strict=True)}, b""


class Group(NamedTuple):
    """One row group of a Parquet file; its rows are numbered from `first` on."""

    input: int
    path: str
    group: int
    first: int

    def rows(self) -> Iterator[Row]:
        """Row number and cells of each row."""
        number = self.first
        with _parquet(self.path) as file:
            for batch in file.iter_batches(_BATCH, row_groups=[self.group]):
                for cells in dicts(batch):
                    yield number, cells, b""
                    number += 1


class Pages(NamedTuple):
    """Files that are read whole."""

    input: int
    pages: tuple[Page, ...]


Chunk = Lines | Cells | Group | Pages


def chunks(inputs: Sequence[Input], size: int, columns: Mapping[str, str]) -> Iterator[tuple[Chunk, int]]:
    """All inputs in chunks of about `size` bytes, and how many bytes on disk were passed with each."""
    for number, one in enumerate(inputs):
        match one.kind:
            case "lines":
                yield from _lines(number, one, size)
            case "csv":
                yield from _cells(number, one, size, columns)
            case "parquet":
                yield from _groups(number, one)
            case "pages":
                for at in range(0, len(one.pages), _PAGES):
                    pages = one.pages[at : at + _PAGES]
                    yield Pages(number, pages), one.size * len(pages) // len(one.pages)


def dicts(batch: Any) -> list[dict[str, Any]]:
    """The rows of an Arrow batch; times in UTC and microseconds, since Python knows no finer ones."""
    import pyarrow as pa

    for place, field in enumerate(batch.schema):
        if pa.types.is_timestamp(field.type):
            kind = pa.timestamp("us", "UTC" if field.type.tz else None)
            batch = batch.set_column(place, field.name, batch.column(place).cast(kind, safe=False))
    try:
        rows: list[dict[str, Any]] = batch.to_pylist()
    except (OverflowError, ValueError):
        names = batch.schema.names
        columns = [[_within_calendar(cell) for cell in column] for column in batch.columns]
        rows = [dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True)]
    return rows


def _within_calendar(cell: Any) -> Any:
    """The value of an Arrow scalar; a time beyond Python's calendar as the number that stands for it."""
    try:
        return cell.as_py()
    except (OverflowError, ValueError):
        return str(cell.value)


@contextmanager
def _parquet(path: str) -> Iterator[Any]:
    """A Parquet file; UnreadableInput for what only begins as one, or is damaged where it is read."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            yield file
    except (pa.ArrowException, OSError) as error:
        why = " ".join(str(error).split()).rstrip(".")
        raise UnreadableInput(
            Path(path).name, f"is damaged Parquet ({why})", "fetch or write the table again"
        ) from error


def _lines(number: int, one: Input, size: int) -> Iterator[tuple[Chunk, int]]:
    first, passed = 1, 0
    with Path(one.path).open("rb") as file:
        for data in _whole_lines(pieces(one.name, file, _ENDLESS), size):
            now = file.tell()
            yield Lines(number, first, data), now - passed
            first += data.count(b"\n")
            passed = now


def _whole_lines(parts: Iterable[bytes], size: int) -> Iterator[bytes]:
    """The same bytes in parts of at least `size` that end with a line; a line of 64 MB and more is cut short."""
    waiting: list[bytes] = []
    held = 0
    for part in _without_mark(parts):
        waiting.append(part)
        held += len(part)
        if held < size or (b"\n" not in part and held < _LONGEST_LINE):
            continue
        data = b"".join(waiting)
        end = data.rfind(b"\n") + 1
        if not end:  # what there is of the line will be no JSON, and is told as such
            waiting = [data[:size]]
            held = size
            continue
        yield data[:end]
        waiting, held = [data[end:]], len(data) - end
    if held:
        yield b"".join(waiting)


def _without_mark(parts: Iterable[bytes]) -> Iterator[bytes]:
    parts = iter(parts)
    head = b""
    while len(head) < len(codecs.BOM_UTF8) and (part := next(parts, b"")):
        head += part
    yield head.removeprefix(codecs.BOM_UTF8)
    yield from parts


def _cells(number: int, one: Input, size: int, columns: Mapping[str, str]) -> Iterator[tuple[Chunk, int]]:
    passed = held = 0
    with Path(one.path).open("rb") as file:
        reader = csv.reader(_text(pieces(one.name, file, _ENDLESS)), delimiter=_delimiter(one, columns), strict=True)
        if stated(_beginning(one)) is not None:
            next(_rows(reader), None)
        _, cells = next(_rows(reader), (1, []))
        if isinstance(cells, ValueError):
            raise MalformedInput(one.name, "line 1", str(cells), "pass a table with a header")
        header = _header(one.name, cells, columns)
        waiting: list[tuple[int, list[str] | ValueError]] = []
        for line, row in _rows(reader):
            waiting.append((line, row))
            held += 100 if isinstance(row, ValueError) else sum(map(len, row)) + 20 * len(row)
            if held >= size:
                now = file.tell()
                yield Cells(number, header, waiting), now - passed
                waiting, held, passed = [], 0, now
        yield Cells(number, header, waiting), one.size - passed


def _text(parts: Iterable[bytes]) -> Iterator[str]:
    """The lines of a file as text, each with its end."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
    rest = ""
    for part in parts:
        *whole, rest = (rest + decoder.decode(part)).split("\n")
        yield from (line.removeprefix("\ufeff") + "\n" for line in whole)
    yield rest + decoder.decode(b"", final=True)


def _rows(reader: Any) -> Iterator[tuple[int, list[str] | ValueError]]:
    """Each row that is not blank with the line it begins on; one that breaks the rules of CSV as its error."""
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, ValueError(f"is no CSV ({error}); close quotes that are open, and double those inside cells")
            continue
        if row:
            yield line, row


def _delimiter(one: Input, columns: Mapping[str, str]) -> str:
    known = {*COLUMNS, *(name.casefold() for name in columns.values())}
    return fitting(_beginning(one), known)


def _beginning(one: Input) -> str:
    return head_of(Path(one.path), one.name).decode("utf-8", "replace")


def _header(name: str, cells: Sequence[str], columns: Mapping[str, str]) -> tuple[str, ...]:
    """The names of the columns; ours in any case ("Author"), those that the caller gave as they are."""
    stripped = [cell.strip() or f"column {number}" for number, cell in enumerate(cells, 1)]
    given = columns.values()
    names = [cell.casefold() if cell.casefold() in COLUMNS and cell not in given else cell for cell in stripped]
    repeated = next((one for one, count in Counter(names).items() if count > 1), None)
    if repeated is not None:
        raise MalformedInput(name, "line 1", f"has two columns {repeated!r}", "rename one")
    return tuple(names)


def _groups(number: int, one: Input) -> Iterator[tuple[Chunk, int]]:
    first = 1
    with _parquet(one.path) as file:
        count = file.metadata.num_row_groups
        for group in range(count):
            yield Group(number, one.path, group, first), one.size // count
            first += file.metadata.row_group(group).num_rows
