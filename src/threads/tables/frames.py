"""The tables of threads and reports as pandas data frames, Arrow tables and Parquet files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from threads.extras import optional
from threads.model import Thread
from threads.reports import Report
from threads.tables.rows import columns, rows

if TYPE_CHECKING:
    import pandas
    import pyarrow

Values = Thread | Report | Iterable[Thread | Report]

_ARROW = {str: "string", int: "int64", float: "float64", bool: "bool_"}
_PANDAS = {str: "string", int: "int64", float: "float64", bool: "bool"}


def to_pandas(values: Values, table: str) -> pandas.DataFrame:
    """A data frame with the table's columns, also where it has no rows.

    Times stay strings, since a thread may have dates, local times and times with offsets side by side; where they are
    of one kind, `pandas.to_datetime(frame.created_at, format="ISO8601")` reads them, with `utc=True` if they have
    offsets. Raises MissingExtra without pandas.
    """
    pandas = optional("pandas", "tables")
    about = columns(table)
    frame = pandas.DataFrame(list(rows(table, values)), columns=[column.name for column in about])
    return frame.astype({column.name: _PANDAS[column.type] for column in about})


def to_arrow(values: Values, table: str) -> pyarrow.Table:
    """An Arrow table; its schema says which columns may be null and, as metadata, what each means."""
    pyarrow = optional("pyarrow", "tables")
    found = list(rows(table, values))
    arrays = list(zip(*found, strict=True)) or [() for _ in columns(table)]
    schema = arrow_schema(table)
    filled = [pyarrow.array(array, type=field.type) for array, field in zip(arrays, schema, strict=True)]
    return pyarrow.Table.from_arrays(filled, schema=schema)


def arrow_schema(table: str) -> pyarrow.Schema:
    """The Arrow schema of a table."""
    pyarrow = optional("pyarrow", "tables")
    return pyarrow.schema(
        pyarrow.field(
            one.name,
            getattr(pyarrow, _ARROW[one.type])(),
            nullable=one.nullable,
            metadata={"description": one.meaning},
        )
        for one in columns(table)
    )


def write_parquet(values: Values, table: str, file: Path) -> None:
    """Write a table as a Parquet file (zstd)."""
    parquet = optional("pyarrow.parquet", "tables")
    parquet.write_table(to_arrow(values, table), file, compression="zstd")
