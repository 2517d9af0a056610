"""Scores of recovered links: invented labelled tables, and what must be counted of them."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any, get_args

import pytest

from threads.cli import main
from threads.errors import MalformedInput
from threads.links.measured import measured
from threads.measure import LinkScores, labelled_threads, measure_links, merged, table
from threads.model import Basis

ROWS: list[dict[str, Any]] = [
    {"id": "1", "parent_id": None, "author": "Mara Quill", "text": "The ferry was never allowed to charge visitors."},
    {"id": "2", "parent_id": "1", "author": "Dov Aster", "text": "> The ferry was never allowed to charge\n\nIt did."},
    {"id": "3", "parent_id": "1", "author": "Tobias Renn", "text": "@Mara Quill that was before the toll house."},
    {"id": "4", "parent_id": "3", "author": "Ines Okafor", "text": "@Mara Quill who kept the books?"},
    {"id": "5", "parent_id": "9", "author": "Rat", "text": "@Dov Aster quite."},
    {"id": "6", "parent_id": None, "author": "Rat", "text": "@Dov Aster hm.", "gold": False},
]


def gold(folder: Path, rows: list[dict[str, Any]] = ROWS, name: str = "larkmouth.A.ndjson") -> Path:
    path = folder / name
    path.write_text("".join(json.dumps({"thread_id": "t", **row}) + "\n" for row in rows), encoding="utf-8")
    return path


def test_links_are_counted_by_basis_and_unscored_rows_are_not(tmp_path: Path) -> None:
    scores = measure_links(gold(tmp_path))
    assert (scores.set, scores.threads, scores.comments, scores.true) == ("larkmouth", 1, 6, 3)
    assert scores.bases["quote"] == (1, 1)
    assert scores.right == 2, "comment 4 names whom it does not answer"
    assert scores.found == sum(found for _, found in scores.bases.values()) == 3
    assert scores.precision == scores.recall == scores.f1 == pytest.approx(2 / 3)


def test_any_of_several_true_parents_is_right(tmp_path: Path) -> None:
    rows = [row | {"parent_ids": ["3", "1"]} if row["id"] == "4" else row for row in ROWS]
    assert measure_links(gold(tmp_path, rows)).right == 3


def test_the_parents_are_taken_out_before_linking(tmp_path: Path) -> None:
    [thread] = labelled_threads(gold(tmp_path))
    assert all(comment.parent_id is None for comment in thread.transcript.comments)
    assert thread.parents == (frozenset(), frozenset({0}), frozenset({0}), frozenset({2}), None, None)


def test_without_a_single_label_there_is_nothing_to_measure(tmp_path: Path) -> None:
    rows = [row | {"parent_id": None} for row in ROWS]
    with pytest.raises(MalformedInput, match="no comment has its true parent"):
        measure_links(gold(tmp_path, rows))


def test_stated_only_finds_nothing_in_what_states_nothing(tmp_path: Path) -> None:
    scores = measure_links(gold(tmp_path), "stated")
    assert (scores.found, scores.precision, scores.recall, scores.f1) == (0, 0, 0, 0)


def test_the_table_and_the_toml_give_the_counts(tmp_path: Path) -> None:
    scores = LinkScores("larkmouth", 1, 6, 2, 3, 4, {"quote": (1, 1), "mention": (1, 2)})
    assert table([scores]).splitlines() == [
        "larkmouth  1 threads  6 comments  4 links  precision 0.667  recall 0.500  F1 0.571",
        "  quote         1 of      1 right  1.00",
        "  mention       1 of      2 right  0.50",
    ]
    older = merged("", [scores._replace(set="upriver"), scores._replace(right=0)])
    both = tomllib.loads(merged(older, [scores]))
    assert list(both) == ["larkmouth", "upriver"]
    assert both["larkmouth"] == scores.counts()


def test_the_command_prints_and_notes_the_counts(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    notes = tmp_path / "measured.toml"
    with pytest.raises(SystemExit) as done:
        main(["measure", "links", str(gold(tmp_path)), "--write", str(notes), "--as", "json"])
    assert done.value.code == 0
    printed = json.loads(capfdbinary.readouterr().out)
    assert printed["f1"] == 0.6667
    assert tomllib.loads(notes.read_text(encoding="utf-8"))["larkmouth"]["quote"] == {"right": 1, "found": 1}


def test_a_missing_file_is_told_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        main(["measure", "links", "nowhere.ndjson"])
    assert done.value.code == 1
    assert "nowhere.ndjson" in capsys.readouterr().err


def test_the_documented_counts_are_the_committed_ones() -> None:
    page = (Path(__file__).parents[1] / "docs" / "links.md").read_text(encoding="utf-8")
    rows = {line.split(" | ")[0].strip("| "): line for line in page.splitlines() if line.startswith("| ")}
    for basis in get_args(Basis):
        for one in measured().get(basis, ()):
            assert f"| {one.right} of {one.found} |" in rows[one.set]
