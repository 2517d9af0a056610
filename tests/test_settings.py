"""Settings files: where they are found, which keys they may have, and what each is a default of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from threads.cli import app, main
from threads.cli.settings import defaults
from threads.errors import InvalidSettings

FERRY = Path(__file__).parent.parent / "samples" / "text" / "ferry.txt"


def settled(folder: Path, text: str, name: str = "threads.toml") -> dict[str, object]:
    (folder / name).write_text(text, encoding="utf-8")
    return {command: given for command, given in defaults(app, folder).items() if given}


def test_a_key_at_the_top_holds_for_every_command_that_has_the_option(tmp_path: Path) -> None:
    found = settled(tmp_path, 'timezone = "Europe/Berlin"\n')
    assert found["parse"] == found["report"] == {"timezone": "Europe/Berlin"}
    assert "schema" not in found


def test_a_table_is_for_its_command_alone_and_overrules_the_top(tmp_path: Path) -> None:
    found = settled(tmp_path, 'links = "stated"\n[report]\nlinks = "all"\nas = "text"\n')
    assert found["report"] == {"links": "all", "as_": "text"}
    assert found["parse"] == {"links": "stated"}


def test_commands_of_a_group_share_its_table(tmp_path: Path) -> None:
    assert settled(tmp_path, '[measure]\nas = "json"\n')["measure"] == {"as_": "json"}


def test_the_table_in_pyproject_does_too(tmp_path: Path) -> None:
    assert settled(tmp_path, '[tool.threads.report]\nas = "text"\n', "pyproject.toml") == {"report": {"as_": "text"}}
    assert settled(tmp_path, '[tool.other]\nname = "threads"\n', "pyproject.toml") == {}
    assert settled(tmp_path, "threads = [broken\n", "pyproject.toml") == {}


def test_the_nearest_file_above_counts_and_its_paths_are_meant_from_there(tmp_path: Path) -> None:
    settled(tmp_path, '[report]\npatterns = ["ours"]\n')
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    assert defaults(app, below)["report"] == {"patterns": [str(tmp_path / "ours")]}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('timezon = "UTC"', "threads.toml: timezon: no such setting; did you mean timezone?"),
        ("[report]\nasx = 1", "threads.toml: report.asx: no such setting; did you mean as?"),
        ('[report]\nas = "pdf"', "threads.toml: report.as: input should be "),
        ("qqq = 1", "threads.toml: qqq: no such setting; known: allow-empty, "),
        ("a = [", "threads.toml: no valid TOML ("),
    ],
)
def test_what_no_command_knows_is_refused_by_name(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(InvalidSettings) as caught:
        settled(tmp_path, text)
    assert str(caught.value).startswith(complaint)


def test_the_command_line_takes_them_and_overrules_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    settled(tmp_path, 'timezone = "+05:00"\n')
    monkeypatch.chdir(tmp_path)
    for arguments, offset in (([], "+05:00"), (["--timezone", "-03:00"], "-03:00")):
        with pytest.raises(SystemExit, match=r"^0$"):
            main(["parse", str(FERRY), *arguments])
        thread = json.loads(capsysbinary.readouterr().out)
        assert thread["comments"][0]["created_at"].endswith(offset)


def test_a_wrong_setting_is_wrong_usage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "threads.toml").write_text("colour = true\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit, match=r"^2$"):
        main(["formats"])
    assert capsys.readouterr().err.startswith("threads: threads.toml: colour: no such setting; ")
