"""Many threads at once: whatever the order, the format, the processes or the interruptions, the same reports."""

from __future__ import annotations

import csv
import gzip
import io
import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

import threads
from threads.errors import (
    ForeignOutput,
    MalformedInput,
    MissingExtra,
    ProcessEnded,
    TooManyRejects,
    UnknownName,
    UnreadableInput,
    UnwritableOutput,
)

pytest.importorskip("duckdb", reason="needs threads[corpus]")
pytest.importorskip("pyarrow", reason="needs threads[corpus]")

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

from threads.corpus import run
from threads.corpus.chunks import _whole_lines
from threads.corpus.settings import Bucket, bucket, place, size
from threads.corpus.shards import file_name
from threads.corpus.spool import Runs, partition
from threads.corpus.stages import Progress

Row = dict[str, Any]
PEOPLE = ("Ines Okafor", "Tobias Renn", "Mara Quill", "Dov Aster", "river_rat", None)
TEXTS = (
    "The ferry carries forty people a day, and the bridge would cost nine years of its budget.",
    "No, that is simply not true. The survey counted two hundred.",
    "> counted two hundred\nWho counted them, and on which day?",
    "And what about the road to the quarry? Nobody asks about that.",
    "I agree, the landing is rotten.",
    "[deleted]",
)
ROOT = Path(__file__).parent.parent


def comments(count: int = 20, seed: int = 1) -> list[Row]:
    """Comments of `count` invented threads, those of one thread spread over the list."""
    chance = random.Random(seed)  # noqa: S311 -- invented comments
    rows = []
    for thread in range(count):
        for number in range(chance.randint(1, 9)):
            parent = f"c{thread}-{chance.randrange(number)}" if number and chance.random() < 0.8 else None
            minute = chance.randrange(60)
            rows.append(
                {
                    "id": f"c{thread}-{number}",
                    "thread_id": f"larkmouth/{thread}",
                    "parent_id": parent,
                    "author": chance.choice(PEOPLE),
                    "created_at": f"2024-03-14T{9 + number:02}:{minute:02}:00Z",
                    "text": chance.choice(TEXTS),
                }
            )
    chance.shuffle(rows)
    return rows


