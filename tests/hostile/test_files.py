"""What is no plain file ends in one sentence: pipes, devices, folders, links, files that change, bombs."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

import threads
from threads.cli import main
from threads.errors import LimitExceeded, UnreadableInput
from threads.sources.compression import opened
from threads.sources.files import read_file
from threads.sources.limits import Limits

LINES = b"".join(
    json.dumps({"id": n, "author": "Ines Okafor", "text": "Keep the ferry."}).encode() + b"\n" for n in range(3)
)
posix = pytest.mark.skipif(os.name != "posix", reason="pipes and devices are files on POSIX systems alone")


def folder(path: Path) -> None:
    path.mkdir()


def folders(path: Path) -> None:
    (path / "within").mkdir(parents=True)


def loop(path: Path) -> None:
    path.symlink_to(path)


def dangling(path: Path) -> None:
    path.symlink_to("nowhere")


def pipe(path: Path) -> None:
    os.mkfifo(path)


def beneath_a_file(path: Path) -> None:
    path.parent.rmdir()
    path.parent.write_bytes(LINES)


NO_FILES: list[tuple[str, Callable[[Path], None] | None, str]] = [
    ("nothing", None, "no such file; "),
    ("empty folder", folder, "is an empty folder; "),
    ("folder of folders", folders, "holds no text in files of its own; name the folders in it"),
    ("link to itself", loop, "too many levels of symbolic links; "),
    ("link to nothing", dangling, "no such file; "),
    ("pipe without a writer", pipe, "is a pipe that nobody writes into; "),
    ("file where a folder should be", beneath_a_file, "no such file; "),
]


def said(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """The one sentence that ends a run with exit code 1."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    out, err = capsys.readouterr()
    assert (ended.value.code, out) == (1, "")
    assert err.startswith("threads: ")
    assert err.count("\n") == 1
    return err


