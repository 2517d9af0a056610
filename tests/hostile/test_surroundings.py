"""Surroundings that nobody planned for: locales, terminals, zones, other runs at the same time, broken plugins."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

import threads
from threads.cli import main
from threads.errors import BrokenPlugin
from threads.render.json import json as dump

FERRY = Path(threads.__file__).parent.parent.parent / "samples" / "text" / "ferry.txt"
ODD = json.dumps({"id": "1", "author": "Ольга \U0001f642\u202e\ud800", "text": "Non, c’est faux. \x1b[2J"}) + "\n"
REPLY = json.dumps({"id": "2", "parent_id": "1", "author": "Zoe\u0308", "text": "No, you are wrong. 橋"}) + "\n"


def process(*arguments: str, **surroundings: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603 -- our own module
        [sys.executable, "-m", "threads", *arguments],
        env={**os.environ, **surroundings},
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


@pytest.mark.parametrize(
    "surroundings",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "ascii:strict"},
        {"COLUMNS": "1", "LINES": "1"},
        {"COLUMNS": "-5", "TERM": "klingon"},
        {"TZ": "Klingon/Home"},
        {"TZ": "America/St_Johns"},
        {"HOME": "/nowhere", "XDG_CACHE_HOME": "/dev/null", "TMPDIR": "/nowhere"},
        {"PYTHONHASHSEED": "1"},
        {"PYTHONOPTIMIZE": "2"},
    ],
    ids=str,
)
def test_surroundings_change_no_byte(surroundings: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "odd.ndjson"
    path.write_text(ODD + REPLY, encoding="utf-8")
    odd = process("report", str(path), **surroundings)
    assert (odd.returncode, odd.stderr) == (0, b"")
    assert odd.stdout == as_here(path.read_bytes())


@cache
def as_here(data: bytes) -> bytes:
    """What the report of these bytes is in this process."""
    [thread] = threads.parse(data)
    source = thread.source.model_copy(update={"name": "odd.ndjson"})
    return dump(threads.report(thread.model_copy(update={"id": "odd", "source": source}))).encode("utf-8", "replace")


@pytest.mark.parametrize("encoding", ["latin-1", "ascii"])
def test_a_sentence_is_told_on_any_terminal(encoding: str) -> None:
    done = process("parse", "Ольга.txt", PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (1, b"", 1)
    assert b"no such file" in done.stderr


def test_two_runs_that_write_one_file(tmp_path: Path) -> None:
    """Without force one of them is told that it exists; with force the last wins; never half of each."""
    for more, codes in (([], {0, 1}), (["--force"], {0})):
        target = tmp_path / f"out{len(more)}.json"
        command = [sys.executable, "-m", "threads", "report", str(FERRY), "-o", str(target), *more]
        running = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(3)]  # noqa: S603
        heard = [one.communicate()[1] for one in running]
        assert {one.returncode for one in running} <= codes, heard
        assert sum(one.returncode == 0 for one in running) >= 1
        assert all(said == b"" or (said.count(b"\n") == 1 and b"it exists" in said) for said in heard), heard
        assert not threads.validate(target)
        assert not list(tmp_path.glob(".*"))


def test_what_another_run_forgot_stays_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stored = tmp_path / "thread.json"
    [thread] = threads.parse(FERRY)
    first, second, *_ = dict.fromkeys(comment.author for comment in thread.comments if comment.author)
    stored.write_text(dump(thread), encoding="utf-8")
    forget = threads.forget

    def meanwhile(value: threads.Thread, *names: str) -> object:
        stored.write_text(dump(forget(value, first)), encoding="utf-8")
        return forget(value, *names)

    monkeypatch.setattr(threads, "forget", meanwhile)
    with pytest.raises(SystemExit, match=r"^1$"):
        main(["forget", "--author", second, str(stored)])
    assert "thread.json: was changed by another run; run again" in capsys.readouterr().err
    monkeypatch.setattr(threads, "forget", forget)
    with pytest.raises(SystemExit, match=r"^0$"):
        main(["forget", "--author", second, str(stored)])
    assert not {first, second} & {comment.author for comment in threads.parse(stored)[0].comments}


@pytest.mark.parametrize("group", ["threads.sources", "threads.patterns"])
def test_a_broken_plugin_is_named(
    group: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    point = EntryPoint("klingon", "threads_klingon.none", group)
    monkeypatch.setattr("threads.plugins.entry_points", lambda group: [point] if group == point.group else [])
    from threads.patterns.loading import installed
    from threads.sources import readers

    readers.cache_clear()
    try:
        with pytest.raises(
            BrokenPlugin, match=r"klingon: cannot be loaded \(ModuleNotFoundError: .*\); mend or uninst"
        ):
            readers() if group == "threads.sources" else installed()
        if group == "threads.sources":
            with pytest.raises(SystemExit, match=r"^1$"):
                main(["parse", str(FERRY)])
            assert capsys.readouterr().err.count("\n") == 1
    finally:
        readers.cache_clear()
