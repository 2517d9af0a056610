"""The one function that reports threads in bulk: batches of records, whole threads in a row, to batches of results.

One machine maps it over the sorted partitions of its spool, Spark over its own (`mapInArrow`); both get the same bytes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

import orjson
import pyarrow as pa

from threads.corpus.columns import RESULT, Columns
from threads.corpus.records import TABLES, reason
from threads.corpus.rejects import Reject, reject
from threads.corpus.settings import Settings
from threads.errors import ThreadsError
from threads.links import link
from threads.model import Thread, Transcript
from threads.privacy import pseudonymize
from threads.quotes import quoted
from threads.render.json import report_line
from threads.reports import Report, report
from threads.sources import Document, Options, counted, ndjson, read
from threads.sources.instants import timestamp

# unit: the thread that a table names, or the name of a page; format: "" where it is to be told from the record;
# input and line: where the record stood; record: its bytes.
RECORDS = pa.schema(
    [
        ("unit", pa.string()),
        ("format", pa.string()),
        ("input", pa.int32()),
        ("line", pa.int64()),
        ("record", pa.binary()),
    ]
)
Row = tuple[str, str, int, int, bytes]
"""A row of RECORDS as Python has it."""
_ENOUGH = 2_000  # comments in a batch of results


class Entry(NamedTuple):
    """One record of a unit, where it stood, and its cells by column where it is of a table."""

    input: int
    line: int
    record: bytes
    cells: Any


class Unit(NamedTuple):
    """All records of one thread that a table names, or one page."""

    name: str
    format: str
    entries: list[Entry]


class Result(NamedTuple):
    """A thread with its report, and for each of its comments the record it was read from, where that is known."""

    thread: Thread
    report: Report
    origins: list[Entry | None]


def report_batches(
    batches: Iterable[pa.RecordBatch], settings: Settings, tables: bool = True
) -> Iterator[pa.RecordBatch]:
    """Results of threads, a row each (columns.RESULT), from batches of RECORDS in which those of a thread adjoin.

    Only one thread's records are held at a time. The order of the records of a thread does not matter where their
    input states parents; where it does not, it is a cue to them, and the order is that of the input's lines.
    tables: also fill the columns from which the tables are made.
    """
    yield from report_rows(rows(batches), settings, tables)


def report_rows(records: Iterable[Row], settings: Settings, tables: bool = True) -> Iterator[pa.RecordBatch]:
    """The same from the rows of such batches."""
    columns = Columns(tables)
    for unit in units(records):
        results, rejects = unit_results(unit, settings)
        for result in results:
            columns.add(result.thread, result.report, report_line(result.report), _lines(result, settings))
        if rejects:
            columns.reject(unit.name, rejects)
        if columns.comments >= _ENOUGH:
            yield columns.taken()
    if len(columns):
        yield columns.taken()


def rows(batches: Iterable[pa.RecordBatch]) -> Iterator[Row]:
    """The rows in batches of RECORDS."""
    for batch in batches:
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def units(records: Iterable[Row]) -> Iterator[Unit]:
    """The units in rows of RECORDS, each whole."""
    for (name, format), group in groupby(records, itemgetter(0, 1)):
        cells = orjson.loads if format in TABLES else _no_cells
        yield Unit(name, format, [Entry(input, line, data, cells(data)) for _, _, input, line, data in group])


def _no_cells(_: bytes) -> None:
    """What is read whole has none."""


def unit_results(unit: Unit, settings: Settings) -> tuple[list[Result], list[Reject]]:
    """The reports of a unit's threads (a table's has one, a page or an archive any number) and what was left out."""
    options = settings.options()
    unit = _ordered(unit, settings, options)
    unit, found, rejects = _readable(unit, options, settings)
    if unit.format not in TABLES:
        found = [_renamed(one, unit.name, len(found)) for one in found]
    try:
        return [_result(one, unit, settings) for one in found], rejects
    except Exception as error:
        error.add_note(f"in thread {unit.name!r} of {len(unit.entries)} records")
        raise


def _result(found: Transcript | Thread, unit: Unit, settings: Settings) -> Result:
    if unit.format in TABLES and found.nesting == "lost" and _states_parents(unit, settings):
        found = found.model_copy(update={"nesting": "stated"})
    thread = link(found, settings.links)
    disguised = thread if settings.key is None else pseudonymize(thread, settings.key)
    origins = [
        unit.entries[comment.location.line - 1]
        if unit.format in TABLES and comment.location is not None and comment.location.line is not None
        else None
        for comment in thread.comments
    ]
    made = report(disguised, patterns=settings.catalogue(), quotes=settings.quotes)
    if settings.quotes != "full":
        disguised = disguised.model_copy(update={"links": quoted(disguised.links, settings.quotes)})
    return Result(disguised, made, origins)


def _read(unit: Unit, options: Options) -> list[Transcript | Thread]:
    document = _document(unit)
    if unit.format == "ndjson":  # whose cells are at hand
        cells = enumerate((entry.cells for entry in unit.entries), 1)
        return list(counted(document, ndjson.of_values(document, options, cells)))
    return list(read(document, unit.format or None, options))


def _document(unit: Unit) -> Document:
    """The records as the file that they would be on their own: what the report names as its source."""
    if unit.format in TABLES:
        return Document(unit.name, b"".join(entry.record + b"\n" for entry in unit.entries))
    return Document(unit.name, b"".join(entry.record for entry in unit.entries))


def _renamed(found: Transcript | Thread, name: str, of: int) -> Transcript | Thread:
    """A page's thread under an id that no other page's has: its path, and its own id if the page has several."""
    return found.model_copy(update={"id": name if of == 1 else f"{name}#{found.id}"})


def _readable(unit: Unit, options: Options, settings: Settings) -> tuple[Unit, list[Transcript | Thread], list[Reject]]:
    """The unit without the records that cannot be read, what the others read as, and those left out."""
    with suppress(ThreadsError):
        return unit, _read(unit, options), []
    good: list[Entry] = []
    rejects: list[Reject] = []
    for entry in unit.entries:
        try:
            _read(unit._replace(entries=[entry]), options)
            good.append(entry)
        except ThreadsError as error:
            rejects.append(_reject(entry, unit, error, settings))
    rest = unit._replace(entries=good)
    try:
        return rest, _read(rest, options) if good else [], rejects
    except ThreadsError as error:  # each can be read, and all together cannot
        return rest, [], [*rejects, *(_reject(entry, unit, error, settings) for entry in good)]


def _reject(entry: Entry, unit: Unit, error: ThreadsError, settings: Settings) -> Reject:
    name = settings.inputs[entry.input] if unit.format in TABLES and settings.inputs else unit.name
    record = entry.record if unit.format in TABLES else b""
    return reject(entry.input, name, entry.line, reason(error), record, settings.key)


def _states_parents(unit: Unit, settings: Settings) -> bool:
    return unit.format == "pushshift" or any(entry.input in settings.stated for entry in unit.entries)


def _ordered(unit: Unit, settings: Settings, options: Options) -> Unit:
    """The records by time, then id, where parents are stated: then the order of lines in a dump says nothing."""
    if len(unit.entries) < 2 or unit.format not in TABLES:
        return unit
    if not _states_parents(unit, settings):
        return unit._replace(entries=sorted(unit.entries, key=lambda entry: entry[:2]))
    at = "created_utc" if unit.format == "pushshift" else settings.columns.get("created_at", "created_at")
    id = "id" if unit.format == "pushshift" else settings.columns.get("id", "id")

    def key(entry: Entry) -> tuple[str, int, str, bytes]:
        name = str(entry.cells.get(id, ""))
        return _moment(entry.cells.get(at), options), len(name), name, entry.record

    return unit._replace(entries=sorted(unit.entries, key=key))


def _moment(cell: Any, options: Options) -> str:
    """A time as a text that sorts by it; what states none comes last."""
    stated = timestamp(cell, options)
    if stated is None:
        return "~"
    if len(stated) == len("2024-03-14T09:12:00Z") and stated[-1] == "Z":
        return stated[:-1] + ".000000"
    moment = dt.datetime.fromisoformat(stated)
    with suppress(OverflowError):  # the first and the last day of the calendar stay where they are
        moment = moment.astimezone(dt.UTC) if moment.tzinfo else moment
    return moment.replace(tzinfo=None).isoformat(timespec="microseconds")


def _lines(result: Result, settings: Settings) -> list[tuple[str | None, int | None]]:
    """The name of the input and the line in it of each comment."""
    names = [settings.source(name) for name in settings.inputs]
    return [
        (names[one.input] if one.input < len(names) else None, one.line) if one is not None else (None, None)
        for one in result.origins
    ]


__all__ = ["RECORDS", "RESULT", "Row", "Unit", "report_batches", "report_rows", "rows", "unit_results", "units"]
