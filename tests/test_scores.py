"""Scores on labelled data must not fall silently: each figure has a floor in floors.toml.

The data is third-party and stays outside the project, in `../shared`; without it these tests skip.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

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
