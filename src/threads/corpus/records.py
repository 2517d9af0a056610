"""Records of tables on their way to their threads: which thread each belongs to, and its bytes in one canonical form.

A record in canonical form is one line of JSON with its keys sorted and without empty cells. So the same comments make
the same report whether they came as NDJSON, Parquet or CSV, in whichever order, on one machine or on a cluster.
"""

from __future__ import annotations

import codecs
import datetime as dt
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

import orjson

from threads.errors import MalformedInput
from threads.sources import Document, Options
from threads.sources.loose_json import HALVES
from threads.sources.reddit_things import base36
from threads.sources.row_ids import Row
from threads.sources.rows import Table, table

_CANONICAL = orjson.OPT_SORT_KEYS | orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS
_OF_REDDIT = ("body", "title", "selftext")  # tell comments from submissions, also where they are empty
TABLES = ("ndjson", "pushshift")  # formats of records that each name their thread


class Record(NamedTuple):
    """One comment as a line of JSON, and the thread that it names; None if it names none."""

    thread: str | None
    data: bytes


class Records:
    """What takes the rows of one input to records; `seen` gathers which of the columns asked about there were."""

    def __init__(self, name: str, format: str, columns: Mapping[str, str]) -> None:
        self._table: Table = table(Document(name, b""), Options(columns=columns))
        self._of_reddit = format == "pushshift"
        # Cells that are empty everywhere in a thread must not look like columns that are missing.
        self.kept = _OF_REDDIT if self._of_reddit else tuple({self._table.columns["text"], *columns.values()})
        self._asked = {*self.kept, self._table.columns["parent_id"]}
        self.seen: set[str] = {self._table.columns["parent_id"]} if self._of_reddit else set()

    def record(self, line: int, cells: Any) -> Record:
        """The record of a row; MalformedInput if it is no row or names its thread by something that is no name."""
        if not isinstance(cells, dict):
            found = f"is {'an array' if isinstance(cells, list) else 'a plain value'}, not a JSON object"
            raise self._table.malformed(Row(line, {}), found, "write one object per comment and line")
        filled = {name: cell for name, cell in cells.items() if cell is not None}
        if self._of_reddit:
            filled |= {name: cells[name] for name in self.kept if name in cells}
            return Record(self._link(line, cells), orjson.dumps(filled, default=_plain, option=_CANONICAL))
        if len(self.seen) < len(self._asked):
            self.seen |= self._asked & cells.keys()
        for name in self.kept:
            filled.setdefault(name, None)
        thread = self._table.string(Row(line, cells), "thread_id")
        return Record(thread, orjson.dumps(filled, default=_plain, option=_CANONICAL))

    def _link(self, line: int, cells: dict[str, Any]) -> str:
        """The thread that a comment of a Reddit dump, or a submission, belongs to, under the reader's name for it."""
        field = "link_id" if "body" in cells else "id"
        stated = cells.get(field)
        if isinstance(stated, int):
            return f"t3_{base36(stated)}"
        if not isinstance(stated, str) or not stated:
            raise self._table.malformed(Row(line, {}), f"has no {field!r}", "pass the dump as it was published")
        return stated if stated.startswith("t3_") else f"t3_{stated}"


def decoded(data: bytes) -> Any:
    """The JSON of one line; halves of surrogate pairs, as cropped texts have them, become U+FFFD.

    Raises ValueError with the reason for what is no JSON.
    """
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError as error:
        bare = data.removeprefix(codecs.BOM_UTF8).strip(b"\0")  # of files that were joined, of blocks not written
        if bare and bare != data:
            return decoded(bare)
        if "surrogate" not in error.msg:
            raise ValueError(f"column {error.colno}: {error.msg}; write one JSON object per line") from error
    try:
        whole = json.loads(data, parse_constant=_refuse)
        return orjson.loads(json.dumps(whole, ensure_ascii=False).translate(HALVES))
    except (ValueError, RecursionError) as error:
        raise ValueError("is no JSON; write one JSON object per line") from error


def reason(error: Exception) -> str:
    """Why a record is left out, without the name and line that stand beside it."""
    return f"{error.found}; {error.wanted}" if isinstance(error, MalformedInput) else str(error)


def _refuse(constant: str) -> Any:
    raise ValueError(constant)


def _plain(cell: Any) -> Any:
    """Cells of Parquet and Spark that JSON has no type for."""
    if isinstance(cell, bytes | bytearray | memoryview):
        return bytes(cell).decode("utf-8", "replace")
    if isinstance(cell, dt.timedelta):
        return cell.total_seconds()
    return str(cell)  # decimals keep their digits
