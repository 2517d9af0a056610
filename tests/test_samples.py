"""Every sample reads as the thread that stands beside it: samples/<format>/case.ext -> case.thread.json.

An input with several threads has them as a list in case.threads.json. What the caller says of a sample stands in
case.options.json, under the names of `threads.parse`. A case.report.json, and the page for the terminal in
case.report.txt, are compared where there is one.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import threads
from threads.model import Thread
from threads.render.json import json as dump
from threads.render.json import plain_json
from threads.render.text import text as page
from threads.sources import detect, open_document, readers

Golden = Callable[[Path, str], None]

SAMPLES = Path(__file__).parent.parent / "samples"
_EXPECTATIONS = (".thread.json", ".threads.json", ".report.json", ".report.txt", ".options.json", ".md")
CASES = sorted(
    path
    for path in SAMPLES.rglob("*")
    if path.is_file() and not path.name.endswith(_EXPECTATIONS) and path.name[0] != "."
)
REPORTED = [path for path in CASES if path.with_name(f"{path.stem}.report.json").exists()]


def name(path: Path) -> str:
    return path.relative_to(SAMPLES).as_posix()


def format_of(path: Path) -> str:
    return path.parent.relative_to(SAMPLES).as_posix()


def options(path: Path) -> dict[str, Any]:
    file = path.with_name(f"{path.stem}.options.json")
    return dict(json.loads(file.read_text(encoding="utf-8"))) if file.exists() else {}


def parsed(path: Path) -> list[Thread]:
    return threads.parse(path, **options(path))


@pytest.mark.parametrize("path", CASES, ids=name)
def test_sample_reads_as_expected(path: Path, golden: Golden) -> None:
    found = parsed(path)
    if len(found) == 1:
        golden(path.with_name(f"{path.stem}.thread.json"), dump(found[0]))
    else:
        golden(path.with_name(f"{path.stem}.threads.json"), plain_json([json.loads(dump(thread)) for thread in found]))


@pytest.mark.parametrize("path", REPORTED, ids=name)
def test_sample_is_reported_as_expected(path: Path, golden: Golden) -> None:
    [thread] = parsed(path)
    report = threads.report(thread)
    golden(path.with_name(f"{path.stem}.report.json"), dump(report))
    golden(path.with_name(f"{path.stem}.report.txt"), page(report))


@pytest.mark.parametrize("path", CASES, ids=name)
def test_output_for_sample_is_valid(path: Path) -> None:
    for thread in parsed(path):
        assert threads.validate(dump(thread)) == []
        assert threads.validate(threads.report(thread)) == []


@pytest.mark.parametrize("path", CASES, ids=name)
def test_sample_is_recognised_as_its_folder_says(path: Path) -> None:
    if "format" not in options(path):
        assert detect(open_document(path)).split("/")[0] == format_of(path).split("/")[0]


@pytest.mark.parametrize("format_name", readers())
def test_every_format_has_a_sample(format_name: str) -> None:
    assert any(format_of(path).split("/")[0] == format_name for path in CASES)


def test_every_expectation_has_its_sample() -> None:
    stems = {path.with_name(path.stem) for path in CASES}
    kept = [path for path in SAMPLES.rglob("*.json") if path.name.endswith(_EXPECTATIONS)]
    assert [path for path in kept if path.with_name(path.name.rsplit(".", 2)[0]) not in stems] == []


def test_at_least_one_sample_has_its_report() -> None:
    assert REPORTED