def ndjson(rows: Iterable[Row]) -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def write(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def reported(inputs: Any, output: Path, **settings: Any) -> list[str]:
    """The reports of a run without patterns in this process, sorted."""
    plain: dict[str, Any] = {"processes": 1, "patterns": ()}
    run(inputs, output, **(plain | settings))
    return reports_in(output)


def reports_in(output: Path) -> list[str]:
    shards = sorted((output / "reports").glob("*.ndjson.zst"))
    packed = (zstandard.ZstdDecompressor().stream_reader(shard.read_bytes()).read() for shard in shards)
    return sorted(line for shard in packed for line in shard.decode().splitlines())


def files_in(output: Path) -> dict[str, bytes]:
    return {str(p.relative_to(output)): p.read_bytes() for p in sorted(output.rglob("*")) if p.is_file()}


@pytest.fixture(scope="module")
def dump(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("dump") / "larkmouth.ndjson", ndjson(comments()))


@pytest.fixture(scope="module")
def done(dump: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a finished run over the dump."""
    output = tmp_path_factory.mktemp("done")
    run(dump, output, processes=1, patterns=())
    return output


# What a run says


def test_a_report_is_that_of_the_threads_own_lines(done: Path) -> None:
    rows = sorted((row for row in comments() if row["thread_id"] == "larkmouth/3"), key=lambda row: row["created_at"])
    [thread] = threads.parse(ndjson(rows))
    alone = threads.report(thread, patterns=())
    [line] = [line for line in reports_in(done) if json.loads(line)["thread"]["id"] == "larkmouth/3"]
    found = json.loads(line)
    assert found["source"]["name"] == "larkmouth/3"
    assert found | {"source": None} == alone.model_dump(mode="json") | {"source": None}


def test_tables_hold_every_comment_and_where_it_stood(done: Path) -> None:
    table = pq.read_table(done / "comments").to_pylist()
    rows = comments()
    assert {row["comment_id"] for row in table} == {row["id"] for row in rows}
    for row in table:
        assert row["input"] == "larkmouth.ndjson"
        assert rows[row["line"] - 1]["id"] == row["comment_id"]
        assert rows[row["line"] - 1]["text"] == row["text"]


def test_tables_join(done: Path) -> None:
    join = f"""
        select count(*) from '{done}/links/*.parquet' l
        join '{done}/comments/*.parquet' child on child.thread_id = l.thread_id and child.comment_id = l.child_id
        join '{done}/comments/*.parquet' parent on parent.thread_id = l.thread_id and parent.comment_id = l.parent_id
        join '{done}/threads/*.parquet' t on t.thread_id = l.thread_id
    """  # noqa: S608 -- paths of this test
    found = duckdb.sql(join)
    assert found is not None
    [row] = found.fetchall()
    assert row == (sum(row["parent_id"] is not None for row in comments()),)


def test_every_table_can_be_read_even_without_rows(done: Path) -> None:
    found = {name: pq.read_table(done / name) for name in ("threads", "participants", "findings")}
    assert found["threads"].num_rows == 20
    assert found["participants"].num_rows > 20
    assert found["findings"].num_rows == 0
    assert found["threads"].schema.field("nesting").metadata[b"description"].startswith(b"stated, partial or lost")


def test_findings_are_cut_from_their_comments(tmp_path: Path) -> None:
    source = write(tmp_path / "d.ndjson", ndjson(comments(6)))
    run(source, tmp_path / "out", processes=1)
    texts = {row["comment_id"]: row["text"] for row in pq.read_table(tmp_path / "out/comments").to_pylist()}
    found = pq.read_table(tmp_path / "out/findings").to_pylist()
    assert found
    assert all(texts[one["comment_id"]][one["start"] : one["end"]] == one["text"] for one in found)


def test_a_file_per_thread(dump: Path, done: Path, tmp_path: Path) -> None:
    run(dump, tmp_path, processes=1, patterns=(), per_thread=True, tables=False)
    files = list((tmp_path / "reports").rglob("*.json"))
    assert sorted(json.dumps(json.loads(file.read_bytes())) for file in files) == sorted(
        json.dumps(json.loads(line)) for line in reports_in(done)
    )
    assert not (tmp_path / "comments").exists()


# The same comments, however they come


@pytest.mark.parametrize("seed", [2, 3])
def test_the_order_of_lines_does_not_matter_where_parents_are_stated(done: Path, tmp_path: Path, seed: int) -> None:
    rows = comments()
    random.Random(seed).shuffle(rows)  # noqa: S311 -- no secret
    assert reported(write(tmp_path / "larkmouth.ndjson", ndjson(rows)), tmp_path / "out") == reports_in(done)


def test_the_order_of_lines_stays_where_parents_are_not_stated(tmp_path: Path) -> None:
    rows = [{key: cell for key, cell in row.items() if key != "parent_id"} for row in comments(5)]
    reported(write(tmp_path / "d.ndjson", ndjson(rows)), tmp_path / "out")
    table = pq.read_table(tmp_path / "out/comments").to_pylist()
    lines = {(row["thread_id"], row["position"]): row["line"] for row in table}
    assert all(lines[thread, at] < line for (thread, at1), line in lines.items() for at in range(at1))
    assert {row["nesting"] for row in pq.read_table(tmp_path / "out/threads").to_pylist()} == {"lost"}


def test_a_thread_without_parents_is_not_lost_where_its_dump_states_them(tmp_path: Path) -> None:
    rows = [{"id": "a", "thread_id": "1", "text": "The ferry is late."}]
    rows += [
        {"id": "b", "thread_id": "2", "parent_id": "c", "text": "Again."},
        {"id": "c", "thread_id": "2", "text": ""},
    ]
    reported(write(tmp_path / "d.ndjson", ndjson(rows)), tmp_path / "out")
    assert {row["nesting"] for row in pq.read_table(tmp_path / "out/threads").to_pylist()} == {"stated"}


def test_windowed_zstd_gzip_csv_parquet_and_folders_give_the_same_reports(done: Path, tmp_path: Path) -> None:
    rows = comments()
    fields = list(rows[0])
    long = zstandard.ZstdCompressionParameters.from_level(3, window_log=31, enable_ldm=True)
    stream = zstandard.ZstdCompressor(compression_params=long).compressobj()
    write(tmp_path / "in/a.ndjson.zst", stream.compress(ndjson(rows[:20])) + stream.flush())
    write(tmp_path / "in/deep/b.ndjson.gz", gzip.compress(ndjson(rows[20:40])))
    table = io.StringIO()
    writer = csv.DictWriter(table, fields)
    writer.writeheader()
    writer.writerows(rows[40:60])
    write(tmp_path / "in/c.csv", table.getvalue().encode())
    whole = pa.Table.from_pylist(rows[60:])
    pq.write_table(whole, tmp_path / "in/d.parquet", row_group_size=7)
    assert reported(tmp_path / "in", tmp_path / "out") == reports_in(done)


def test_times_of_parquet_are_those_of_text(tmp_path: Path) -> None:
    rows = [{"id": "a", "thread_id": "1", "parent_id": None, "created_at": "2024-03-14T09:00:00Z", "text": "Late."}]
    one = reported(write(tmp_path / "a/d.ndjson", ndjson(rows)), tmp_path / "one")
    table = pa.Table.from_pylist(rows)
    moments = pa.array([1_710_406_800_000_000_000], pa.timestamp("ns", "Europe/Berlin"))
    (tmp_path / "b").mkdir()
    pq.write_table(table.set_column(3, "created_at", moments), tmp_path / "b/d.parquet")
    assert reported(tmp_path / "b/d.parquet", tmp_path / "two") == one


def test_dumps_of_reddit_meet_their_submissions(tmp_path: Path) -> None:
    posts = [{"id": "p1", "title": "Close the ferry?", "selftext": "", "num_comments": 2, "author": "Mara"}]
    said = [
        {
            "id": "b",
            "link_id": "t3_p1",
            "parent_id": "t1_a",
            "author": "Dov",
            "body": "Why?",
            "created_utc": 1710400060,
        },
        {
            "id": "a",
            "link_id": "t3_p1",
            "parent_id": "t3_p1",
            "author": "Ines",
            "body": "No.",
            "created_utc": 1710400000,
        },
    ]
    paths = [write(tmp_path / "RS.ndjson", ndjson(posts)), write(tmp_path / "RC.ndjson", ndjson(said))]
    [line] = reported(paths, tmp_path / "out")
    report = json.loads(line)
    assert (report["thread"]["id"], report["thread"]["title"], report["thread"]["comments"]) == (
        "t3_p1",
        "Close the ferry?",
        2,
    )
    assert report["structure"]["longest_path"] == ["t1_a", "t1_b"]


def test_pages_are_threads_under_their_paths(tmp_path: Path) -> None:
    for folder in ("2023", "2024"):
        write(tmp_path / "pages" / folder / "ferry.txt", (ROOT / "samples/text/ferry.txt").read_bytes())
    write(tmp_path / "pages/menu.html", b"<html><body><p>Opening hours</p></body></html>")
    lines = reported(tmp_path / "pages", tmp_path / "out")
    assert [json.loads(line)["thread"]["id"] for line in lines] == ["2023/ferry.txt", "2024/ferry.txt"]
    [left_out] = map(json.loads, (tmp_path / "out/rejects.ndjson").read_bytes().splitlines())
    assert (left_out["input"], left_out["line"]) == ("menu.html", None)
    assert "no comment section" in left_out["reason"]


def test_columns_and_a_table_without_thread_ids(tmp_path: Path) -> None:
    source = write(tmp_path / "ferry.csv", b"id;user;body\n1;Mara;Late again.\n2;;Why?\n")
    [line] = reported(source, tmp_path / "out", format="csv", columns={"author": "user", "text": "body"})
    assert json.loads(line)["thread"]["id"] == "ferry"
    assert [person["name"] for person in json.loads(line)["participants"]] == ["Mara", None]


def test_a_column_that_is_nowhere_is_told(tmp_path: Path) -> None:
    source = write(tmp_path / "d.ndjson", ndjson(comments(2)))
    with pytest.raises(MalformedInput, match=r"d\.ndjson: columns: no column 'user'"):
        run(source, tmp_path / "out", processes=1, columns={"author": "user"})


# Records at fault

BAD = (
    b"not json\n",
    b'{"id": "x", "thread_id": "larkmouth/1", "text"\n',
    b"[1, 2]\n",
    b'{"id": "x", "thread_id": ["a"], "text": "t"}\n',
    b'{"id": "x", "thread_id": "larkmouth/2", "text": {"deep": 1}}\n',
    b'{"id": true, "thread_id": "larkmouth/2", "text": "t"}\n',
    b"\xff\xfe\n",
)


def with_bad() -> bytes:
    """The dump with one bad line after each of its first lines."""
    good = ndjson(comments()).splitlines(keepends=True)
    mixed = [line for pair in zip(good, BAD, strict=False) for line in pair]
    return b"".join(mixed + good[len(BAD) :])


def test_bad_records_are_left_out_with_line_and_reason(done: Path, tmp_path: Path) -> None:
    lines = reported(write(tmp_path / "larkmouth.ndjson", with_bad()), tmp_path / "out")
    assert lines == reports_in(done)
    found = [json.loads(line) for line in (tmp_path / "out/rejects.ndjson").read_bytes().splitlines()]
    assert [one["line"] for one in found] == [2, 4, 6, 8, 10, 12, 14]
    assert all(one["input"] == "larkmouth.ndjson" and one["reason"] for one in found)
    assert found[0]["record"] == "not json"
    assert "'text' is an object; write it as a string" in found[4]["reason"]


def test_a_dump_that_begins_badly_is_still_told(tmp_path: Path) -> None:
    data = b'{"id": "broken\n' + ndjson(comments(3))
    assert len(reported(write(tmp_path / "d.ndjson", data), tmp_path / "out")) == 3


def test_too_many_bad_records_end_the_run_and_are_listed(tmp_path: Path) -> None:
    source = write(tmp_path / "d.ndjson", with_bad())
    with pytest.raises(TooManyRejects, match=r"more than 4; mend them, or raise --max-bad"):
        run(source, tmp_path / "out", processes=1, patterns=(), max_bad=4)
    assert len((tmp_path / "out/rejects.ndjson").read_bytes().splitlines()) > 4
    assert run(source, tmp_path / "out", processes=1, patterns=(), max_bad=7).rejects == 7  # goes on from there


def test_the_ends_of_the_calendar_have_their_order(tmp_path: Path) -> None:
    times = ("9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "2024-03-14T09:00:00Z")
    rows = [{"id": str(n), "parent_id": None, "created_at": time, "text": "x"} for n, time in enumerate(times)]
    source = tmp_path / "a.ndjson"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert run(source, tmp_path / "out", processes=1, patterns=())[:3] == (1, 3, 0)


def test_odd_parents_are_notes_and_no_rejects(tmp_path: Path) -> None:
    rows = [
        {"id": "a", "thread_id": "1", "parent_id": "a", "text": "Of myself."},
        {"id": "b", "thread_id": "1", "parent_id": "c", "text": "Of c."},
        {"id": "c", "thread_id": "1", "parent_id": "b", "text": "Of b."},
        {"id": "d", "thread_id": "1", "parent_id": "gone", "text": "Of nobody."},
        {"id": "d", "thread_id": "1", "parent_id": "gone", "text": "Of nobody."},
    ]
    [line] = reported(write(tmp_path / "d.ndjson", ndjson(rows)), tmp_path / "out")
    codes = {note["code"] for note in json.loads(line)["notes"]}
    assert codes >= {"self-reply", "parent-cycle", "orphan-parent", "duplicate-comment"}
    assert (tmp_path / "out/rejects.ndjson").read_bytes() == b""


@pytest.mark.parametrize("fault", ["rows of other lengths", "an open quote"])
def test_bad_rows_of_csv(tmp_path: Path, fault: str) -> None:
    bad = 'x,"1",a,b,c\n' if fault == "rows of other lengths" else '5,1,"a "b" c"\n'
    source = write(tmp_path / "d.csv", f"id,thread_id,text\n1,1,Late.\n{bad}2,1,Again.\n".encode())
    [line] = reported(source, tmp_path / "out")
    assert json.loads(line)["thread"]["comments"] == 2
    [left_out] = map(json.loads, (tmp_path / "out/rejects.ndjson").read_bytes().splitlines())
    assert left_out["line"] == 3


def test_a_dump_cut_short_ends_the_run(tmp_path: Path) -> None:
    packed = zstandard.compress(ndjson(row | {"text": str(n)} for n in range(40) for row in comments(50, seed=n)))
    with pytest.raises(UnreadableInput, match="is cut short"):
        run(write(tmp_path / "d.ndjson.zst", packed[:-9]), tmp_path / "out", processes=1)


def test_texts_with_half_a_character(tmp_path: Path) -> None:
    lines = b'{"id": "a", "thread_id": "1", "text": "whole"}\n{"id": "b", "thread_id": "1", "text": "cut \\ud83d"}\n'
    assert len(reported(write(tmp_path / "d.ndjson", lines), tmp_path / "out")) == 1
    assert pq.read_table(tmp_path / "out/comments")["text"].to_pylist() == ["whole", "cut \ufffd"]


# Processes, buckets, interruptions


def test_two_processes_write_the_same_bytes_as_one(dump: Path, done: Path, tmp_path: Path) -> None:
    seen: list[Progress] = []
    run(dump, tmp_path, processes=2, patterns=(), memory="100MB", progress=seen.append)
    assert files_in(tmp_path) == files_in(done)
    assert {one.stage for one in seen} == {"reading", "reporting"}
    assert all(0 <= one.done <= one.total for one in seen)


def test_new_processes_take_over_after_a_shift(
    dump: Path, done: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("threads.corpus.stages._SHIFT", 5)  # of 16 partitions, by two processes
    run(dump, tmp_path, processes=2, patterns=())
    assert files_in(tmp_path) == files_in(done)


def test_buckets_share_the_threads(done: Path, tmp_path: Path) -> None:
    source = write(tmp_path / "larkmouth.ndjson", with_bad())
    for number in (1, 2, 3):
        run(source, tmp_path / "out", processes=1, patterns=(), bucket=f"{number}/3")
    assert reports_in(tmp_path / "out") == reports_in(done)
    table = pq.read_table(tmp_path / "out/comments")
    assert sorted(table["comment_id"].to_pylist()) == sorted(row["id"] for row in comments())
    rejects = [file.read_bytes().splitlines() for file in (tmp_path / "out").glob("rejects-*of3.ndjson")]
    assert sorted(json.loads(line)["line"] for lines in rejects for line in lines) == [2, 4, 6, 8, 10, 12, 14]


KILLED_AT = """
    import os, signal, sys
    from pathlib import Path
    import threads.corpus.files as files

    left, fsync = int(sys.argv[3]), os.fsync

    def counted(handle):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        fsync(handle)

    files.os.fsync = counted
    from threads.corpus import run
    run(sys.argv[1], sys.argv[2], processes=1, patterns=())
"""


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
@pytest.mark.parametrize("writes", [1, 4, 7, 9, 60, 155])
def test_a_killed_run_goes_on_and_ends_with_the_same_bytes(dump: Path, done: Path, tmp_path: Path, writes: int) -> None:
    script = textwrap.dedent(KILLED_AT)
    call = [sys.executable, "-c", script, str(dump), str(tmp_path), str(writes)]
    ended = subprocess.run(call, check=False, env=environment())  # noqa: S603 -- ourselves
    assert ended.returncode == -signal.SIGKILL
    run(dump, tmp_path, processes=1, patterns=())
    assert files_in(tmp_path) == files_in(done)


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds the children in /proc")
def test_children_end_with_a_killed_parent(dump: Path, done: Path, tmp_path: Path) -> None:
    script = f"from threads.corpus import run\nrun({str(dump)!r}, {str(tmp_path)!r}, processes=2, patterns=())"
    parent = subprocess.Popen([sys.executable, "-c", script], env=environment())  # noqa: S603 -- ourselves
    children: set[int] = set()
    until = time.monotonic() + 60
    while not (len(children) > 1 and list((tmp_path / ".work").rglob("runs/*"))) and time.monotonic() < until:
        tasks = Path(f"/proc/{parent.pid}/task/{parent.pid}/children")
        children = {int(one) for one in tasks.read_text().split()} if tasks.exists() else children
        time.sleep(0.01)
    parent.kill()
    parent.wait()
    while any(is_running(child) for child in children) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(is_running(child) for child in children)
    run(dump, tmp_path, processes=1, patterns=())
    assert files_in(tmp_path) == files_in(done)


def test_an_error_in_a_child_is_the_error_of_the_run(dump: Path, tmp_path: Path) -> None:
    write(tmp_path / "out/comments", b"a file where a folder has to be")
    with pytest.raises(UnwritableOutput, match="cannot be written: file exists; choose another place") as raised:
        run(dump, tmp_path / "out", processes=2, patterns=())
    assert str(tmp_path / "out/comments") in raised.value.path


def test_a_child_that_is_killed_is_told_and_loses_nothing(dump: Path, done: Path, tmp_path: Path) -> None:
    killed: list[Any] = []

    def kill_one(_: Progress) -> None:
        if not killed:
            killed.append(multiprocessing.active_children()[0])
            killed[0].kill()

    with pytest.raises(ProcessEnded, match="run again with fewer --processes: what was done is kept"):
        run(dump, tmp_path, processes=2, patterns=(), progress=kill_one)
    run(dump, tmp_path, processes=1, patterns=())
    assert files_in(tmp_path) == files_in(done)


def is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


# Where results lie already


def test_a_finished_run_is_not_done_again(dump: Path, done: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in done.rglob("*")}
    assert run(dump, done, processes=1, patterns=()).threads == 20
    assert {path: path.stat().st_mtime_ns for path in done.rglob("*")} == before


def test_results_of_other_settings_are_kept_unless_forced(dump: Path, tmp_path: Path) -> None:
    run(dump, tmp_path, processes=1, patterns=())
    write(tmp_path / "notes.txt", b"mine")
    before = files_in(tmp_path)
    with pytest.raises(ForeignOutput, match="pass --force"):
        run(dump, tmp_path, processes=1, patterns=(), links="stated")
    assert files_in(tmp_path) == before
    (tmp_path / "corpus.json").unlink()
    with pytest.raises(ForeignOutput):
        run(dump, tmp_path, processes=1, patterns=())
    run(dump, tmp_path, processes=1, patterns=(), force=True)
    assert files_in(tmp_path) == before


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"bucket": "4/3"}, "'4/3' is no bucket"),
        ({"memory": "much"}, "'much' is no amount of memory"),
        ({"links": "some"}, "'some' is no links"),
        ({"format": "word"}, "'word' is no format"),
        ({"patterns": ["none-such"]}, "'none-such' is no pattern"),
    ],
)
def test_settings_that_are_none(dump: Path, tmp_path: Path, settings: Row, message: str) -> None:
    with pytest.raises(UnknownName, match=message):
        run(dump, tmp_path / "out", **settings)
    assert not (tmp_path / "out").exists()


def test_a_missing_extra_is_told_with_its_command(dump: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("threads.corpus.find_spec", lambda name: None)
    with pytest.raises(MissingExtra, match=r"duckdb is not installed; pip install 'threads\[corpus\]'"):
        run(dump, tmp_path)


# Parts


@pytest.mark.parametrize(
    ("written", "number", "suffix"),
    [
        ("1/8", Bucket(1, 8), "-1of8"),
        ("8/8", Bucket(8, 8), "-8of8"),
        ("0/8", Bucket(0, 8), "-8of8"),
        (None, Bucket(), ""),
    ],
)
def test_buckets_are_counted_from_one_or_from_zero(written: str | None, number: Bucket, suffix: str) -> None:
    assert bucket(written) == number
    assert bucket(written).suffix == suffix


def test_a_thread_has_the_same_place_everywhere() -> None:
    assert place("larkmouth/3") == 0xE0163D0133EC4A24


@pytest.mark.parametrize(
    ("written", "count"), [("1GB", 2**30), ("512 MiB", 2**29), ("1.5k", 1536), (7, 7), ("2t", 2**41)]
)
def test_sizes(written: str | int, count: int) -> None:
    assert size(written) == count


def test_lines_are_cut_whole_whatever_the_pieces() -> None:
    data = b"".join(b"line %d\n" % n for n in range(1000)) + b"no end"
    for step in (1, 7, 4096):
        pieces = [data[at : at + step] for at in range(0, len(data), step)]
        parts = list(_whole_lines(pieces, 100))
        assert b"".join(parts) == data
        assert all(part.endswith(b"\n") for part in parts[:-1])


def test_file_names_are_safe_and_apart() -> None:
    names = [file_name(one) for one in ("../../etc", "a/b", "a_b", "con", "")]
    assert len(set(names)) == 5
    assert all("/" not in name and not name.startswith(".") for name in names)


def test_a_deep_and_a_long_thread(tmp_path: Path) -> None:
    deep = [
        {"id": str(n), "thread_id": "deep", "parent_id": str(n - 1) if n else None, "text": "x"} for n in range(3000)
    ]
    [line] = reported(write(tmp_path / "d.ndjson", ndjson(deep[::-1])), tmp_path / "out", memory="10MB")
    assert json.loads(line)["structure"]["max_depth"] == 3000


# The command


def command(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-m", "threads", "corpus", *map(str, arguments)]
    return subprocess.run(call, capture_output=True, text=True, check=False, env=environment())  # noqa: S603


def test_the_command_line(tmp_path: Path) -> None:
    source = write(tmp_path / "d.ndjson", with_bad())
    done = command(source, "-o", tmp_path / "out", "--processes", "1", "--max-bad", "7")
    assert (done.returncode, done.stdout) == (0, "")
    count = len(comments())
    assert done.stderr == f"20 threads, {count} comments; 7 records left out, see rejects.ndjson\n"
    again = command(source, "-o", tmp_path / "out", "--links", "stated")
    assert again.returncode == 1
    assert again.stderr.endswith("choose another place, or pass --force\n")


def test_a_partition_sorted_as_a_list_or_out_of_core_is_the_same(tmp_path: Path) -> None:
    random.seed(6)
    runs = Runs(tmp_path, "000000", 2**20)  # several runs, so that a thread's records lie in all of them
    for line in range(6_000):
        thread = random.choice(["ferry", "bridge", "Fähre", "渡し船", "𝔣erry", "ferry2"])  # noqa: S311
        runs.add(line % 2, (thread, "ndjson", line % 3, line, b"x" * 1_000))
    runs.flush()
    for number in (0, 1):
        held = list(partition(tmp_path, number, 2**30))
        assert held == list(partition(tmp_path, number, 2**23))  # a quarter of which is less than the records
        assert [row[:4] for row in held] == sorted(row[:4] for row in held)
        assert len(held) == 3_000
