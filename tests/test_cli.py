"""The command line: what it writes where, and what it says when an input is at fault."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

import threads
from threads.cli import main
from threads.cli.names import safe_name
from threads.cli.progress import progress
from threads.printable import printable
from threads.schema import SCHEMAS

TOLL_TALK = Path(__file__).parent.parent / "examples/threads-toll-talk/src/threads_toll_talk/catalogue"
TOLL = "Families would pay a toll twice a day."
ROWS = [
    {"id": 1, "thread_id": "pier/one", "parent_id": None, "author": "Ines Okafor", "text": "Keep the ferry."},
    {"id": 2, "thread_id": "pier/one", "parent_id": 1, "author": "Tobias Renn", "text": "With what money?"},
    {"id": 3, "thread_id": "bridge", "parent_id": None, "author": "Mara Quill", "text": "Too steep a ramp."},
]


@pytest.fixture
def one(tmp_path: Path) -> Path:
    """An input with one thread."""
    return written(tmp_path / "in" / "one.ndjson", "\n".join(map(json.dumps, ROWS[:2])))


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """An input with two threads."""
    return written(tmp_path / "in" / "two.ndjson", "\n".join(map(json.dumps, ROWS)))


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    return written(tmp_path / "in" / "broken.ndjson", json.dumps(ROWS[0]) + '\n{"text": ')


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    assert isinstance(ended.value.code, int)
    return ended.value.code


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_one_thread_is_one_document(one: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("parse", one) == 0
    out = capsys.readouterr().out
    assert out.startswith('{\n  "schema_version": "1.0",\n  "id": "pier/one",\n')
    assert out.endswith("\n}\n")
    assert [link["parent_id"] for link in json.loads(out)["links"]] == ["1"]


def test_several_threads_are_lines(two: Path, one: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("parse", two) == 0
    assert [json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()] == ["pier/one", "bridge"]
    assert run("parse", one, two) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3


def test_output_is_an_input(two: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("parse", two, "-o", tmp_path / "threads.ndjson") == 0
    assert run("parse", tmp_path / "threads.ndjson") == 0
    assert capsys.readouterr().out == (tmp_path / "threads.ndjson").read_text(encoding="utf-8")


@pytest.mark.parametrize("target", ["out/", "out"])
def test_folder_gets_a_file_per_thread(two: Path, tmp_path: Path, target: str) -> None:
    assert run("parse", two, two, "-o", f"{tmp_path}/{target}") == 0
    assert names(tmp_path / "out") == [
        "bridge-2.thread.json",
        "bridge.thread.json",
        "pier_one-2.thread.json",
        "pier_one.thread.json",
    ]
    assert json.loads((tmp_path / "out/pier_one.thread.json").read_bytes())["id"] == "pier/one"


def test_several_threads_make_a_folder_of_any_name(two: Path, tmp_path: Path) -> None:
    assert run("parse", two, "-o", tmp_path / "out.d") == 0
    assert names(tmp_path / "out.d") == ["bridge.thread.json", "pier_one.thread.json"]


def test_file_is_written(one: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("parse", one, "-o", tmp_path / "one.json") == 0
    assert capsys.readouterr().out == ""
    assert threads.validate(tmp_path / "one.json") == []
    assert names(tmp_path) == ["in", "one.json"]


def test_a_failed_run_leaves_the_file_as_it_was(one: Path, broken: Path, tmp_path: Path) -> None:
    old = written(tmp_path / "old.json", "old")
    assert run("parse", broken, "-o", old) == 1
    assert run("parse", one, broken, "-o", tmp_path / "new.ndjson") == 1
    assert old.read_text(encoding="utf-8") == "old"
    assert names(tmp_path) == ["in", "old.json"]


def test_inputs_beside_a_bad_one_are_kept(
    one: Path, broken: Path, two: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("parse", one, broken, two, "-o", tmp_path / "out") == 1
    assert names(tmp_path / "out") == ["bridge.thread.json", "pier_one-2.thread.json", "pier_one.thread.json"]
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "no such file"),
        (b"", "is empty"),
        (b"\x89PNG\0\0\0", "is binary"),
        (b'{"text": "a", "id": 1}\n{"text": }', "line 2, column 10"),
        (b'{"comments": [], "links": [], "nesting": "lost", "source": {', "invalid JSON: EOF"),
        (b'{"schema_version": "1.0"}', "choose one with --format"),
    ],
)
def test_fault_of_an_input_is_one_sentence(
    content: bytes | None, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "input.json"
    if content is not None:
        file.write_bytes(content)
    assert run("parse", file) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("threads: ")
    assert "input.json: " in err
    assert said in err
    assert err.count("\n") == 1


def test_an_empty_folder_is_no_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("parse", tmp_path) == 1
    assert "is an empty folder; pass" in capsys.readouterr().err


def test_what_cannot_be_written_is_one_sentence(one: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("parse", one, "-o", tmp_path / "no" / "one.json") == 1
    assert run("parse", one, one, "-o", written(tmp_path / "file", "")) == 1
    assert capsys.readouterr().err.count("cannot be written: ") == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["parse"],
        ["parse", "x", "--format", "nonsense"],
        ["parse", "x", "--timezone", "Larkmouth/Quay"],
        ["parse", "x", "--timezone", "../../etc"],
        ["parse", "x", "--timezone", "+99:99"],
        ["parse", "x", "--captured-at", "teatime"],
        ["parse", "x", "--columns", "author"],
        ["report", "x", "--as", "pdf"],
        ["schema", "tread"],
        ["patterns", "no-such-pattern"],
        ["nonsense"],
    ],
)
def test_wrong_usage_exits_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*arguments) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_columns_and_time_zone_reach_the_reader(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path / "t.csv", "nr,user,body,created_at\n1,Dov Aster,Hm.,2011-12-21 15:41\n")
    columns = ["--columns", "id=nr,author=user", "--columns", "text=body"]
    assert run("parse", file, "--format", "csv", *columns, "--timezone", "+06:00") == 0
    [comment] = json.loads(capsys.readouterr().out)["comments"]
    assert (comment["id"], comment["author"], comment["created_at"]) == ("1", "Dov Aster", "2011-12-21T15:41:00+06:00")


def test_validate_lists_violations(one: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = tmp_path / "good.json"
    assert run("parse", one, "-o", good) == 0
    bad = written(
        tmp_path / "bad.json", good.read_text(encoding="utf-8").replace('"parent_id": "1"', '"parent_id": "9"')
    )
    assert run("validate", good) == 0
    assert capsys.readouterr().out == f"{good}: valid\n"
    assert run("validate", good, bad) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"{good}: valid"
    assert [line.split(": ")[1] for line in lines[1:]] == ["/comments/1/parent_id", "/links/0/parent_id"]
    assert run("validate", bad, "--as", "json") == 1
    assert [json.loads(line)["rule"] for line in capsys.readouterr().out.splitlines()] == [
        "stated-parent-exists",
        "link-ends-exist",
    ]


def test_validate_takes_your_schema(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    schema = written(tmp_path / "yours.json", '{"required": ["title"]}')
    document = written(tmp_path / "document.json", "{}")
    assert run("validate", document, "--schema", schema) == 1
    assert capsys.readouterr().out == f"{document}: the document: 'title' is a required property (required)\n"
    assert run("validate", document, "--schema", tmp_path / "none.json") == 1


def test_schemas_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("schema") == 0
    assert tuple(capsys.readouterr().out.split()) == SCHEMAS
    assert run("schema", "thread") == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Thread"


def test_formats_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("formats") == 0
    assert {"csv", "ndjson", "thread"} <= {line.split()[0] for line in capsys.readouterr().out.splitlines()}


def test_patterns_are_listed_and_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("patterns") == 0
    first = capsys.readouterr().out.split()[0]
    assert run("patterns", first) == 0
    assert "Not: " in capsys.readouterr().out
    assert run("patterns", first, "--as", "json") == 0
    shown = capsys.readouterr().out
    assert json.loads(shown)["id"] == first
    assert threads.validate(shown, "pattern") == []


def test_report_is_json_when_piped_and_a_table_when_asked(one: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("report", one) == 0
    piped = capsys.readouterr().out
    assert threads.validate(piped, "report") == []
    assert run("report", one, "--as", "text") == 0
    table = capsys.readouterr().out
    assert "Ines Okafor" in table
    assert max(map(len, table.splitlines())) <= 80


def test_names_cannot_steer_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        {"id": n, "author": name, "text": "Hm."} for n, name in enumerate(["[bold]Dov[/bold]", "\x1b[31mred", "x" * 99])
    ]
    file = written(tmp_path / "names.ndjson", "\n".join(map(json.dumps, rows)))
    assert run("report", file, "--as", "text") == 0
    page = capsys.readouterr().out
    assert "[bold]Dov[/bold]" in page
    assert "\\x1b[31mred" in page
    assert "\x1b" not in page
    assert max(map(len, page.splitlines())) <= 80


def test_reports_into_a_folder(two: Path, tmp_path: Path) -> None:
    assert run("report", two, "-o", f"{tmp_path}/out/") == 0
    assert names(tmp_path / "out") == ["bridge.report.json", "pier_one.report.json"]


def test_standard_input(one: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(one.read_bytes())))
    assert run("parse", "-") == 0
    assert json.loads(capsys.readouterr().out)["source"]["name"] == "stdin"


def test_a_bug_keeps_its_traceback(one: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(threads, "parse", fail, raising=False)
    with pytest.raises(ZeroDivisionError):
        main(["parse", str(one)])


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("pier/one", "pier_one"),
        ("../../etc/passwd", "etc_passwd"),
        ("-rf", "rf"),
        ("..", "_"),
        ("", "_"),
        ("a\x00b\nc", "a_b_c"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("Bürgersteig 12", "Bürgersteig_12"),
        ("x" * 300, "x" * 50),
    ],
)
def test_safe_names(wanted: str, name: str) -> None:
    assert safe_name(wanted) == name


def test_ids_that_differ_in_case_alone_get_files_of_their_own(tmp_path: Path) -> None:
    rows = [{"thread_id": one, "text": "Hm."} for one in ("Pier", "pier", "pier-2", "PIER")]
    file = written(tmp_path / "case.ndjson", "\n".join(map(json.dumps, rows)))
    assert run("parse", file, "-o", f"{tmp_path}/out/", "--format", "ndjson") == 0
    assert len({name.casefold() for name in names(tmp_path / "out")}) == 4


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("Ines \x1b[31mOkafor", "Ines \\x1b[31mOkafor"),
        ("a\r\nb\x9b", "a\\r\\nb\\x9b"),
        ("\u202egnp.exe", "\\u202egnp.exe"),
        ("half \ud83d", "half \\ud83d"),
        ("👩\u200d🔬 Ölçer", "👩\u200d🔬 Ölçer"),
    ],
)
def test_terminals_are_not_steered(text: str, safe: str) -> None:
    assert printable(text) == safe


def process(*arguments: object, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "threads", *map(str, arguments)]
    return subprocess.run(  # noqa: S603 -- our own module
        command, input=stdin, capture_output=True, env=os.environ | environment, check=False
    )


def test_as_a_process_in_a_poor_locale() -> None:
    row = json.dumps({"author": "Ölçer", "text": "Fähre 🚢"}, ensure_ascii=False).encode()
    done = process("parse", "-", stdin=row, LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["comments"][0]["text"] == "Fähre 🚢"


def test_as_a_process_with_a_fault() -> None:
    done = process("parse", "no-such-file")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().splitlines() == [
        "threads: no-such-file: no such file; pass the path of a dump, a saved page or an export"
    ]


def test_version() -> None:
    assert process("--version").stdout.decode().strip() == f"threads {threads.__version__}"


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    rows = "\n".join(json.dumps({"thread_id": n, "id": n, "text": "Hm. " * 50}) for n in range(500))
    file = written(tmp_path / "many.ndjson", rows)
    command = [sys.executable, "-m", "threads", "parse", str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:  # noqa: S603
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="needs a device")
def test_a_device_is_written_to_not_replaced(one: Path) -> None:
    assert run("parse", one, "-o", "/dev/null") == 0
    assert not Path("/dev/null").is_file()


def test_help_loads_no_heavy_library() -> None:
    heavy = ("pydantic", "jsonschema", "rich.table", "threads.sources")
    code = f"import sys, threads.cli; print(*(name for name in {heavy} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)  # noqa: S603
    assert done.stdout.split() == []


def test_verbose_says_what_is_read_as_what(one: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("-v", "parse", one, "-o", tmp_path / "out.json") == 0
    assert capsys.readouterr().err == f"threads: {one}: ndjson, 2 comments, 1 links\n"
    assert run("parse", one, "--force", "-o", tmp_path / "out.json") == 0
    assert capsys.readouterr().err == ""


def test_progress_shows_on_a_terminal_when_it_takes_long(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def steps() -> None:
        with progress(3) as advance:
            time.sleep(0.3)
            for _ in range(3):
                advance()

    monkeypatch.setattr("threads.cli.progress._PATIENCE", 0.05)
    steps()
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    steps()
    assert "inputs" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["report", "--pattrns", "x", "y"], "--patterns"),
        (["reprot", "y"], "Did you mean 'report'"),
        (["parse", "y", "--format", "redit"], "reddit"),
    ],
)
def test_near_misses_are_told(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*arguments) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "begins"), [("x.html", "<!doctype"), ("x.md", "# "), ("x.txt", "pier/one"), ("x.json", "{"), ("x", "{")]
)
def test_the_name_of_the_output_says_its_form(one: Path, name: str, begins: str, tmp_path: Path) -> None:
    assert run("report", one, "-o", tmp_path / name) == 0
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)


def test_an_empty_name_is_no_output(one: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("report", one, "-o", "") == 1
    assert "''" in capsys.readouterr().err


def test_own_patterns_are_exported(tmp_path: Path) -> None:
    row = written(tmp_path / "in" / "row.ndjson", json.dumps({"id": 1, "text": TOLL}))
    assert run("export", row, "--patterns", TOLL_TALK, "-o", tmp_path / "out") == 0
    assert "toll-talk" in (tmp_path / "out" / "findings.csv").read_text(encoding="utf-8")
