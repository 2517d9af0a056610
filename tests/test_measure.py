"""Scores of recovered links, patterns and stance: invented labelled files, and what must be counted of them."""

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
from threads.measure_patterns import measure_stance
from threads.measure_written import fallen, with_measured, write_stance
from threads.model import Basis
from threads.patterns import Measured, load
from threads.rebuttals.measured import StanceCounts, fitted_on, read_counts

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
    timed = [{"thread_id": "t", "created_at": f"2024-03-14T10:0{n}:00", **row} for n, row in enumerate(rows)]
    path.write_text("".join(json.dumps(row) + "\n" for row in timed), encoding="utf-8")
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
    assert (scores.found, scores.precision, scores.recall, scores.f1) == (0, None, 0, 0)
    assert "precision -  recall 0.000" in table([scores])
    assert scores.document()["precision"] is None


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
    counts = page.split("## Counts of right links")[1].split("\n## ")[0]
    rows = {line.split(" | ")[0].strip("| "): line for line in counts.splitlines() if line.startswith("| ")}
    for basis in get_args(Basis):
        for one in measured().get(basis, ()):
            assert f"| {one.right} of {one.found} |" in rows[one.set]


# --- patterns and stance ------------------------------------------------------------------------------------------

PRAISE = """name = "Praise of the ferry"
family = "emotion"
definition = "Words that praise the ferry at Larkmouth in so many words."
not = "Words that praise the footbridge, the river or the town instead."
references = ["Okafor, I. (2024). How ferries are praised. Larkmouth Press."]
positives = ["A [[lovely ferry]].", "That [[lovely ferry]]!", "The [[lovely ferry]] stays."]

[[matchers]]
kind = "phrases"
phrases = ["lovely ferry"]

[[negatives]]
text = "A lovely bridge."
reason = "It praises the bridge."

[[negatives]]
text = "The ferry is late."
reason = "It praises nothing."

[[negatives]]
text = "Lovely. The ferry?"
reason = "The words stand in two sentences."
"""
TEXTS = [
    ("A lovely ferry, is it not?", ["praise, warm"]),
    ("Some lovely ferry this is.", ["irony"]),
    ("I shall miss it dearly.", ["praise"]),
    ("The tide.", []),
]
REPLIES = [
    {"parent_text": "The bridge is cheap.", "text": "No, you are wrong.", "label": "deny"},
    {"parent_text": "The bridge is cheap.", "text": "I agree.", "label": "irony"},
    {"parent_text": "The bridge is cheap.", "text": "Swim, then.", "label": "disagree"},
]


@pytest.fixture
def patterns(tmp_path: Path) -> Path:
    (tmp_path / "patterns").mkdir()
    (tmp_path / "patterns" / "ferry-praise.toml").write_text(PRAISE, encoding="utf-8")
    return tmp_path / "patterns"


