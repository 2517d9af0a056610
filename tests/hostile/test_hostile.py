"""Every case of the table ends as the table says, within seconds, and without a trace of a bug."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest

import threads
from hostile import cases, cases_mail, cases_pages, cases_threads
from hostile.cases import Case
from threads.cli import main

SECONDS = 60  # of the processor: far more than any case needs, far less than a hang


CASES = [*cases.CASES, *cases_pages.CASES, *cases_threads.CASES, *cases_mail.CASES]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.group}: {case.name}")
def test_hostile_inputs_end_as_the_table_says(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(case.file).write_bytes(case.data())
    begun = time.process_time()
    with pytest.raises(SystemExit) as ended:
        main(["parse", case.file, "-o", "out.ndjson"])
    assert time.process_time() - begun < SECONDS
    said = capsys.readouterr()
    assert not said.out
    if isinstance(case.wants, str):
        assert (ended.value.code, Path("out.ndjson").exists()) == (1, False)
        assert re.fullmatch(rf"threads: [^\n]*{re.escape(case.wants)}[^\n]*\n", said.err), said.err[:500]
        assert said.err.isprintable() or said.err.rstrip("\n").isprintable()
        return
    assert (ended.value.code, said.err) == (0, "")
    found = [json.loads(line) for line in Path("out.ndjson").read_bytes().splitlines()]
    assert sum(len(thread["comments"]) for thread in found) == case.wants
    assert set(case.notes) <= {note["code"] for thread in found for note in thread["notes"]}
    if Path("out.ndjson").stat().st_size < 5_000_000:
        assert not threads.validate(Path("out.ndjson"))
    assert [path.name for path in tmp_path.iterdir() if path.name not in (case.file, "out.ndjson")] == []


@pytest.mark.parametrize(
    "case", [case for case in CASES if isinstance(case.wants, int)], ids=lambda case: f"{case.group}: {case.name}"
)
def test_hostile_inputs_get_a_report(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(case.file).write_bytes(case.data())
    begun = time.process_time()
    with pytest.raises(SystemExit) as ended:
        main(["report", case.file, "--as", "text", "-o", "out"])
    assert time.process_time() - begun < SECONDS
    assert (ended.value.code, capsys.readouterr().err) == (0, "")
