"""The tables of threads and reports as CSV that a spreadsheet can open without running anything."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from threads.tables.frames import Values
from threads.tables.rows import columns, rows

# What spreadsheets take for a formula (OWASP, "CSV Injection"), also behind blanks that they skip.
_FORMULA = re.compile(r"\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")


def write_csv(values: Values, table: str, file: Path) -> None:
    """Write a table as CSV (RFC 4180, UTF-8): null is an empty cell.

    A text that a spreadsheet would take for a formula gets a leading apostrophe, which spreadsheets hide: read back by
    a program, it is there. Parquet keeps every text as it is.
    """
    with file.open("w", encoding="utf-8", errors="replace", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow([column.name for column in columns(table)])
        writer.writerows(map(_cell, row) for row in rows(table, values))


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value
