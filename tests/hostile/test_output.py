"""Whatever happens while results are written: nothing half-written under a final name, and one sentence at most."""

from __future__ import annotations

import ast
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

import threads
from threads.cli import main
from threads.cli.drafts import drafted, drafted_folder, written
from threads.cli.names import Names, safe_name
from threads.cli.output import stdout
from threads.errors import UnwritableOutput

PACKAGE = Path(threads.__file__).parent
FERRY = PACKAGE.parent.parent / "samples" / "text" / "ferry.txt"
posix = pytest.mark.skipif(os.name != "posix", reason="about signals and files of POSIX systems")
COMMANDS = {
    "parse": ["parse", str(FERRY), "-o", "out.json"],
    "parse into a folder": ["parse", str(FERRY), "-o", "out/"],
    "report": ["report", str(FERRY), "-o", "out.json"],
    "report as a page": ["report", str(FERRY), "--as", "html", "-o", "out/"],
    "compare": ["compare", str(FERRY), str(FERRY), "-o", "out.json"],
    "export tables": ["export", str(FERRY), "-o", "out"],
    "export a corpus": ["export", str(FERRY), "--as", "convokit", "-o", "out"],
    "annotate": ["annotate", "export", str(FERRY), "-o", "out"],
}


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert isinstance(ended.value.code, int)
    return ended.value.code


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_results_are_replaced_only_by_force(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*command) == 0
    first = everything(tmp_path)
    for path in tmp_path.rglob("*"):
        if path.is_file():
            path.write_bytes(b"of an earlier run")
    capsys.readouterr()
    assert run(*command) == 1
    heard = capsys.readouterr().err
    assert "it exists; pass --force to replace it" in heard
    assert heard.count("\n") == 1
    assert set(everything(tmp_path).values()) == {b"of an earlier run"}
    assert run(*command, "--force") == 0
    assert everything(tmp_path) == first


@posix
@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_links_are_not_followed(command: list[str], tmp_path: Path) -> None:
    assert run(*command) == 0
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.write_bytes(b"not ours")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    for path in files:
        path.unlink()
        path.symlink_to(outside)
    assert run(*command) == 1
    assert run(*command, "--force") == 0
    assert outside.read_bytes() == b"not ours"
    assert not any(path.is_symlink() for path in files)


@posix
def test_a_link_at_the_drafts_name_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"not ours")
    (tmp_path / f".out.json.{os.getpid()}.part").symlink_to(outside)
    with written(tmp_path / "out.json") as file:
        file.write(b"ours")
    assert outside.read_bytes() == b"not ours"
    assert (tmp_path / "out.json").read_bytes() == b"ours"


def test_a_file_that_appears_meanwhile_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    with pytest.raises(UnwritableOutput, match="it exists"), written(path):
        path.write_bytes(b"first")
    assert everything(tmp_path) == {"out.json": b"first"}


def test_a_corpus_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    with suppress(ZeroDivisionError), drafted_folder(tmp_path) as draft:
        (draft / "utterances.jsonl").write_bytes(b"{}")
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_a_full_disk_is_told() -> None:
    for arguments, where in ((["-o", "/dev/full"], subprocess.PIPE), ([], os.open("/dev/full", os.O_WRONLY))):
        done = process("parse", str(FERRY), *arguments, stdout=where)
        assert (done.returncode, done.stdout or b"") == (1, b"")
        assert done.stderr.endswith(b"cannot be written: no space left on device; choose another place with -o\n")
        assert done.stderr.count(b"\n") == 1


@posix
@pytest.mark.parametrize("command", ["parse", "report as a page", "export a corpus"])
def test_a_disk_that_fills_up_leaves_nothing(command: str, tmp_path: Path) -> None:
    """By a limit on the size of files, which fails in the middle of the first that is larger."""
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))\n"
        "from threads.cli import main; main(sys.argv[1:])"
    )
    done = subprocess.run([sys.executable, "-c", code, *COMMANDS[command]], capture_output=True, check=False)  # noqa: S603
    assert done.returncode == 1
    assert done.stderr.endswith(b"cannot be written: file too large; choose another place with -o\n"), done.stderr
    assert done.stderr.count(b"\n") == 1
    assert all(len(data) <= 200 for data in everything(tmp_path).values())
    assert not [name for name in everything(tmp_path) if "part" in name]


@pytest.mark.parametrize("target", ["file/out.json", "file/deeper/out/", "file/"])
@pytest.mark.parametrize("command", ["parse", "report"])
def test_a_file_where_a_folder_should_be(
    command: str, target: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("file").write_bytes(b"not ours")
    assert run(command, str(FERRY), "-o", target) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert everything(tmp_path) == {"file": b"not ours"}


@posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "closed").mkdir(mode=0o555)
    assert run("parse", str(FERRY), "-o", "closed/out.json") == 1
    assert "permission denied" in capsys.readouterr().err


