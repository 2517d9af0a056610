"""The tutorial is run: what docs/tutorial.md shows is what its commands and its Python print."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from threads.cli import main

Golden = Callable[[Path, str], None]
ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "tutorial.md"
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```\n", re.MULTILINE | re.DOTALL)


def test_the_tutorial_prints_what_it_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, golden: Golden) -> None:
    for library in ("pandas", "networkx"):
        pytest.importorskip(library, reason="the tutorial uses the extra threads[tables]")
    shutil.copy(ROOT / "samples" / "text" / "ferry.txt", tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    golden(PAGE, "".join(_replayed(PAGE.read_text(encoding="utf-8"))))


def _replayed(page: str) -> Iterator[str]:
    """The page with the output of each block as it is now."""
    names: dict[str, object] = {}
    printed, at = "", 0
    for block in _BLOCK.finditer(page):
        yield page[at : block.start()]
        kind, body = block[1], block[2]
        if kind == "python":
            printed = _printed(body, names)
        elif kind == "text":
            body = printed
        elif kind == "console":
            body = "".join(
                f"$ {command}\n{_answer(command)}" for command in re.findall(r"^\$ (.*)$", body, re.MULTILINE)
            )
        elif kind in ("toml", "json"):  # a file, whose name its first line tells
            Path(re.match(r"# (\S+)", body)[1]).parent.mkdir(exist_ok=True)  # type: ignore[index]
            Path(re.match(r"# (\S+)", body)[1]).write_text(body, encoding="utf-8")  # type: ignore[index]
        yield f"```{kind}\n{body}```\n"
        at = block.end()
    yield page[at:]


def _printed(code: str, names: dict[str, object]) -> str:
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(compile(code, "docs/tutorial.md", "exec"), names)  # noqa: S102 -- our own page
    return out.getvalue()


def _answer(command: str) -> str:
    program, *arguments = shlex.split(command)
    if program != "threads":
        return subprocess.run(command, shell=True, check=True, capture_output=True, text=True).stdout  # noqa: S602
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="utf-8", write_through=True)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out), contextlib.suppress(SystemExit):
        main(arguments)
    return raw.getvalue().decode()
