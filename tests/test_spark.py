"""Spark reports the same bytes as one machine; run for real on two local cores."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyspark", reason="needs threads[spark]")
pytest.importorskip("duckdb", reason="needs threads[corpus]")
if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
    pytest.skip("needs Java 17", allow_module_level=True)

import zstandard
from pyspark.sql import DataFrame, SparkSession

import threads.spark
from threads.corpus import run
from threads.errors import MalformedInput

# PySpark speaks of pandas 3, leaves sockets for the collector, and calls parts of Python that will go.
pytestmark = pytest.mark.filterwarnings(
    "ignore:::pyspark", "ignore::ResourceWarning", "ignore:PySpark does not:FutureWarning"
)

AUTHORS = ("Ines Okafor", "Tobias Renn", "river_rat", None)


def comments() -> list[dict[str, Any]]:
    """Comments of twelve invented threads, spread over one another."""
    return [
        {
            "id": f"c{number}",
            "thread_id": f"larkmouth/{number % 12}",
            "parent_id": f"c{number - 12}" if number >= 12 and number % 3 else None,
            "author": AUTHORS[number % 4],
            "created_at": f"2024-03-14T09:{number:02}:00Z",
            "text": ("No, the ferry is not late.", "What about the bridge?", "I agree.", None)[number % 4],
            "score": number if number % 5 else None,
        }
        for number in range(60)
    ]


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["PYTHONPATH"] = os.pathsep.join(sys.path)  # of the workers
    local = {"spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    builder = SparkSession.builder.master("local[2]").appName("threads")
    for name, value in local.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


@pytest.fixture(scope="module")
def dump(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("dump") / "larkmouth.ndjson"
    path.write_text("".join(json.dumps(row) + "\n" for row in comments()))
    return path


def on_one_machine(dump: Path, output: Path, **settings: Any) -> list[str]:
    run(dump, output, processes=1, patterns=["whataboutism"], tables=False, **settings)
    packed = (shard.read_bytes() for shard in (output / "reports").iterdir())
    text = b"".join(zstandard.ZstdDecompressor().stream_reader(one).read() for one in packed)
    return sorted(text.decode().splitlines(keepends=True))


def on_spark(df: DataFrame, **settings: Any) -> list[str]:
    rows = threads.spark.reports(df, patterns=["whataboutism"], **settings).collect()
    return sorted(row.report for row in rows if row.report is not None)


@pytest.mark.parametrize("partitions", [1, 5, None])
def test_reports_are_those_of_one_machine(
    spark: SparkSession, dump: Path, tmp_path: Path, partitions: int | None
) -> None:
    found = on_spark(spark.read.json(str(dump)), partitions=partitions)
    assert len(found) == 12
    assert found == on_one_machine(dump, tmp_path)


def test_the_order_of_comments_is_that_of_a_column(spark: SparkSession, tmp_path: Path) -> None:
    rows = [{name: cell for name, cell in row.items() if name != "parent_id"} for row in comments()]
    dump = tmp_path / "larkmouth.ndjson"
    dump.write_text("".join(json.dumps(row) + "\n" for row in rows))
    schema = "id string, thread_id string, author string, created_at string, text string, score int, place int"
    df = spark.createDataFrame([(*row.values(), n) for n, row in enumerate(rows)][::-1], schema)
    assert on_spark(df, order="place") == on_one_machine(dump, tmp_path / "out")
    with pytest.raises(MalformedInput, match="none the order of the comments; name one with order="):
        threads.spark.reports(df)


def test_rows_that_cannot_be_read_are_listed(spark: SparkSession) -> None:
    schema = "id string, thread_id string, parent_id string, text string, author boolean"
    df = spark.createDataFrame([("a", "1", None, "Late.", None), ("b", "1", "a", "Why?", True)], schema)
    [row] = [row for row in threads.spark.reports(df, partitions=1, patterns=[]).collect() if row.report]
    assert json.loads(row.report)["thread"]["comments"] == 1
    rejects = [one for row in threads.spark.reports(df, partitions=1, patterns=[]).collect() for one in row.rejects]
    assert [one.reason for one in rejects] == ["'author' is a boolean; write it as a string"]


def test_a_column_that_is_not_there(spark: SparkSession) -> None:
    df = spark.createDataFrame([("a", "Late.")], "id string, text string")
    with pytest.raises(MalformedInput, match="no column 'thread_id' among id, text"):
        threads.spark.reports(df)
