"""The benchmarks measure what they say: the workload is the same every time, and both loops find the same threads."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from threads.corpus.outlines import outlines

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))  # benchmarks are no part of the package

from benchmarks.outlines import plain  # noqa: E402
from benchmarks.plan import CONTENDERS, ONE, RATIOS, TWO  # noqa: E402
from benchmarks.svg import Axes, Line, plot  # noqa: E402
from benchmarks.workload import every, regrouped, repeated, rows, write  # noqa: E402

COMMENTS = rows(None, 200)


def test_invented_comments_are_the_same_every_time() -> None:
    assert rows(None, 200) == COMMENTS
    assert len({row["text"] for row in COMMENTS}) > 150


def test_parents_are_earlier_comments_of_the_thread(tmp_path: Path) -> None:
    threads = {row["id"]: row["thread_id"] for row in COMMENTS}
    assert all(row["parent_id"] is None or threads[row["parent_id"]] == row["thread_id"] for row in COMMENTS)
    shapes = list(outlines(write(tmp_path / "c.ndjson", COMMENTS).read_bytes()))
    assert all(one.max_depth > 5 and not one.negative_gaps for one in shapes)


def test_repeats_are_threads_of_their_own() -> None:
    again = list(repeated(COMMENTS, 400))
    assert len({row["id"] for row in again}) == 400
    assert len({row["thread_id"] for row in again}) == 2 * len({row["thread_id"] for row in COMMENTS})


@pytest.mark.parametrize("length", [10, 70, 200])
def test_regrouped_threads_have_one_length_and_hold_their_parents(length: int, tmp_path: Path) -> None:
    dump = write(tmp_path / "c.ndjson", regrouped(COMMENTS, length))
    found = list(outlines(dump.read_bytes()))
    assert {one.comments for one in found[:-1]} <= {length}
    answered = sum(one.comments - one.top_level for one in found)
    stated = sum(row["parent_id"] is not None for row in COMMENTS)
    assert stated - len(found) <= answered <= stated


def test_every_so_manieth_thread_is_whole() -> None:
    kept = every(COMMENTS, 2)
    assert [row for row in COMMENTS if row["thread_id"] in ("t0", "t2")] == kept


def test_plain_loops_find_the_same_shapes(tmp_path: Path) -> None:
    lines = write(tmp_path / "c.ndjson", COMMENTS).read_bytes()
    loops = [one for one in plain(lines) if len(one) > 2]
    ours = [
        (one.thread_id, one.max_depth, one.max_breadth, one.most_replies, one.median_gap) for one in outlines(lines)
    ]
    assert [(*one[:4], one[5]) for one in loops] == ours


def test_a_contender_runs_alone(tmp_path: Path) -> None:
    dump = write(tmp_path / "c.ndjson", COMMENTS)
    command = [sys.executable, "-m", "benchmarks.child", "structure_columns", str(dump)]
    told = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout)  # noqa: S603
    assert told["comments"] == 200
    assert 0 < told["seconds"] < told["start"]


def test_ratios_are_of_contenders_that_exist() -> None:
    modules = {path.stem for path in (ROOT / "benchmarks" / "contenders").glob("*.py")}
    names = {one.name for one in CONTENDERS}
    assert names <= modules
    assert {name for ratio in RATIOS for name in (ratio.ours, ratio.theirs)} <= names | {ONE, TWO}


def test_a_plot_is_well_formed_and_draws_every_point() -> None:
    axes = Axes("Longer <threads>", "comments", "cost", (1.15, "15 % dearer"))
    drawn = plot(axes, [Line("a", [(10, 1, "5 us"), (1000, 1.1, "6 us")]), Line("b", [(10, 1, "1 us")])])
    document = ElementTree.fromstring(drawn)  # noqa: S314 -- our own
    assert sum(one.tag.endswith("circle") for one in document.iter()) == 3
