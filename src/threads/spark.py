"""The reports of `threads.corpus` on a Spark cluster: the same function over the same records, so the same bytes.

    >>> reports = threads.spark.reports(spark.read.parquet("comments/"))
    >>> reports.write.parquet("reports/")

Spark only brings each thread's rows together; docs/spark.md says how large the parts of a cluster should be.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from threads.corpus.settings import Settings
from threads.errors import MalformedInput
from threads.extras import optional

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

    from threads.links import WhichLinks

_NAME = "comments"  # of the data frame in errors, and of the thread of rows that name none
_RESULT = "thread_id string, report string, rejects array<struct<reason: string, record: string>>"
_Batches = Callable[[Iterator["pa.RecordBatch"]], Iterator["pa.RecordBatch"]]

__all__ = ["reports"]


def reports(
    df: DataFrame,
    *,
    partitions: int | None = None,
    order: str | None = None,
    timezone: str | dt.tzinfo | None = None,
    captured_at: str | dt.datetime | None = None,
    columns: Mapping[str, str] | None = None,
    links: WhichLinks = "all",
    patterns: Iterable[str] | None = None,
) -> DataFrame:
    """The report of each thread in a data frame of comments: columns thread_id, report (one line of JSON), rejects.

    df: a row per comment, with the columns of a table (thread_id, id, parent_id, author, created_at, text, ...) or of a
    Reddit dump (link_id, body, ...). partitions: into how many parts the threads are spread, by default
    spark.sql.shuffle.partitions. order: the column with the order of the comments in their source, needed where no
    column states parents. The other arguments are those of `threads.corpus.run`.

    rejects lists the rows that could not be read, with the reason; a thread of which none could has no report.
    """
    optional("pyspark", "spark")
    optional("pyarrow", "spark")
    named = dict(columns or {})
    format = "pushshift" if {"link_id", "body"} <= set(df.columns) else "ndjson"
    thread = "link_id" if format == "pushshift" else named.get("thread_id", "thread_id")
    stated = format == "pushshift" or named.get("parent_id", "parent_id") in df.columns
    _check(df, [thread, *named.values(), *([order] if order else [])], stated or order is not None)
    settings = Settings(
        timezone=timezone,
        captured_at=captured_at,
        columns=named,
        links=links,
        patterns=None if patterns is None else tuple(sorted(set(patterns))),
        stated=frozenset({0} if stated else ()),
        inputs=(_NAME,),
    )
    settings.check()
    key = df[thread]
    spread = df.repartition(key) if partitions is None else df.repartition(partitions, key)
    # Sorted by Spark, which spills to disk, so that a worker never holds more than one thread.
    return spread.sortWithinPartitions(thread).mapInArrow(_reporter(settings, format, order), _RESULT)


def _check(df: DataFrame, wanted: list[str], is_ordered: bool) -> None:
    missing = [name for name in wanted if name not in df.columns]
    if missing:
        found = f"no column {missing[0]!r} among {', '.join(df.columns[:12])}"
        raise MalformedInput("the data frame", "columns", found, "name yours, as in columns={'thread_id': 'post'}")
    if not is_ordered:
        found = "no column states parents, and none the order of the comments"
        raise MalformedInput("the data frame", "columns", found, "name one with order=, or columns={'parent_id': ...}")


def _reporter(settings: Settings, format: str, order: str | None) -> _Batches:
    """What Spark runs over each of its partitions."""

    def report_all(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        from threads.corpus.work import report_batches

        unread: list[Any] = []
        for batch in report_batches(_records(batches, settings, format, order, unread), settings, tables=False):
            yield _result(batch.column("thread_id"), batch.column("report"), batch.column("rejects").to_pylist())
        if unread:
            yield _result([None], [None], [[one._asdict() for one in unread]])

    return report_all


def _records(
    batches: Iterator[pa.RecordBatch], settings: Settings, format: str, order: str | None, unread: list[Any]
) -> Iterator[pa.RecordBatch]:
    """The rows as records of the corpus; those that name no thread are added to `unread`."""
    import pyarrow as pa

    from threads.corpus.chunks import dicts
    from threads.corpus.records import Records, reason
    from threads.corpus.rejects import reject
    from threads.corpus.work import RECORDS

    records = Records(_NAME, format, settings.columns)
    for batch in batches:
        rows = []
        for cells in dicts(batch):
            line = int(cells.pop(order) or 0) if order else 0
            try:
                thread, data = records.record(line, cells)
            except (MalformedInput, TypeError) as error:
                unread.append(reject(0, _NAME, line, reason(error), repr(cells)))
                continue
            rows.append((thread or _NAME, format, 0, line, data))
        arrays = [pa.array(column, field.type) for column, field in zip(zip(*rows, strict=True), RECORDS, strict=True)]
        yield pa.record_batch(arrays, schema=RECORDS)


def _result(ids: Any, reports: Any, rejects: list[list[dict[str, Any]]]) -> pa.RecordBatch:
    import pyarrow as pa

    kind = pa.list_(pa.struct([("reason", pa.string()), ("record", pa.string())]))
    shown = [[{"reason": one["reason"], "record": one["record"]} for one in row] for row in rejects]
    arrays = [pa.array(ids, pa.string()) if isinstance(ids, list) else ids]
    arrays += [pa.array(reports, pa.string()) if isinstance(reports, list) else reports, pa.array(shown, kind)]
    return pa.record_batch(arrays, names=["thread_id", "report", "rejects"])