@posix
@pytest.mark.parametrize(("name", "make", "wants"), NO_FILES, ids=[name for name, *_ in NO_FILES])
@pytest.mark.parametrize("command", ["parse", "report", "tree", "forget"])
def test_what_is_no_file(
    name: str,
    make: Callable[[Path], None] | None,
    wants: str,
    command: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "in" / "one.ndjson"
    path.parent.mkdir()
    if make is not None:
        make(path)
    if command == "forget":
        said(["forget", "--author", "Ines Okafor", str(path)], capsys)
    else:
        assert wants in said([command, str(path)], capsys)


@posix
@pytest.mark.parametrize("device", ["/dev/null", "/dev/zero", "/dev/urandom", "/dev/full", "/dev/tty"])
def test_devices(device: str, capsys: pytest.CaptureFixture[str]) -> None:
    if Path(device).exists():
        assert "a device, not a file; " in (heard := said(["parse", device], capsys)) or "no such device" in heard


def test_an_empty_path_is_not_the_folder_we_are_in(capsys: pytest.CaptureFixture[str]) -> None:
    assert "no such file" in said(["parse", ""], capsys)


@pytest.mark.parametrize("path", ["a\0b", "n" * 5000])
def test_paths_that_no_system_takes(path: str) -> None:
    with pytest.raises(UnreadableInput):
        threads.parse(path)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse names that are no UTF-8")
def test_names_that_are_no_utf_8(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"qu\xe9.ndjson")
    path.write_bytes(LINES)
    [thread] = threads.parse(path)
    assert (thread.id, thread.source.name) == ("qu\ufffd", "qu\ufffd.ndjson")
    assert not threads.validate(thread)


@posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_files_that_may_not_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "one.ndjson"
    path.write_bytes(LINES)
    path.chmod(0)
    assert "permission denied" in said(["parse", str(path)], capsys)


@posix
def test_a_pipe_is_read_to_its_end_however_slow(tmp_path: Path) -> None:
    path = tmp_path / "pipe.ndjson"
    os.mkfifo(path)
    writer = os.open(path, os.O_RDWR)  # so that a reader finds somebody at the other end

    def write() -> None:
        for line in LINES.splitlines(keepends=True):
            time.sleep(0.05)
            os.write(writer, line)
        os.close(writer)

    threading.Thread(target=write).start()
    assert read_file(path, Limits()) == LINES


@posix
def test_a_pipe_that_is_silent_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "pipe.ndjson"
    os.mkfifo(path)
    writer = os.open(path, os.O_RDWR)
    try:
        with pytest.raises(LimitExceeded, match=r"silent for 0\.1 s, and the limit 'seconds' is 0\.1; .*seconds=N"):
            threads.parse(path, limits=Limits(seconds=0.1))
    finally:
        os.close(writer)


@posix
def test_a_file_that_grows_is_not_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "log.ndjson"
    path.write_bytes(LINES)
    read = os.read

    def grow(number: int, size: int) -> bytes:
        with path.open("ab") as file:
            file.write(LINES)
        return read(number, size)

    monkeypatch.setattr(os, "read", grow)
    with pytest.raises((UnreadableInput, LimitExceeded), match=r"changed while it was read; wait|the limit 'bytes'"):
        read_file(path, Limits(bytes=10_000))


def test_a_file_that_vanishes_from_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("1.json", "2.json"):
        (tmp_path / name).write_bytes(LINES)
    monkeypatch.setattr(Path, "is_file", lambda self: self.suffix == ".json")
    (tmp_path / "2.json").unlink()
    (tmp_path / "2.json").symlink_to("gone")
    with pytest.raises(UnreadableInput):
        threads.parse(tmp_path)


PACK: dict[str, Callable[[bytes], bytes]] = {
    "zst": zstandard.compress,
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
}


@pytest.mark.parametrize("suffix", PACK)
def test_a_bomb_is_refused_by_a_limit_that_it_names(suffix: str) -> None:
    bomb = PACK[suffix](bytes(5_000_000))
    with pytest.raises(LimitExceeded) as refused:
        opened(f"bomb.{suffix}", bomb, Limits(bytes=4_000_000))
    assert (refused.value.limit, refused.value.allowed) == ("bytes", 4_000_000)
    assert str(refused.value).endswith("; split it, or raise the limit: --limit bytes=N")
    assert opened("bomb", bomb, Limits(bytes=5_000_000)) == bytes(5_000_000)


@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak of its memory from /proc")
def test_a_bomb_costs_no_memory(tmp_path: Path) -> None:
    """4 GB of zeros in a file of 400 kB: the peak is that of an empty run and at most 150 MB more."""
    compressor = zstandard.ZstdCompressor(level=1).compressobj()
    data = b"".join([*(compressor.compress(bytes(2**22)) for _ in range(1024)), compressor.flush()])
    (tmp_path / "bomb.ndjson.zst").write_bytes(data)
    code = (
        "import sys, threads\n"
        "try: threads.parse(sys.argv[1])\n"
        "except threads.ThreadsError as error: print(type(error).__name__)\n"
        "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    done = subprocess.run(  # noqa: S603 -- our own code
        [sys.executable, "-c", code, str(tmp_path / "bomb.ndjson.zst")], capture_output=True, check=True, text=True
    )
    name, peak = done.stdout.split()
    assert name == "LimitExceeded"
    assert int(peak) < 300_000, f"{int(peak) // 1000} MB"


@pytest.mark.parametrize(
    ("limit", "data"),
    [
        ("bytes=100", LINES),
        ("records=2", LINES),
        ("depth=1500", b'[{"text": "a", "replies": ' + b"[" * 2000 + b"]" * 2000 + b"}]"),
    ],
)
def test_limits_are_named_and_can_be_raised(
    limit: str, data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "one.json"
    path.write_bytes(data)
    name, _, number = limit.partition("=")
    wants = f"the limit {name!r} is {int(number):,}; split it, or raise the limit: --limit {name}=N"
    assert wants in said(["parse", str(path), "--limit", limit], capsys)
    with pytest.raises(SystemExit):
        main(["parse", str(path), "--limit", f"{name}=1_000_000"])
    assert "limit" not in capsys.readouterr().err


@pytest.mark.parametrize("limit", ["bytes", "bytes=", "bytes=many", "bytes=-1", "width=3", "seconds=nan", "=1"])
def test_a_limit_that_is_none_is_wrong_usage(limit: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["parse", "-", "--limit", limit])
    assert ended.value.code == 2
    assert "is no limit; known: bytes=1073741824, " in capsys.readouterr().err


def test_standard_input_that_is_closed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert "stdin: is closed; pipe something into it" in said(["parse", "-"], capsys)
