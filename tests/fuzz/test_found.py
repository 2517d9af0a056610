"""What fuzzing found once stays mended: each file in found/READER/ is an input that broke the promise to all inputs.

`python scripts/fuzz.py` writes them; they are mutations of our samples.
"""

from __future__ import annotations

from pathlib import Path

import promise
import pytest

FOUND = sorted(path for path in (Path(__file__).parent / "found").rglob("*") if path.is_file() and path.name[0] != ".")


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.name}: {path.name}")
def test_found_inputs_are_read_or_refused(path: Path) -> None:
    promise.kept(path.read_bytes(), path.parent.name)
    promise.kept(path.read_bytes())
