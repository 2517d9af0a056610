"""No name of an author is left in anything that a command writes under --pseudonymize: files, their names, streams."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from threads.cli import main
from threads.sources.compression import opened

pytest.importorskip("pandas", reason="needs threads[tables]")

PEOPLE = {
    "Ines Okafor": "okafor_7",
    "Tobias Renn": "trenn88",
    "river_rat_88": "rat-88",
    "Ольга Ворона": "vorona",
    "Zoë Quill": "zq",
}
TEXTS = [
    "Keep the ferry. Ask me: ines.okafor@larkmouth.example",
    "Ines Okafor wrote:\n> Keep the ferry.\nNo, INES, you are wrong. See https://larkmouth.example/u/InesOkafor?by=okafor_7",
    "@tobias-renn: Renn's bridge is nothing but a toy, and only a fool like @river_rat_88 would say otherwise.",
    "In reply to river_rat_88: Ольга Ворона права, and so is Zoe\u0308 Quill.",
    "Dear Tobias, dear Ольга, you always say that. zoë quill said it first, says trenn88.",
]
# Whole names, parts and handles, however they are joined; "lines" has no Ines in it.
NAMES = re.compile(
    r"okafor|tobias|renn|river.?rat|rat.88|ольга|ворона|vorona|zo(?:ë|e\u0308)|quill|(?<![a-z])ines(?![a-z])"
)
EXPORTS = ("csv", "parquet", "graphml", "gexf", "convokit")
COMMANDS = {
    "parse": ["parse", "-o", "out/"],
    "parse to stdout": ["parse"],
    "report": ["report", "-o", "out/"],
    **{f"report as {kind}": ["report", "--as", kind, "-o", "out/"] for kind in ("html", "markdown", "text")},
    "tree": ["tree"],
    **{f"export as {kind}": ["export", "--as", kind, "-o", "out"] for kind in EXPORTS},
    "annotate": ["annotate", "export", "-o", "out"],
    "corpus": ["corpus", "-o", "out", "--processes", "1"],
}


def rows() -> Iterator[dict[str, object]]:
    for n, (text, (author, handle)) in enumerate(zip(TEXTS, PEOPLE.items(), strict=True)):
        before = f"{list(PEOPLE.values())[n - 1]}-{n - 1}" if n else None
        yield {
            "id": f"{handle}-{n}",
            "parent_id": before,
            "author": author,
            "author_id": handle,
            "text": text,
            "thread_id": "okafor-thread",
            "profile": f"https://larkmouth.example/@{handle}",
            "signed": {"by": [author]},
            "state": "klingon" if n == 3 else "visible",
            "created_at": "soon" if n == 4 else None,
        }


def written(folder: Path) -> Iterator[tuple[str, str]]:
    for path in folder.rglob("*"):
        yield "a file's name", path.relative_to(folder).as_posix()
        if path.suffix == ".parquet":
            import pyarrow.parquet as pq

            yield path.name, str(pq.read_table(path).to_pylist())
        elif path.is_file() and path.suffix in (".json", ".jsonl", ".ndjson", ".zst"):
            yield path.name, "\n".join(str(json.loads(one)) for one in documents(path))
        elif path.is_file():
            yield path.name, unpacked(path)


def unpacked(path: Path) -> str:
    return opened(path.name, path.read_bytes()).decode()


def documents(path: Path) -> list[str]:
    text = unpacked(path)
    return [text] if path.suffix == ".json" else [line for line in text.splitlines() if line]


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_nothing_that_is_written_names_anybody(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if "corpus" in command:
        pytest.importorskip("duckdb", reason="needs threads[corpus]")
    inputs = tmp_path / "in"
    inputs.mkdir()
    (inputs / "okafor.ndjson").write_text("\n".join(map(json.dumps, rows())), encoding="utf-8")
    (inputs / "key").write_bytes(b"a key of tests, invented")
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    with pytest.raises(SystemExit, match=r"^0$"):
        main(["-v", *command, str(inputs / "okafor.ndjson"), "--pseudonymize", str(inputs / "key")])
    out, err = capsys.readouterr()
    logged = err.replace(str(inputs), "").replace("okafor.ndjson", "")  # which the command line named
    said = [("standard output", out), ("the log", logged), *written(here)]
    left = [(where, found[0]) for where, text in said for found in NAMES.finditer(text.casefold())]
    assert left == []
    assert "invented" not in "".join(text for _, text in said), "the key is in the output"
