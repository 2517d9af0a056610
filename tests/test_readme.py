"""README shows what the program prints, and its commands are the ones that are tested."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_readme_shows_the_report_of_the_sample() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.search(r"\$ threads report samples/text/ferry\.txt\n(.*?)```", readme, re.DOTALL)
    assert shown
    assert shown[1] == (ROOT / "samples/text/ferry.report.txt").read_text(encoding="utf-8").rstrip() + "\n"
