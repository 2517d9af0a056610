"""Texts out to annotators and their labels back in, through the files of Label Studio and doccano."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from threads.annotation.agreement import agreement
from threads.annotation.answers import Answer, gold, read_answers
from threads.annotation.sample import sample
from threads.annotation.tasks import doccano, label_studio
from threads.cli import main
from threads.errors import MalformedInput
from threads.model import Comment, Link, Source, Thread
from threads.patterns import catalogue

TEXTS = (
    "The ferry should stay.",
    "Funny how nobody complained about the quarry road.",
    "Perhaps the bridge is too steep. 🙂 Perhaps not.",
    "Who paid for the survey?",
    "",
    "Where was your outrage when they sold the harbour?",
)
THREAD = Thread(
    id="pier",
    source=Source(name="p", format="text", sha256="0" * 64, bytes=1),
    nesting="stated",
    comments=tuple(
        Comment(id=f"c{n}", text=text, state="visible" if text else "deleted") for n, text in enumerate(TEXTS)
    ),
    links=(Link(child_id="c1", parent_id="c0", basis="stated"), Link(child_id="c5", parent_id="c0", basis="stated")),
)
KNOWN = catalogue().select(["whataboutism", "hedge"])


def test_both_strata_are_drawn_and_no_text_twice() -> None:
    items = sample([THREAD], KNOWN, per_pattern=1, at_random=2)
    assert len({item.comment_id for item in items}) == len(items)
    assert sum(item.stratum == "random" for item in items) == 2
    assert all(item.findings for item in items if item.stratum == "findings")
    assert not any(item.findings for item in items if item.stratum == "random")
    assert "c4" not in {item.comment_id for item in sample([THREAD], KNOWN, 9, 9)}  # deleted: nothing to read


def test_equal_seeds_draw_equal_samples() -> None:
    assert sample([THREAD], KNOWN, 2, 2, seed=3) == sample([THREAD], KNOWN, 2, 2, seed=3)
    drawn = {tuple(item.comment_id for item in sample([THREAD], KNOWN, 1, 2, seed=seed)) for seed in range(9)}
    assert len(drawn) > 1


def test_tasks_show_what_was_found_in_code_points() -> None:
    items = sample([THREAD], KNOWN, per_pattern=9, at_random=0)
    for task, row, item in zip(label_studio(items), doccano(items), items, strict=True):
        for found in task["predictions"][0]["result"]:
            value = found["value"]
            assert task["data"]["text"][value["start"] : value["end"]] == value["text"]
        assert [item.text[start:end] for start, end, _ in row["label"]] == [one.text for one in item.findings]
    assert {task["data"]["parent_text"] for task in label_studio(items)} == {"", TEXTS[0]}


def studio(task: dict[str, Any], **labels: tuple[str, ...]) -> dict[str, Any]:
    """A task as Label Studio exports it, annotated by each of these people."""
    annotations = [
        {
            "completed_by": {"email": who},
            "was_cancelled": False,
            "result": [{"type": "labels", "value": {"start": 0, "end": 3, "labels": [label]}} for label in given],
        }
        for who, given in labels.items()
    ]
    return {**task, "annotations": [*annotations, {"was_cancelled": True, "completed_by": 9, "result": []}]}


def test_answers_of_label_studio_become_labels_by_majority(tmp_path: Path) -> None:
    tasks = label_studio(sample([THREAD], KNOWN, per_pattern=9, at_random=0))
    done = [
        studio(tasks[0], ines=("hedge",), mara=("hedge", "whataboutism"), dov=()),
        studio(tasks[1], ines=("hedge",), mara=()),
    ]
    file = tmp_path / "export.json"
    file.write_text(json.dumps(done), encoding="utf-8")
    first, second = gold(read_answers(file))
    assert (first["labels"], first["annotators"], first["votes"]) == (["hedge"], 3, {"hedge": 2, "whataboutism": 1})
    assert second["labels"] == []  # one of two is no majority
    assert first["text"] == tasks[0]["data"]["text"]


def test_answers_of_doccano_are_a_file_per_annotator(tmp_path: Path) -> None:
    rows = doccano(sample([THREAD], KNOWN, per_pattern=9, at_random=0))
    for who in ("ines", "mara"):
        (tmp_path / f"{who}.jsonl").write_text("\n".join(json.dumps({"id": 1, **row}) for row in rows))
    answers = [one for who in ("ines", "mara") for one in read_answers(tmp_path / f"{who}.jsonl")]
    assert {one.annotator for one in answers} == {"ines", "mara"}
    assert all(row["annotators"] == 2 and row["labels"] for row in gold(answers))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[{"data": {"text": "x"}}]', "/0: is no annotated task of ours; "),
        ('{"text": "x"}\n', "line 1: is no annotated text of ours; "),
        ('{"text": "x", ]', "line 1: "),
    ],
)
def test_what_is_no_export_of_ours_is_named(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(text)
    with pytest.raises(MalformedInput, match=rf"^x\.json: {said}"):
        read_answers(tmp_path / "x.json")


def answer(who: str, item: int, *labels: str) -> Answer:
    return Answer(who, frozenset(labels), {"thread_id": "t", "comment_id": str(item)})


def test_agreement_is_krippendorffs_alpha() -> None:
    """Two observers who differ on 4 of 10 units and share one: .095 (Krippendorff 2011, "Computing alpha", A)."""
    ones = {"meg": "0100000000", "owen": "1110010010"}
    answers = [answer(who, n, *(["x"] if c == "1" else [])) for who, row in ones.items() for n, c in enumerate(row)]
    [found] = agreement(answers)
    assert found.alpha == pytest.approx(0.095, abs=0.0005)
    assert (found.texts, found.annotators, found.given) == (10, 2, 6)


def test_who_answers_twice_is_one_annotator() -> None:
    answers = [answer("ines", 1, "x"), answer("mara", 1), answer("ines", 1)]
    [row] = gold(answers)
    assert (row["annotators"], row["votes"], row["labels"]) == (2, {}, [])
    [found] = agreement(answers)
    assert (found.annotators, found.given) == (2, 0)


def test_agreement_needs_something_to_disagree_on() -> None:
    [found] = agreement([answer("a", 1, "x"), answer("b", 1, "x"), answer("a", 2, "x")])
    assert (found.alpha, found.texts) == (None, 1)


def test_the_loop_from_threads_to_measured_counts(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    def run(*arguments: object) -> None:
        with pytest.raises(SystemExit, match=r"^0$"):
            main([str(one) for one in arguments])

    source = tmp_path / "pier.ndjson"
    rows = [{"id": n, "thread_id": "pier", "parent_id": None, "text": t} for n, t in enumerate(TEXTS) if t]
    source.write_text("\n".join(map(json.dumps, rows)))
    run("annotate", "export", source, "--as", "doccano", "--pattern", "whataboutism", "-o", tmp_path / "tasks")
    run("annotate", "import", tmp_path / "tasks" / "tasks.jsonl", "-o", tmp_path / "gold.ndjson")
    labelled = [json.loads(line) for line in (tmp_path / "gold.ndjson").read_text().splitlines()]
    assert {row["text"] for row in labelled} == {text for text in TEXTS if text}
    run("annotate", "export", source, "-o", tmp_path / "studio")
    assert {path.name for path in (tmp_path / "studio").iterdir()} == {"tasks.json", "interface.xml"}
    run("annotate", "agreement", tmp_path / "tasks" / "tasks.jsonl")
    assert capsysbinary.readouterr().out.startswith(b"pattern ")
