"""A corpus under pseudonyms and with fewer words: no name in anything that is written, whatever file it is."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

pytest.importorskip("duckdb", reason="needs threads[corpus]")
pytest.importorskip("pyarrow", reason="needs threads[corpus]")

import pyarrow.parquet as pq

from threads.cli import main
from threads.corpus import run
from threads.corpus.rejects import reject
from threads.errors import ForeignOutput, UnknownName, WeakKey
from threads.privacy.pseudonyms import Key
from threads.sources.compression import opened

KEY = "an invented key of tests"
TRACES = ("ines", "okafor", "tobias", "renn", "larkmouth", "c-of-1")
ROWS = [
    {"id": "c-of-1", "thread_id": "larkmouth", "author": "Ines Okafor", "text": "Keep it. It carries forty a day."},
    {"id": "c-of-2", "thread_id": "larkmouth", "author": "Tobias Renn", "parent_id": "c-of-1", "text": (
        "No, Ines, you are wrong. You are an idiot, and everybody knows it, as Ines Okafor should."), "score": 3},
    {"id": ["Ines Okafor"], "thread_id": "larkmouth", "author": "Tobias Renn", "text": "x"},
    {"id": "c-of-3", "thread_id": {"Ines Okafor": 1}, "author": "Tobias Renn", "text": "x"},
]  # fmt: skip


@pytest.fixture
def study(tmp_path: Path) -> Path:
    folder = tmp_path / "study"
    folder.mkdir()
    lines = "".join(json.dumps(row) + "\n" for row in ROWS)
    (folder / "ines-okafor.ndjson").write_text(f'{lines}{{"author": "Ines Okafor", "tex\n', encoding="utf-8")
    (folder / "Ines Okafor.html").write_text("<html><body>Ines Okafor has no comments</body></html>", encoding="utf-8")
    return folder


def everything(folder: Path) -> str:
    """All that a run wrote, names of files and cells of tables too."""
    said = []
    for path in sorted(folder.rglob("*")):
        said.append(path.name)
        if path.suffix == ".parquet":
            said.append(str(pq.read_table(path).to_pylist()))
        elif path.is_file():
            said.append(opened(path.name, path.read_bytes()).decode())
    return "\n".join(said)


def traces(written: str) -> list[str]:
    """Those of the traces that are words of a text."""
    return [trace for trace in TRACES if re.search(rf"\b{trace}\b", written, re.IGNORECASE)]


@pytest.mark.parametrize("per_thread", [False, True])
def test_no_name_is_in_anything_that_is_written(study: Path, tmp_path: Path, per_thread: bool) -> None:
    done = run(study, tmp_path / "out", key=KEY, processes=1, per_thread=per_thread)
    assert (done.threads, done.comments, done.rejects) == (1, 2, 4)
    written = everything(tmp_path / "out")
    assert Key(KEY).person("Ines Okafor") in written
    assert traces(written) == []
    assert "invented key" not in written
    plain = run(study, tmp_path / "plain", processes=1)
    assert plain[:3] == done[:3]
    assert traces(everything(tmp_path / "plain")) == [*TRACES]


def test_rejects_say_where_and_why_and_no_more(study: Path, tmp_path: Path) -> None:
    run(study, tmp_path / "out", key=KEY, processes=1)
    rows = [json.loads(line) for line in (tmp_path / "out" / "rejects.ndjson").read_text().splitlines()]
    assert {row["record"] for row in rows} == {""}
    assert sorted(row["line"] or 0 for row in rows) == [0, 3, 4, 5]
    assert all(row["reason"] and row["input"].startswith("source-") for row in rows)


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("'Ines' is an array; write it as a string", "... is an array; write it as a string"),
        ("a/Ines.html: no comment section found", "no comment section found"),
        ("Ines.html: no comment section found", "no comment section found"),
        ("columns: no column 'text' among Ines, Tobias; name yours", "columns: no column ... ...; name yours"),
    ],
)
def test_reasons_cite_nothing(reason: str, said: str) -> None:
    assert reject(0, "a/Ines.html", 1, reason, b"Ines", Key(KEY)).reason == said


def test_words_can_be_left_out(study: Path, tmp_path: Path) -> None:
    run(study, tmp_path / "out", quotes="none", processes=1)
    tables = [pq.read_table(file) for file in (tmp_path / "out" / "findings").iterdir()]
    assert {text for table in tables for text in table.column("text").to_pylist()} == {""}
    reports = (opened(file.name, file.read_bytes()) for file in (tmp_path / "out" / "reports").iterdir())
    assert b"everybody knows" not in b"".join(reports)


def test_the_command_line_has_both(study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "key").write_text(KEY)
    with pytest.raises(SystemExit, match=r"^0$"):
        main(["corpus", str(study), "-o", str(tmp_path / "out"), "--processes", "1", "--quotes", "none",
              "--pseudonymize", str(tmp_path / "key")])  # fmt: skip
    written = everything(tmp_path / "out")
    assert '"quotes":"none"' in written.replace(" ", "")
    assert traces(written) == []
    assert "1 threads, 2 comments; 4 records left out" in capsys.readouterr().err


def test_other_settings_are_other_results(study: Path, tmp_path: Path) -> None:
    run(study, tmp_path / "out", processes=1, key=KEY)
    for more in ({"key": "another key of tests"}, {"key": KEY, "quotes": "short"}, {}):
        with pytest.raises(ForeignOutput):
            run(study, tmp_path / "out", processes=1, **more)  # type: ignore[arg-type]
    with pytest.raises(UnknownName, match="setting of quotes"):
        run(study, tmp_path / "other", quotes="some")  # type: ignore[arg-type]
    with pytest.raises(WeakKey):
        run(study, tmp_path / "other", key="short")
