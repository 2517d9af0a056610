"""CSV, TSV and semicolon tables: a header with text, id, parent_id, author, created_at; one comment per row.

Quotes follow RFC 4180: a quoted cell may hold delimiters and newlines, a quote in it is doubled.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator

from threads.errors import MalformedInput
from threads.model import Transcript
from threads.sources.delimiters import fitting, stated
from threads.sources.document import Document, Options
from threads.sources.lines import lines
from threads.sources.row_ids import Row
from threads.sources.rows import COLUMNS, table, transcripts
from threads.sources.rows import FIELDS as FIELDS

csv.field_size_limit(2**31 - 1)  # comments are longer than the 131,072 characters that Python's reader takes at first


def recognise(document: Document) -> bool:
    """Whether the header names a text and something that places it; a sentence with commas does not."""
    names = {name.casefold() for name in first_row(document) or ()}
    return "text" in names and not names.isdisjoint(("id", "author", "parent_id"))


def first_row(document: Document) -> dict[str, None] | None:
    """The columns that the header names; None where there is no table."""
    if document.container != "csv":
        return None
    try:
        _, header = next(_records(document, _delimiter(document, Options())), (1, []))
    except MalformedInput:
        return None
    return dict.fromkeys(cell.strip() for cell in header)


def parse(document: Document, options: Options) -> Iterator[Transcript]:
    """The threads of the table; MalformedInput names the line that breaks the rules of CSV."""
    yield from transcripts(table(document, options), _rows(document, options), "csv")


def _rows(document: Document, options: Options) -> Iterator[Row]:
    records = _records(document, _delimiter(document, options))
    line, cells = next(records, (1, []))
    header = [_column(cell.strip(), options) or f"column {number}" for number, cell in enumerate(cells, 1)]
    repeated = next((name for name, count in Counter(header).items() if count > 1), None)
    if repeated is not None:
        raise MalformedInput(document.name, f"line {line}", f"has two columns {repeated!r}", "rename one")
    for line, cells in records:
        if len(cells) != len(header):
            found = f"has {len(cells)} cells where the header has {len(header)}"
            raise MalformedInput(document.name, f"line {line}", found, "quote cells that hold the delimiter")
        if any(cells):
            yield Row(line, {name: cell or None for name, cell in zip(header, cells, strict=True)})


def _column(name: str, options: Options) -> str:
    """Our own names in any case ("Author"); a name that the caller gave stays as it is."""
    folded = name.casefold()
    return folded if folded in COLUMNS and name not in options.columns.values() else name


def _delimiter(document: Document, options: Options) -> str:
    known = {*COLUMNS, *(name.casefold() for name in options.columns.values())}
    return fitting(document.text, known)


def _records(document: Document, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each record that is not blank, with the line it begins on; without a line that only states the delimiter."""
    reader = csv.reader(lines(document.text), delimiter=delimiter, strict=True)
    said = stated(document.text) is not None
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            wanted = "close the quote that is open, and double quotes inside quoted cells"
            raise MalformedInput(document.name, f"line {line}", f"is no CSV ({error})", wanted) from error
        if cells and not said:
            yield line, cells
        said = said and not cells
