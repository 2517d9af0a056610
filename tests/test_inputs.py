"""What counts as one input: folders file by file or as one, texts told from paths, and ids that stay apart."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from larkmouth import SAMPLES
from timing import seconds

import threads
from threads.cli import main
from threads.errors import NoComments, UnreadableInput
from threads.sources import inputs_in
from threads.tables.convokit import write_corpus

FERRY = (SAMPLES / "text" / "ferry.txt").read_text(encoding="utf-8")
PAGE = "<html><body>" + "".join(
    f'<div class="comment"><b class="author">{name}</b> <time>14 March 2024 09:1{n}</time><p>Keep the ferry.</p></div>'
    for n, name in enumerate(("Mara Quill", "Tobias Renn", "Ines Okafor"))
)
ROWS = "".join(json.dumps({"thread_id": "pier", "id": n, "text": "Keep the ferry."}) + "\n" for n in range(3))
FOLDERS = [
    ({"a.txt": FERRY, "b.html": PAGE}, ["a.txt", "b.html"]),
    ({"a.txt": FERRY, "a.thread.json": "{}", "a.report.json": "{}"}, ["a.txt"]),
    ({"a.html": PAGE, "rows.ndjson": ROWS, ".hidden": "x"}, ["a.html", "rows.ndjson"]),
    ({"page1.json": "[]", "page2.json": "[]"}, [""]),
    ({"page1.json": "[]", "README.md": "From the interface", "LICENSE": "x"}, [""]),
    ({"1.eml": "From: a@larkmouth.example\n\nx", "2.eml": "From: b@larkmouth.example\n\nx"}, [""]),
    ({}, [""]),
]


def put(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(("files", "inputs"), FOLDERS, ids=[" ".join(files) or "empty" for files, _ in FOLDERS])
def test_a_folder_is_one_input_or_its_files(files: dict[str, str], inputs: list[str], tmp_path: Path) -> None:
    assert inputs_in(put(tmp_path, files)) == [tmp_path / name for name in inputs]


def test_no_file_of_a_folder_is_lost(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    put(tmp_path, {"a.txt": FERRY, "b.html": PAGE})
    sizes = {"a": 9, "b": 3}
    assert {thread.id: len(thread.comments) for thread in threads.parse(tmp_path)} == sizes
    with pytest.raises(SystemExit):
        main(["parse", str(tmp_path)])
    lines = map(json.loads, capsysbinary.readouterr().out.splitlines())
    assert {line["id"]: len(line["comments"]) for line in lines} == sizes


def test_a_page_of_a_folder_without_comments_is_named(tmp_path: Path) -> None:
    put(tmp_path, {"a.txt": FERRY, "b.html": "<p>The ferry stays."})
    with pytest.raises(NoComments, match=r"b\.html"):
        threads.parse(tmp_path)
    assert len(threads.parse(tmp_path, allow_empty=True)) == 2


@pytest.mark.parametrize(
    ("command", "file"), [(["export"], "comments.csv"), (["annotate", "export", "--as", "doccano"], "tasks.jsonl")]
)
def test_pages_of_one_name_stay_apart(
    command: list[str], file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = [str(put(tmp_path / site, {"page.txt": FERRY}) / "page.txt") for site in ("a", "b", "c")]
    with pytest.raises(SystemExit) as ended:
        main([*command, *pages, "-o", str(tmp_path / "out")])
    assert not ended.value.code
    with (tmp_path / "out" / file).open(encoding="utf-8", newline="") as written:
        rows = csv.DictReader(written) if file.endswith("csv") else map(json.loads, written)
        keys = [(row["thread_id"], row["comment_id"]) for row in rows]
    assert set(Counter(keys).values()) == {1}
    assert Counter(thread for thread, _ in keys) == {"page": 9, "page-2": 9, "page-3": 9}
    assert "its thread is called page-2, since another one is page" in capsys.readouterr().err


@pytest.mark.parametrize("text", [PAGE, " " + PAGE, json.dumps(json.loads(ROWS.splitlines()[0])), f"[{ROWS.strip()}]"])
def test_a_text_of_one_line_is_no_path(text: str) -> None:
    assert threads.parse(text.replace("\n", ","), format=None if "<" in text else "ndjson", allow_empty=True)


def test_a_path_that_begins_like_a_text_is_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(put(tmp_path, {"[ferry].txt": FERRY}))
    assert len(threads.parse("[ferry].txt")[0].comments) == 9


def test_a_long_text_is_not_repeated_in_the_error() -> None:
    with pytest.raises(UnreadableInput) as raised:
        threads.parse("Keep the ferry. " * 10_000)
    assert len(str(raised.value)) < 250


def test_many_threads_make_a_corpus_in_linear_time(tmp_path: Path) -> None:
    [one] = threads.parse("".join(f'{{"id": {n}, "text": "Aye."}}\n' for n in range(20)).encode())
    ids = [{comment.id: f"{n}-{comment.id}" for comment in one.comments} for n in range(2000)]
    made = [
        one.model_copy(
            update={"id": f"t{n}", "comments": tuple(c.model_copy(update={"id": names[c.id]}) for c in one.comments)}
        )
        for n, names in enumerate(ids)
    ]
    few, many = seconds(lambda: write_corpus(made[:250], tmp_path)), seconds(lambda: write_corpus(made, tmp_path))
    assert many < 16 * few  # eight times as many


@pytest.mark.parametrize("name", ["blog", "forum"])
def test_a_zone_is_given_to_every_time_of_a_page(name: str) -> None:
    page = re.sub(r"(T\d\d:\d\d:\d\d)[+-]\d\d:\d\d", r"\1", (SAMPLES / "html" / f"{name}.html").read_text("utf-8"))
    [thread] = threads.parse(page, timezone="Asia/Almaty")
    times = [comment.created_at for comment in thread.comments] + [thread.post.created_at if thread.post else None]
    assert {time[19:] for time in times if time is not None} <= {"+05:00", "+06:00"}
    assert any(times)
