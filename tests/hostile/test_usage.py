"""Wrong usage: exit code 2 and what is wrong with it; files that the command line names are inputs, and exit with 1."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from threads.cli import main

LINES = (
    '{"id":"1","author":"Ines Okafor","text":"Keep the ferry."}\n'
    '{"id":"2","author":"Tobias Renn","parent_id":"1","text":"No, that is wrong."}\n'
)

# arguments, exit code, what is said; a.ndjson is a good input, k.txt a file with one short line, empty/ a folder
USAGE: list[tuple[str, int, str]] = [
    ("klingon", 2, "No such command 'klingon'"),
    ("parse", 2, "Missing argument 'INPUT"),
    ("parse a.ndjson --klingon", 2, "No such option: --klingon"),
    ("parse a.ndjson --format klingon", 2, "'klingon' is no format; choose one of "),
    ("parse a.ndjson --timezone Klingon/Home", 2, "Klingon/Home"),
    ("parse a.ndjson --timezone ../../etc/passwd", 2, "../../etc/passwd"),
    ("parse a.ndjson --timezone +99:99", 2, "+99:99"),
    ("parse a.ndjson --captured-at yesterday", 2, "yesterday"),
    ("parse a.ndjson --captured-at 99999999999", 2, "99999999999"),
    ("parse a.ndjson --columns klingon=x", 2, "'klingon' is no column"),
    ("parse a.ndjson --columns text", 2, "names no column; write author=user"),
    ("parse a.ndjson --columns text=nope", 1, "no column 'nope' among "),
    ("parse a.ndjson --pseudonymize nope", 1, "nope: no such file or directory; make a key"),
    ("parse a.ndjson --pseudonymize empty", 1, "empty: is a folder, not a file; make a key"),
    ("parse a.ndjson --pseudonymize /dev/zero", 1, "is a device, not a file; make a key"),
    ("parse a.ndjson --pseudonymize k.txt", 1, "the key has 5 bytes; give 16 or more"),
    ("parse a.ndjson --links none", 2, "'none' is not one of "),
    ("parse a.ndjson -o", 2, "Option '-o' requires an argument"),
    ("parse a.ndjson --limit bytes=0", 2, "'bytes=0' is no limit"),
    ("report a.ndjson --patterns nope", 1, "nope"),
    ("report a.ndjson --patterns a.ndjson", 1, "a.ndjson"),
    ("report a.ndjson --patterns empty", 1, "empty"),
    ("report a.ndjson --quotes some", 2, "'some' is not one of 'full', 'short', 'none'"),
    ("report a.ndjson --as htm", 2, "Invalid value for '--as': 'htm' is not one of 'json', 'text', "),
    ("patterns klingon", 2, "'klingon' is no pattern"),
    ("schema klingon", 2, "'klingon' is no schema"),
    ("validate a.ndjson --schema klingon", 2, "'klingon' is no schema"),
    ("validate a.ndjson --schema nope.json", 1, "nope.json"),
    ("validate a.ndjson --schema k.txt", 1, "k.txt"),
    ("compare a.ndjson", 2, "Missing argument 'INPUT"),
    ("compare a.ndjson nope", 1, "nope: no such file"),
    ("measure klingon", 2, "No such command 'klingon'"),
    ("measure patterns nope", 2, "Missing option '--pattern'"),
    ("measure links nope", 1, "nope"),
    ("annotate import nope", 1, "nope"),
    ("annotate import a.ndjson", 1, "a.ndjson"),
    ("annotate agreement k.txt", 1, "k.txt"),
    ("annotate export a.ndjson -o out --pattern klingon", 2, "'klingon' is no pattern"),
    ("annotate export a.ndjson -o out --at-random -1", 2, "--at-random"),
    ("forget a.ndjson", 2, "Missing option '--author'"),
    ("forget --author X", 2, "Missing argument 'FILE"),
    ("forget --author X a.ndjson", 1, "a.ndjson"),
    ("corpus a.ndjson", 2, "Missing option '--output' / '-o'"),
    ("corpus a.ndjson -o out --memory lots", 2, "'lots' is no "),
    ("corpus a.ndjson -o out --bucket 9/8", 2, "'9/8' is no bucket"),
    ("corpus a.ndjson -o out --processes 0", 2, "--processes"),
    ("corpus a.ndjson -o out --format klingon", 2, "'klingon' is no format"),
    ("corpus nope -o out", 1, "nope: no such file; "),
    ("corpus empty -o out", 1, "empty: is an empty folder; "),
    ("corpus a.ndjson a.ndjson -o out", 1, "is the name of two inputs"),
    ("corpus a.ndjson -o a.ndjson", 1, "a.ndjson"),
    ("corpus a.ndjson -o /dev/null", 1, "/dev/null"),
    ("export a.ndjson -o a.ndjson", 1, "a.ndjson: cannot be written: "),
    ("export a.ndjson -o /dev/null/x", 1, "/dev/null"),
    ("parse a.ndjson -o a.ndjson", 1, "it exists; pass --force to replace it"),
    ("parse a.ndjson --captured-at 2024-13-45", 2, "'2024-13-45' is no ISO 8601 time"),
    ("parse a.ndjson --columns =x", 2, "'x' names no column; write author=user"),
    ("parse a.ndjson --columns text=", 2, "'text' names no column; write author=user"),
    ("parse a.ndjson --columns text=text --columns text=body", 1, "no column 'body' among "),
    ("parse a.ndjson --format", 2, "Option '--format' requires an argument"),
    ("parse a.ndjson --format thread", 1, "a.ndjson: line 1, /source: field required"),
    ("parse a.ndjson --format reddit", 1, "a.ndjson: line 1, "),
    ("parse a.ndjson --limit records=1.5", 2, "'records=1.5' is no limit"),
    ("parse a.ndjson/x", 1, "a.ndjson/x: no such file; "),
    ("parse http://larkmouth.example/page", 1, "is an address, and none is followed; save the page, and pass its file"),
    ("parse *.nope", 1, "*.nope: no such file; "),
    ("parse empty", 1, "empty: is an empty folder; "),
    ("parse a.ndjson -o nope/deep/x.json", 1, "nope/deep/x.json: cannot be written: no such file or directory; "),
    ("report a.ndjson --pattern name-calling", 2, "No such option: --pattern (Possible options: --patterns)"),
    ("report a.ndjson --patterns k.txt", 1, "k.txt: no such folder; "),
    ("report a.ndjson --as html -o k.txt", 1, "it exists; pass --force to replace it"),
    ("report k.txt", 1, "k.txt: no comment section found"),
    ("tree k.txt", 1, "k.txt: no comment section found"),
    ("tree", 2, "Missing argument 'INPUT"),
    ("tree a.ndjson --depth -1", 2, "No such option: --depth"),
    ("compare a.ndjson k.txt", 1, "k.txt: no comment section found"),
    ("compare a.ndjson a.ndjson --as klingon", 2, "'klingon' is not one of "),
    ("export a.ndjson", 2, "Missing option '--output' / '-o'"),
    ("export a.ndjson --as xlsx -o out", 2, "'xlsx' is not one of 'csv', "),
    ("export k.txt -o out", 1, "k.txt: no comment section found"),
    ("validate empty", 1, "empty: holds no file that ends in .json"),
    ("validate a.ndjson --as klingon", 2, "'klingon' is not one of 'text', "),
    ("validate a.ndjson --schema empty", 2, "'empty' is no schema"),
    ("schema thread report", 2, "Got unexpected extra argument(s) (report)"),
    ("patterns --patterns empty", 1, "empty: no pattern file in it; "),
    ("formats klingon", 2, "'klingon' is no format; known: activitypub, "),
    ("measure stance a.ndjson", 1, "a.ndjson: line 1: no 'label'; "),
    ("measure stance k.txt", 1, "k.txt: line 1: no JSON"),
    ("measure patterns a.ndjson --pattern name-calling", 1, "a.ndjson: line 1: no 'labels'; "),
    ("annotate export a.ndjson", 2, "Missing option '--output' / '-o'"),
    ("annotate import k.txt", 1, "k.txt: line 1: "),
    ("annotate agreement a.ndjson", 1, "is no annotated text of ours; "),
    ("forget --author X empty", 1, "empty: holds no file that ends in .json"),
    ("forget --author X k.txt", 1, "k.txt: the document: is no JSON ("),
    ("corpus a.ndjson -o out --memory -1", 2, "'-1' is no amount of memory"),
    ("corpus a.ndjson -o out --bucket 0/0", 2, "'0/0' is no bucket"),
    ("corpus a.ndjson -o out --pseudonymize nope", 1, "nope: no such file or directory; make a key"),
    ("--version x", 2, "No such command 'x'"),
    ("help", 2, "No such command 'help'"),
    ("parse -- -x", 1, "-x: no such file"),
]


def ends(arguments: list[str], code: int, says: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A command ends with this code, and says no more than one sentence, or how it is used."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    said = capsys.readouterr().err
    assert (ended.value.code, says in said) == (code, True), said
    assert said.count("\n") <= 1 or said.startswith("Usage: threads "), said


@pytest.mark.parametrize(("arguments", "code", "says"), USAGE, ids=[arguments for arguments, *_ in USAGE])
def test_usage_ends_as_the_table_says(
    arguments: str,
    code: int,
    says: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if arguments.startswith("corpus "):
        pytest.importorskip("duckdb", reason="needs threads[corpus]")
    monkeypatch.chdir(tmp_path)
    Path("a.ndjson").write_text(LINES, encoding="utf-8")
    Path("k.txt").write_text("short", encoding="utf-8")
    Path("empty").mkdir()
    ends(arguments.split(), code, says, capsys)
    assert Path("a.ndjson").read_text(encoding="utf-8") == LINES


SETTINGS: dict[str, tuple[Callable[[Path], object], int, str]] = {
    "broken": (lambda file: file.write_text("oops = ["), 2, "threads.toml: no valid TOML ("),
    "no UTF-8": (lambda file: file.write_bytes(b"\xff\xfe\0"), 2, "threads.toml: no valid TOML ("),
    "deep": (lambda file: file.write_text("x = " + "[" * 100_000), 2, "threads.toml: "),
    "huge": (lambda file: file.write_text("# x\n" * 5_000_000), 2, "threads.toml: "),
    "a folder": (lambda file: file.mkdir(), 0, ""),
    "a pipe": (lambda file: os.mkfifo(file), 0, ""),
    "a device": (lambda file: file.symlink_to("/dev/zero"), 0, ""),
    "a link to itself": (lambda file: file.symlink_to(file.name), 0, ""),
    "a format that does not exist": (
        lambda file: file.write_text('format = "klingon"'),
        2,
        "threads.toml: format: 'klingon' is no format; choose one of ",
    ),
    "a zone that does not exist": (
        lambda file: file.write_text('[parse]\ntimezone = "Klingon"'),
        2,
        "threads.toml: parse.timezone: 'Klingon' is no time zone; ",
    ),
    "a time that is none": (
        lambda file: file.write_text('captured-at = "x"'),
        2,
        "threads.toml: captured-at: 'x' is no ",
    ),
    "a column that is none": (
        lambda file: file.write_text('columns = ["x"]'),
        2,
        "threads.toml: columns: 'x' names no ",
    ),
    "a date for a word": (lambda file: file.write_text("format = 1979-05-27"), 2, "threads.toml: format: "),
    "a number for a word": (lambda file: file.write_text("[report]\nquotes = 3"), 2, "threads.toml: report.quotes: "),
    "a limit that is none": (
        lambda file: file.write_text('limit = ["bytes=x"]'),
        2,
        "threads.toml: limit: 'bytes=x' is no ",
    ),
    "a command that is none": (lambda file: file.write_text("[klingon]\nx = 1"), 2, "threads.toml: klingon: no such"),
    "a table for an option": (lambda file: file.write_text("[parse.format]\nx = 1"), 2, "threads.toml: parse.format: "),
    "a value for a table": (lambda file: file.write_text("parse = 1"), 2, "threads.toml: parse: "),
}


@pytest.mark.skipif(os.name != "posix", reason="pipes, devices and links are files of POSIX systems")
@pytest.mark.parametrize(("make", "code", "says"), SETTINGS.values(), ids=SETTINGS)
def test_settings_files(
    make: Callable[[Path], object],
    code: int,
    says: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.ndjson").write_text(LINES, encoding="utf-8")
    make(Path("threads.toml"))
    ends(["parse", "a.ndjson", "-o", "out.ndjson"], code, says, capsys)


@pytest.mark.parametrize("text", [b"[threads\n", b"[tool.threads]\nx = 1\n\xff", b"threads = " + b"[" * 100_000])
def test_somebody_elses_pyproject_is_left_alone(
    text: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.ndjson").write_text(LINES, encoding="utf-8")
    Path("pyproject.toml").write_bytes(text)
    with pytest.raises(SystemExit) as ended:
        main(["parse", "a.ndjson", "-o", "out.ndjson"])
    said = capsys.readouterr().err
    assert (ended.value.code, said.count("\n")) in ((0, 0), (2, 1)), said
