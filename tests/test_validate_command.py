"""`threads validate` as CI runs it: many documents, each form of the outcome, lines that can be annotated."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st

from threads.cli import main
from threads.pointers import pointer
from threads.schema import validate
from threads.schema.positions import lines_of

SOUND = {
    "id": "bridge", "kind": "comments", "nesting": "lost",
    "source": {"name": "b.txt", "format": "text", "sha256": "0" * 64, "bytes": 3},
    "comments": [{"id": "c1", "text": "Too steep."}],
    "links": [],
}  # fmt: skip
ORPHAN = {**SOUND, "links": [{"child_id": "c1", "parent_id": "c9", "basis": "mention", "fact": "says so"}]}


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["validate", *map(str, arguments)])
    assert isinstance(ended.value.code, int)
    return ended.value.code


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deep").mkdir()
    (tmp_path / "good.thread.json").write_text(json.dumps(SOUND))
    (tmp_path / "deep" / "50%, x.thread.json").write_text(json.dumps(ORPHAN, indent=2))
    (tmp_path / "deep" / "cut.json").write_text('{"id": ')
    (tmp_path / "deep" / "read.me").write_text("no document")
    return tmp_path


def test_a_folder_is_checked_however_deep(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder) == 1
    said = [line.removeprefix(f"{folder}/").partition(": ")[::2] for line in capsys.readouterr().out.splitlines()]
    assert [name for name, _ in said] == ["deep/50%, x.thread.json", "deep/cut.json", "good.thread.json"]
    assert said[1][1].startswith("the document: line 1, column 8: ")
    assert said[2][1] == "valid"


def test_a_glob_is_checked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(f"{folder}/*.thread.json") == 0
    assert run(f"{folder}/**/*.thread.json") == 1
    assert run(f"{folder}/*.xyz") == 1
    assert capsys.readouterr().out.count("good.thread.json: valid") == 2


def test_a_folder_without_documents_is_at_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path) == 1
    assert capsys.readouterr().err == (
        f"threads: {tmp_path}: holds no file that ends in .json, .ndjson, .jsonl; name the documents\n"
    )


def test_junit_is_a_case_per_document(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "--as", "junit") == 1
    suite = ElementTree.fromstring(capsys.readouterr().out)
    assert (suite.get("tests"), suite.get("failures")) == ("3", "2")
    assert [case.find("failure") is None for case in suite] == [False, False, True]


def test_sarif_names_file_line_and_pointer(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder / "deep" / "50%, x.thread.json", "--as", "sarif") == 1
    [sarif] = json.loads(capsys.readouterr().out)["runs"]
    [result] = sarif["results"]
    place = result["locations"][0]
    assert result["ruleId"] == "link-ends-exist"
    assert place["logicalLocations"][0]["fullyQualifiedName"] == "/links/0/parent_id"
    assert place["physicalLocation"]["artifactLocation"]["uri"].endswith("/deep/50%25%2C%20x.thread.json")
    lines = (folder / "deep" / "50%, x.thread.json").read_text().splitlines()
    assert "parent_id" in lines[place["physicalLocation"]["region"]["startLine"] - 1]


def test_github_annotates_and_nothing_breaks_out(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "deep" / "cut.json").write_text(json.dumps({**ORPHAN, "id": "", "x\n::error::y": 1}))
    assert run(folder / "deep", "--as", "github") == 1
    lines = capsys.readouterr().out.splitlines()
    assert all(line.startswith("::error file=") for line in lines)
    assert "/50%25%2C x.thread.json,line=20,title=link-ends-exist::/links/0/parent_id: " in lines[0]


def test_json_has_a_line_per_violation(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder / "deep", "--as", "json") == 1
    assert [json.loads(line)["rule"] for line in capsys.readouterr().out.splitlines()] == [
        "link-ends-exist",
        "readable",
    ]


def test_another_version_of_the_schema_is_explained() -> None:
    [violation] = validate({**ORPHAN, "schema_version": "2.0"})
    assert (violation.pointer, violation.rule) == ("/schema_version", "schema-version")
    assert "follows version '2.0' of the schema, this is threads " in violation.message


VALUES = st.recursive(
    st.none() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
)


@given(VALUES, st.sampled_from([None, 2]))
def test_every_value_is_found_in_its_line(value: object, indent: int | None) -> None:
    written = json.dumps(value, indent=indent)
    places = dict(_places(value))
    lines = lines_of(written, places)
    assert lines.keys() == places.keys()
    for place, inner in places.items():
        first = json.dumps(inner, indent=indent).splitlines()[0]
        assert first in written.splitlines()[lines[place] - 1]
    assert lines_of(written, [""]) == {"": 1}


def test_what_is_missing_stands_where_it_should() -> None:
    assert lines_of('{\n "a": [\n  1,\n  2\n ]\n}', ["/a/1", "/a/7", "/a", "/b"]) == {
        "/a/1": 4,
        "/a/7": 2,
        "/a": 2,
        "/b": 1,
    }


def _places(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str, object]]:
    inner: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    return [(pointer(path), value), *(found for key, one in inner for found in _places(one, (*path, key)))]
