"""Inputs of `threads corpus` that are no tables, half tables, or tables of other types."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("duckdb", reason="needs threads[corpus]")
pytest.importorskip("pyarrow", reason="needs threads[corpus]")

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

from threads.cli import main
from threads.corpus.leftovers import leftovers

TEXTS = ["Keep it.", "No."]
LINES = "".join(json.dumps({"id": str(n), "text": text}) + "\n" for n, text in enumerate(TEXTS)).encode()


def table(**columns: Any) -> bytes:
    """A Parquet file of two comments, with more columns or others."""
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table({"id": ["1", "2"], "text": TEXTS} | columns), sink)
    return bytes(sink.getvalue())


def middle_of(data: bytes, new: bytes, at: int = 8) -> bytes:
    return data[:at] + new + data[at + len(new) :]


LATE = b'{"id":"3","parent_id":"1","text":"x","created_at":"9999-12-31T23:59:59-14:00"}\n'
EXTREME = pa.array([2**62, -(2**62)], pa.timestamp("us"))
# name, file, bytes, then threads, comments and rejects; or the sentence
INPUTS: list[tuple[str, str, Callable[[], bytes], tuple[int, int, int] | str]] = [
    ("Parquet", "a.parquet", table, (1, 2, 0)),
    ("Parquet by another name", "a.txt", table, (1, 2, 0)),
    ("ids as numbers", "a.parquet", lambda: table(id=[1, 2], author=[3, None]), (1, 2, 0)),
    ("thread ids beyond all numbers", "a.parquet", lambda: table(thread_id=[5.0, float("inf")]), (1, 1, 1)),
    ("times beyond the calendar", "a.parquet", lambda: table(created_at=EXTREME), (1, 2, 0)),
    ("dates beyond the calendar", "a.parquet", lambda: table(created_at=pa.array([2**30, -5], pa.date32())), (1, 2, 0)),
    ("nanoseconds", "a.parquet", lambda: table(created_at=pa.array([1, None], pa.timestamp("ns", "UTC"))), (1, 2, 0)),
    ("durations", "a.parquet", lambda: table(created_at=[dt.timedelta(days=1), None]), (1, 2, 0)),
    ("texts as bytes", "a.parquet", lambda: table(text=[b"\xff\xfe", b"ok"]), (1, 2, 0)),
    ("texts in lists", "a.parquet", lambda: table(text=[["x"], ["y"]]), (0, 0, 2)),
    ("authors as objects", "a.parquet", lambda: table(author=[{"n": "I"}, None]), (1, 1, 1)),
    ("maps", "a.parquet", lambda: table(m=pa.array([[("a", 1)], None], pa.map_(pa.string(), pa.int64()))), (1, 2, 0)),
    ("nothing but nulls", "a.parquet", lambda: table(id=pa.nulls(2), text=pa.nulls(2)), (1, 2, 0)),
    ("odd names of columns", "a.parquet", lambda: table(**{"": ["x", "y"], "a\0b": ["x", "y"]}), (1, 2, 0)),
    ("no text", "a.parquet", lambda: table(text=pa.nulls(2)).replace(b"text", b"body"), "no column 'text'"),
    ("cut short", "a.parquet", lambda: table()[:-20], "is damaged Parquet ("),
    ("four bytes", "a.parquet", lambda: b"PAR1", "is damaged Parquet ("),
    ("a footer that lies", "a.parquet", lambda: table()[:-8] + b"\xff\xff\xff\x7fPAR1", "is damaged Parquet ("),
    ("damaged in the middle", "a.parquet", lambda: middle_of(table(), b"\xff" * 40), "is damaged Parquet ("),
    ("zstd cut short", "a.ndjson.zst", lambda: zstandard.compress(LINES * 9999)[:-9], "is cut short after "),
    ("UTF-16 lines", "a.ndjson", lambda: LINES.decode().encode("utf-16"), (1, 2, 0)),
    ("UTF-16 lines without a mark", "a.ndjson", lambda: LINES.decode().encode("utf-16-le"), (1, 2, 0)),
    ("a UTF-16 table", "a.csv", lambda: "id,author,text\n1,Ines,x\n2,Tobias,y\n".encode("utf-16"), (1, 2, 0)),
    ("a stated delimiter", "a.csv", lambda: b"sep=|\r\nid|author|text\r\n1|Ines|x,y\r\n2|Tobias|;\r\n", (1, 2, 0)),
    ("marks at the lines of a table", "a.csv", lambda: "\ufeffid,author,text\n\ufeff1,Ines,x\n".encode(), (1, 1, 0)),
    (
        "files with marks, joined",
        "a.ndjson",
        lambda: b"".join(b"\xef\xbb\xbf" + x for x in LINES.splitlines(True)),
        (1, 2, 0),
    ),
    ("a block that was not written", "a.ndjson", lambda: LINES[:-1] + bytes(4096), (1, 2, 0)),
    ("lines in Latin-1", "a.ndjson", lambda: LINES.replace(b".", b"\xe9"), (0, 0, 2)),
    ("a quote that stays open", "a.csv", lambda: b'id,author,text\n1,"Ines,x\n2,Tobias,y\n', (0, 0, 1)),
    ("a deep line", "a.ndjson", lambda: LINES + b'{"id":"3","text":' + b"[" * 5000 + b"]" * 5000 + b"}\n", (1, 2, 1)),
    ("an empty file", "a.ndjson", lambda: b"", (0, 0, 1)),
    ("the ends of time", "a.ndjson", lambda: LINES + LATE, (1, 3, 0)),
]


@pytest.mark.parametrize(("name", "file", "data", "wants"), INPUTS, ids=[name for name, *_ in INPUTS])
def test_inputs_of_a_corpus(
    name: str,
    file: str,
    data: Callable[[], bytes],
    wants: tuple[int, int, int] | str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / file
    path.write_bytes(data())
    with pytest.raises(SystemExit) as ended:
        main(["corpus", str(path), "-o", str(tmp_path / "out"), "--processes", "1", "--no-tables"])
    said = capsys.readouterr().err
    assert said.count("\n") == 1, said
    if isinstance(wants, str):
        assert (ended.value.code, wants in said) == (1, True), said
        assert not leftovers(tmp_path / "out", "")
        return
    told = json.loads((tmp_path / "out" / "corpus.json").read_bytes())
    assert (told["threads"], told["comments"], told["rejects"]) == wants, said
    assert ended.value.code == (0 if wants[0] else 1)
    rejects = (tmp_path / "out" / "rejects.ndjson").read_bytes().splitlines()
    assert len(rejects) == wants[2]


@pytest.mark.skipif(os.name != "posix", reason="pipes are files on POSIX systems alone")
def test_pipes_and_devices_cannot_be_read_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(SystemExit, match=r"^1$"):
            main(["corpus", str(path), "-o", str(tmp_path / "out")])
        assert "is a pipe or a device" in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="links and pipes are files of POSIX systems")
def test_folders_with_pipes_and_loops(tmp_path: Path) -> None:
    folder = tmp_path / "dumps"
    folder.mkdir()
    (folder / "a.ndjson").write_bytes(LINES)
    os.mkfifo(folder / "pipe")
    (folder / "loop").symlink_to(".")
    (folder / "gone").symlink_to("nowhere")
    with pytest.raises(SystemExit, match=r"^0$"):
        main(["corpus", str(folder), "-o", str(tmp_path / "out"), "--processes", "1", "--no-tables"])
    assert json.loads((tmp_path / "out" / "corpus.json").read_bytes())["comments"] == 2
