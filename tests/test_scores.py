"""Scores on labelled data must not fall silently: each figure has a floor in floors.toml; and no name may be left.

The data is third-party and stays outside the project, in `../shared`; without it these tests skip.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import threads
from threads.privacy import ambiguous_names
from threads.render.json import json

SHARED = Path(__file__).resolve().parents[2] / "shared"
FLOORS = tomllib.loads((Path(__file__).parent / "data/floors.toml").read_text(encoding="utf-8"))

pytestmark = [
    pytest.mark.scores,
    pytest.mark.skipif(not (SHARED / "score").is_dir(), reason="labelled data is not beside the checkout"),
]


def figures(script: str, *arguments: str) -> str:
    """What a scoring script prints."""
    command = [sys.executable, str(SHARED / "score" / script), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603 - our own command


def _figure(line: str, name: str) -> float:
    found = re.search(rf"\b{re.escape(name)}\s+([\d.]+)", line)
    assert found, f"no figure {name!r} in {line!r}"
    return float(found[1])


@pytest.mark.parametrize("check", FLOORS["check"], ids=lambda check: " ".join([check["script"], *check["arguments"]]))
def test_scores_hold(check: dict[str, object]) -> None:
    arguments = check["arguments"]
    floors = check["floors"]
    assert isinstance(arguments, list)
    assert isinstance(floors, dict)
    printed = figures(str(check["script"]), *arguments)
    fallen = []
    for start, wanted in floors.items():
        [line] = [line for line in printed.splitlines() if line.startswith(start)] or [""]
        fallen += [
            f"{start} {name}: {_figure(line, name)} < {floor}"
            for name, floor in wanted.items()
            if _figure(line, name) < floor
        ]
    assert not fallen


def test_no_name_is_left_under_pseudonyms() -> None:
    """Over all pages: names of authors that stand as words anywhere in threads or reports made from them."""
    left = {}
    for file in sorted(SHARED.glob("data/pages/[!g]*/*")):
        for thread in _threads(file):
            hidden = threads.pseudonymize(thread, b"only used to measure")
            # the titles that the catalogue cites name other people
            report = threads.report(hidden).model_copy(update={"patterns": ()})
            written = (json(hidden) + json(report)).casefold()
            names = {comment.author for comment in thread.comments if comment.author}
            for name in names - set(ambiguous_names(thread)):
                if re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", written):
                    left[file.name, name] = thread.id
    assert not left


def _threads(file: Path) -> list[threads.Thread]:
    try:
        return threads.parse(file)
    except threads.ThreadsError:
        return []
