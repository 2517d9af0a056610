"""Nothing is sent anywhere: every command runs on every sample with the network cut off, and asks for none."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import threads
from threads.cli import main

SAMPLES = Path(threads.__file__).parent.parent.parent / "samples"
INPUTS = sorted(
    path for path in SAMPLES.glob("*/*") if not path.name.endswith((".thread.json", ".report.json", ".threads.json"))
)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was asked of the network; each request is refused."""
    requests: list[str] = []

    def refuse(name: str) -> object:
        def refused(*arguments: object, **_: object) -> None:
            requests.append(f"{name}{arguments!r}")
            raise OSError(f"{name}: the network is cut off")

        return refused

    for name in ("socket", "create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, refuse(name))
    return requests


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_sample_makes_anything_ask_for_the_network(
    path: Path, asked: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for arguments in (
        ["parse", "--allow-empty", "-o", "t/"],
        ["report", "--allow-empty", "-o", "r/"],
        ["export", "--allow-empty", "-o", "tables"],
    ):
        with pytest.raises(SystemExit):
            main([arguments[0], str(path), *arguments[1:]])
    with pytest.raises(SystemExit):
        main(["validate", "t", "r"])
    assert asked == []


def _unshared() -> bool:
    unshare = shutil.which("unshare")
    if unshare is None:
        return False
    return subprocess.run([unshare, "-rn", "true"], capture_output=True, check=False).returncode == 0  # noqa: S603


@pytest.mark.skipif(not _unshared(), reason="needs unshare(1) and leave to use it")
def test_a_machine_without_a_network_reports_the_same(tmp_path: Path) -> None:
    sample = SAMPLES / "text" / "ferry.txt"
    command = [sys.executable, "-m", "threads", "report", str(sample)]
    apart = subprocess.run(  # noqa: S603 -- our own module
        ["unshare", "-rn", *command],  # noqa: S607
        capture_output=True,
        check=True,
        env=os.environ | {"HOME": str(tmp_path)},
    )
    assert apart.stdout == (SAMPLES / "text" / "ferry.report.json").read_bytes()