def process(*arguments: str, **more: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # type: ignore[call-overload,no-any-return]  # noqa: S603 -- our own module
        [sys.executable, "-m", "threads", *arguments], stderr=subprocess.PIPE, check=False, **more
    )


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """An input that takes some seconds to report, thread by thread."""
    rows = ({"thread_id": n // 20, "id": n, "text": "No, you are wrong about the ferry. " * 5} for n in range(6_000))
    path = tmp_path / "many.ndjson"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


@posix
@pytest.mark.parametrize("target", ["-", "/dev/stdout"])
def test_a_pipe_whose_reader_has_gone_ends_the_run_as_others_end(many: Path, target: str) -> None:
    command = [sys.executable, "-m", "threads", "parse", str(many), "-o", target]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:  # noqa: S603
        assert running.stdout
        assert running.stderr
        running.stdout.read(10)
        running.stdout.close()
        assert (running.stderr.read(), running.wait()) == (b"", 141)


@posix
@pytest.mark.parametrize(
    ("number", "code", "heard"),
    [
        (signal.SIGINT, 130, b"threads: interrupted\n"),
        (signal.SIGTERM, 143, b"threads: terminated\n"),
        (signal.SIGKILL, -signal.SIGKILL, b""),
    ],
)
@pytest.mark.parametrize("target", ["out.ndjson", "out/"])
def test_a_run_that_is_ended_leaves_no_half_file(
    many: Path, target: str, number: signal.Signals, code: int, heard: bytes
) -> None:
    command = [sys.executable, "-m", "threads", "report", str(many), "-o", target]
    with subprocess.Popen(  # noqa: S603 - our own command
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background job ignores it
    ) as running:
        until(lambda: list(Path().rglob(".*.part")) or list(Path("out").glob("*.json")))
        time.sleep(0.1)
        running.send_signal(number)
        assert running.stderr
        assert (running.stderr.read(), running.wait()) == (heard, code)
    assert not Path("out.ndjson").exists()
    for path in Path().glob("out/*.json"):  # under its own name each is complete
        assert not threads.validate(path)
    if code > 0:
        assert not list(Path().rglob(".*.part"))


@posix
@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
@pytest.mark.parametrize("step", ["open", "mkdir", "link", "rename", "unlink"])
def test_a_signal_between_two_steps_leaves_no_half_file(
    step: str, command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = getattr(os, step)

    def interrupted(path: object, *arguments: object, **more: object) -> object:
        try:
            return taken(path, *arguments, **more)
        finally:
            if ".part" in str(path):
                monkeypatch.setattr(os, step, taken)  # people press it once
                os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(os, step, interrupted)
    assert run(*command) in (0, 130)  # 0 where it never takes this step
    assert not list(tmp_path.rglob("*.part"))


class Sips(io.RawIOBase):
    """A stream that takes a little at a time, as pipes do that are not buffered."""

    def __init__(self) -> None:
        self.taken = b""

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        sip = bytes(data)[:7]  # type: ignore[call-overload]
        self.taken += sip
        return len(sip)


def test_streams_that_take_a_part_get_the_rest_too(monkeypatch: pytest.MonkeyPatch) -> None:
    sips = Sips()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(sips, write_through=True))  # type: ignore[type-var]
    stdout("Keep the ferry, " * 9)
    assert sips.taken == b"Keep the ferry, " * 9


def until(holds: object, seconds: float = 60) -> None:
    assert callable(holds)
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


@posix
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
def test_streams_that_are_closed(closed: str) -> None:
    command = f'"{sys.executable}" -m threads parse - {closed} < "{FERRY}"' if closed != "<&-" else ""
    command = command or f'"{sys.executable}" -m threads parse - {closed}'
    done = subprocess.run(["sh", "-c", command], capture_output=True, check=False)  # noqa: S603, S607
    assert b"Traceback" not in done.stderr
    assert done.returncode == (0 if closed == "2>&-" else 1)


HOSTILE = [
    "../../etc/passwd", "..", ".", "", "/", "\\\\server\\share", "C:\\x", "CON", "con.txt", "COM¹", "-rf", "a\0b", "\n",
    "x" * 300, "é" * 300, "👩" * 300, " ", "~root", "$(reboot)", "\u202egnp", "a:b", "*", "\ud800", ".hidden", "x.",
]  # fmt: skip


@pytest.mark.parametrize("id", HOSTILE, ids=ascii)
def test_ids_make_harmless_names(id: str, tmp_path: Path) -> None:
    name = safe_name(id)
    path = tmp_path / f"{name}.replies.graphml"
    path.write_bytes(b"")
    assert path.parent.resolve() == tmp_path.resolve()
    assert name[0] not in ".-~ "
    assert name.isprintable()
    with drafted(tmp_path / f"{name}.thread.json") as draft:
        assert draft.parent == tmp_path


def test_names_that_are_alike_are_numbered_and_stay_short() -> None:
    names = Names()
    ids = [*HOSTILE * 3, *("x" * n for n in range(45, 60)), "Pier", "pier", "PIER", "pier-2", "ﬁr", "fir", "a/b", "a?b"]
    given = [names.free(id) for id in ids]
    assert len({name.casefold() for name in given}) == len(ids)
    assert max(map(len, given)) <= 51


def calls(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)
        if isinstance(node, ast.Import | ast.ImportFrom):
            module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
            yield from (f"import {'.'.join(filter(None, (module, alias.name)))}" for alias in node.names)


# Two processes of one run speak so with each other, over a pipe that nobody else holds
BETWEEN_PROCESSES = {"sources/html/limits.py", "sources/html/apart.py"}


def test_nothing_that_runs_what_it_reads() -> None:
    wrong = []
    for file in PACKAGE.rglob("*.py"):
        name = file.relative_to(PACKAGE).as_posix()
        for call in calls(ast.parse(file.read_text(encoding="utf-8"))):
            runs = call in ("eval", "exec", "compile", "os.system", "os.popen", "__import__")
            reads = call.startswith(("import pickle", "import marshal", "import shelve", "import dill", "import yaml"))
            if runs or call == "yaml.load" or (reads and name not in BETWEEN_PROCESSES):
                wrong.append(f"{name}: {call}")
    assert wrong == []
