"""The files of our own results: all that reads them back agrees which they are."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest

import threads
from threads.cli import main
from threads.errors import InvalidPattern, MalformedInput, UnreadableInput
from threads.patterns.loading import PACKAGED, read_pattern
from threads.stored import stored_files
from threads.suffixes import is_json

SAMPLES = Path(__file__).parent.parent / "samples"
FERRY = SAMPLES / "text" / "ferry.txt"


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main(list(map(str, arguments)))
    assert isinstance(ended.value.code, int)
    return ended.value.code


@pytest.fixture
def report() -> threads.Report:
    [thread] = threads.parse(FERRY)
    return threads.report(thread)


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("a.json", True), ("a.report.json", True), ("a.ndjson.zst", True), ("a.jsonl.gz", True), ("a.json.bz2", True),
     ("a.xz", False), ("a.html.gz", False), ("a.json.html", False), ("json", False), ("a.csv", False)],
)  # fmt: skip
def test_names_of_documents(name: str, is_one: bool) -> None:
    assert is_json(Path("folder.json") / name) is is_one


@pytest.fixture(params=["shards", "per thread", "a share"])
def corpus(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    pytest.importorskip("duckdb")
    from threads.corpus import run

    out = tmp_path / "out"
    bucket = "2/2" if request.param == "a share" else "1/1"
    run(SAMPLES / "ndjson" / "two-threads.ndjson", out, per_thread=request.param == "per thread", bucket=bucket)
    (out / "rejects.ndjson").write_text('{"input": "x", "line": 3, "reason": "no id", "record": "{"}\n')
    return out


def test_a_corpus_is_validated_loaded_and_forgotten(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reports = threads.Reports.load(corpus)
    names = [person.name for one in reports for person in one.participants if person.name]
    assert names
    for folder in (corpus.parent, corpus, corpus / "reports"):
        assert run("validate", folder) == 0
        assert list(threads.Reports.load(folder)) == list(reports)
    capsys.readouterr()
    assert run("forget", "--author", names[0], corpus) == 0
    assert capsys.readouterr().err == (
        f"threads: {corpus}: its tables and rejects stay as they were; make them anew from inputs without the person\n"
    )
    assert names[0] not in {person.name for one in threads.Reports.load(corpus) for person in one.participants}


def test_a_corpus_of_convokit_is_a_folder_like_any_other(tmp_path: Path) -> None:
    [thread] = threads.parse(FERRY)
    thread.to_convokit(tmp_path)
    assert tmp_path / "corpus.json" in stored_files(tmp_path)


def test_reports_are_loaded_from_beside_what_they_are_of(report: threads.Report, tmp_path: Path) -> None:
    [thread] = threads.parse(FERRY)
    (tmp_path / "before.ndjson").write_text(f"{thread.model_dump_json()}\n" * 2)
    (tmp_path / "foreign.json").write_text('{"rows": [1, 2]}')
    (tmp_path / "a.report.json.gz").write_bytes(gzip.compress(report.model_dump_json(indent=1).encode()))
    assert list(threads.Reports.load(tmp_path)) == [report]
    with pytest.raises(MalformedInput, match=r"^before\.ndjson: line 1: is no report; "):
        threads.Reports.load(tmp_path / "before.ndjson")
    (tmp_path / "a.report.json.gz").unlink()
    with pytest.raises(UnreadableInput, match="holds no report"):
        threads.Reports.load(tmp_path)
    (tmp_path / "cut.report.json").write_text(report.model_dump_json()[:-1])
    with pytest.raises(MalformedInput, match=r"^cut\.report\.json: the document: is no JSON "):
        threads.Reports.load(tmp_path)


@pytest.mark.parametrize("name", ["one.report", "one.report.json.gz", "one.ndjson"])
def test_a_report_is_compared_whatever_its_name(name: str, report: threads.Report, tmp_path: Path) -> None:
    written = report.model_dump_json().encode()
    (tmp_path / name).write_bytes(gzip.compress(written) if name.endswith(".gz") else written)
    assert run("compare", tmp_path / name, FERRY, "-o", tmp_path / "c.json") == 0
    compared = json.loads((tmp_path / "c.json").read_text())
    assert compared["a"] == compared["b"]


def test_one_report_is_compared(report: threads.Report, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "two.ndjson").write_text(f"{report.model_dump_json()}\n" * 2)
    assert run("compare", tmp_path / "two.ndjson", FERRY) == 1
    assert "two.ndjson: compare takes one report: it holds 2 documents; " in capsys.readouterr().err


def test_a_folder_of_patterns_is_validated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "hedge.toml").write_bytes((PACKAGED / "hedge.toml").read_bytes())
    assert run("validate", tmp_path) == 0
    assert capsys.readouterr().out == f"{tmp_path}/hedge.toml: valid\n"


@pytest.mark.parametrize(
    ("change", "said"),
    [(lambda text: b'id = "other-name"\n' + text, "an id is given"), (lambda text: text + b"x = [", "no valid TOML"),
     (lambda text: text.decode().encode("utf-16"), "no valid TOML"), (lambda text: b"\xef\xbb\xbf" + text, "")],
    ids=["id", "syntax", "encoding", "byte order mark"],
)  # fmt: skip
def test_a_pattern_file_is_valid_as_it_loads(
    change: Callable[[bytes], bytes], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "river-hedge.toml"
    file.write_bytes(change((PACKAGED / "hedge.toml").read_bytes()))
    assert run("validate", file) == (1 if said else 0)
    assert said in capsys.readouterr().out
    with pytest.raises(InvalidPattern, match=said) if said else nullcontext():
        read_pattern(file)