def ndjson(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    return path


def labelled(folder: Path, name: str = "quay.ndjson", times: int = 1) -> Path:
    return ndjson(folder / name, [{"text": text, "labels": labels} for text, labels in TEXTS * times])


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as done:
        main(["measure", *map(str, arguments)])
    return int(str(done.value.code))


def test_patterns_are_measured_with_their_misses(
    patterns: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    arguments = ("patterns", labelled(tmp_path), "--pattern", "ferry-praise", "--patterns", patterns)
    assert run(*arguments, "--labels", "praise, warm", "--as", "json") == 0
    found = json.loads(capfdbinary.readouterr().out)
    assert [found[key] for key in ("set", "tp", "fp", "fn", "tn", "f1")] == ["quay", 1, 1, 1, 1, 0.5]
    assert found["precision_interval"] == found["recall_interval"] == [0.0945, 0.9055]
    assert found["misses"] == [
        {"text": "Some lovely ferry this is.", "meant": False, "words": ["lovely ferry"], "row": 2},
        {"text": "I shall miss it dearly.", "meant": True, "words": [], "row": 3},
    ]
    assert run(*arguments, "--labels", "praise", "--labels", "irony", "--misses", 1) == 0
    assert capfdbinary.readouterr().out.decode().splitlines() == [
        "ferry-praise  quay  precision 0.500 [0.095, 0.905]  recall 0.500 [0.095, 0.905]  F1 0.500"
        "  (1 right, 1 wrong, 1 missed of 4 texts)",
        "  wrong  line 1: ['lovely ferry'] in 'A lovely ferry, is it not?'",
        "  missed line 3: 'I shall miss it dearly.'",
    ]


def test_recall_is_that_of_the_texts_drawn_at_random(
    patterns: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [json.loads(line) for line in labelled(tmp_path).read_text(encoding="utf-8").splitlines()]
    strata = ("findings", "findings", "random", "random")
    gold = tmp_path / "both.ndjson"
    gold.write_text("".join(json.dumps(row | {"stratum": s}) + "\n" for row, s in zip(rows, strata, strict=True)))
    arguments = ("patterns", gold, "--pattern", "ferry-praise", "--patterns", patterns)
    meant = ("--labels", "praise, warm", "--labels", "praise", "--as", "json")
    assert run(*arguments, *meant) == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["tp"] == 1
    assert told.err.endswith("make recall too high; add --stratum random for it\n")
    assert run(*arguments, *meant, "--stratum", "random") == 0
    told = capsys.readouterr()
    assert (json.loads(told.out)["recall"], json.loads(told.out)["tn"], told.err) == (0.0, 1, "")
    assert run(*arguments, "--stratum", "tides") == 2
    assert "known: findings, random" in capsys.readouterr().err


def test_labels_that_the_file_has_not_are_refused_by_name(
    patterns: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ("patterns", labelled(tmp_path), "--pattern", "ferry-praise", "--patterns", patterns)
    assert run(*arguments) == 0, "that nobody gave the pattern's own label is a result"
    assert run(*arguments, "--labels", "prayse") == 2
    assert "'prayse' is no label" in (told := capsys.readouterr().err)
    assert "irony, praise, praise, warm" in told


def test_counts_are_written_into_the_file_of_a_pattern(patterns: Path, tmp_path: Path) -> None:
    file = patterns / "ferry-praise.toml"
    arguments = ("--pattern", "ferry-praise", "--patterns", patterns, "--write", "--labels")
    assert run("patterns", labelled(tmp_path), *arguments, "praise, warm") == 0
    assert run("patterns", labelled(tmp_path, "pier.ndjson", 2), *arguments, "praise, warm") == 0
    sections = file.read_text(encoding="utf-8").removeprefix(PRAISE)
    assert sections == (
        '\n[[measured]]\nset = "pier"\ntp = 2\nfp = 2\nfn = 2\n\n[[measured]]\nset = "quay"\ntp = 1\nfp = 1\nfn = 1\n'
    )
    [pattern] = [one for one in load(patterns) if one.id == "ferry-praise"]
    assert pattern.measured == (Measured(set="pier", tp=2, fp=2, fn=2), Measured(set="quay", tp=1, fp=1, fn=1))


def test_a_score_that_falls_is_not_written_without_its_reason(
    patterns: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = patterns / "ferry-praise.toml"
    high = with_measured(PRAISE, [Measured(set="quay", tp=9, fp=1, fn=0)])
    file.write_text(high, encoding="utf-8")
    arguments = ("patterns", labelled(tmp_path), "--pattern", "ferry-praise", "--patterns", patterns, "--write")
    assert run(*arguments, "--labels", "praise") == 1
    assert "ferry-praise.toml: F1 on quay falls from 0.947 to 0.000; say why" in capsys.readouterr().err
    assert file.read_text(encoding="utf-8") == high
    assert run(*arguments, "--labels", "praise", "--why", 'Irony no longer counts as "praise"') == 0
    lower = file.read_text(encoding="utf-8")
    [pattern] = [one for one in load(patterns) if one.id == "ferry-praise"]
    assert pattern.measured[0].why == 'Irony no longer counts as "praise"'
    assert run(*arguments, "--labels", "praise") == 0, "nothing falls any more"
    assert file.read_text(encoding="utf-8") == lower, "the reason stays with its counts"
    assert run(*arguments, "--labels", "irony") == 0
    assert "why" not in file.read_text(encoding="utf-8"), "a higher score needs no reason"


def test_a_reason_speaks_for_one_fall_only() -> None:
    high, low = Measured(set="quay", tp=9, fp=1, fn=0), Measured(set="quay", tp=5, fp=5, fn=0, why="New labels")
    assert fallen([high], [low]) == []
    lower = low.model_copy(update={"tp": 2})
    assert fallen([low], [lower]) == [(low, lower)]
    assert fallen([low], [lower.model_copy(update={"why": "Newer labels"})]) == []
    assert fallen([low], [high]) == []
    assert fallen([], [low]) == []


def test_stance_is_measured_and_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    gold, notes = ndjson(tmp_path / "quay.ndjson", REPLIES), tmp_path / "measured.toml"
    assert run("stance", gold, "--as", "json") == 0
    rows = {row["stance"]: row for row in map(json.loads, capfdbinary.readouterr().out.splitlines())}
    assert [rows["disagree"][key] for key in ("tp", "fp", "fn", "tn")] == [1, 0, 1, 1]
    assert rows["agree"]["misses"] == [{"text": "I agree.", "meant": False, "words": ["I agree"], "row": 2}]
    for _ in range(2):  # the second time in place of the first
        write_stance("quay", measure_stance(gold), file=notes)
    assert read_counts(notes) == (
        StanceCounts(set="quay", how="whole set", label="agree", tp=0, fp=1, fn=0),
        StanceCounts(set="quay", how="whole set", label="disagree", tp=1, fp=0, fn=1),
    )


def test_sets_that_stance_was_fitted_on_are_not_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = ndjson(tmp_path / f"{min(fitted_on())}.ndjson", REPLIES)
    assert run("stance", gold, "--write") == 1
    assert "fitted on this set" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("", "line 1: no row"),
        ("ferry", "line 1: no JSON"),
        ('{"text": "a"}', "line 1: no 'labels'"),
        ('{"text": "a", "labels": [1]}', "line 1: no 'labels'"),
        ('{"text": 7, "labels": []}', "line 1: a text that is no string"),
    ],
)
def test_a_damaged_line_is_told_by_its_number(
    line: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gold = tmp_path / "gold.ndjson"
    gold.write_text(line, encoding="utf-8")
    assert run("patterns", gold, "--pattern", "hedge") == 1
    assert told in capsys.readouterr().err
