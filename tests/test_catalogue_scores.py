"""What the catalogue says it measured must stay true, and a score may fall only with its reason.

A change of code or phrases that makes a pattern measure worse than its `[[measured]]` fails the first test. To land it,
`scripts/measure_catalogue.py DIR --why "..."` writes the lower counts with the reason; counts that were lowered by
hand fail the second test, which compares them with the commit before.
"""

from __future__ import annotations

import json
import subprocess
import tomllib
from pathlib import Path

import pytest

from threads.measure_patterns import measure_patterns
from threads.measure_written import fallen, measured_as
from threads.patterns import Measured, Pattern, catalogue
from threads.patterns.loading import PACKAGED

ROOT = Path(__file__).resolve().parents[1]
LABELS = ROOT.parent / "shared/data/labels"
GOLD: dict[str, dict[str, list[str]]] = tomllib.loads((ROOT / "scripts/gold.toml").read_text(encoding="utf-8"))
MEASURED = [pattern for pattern in catalogue() if pattern.measured]

pytestmark = pytest.mark.scores


@pytest.mark.skipif(not LABELS.is_dir(), reason="labelled data is not beside the checkout")
@pytest.mark.parametrize("pattern", MEASURED, ids=lambda pattern: pattern.id)
def test_no_pattern_measures_worse_than_its_file_says(pattern: Pattern) -> None:
    sets = {name: labels for name, labels in GOLD.get(pattern.id, {}).items() if path_of(name).is_file()}
    now = [
        measured_as(name, measure_patterns(path_of(name), pattern.id, labels), (), None)
        for name, labels in sets.items()
    ]
    assert not fallen(pattern.measured, now), "measure again with scripts/measure_catalogue.py, and say --why"


@pytest.mark.parametrize(("older", "newer"), [("HEAD", None), ("HEAD^", "HEAD")], ids=["uncommitted", "last-commit"])
def test_a_lower_count_in_the_catalogue_says_why(older: str, newer: str | None) -> None:
    compared = 0
    for file in sorted(PACKAGED.glob("*.toml")):
        path = file.resolve().relative_to(ROOT).as_posix()
        before, now = (
            committed(path, older),
            file.read_text(encoding="utf-8") if newer is None else committed(path, newer),
        )
        if before is not None and now is not None:
            compared += 1
            assert not fallen(counts(before), counts(now)), f"{file.name}: give [[measured]] of that set a `why`"
    if not compared:
        pytest.skip("no history to compare with")


def path_of(name: str) -> Path:
    return LABELS / f"{name}.C.ndjson"


def counts(toml: str) -> list[Measured]:
    return [Measured.model_validate_json(json.dumps(one)) for one in tomllib.loads(toml).get("measured", ())]


def committed(path: str, commit: str) -> str | None:
    """The file in a commit; None where either does not exist."""
    shown = subprocess.run(["git", "show", f"{commit}:{path}"], cwd=ROOT, capture_output=True, check=False)  # noqa: S603, S607
    return shown.stdout.decode() if shown.returncode == 0 else None
