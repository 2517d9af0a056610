"""API answers and dumps that are broken, split over files or packed: one sentence says where, or nothing is lost."""

from __future__ import annotations

import bz2
import contextlib
import copy
import gzip
import io
import json
import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import zstandard

import threads
from threads.errors import MalformedInput, ThreadsError, UnreadableInput
from threads.sources import readers
from threads.sources.answers import answers
from threads.sources.compression import opened, pieces
from threads.sources.document import Document, Options

SAMPLES = Path(__file__).parent.parent / "samples"

ROW = {"id": "c1", "link_id": "t3_f3", "parent_id": "t3_f3", "author": "river_rat", "created_utc": 1640094060}
ROW |= {"body": "The ferry stops in March.", "score": 1}


def replies(depth: int) -> str:
    """An Algolia item with so many replies, one below the other."""
    item = '{"id":%d,"type":"comment","author":"a","created_at_i":1640094060,"text":"x","parent_id":%d,"children":['
    return "".join(item % (n + 2, n + 1) for n in range(depth)) + "]}" * depth


BROKEN = [
    ("pushshift", "\n".join([json.dumps(ROW), '{"id": "c2", "bo']), "line 2: is no JSON (unterminated string"),
    ("pushshift", json.dumps(ROW | {"author": 5}), "/author: 5 is not of type"),
    (
        "pushshift",
        "\n".join([json.dumps(ROW), '{"id": "c2", "body": "x"}']),
        "line 2: 'link_id' is a required property",
    ),
    ("reddit", '[{"kind": "Listing", "data": {}}]', "a thing, /data: 'children' is a required property"),
    (
        "reddit",
        '{"kind": "Listing", "data": {"children": [{"kind": "t1", "data": {"id": "a"}}]}}',
        "t1_a, /data: 'parent_id' is a required property",
    ),
    ("hackernews", '[{"id": 1, "type": "story", "by": "a"}]', "/0: 'time' is a required property"),
    ("youtube", '{"items": [{"kind": "youtube#comment", "id": "x"}]}', "/items/0: 'snippet' is a required property"),
    ("wprest", '[{"id": 1, "post": 2, "content": {}, "date": "2021-12-21T13:41:00"}]', "/0/content: 'rendered' is a"),
    ("discourse", '{"post_stream": {}}', "/post_stream: 'posts' is a required property"),
    ("stackexchange", '{"items": [{"answer_id": 1, "creation_date": 1640094060}]}', "/items/0: 'body' is a required"),
    ("github", '[{"user": {"login": "a"}, "body": "x"}]', "/0: 'id' is a required property"),
    ("disqus", '<?xml version="1.0"?>\n<disqus>', "line 2: is no XML (no element found)"),
    ("disqus", '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "b">]><disqus>&a;</disqus>', "declares entities"),
    ("wxr", "<rss>", "line 1: is no XML"),
]


def test_replies_may_nest_as_deep_as_they_like() -> None:
    [thread] = threads.parse(replies(5000).encode(), format="hackernews")
    assert len(thread.comments) == 5000
    assert threads.report(thread).structure.max_depth == 5000


@pytest.mark.parametrize(("format_name", "text", "said"), BROKEN)
def test_error_names_the_place(format_name: str, text: str, said: str) -> None:
    with pytest.raises(MalformedInput) as caught:
        threads.parse(text.encode(), format=format_name)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


FORMATS = ("pushshift", "reddit", "hackernews", "youtube", "wprest", "discourse", "stackexchange", "github")
ODD: tuple[Any, ...] = (None, 7, "", "x", [], {}, [None], {"x": None}, -1.5, True)


def with_one_odd_value(value: Any) -> Iterator[Any]:
    """The value with each of its parts left out or replaced, one at a time."""
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            others = {k: v for k, v in value.items() if k != key} if isinstance(value, dict) else None
            if others is not None:
                yield others
            for odd in (*ODD, *with_one_odd_value(value[key])):
                changed = copy.copy(value)
                changed[key] = odd
                yield changed


@pytest.mark.parametrize(
    "path", [p for name in FORMATS for p in sorted((SAMPLES / name).glob("*json")) if ".thread" not in p.name], ids=str
)
def test_no_odd_value_crashes_a_reader(path: Path) -> None:
    values = [json.loads(line) for line in path.read_text().splitlines()] if path.suffix == ".ndjson" else None
    whole = values or next(answer.value for answer in answers(Document(path.name, path.read_bytes())))
    for changed in (*with_one_odd_value(whole), *ODD):
        with contextlib.suppress(ThreadsError):
            list(readers()[path.parent.name].parse(Document("x.json", json.dumps(changed).encode()), Options()))


def test_half_a_character_in_a_dump_is_replaced() -> None:
    [thread] = threads.parse(json.dumps(ROW).replace("March.", "March \\ud83d").encode())
    assert thread.comments[0].text == "The ferry stops in March \ufffd"


def test_dump_reads_the_same_as_lines_as_a_list_and_as_an_answer_of_the_api() -> None:
    rows = [ROW, ROW | {"id": "c2", "parent_id": "t1_c1"}]
    read = [
        threads.parse(text.encode())[0].comments
        for text in ("\n".join(map(json.dumps, rows)), json.dumps(rows), json.dumps({"data": rows}))
    ]
    assert read[0] == read[1] == read[2]
    assert read[0][1].parent_id == "t1_c1"


def test_firebase_items_read_the_same_as_a_list_and_one_per_line() -> None:
    text = (SAMPLES / "hackernews/firebase.json").read_text(encoding="utf-8")
    by_line = "\n".join(map(json.dumps, json.loads(text)))
    listed = threads.parse(text.encode(), format="hackernews")
    assert [t.comments for t in threads.parse(by_line.encode(), format="hackernews")] == [t.comments for t in listed]


def test_folder_of_reddit_answers_is_one_thread(tmp_path: Path) -> None:
    pages = (SAMPLES / "reddit/joined.json").read_text(encoding="utf-8").split("\n[\n")
    for n, page in enumerate(pages, 1):
        (tmp_path / f"page{n}.json").write_text("[\n" * (n > 1) + page, encoding="utf-8")
    [thread] = threads.parse(tmp_path)
    assert {c.id: c.parent_id for c in thread.comments} == {
        "t1_hp05": None,
        "t1_hp06": "t1_hp05",
        "t1_hp01": None,
        "t1_hp0b": "t1_hp01",
    }
    assert [n.message for n in thread.notes if n.code == "load-more"] == [
        "below t1_hp06, comments that are not loaded: 1",
        "below t3_qz41, comments that are not loaded: 1",
    ]


def test_five_thousand_nested_posts_are_read() -> None:
    posts = "".join(
        f'<post i:id="{n}"><message>x</message><createdAt>2021-12-21T13:41:00Z</createdAt><thread i:id="t"/>'
        + (f'<parent i:id="{n - 1}"/></post>' if n else "</post>")
        for n in range(5000)
    )
    [thread] = threads.parse(f'<?xml version="1.0"?>\n<disqus xmlns:i="i"><thread i:id="t"/>{posts}</disqus>'.encode())
    assert len(thread.links) == 4999


def test_characters_that_xml_cannot_hold_are_left_out_and_noted() -> None:
    text = '<?xml version="1.0"?>\n<disqus xmlns:i="i"><post i:id="1"><message>a\x0bb</message></post></disqus>'
    [thread] = threads.parse(text.encode())
    assert thread.comments[0].text == "ab"
    assert "xml-characters" in [note.code for note in thread.notes]


@pytest.mark.parametrize("start", ['<?xml version="1.0"?><!DOCTYPE html>', '<?xml version="1.0"?>\n<html lang="de">'])
def test_page_written_as_xhtml_stays_a_page(start: str) -> None:
    assert Document("page.html", f"{start}<body><p>Ferry</p></body></html>".encode()).container == "html"


LINES = (json.dumps(ROW) + "\n").encode() * 3000
PACKED = {
    "zst": zstandard.compress(LINES),
    "zst in two frames": zstandard.compress(LINES[:5000]) + zstandard.compress(LINES[5000:]),
    "gz": gzip.compress(LINES),
    "bz2": bz2.compress(LINES),
    "xz": lzma.compress(LINES),
}


@pytest.mark.parametrize("name", PACKED)
def test_packed_bytes_come_back(name: str) -> None:
    assert opened(name, PACKED[name]) == LINES
    assert opened(name, LINES) == LINES


@pytest.mark.parametrize("name", PACKED)
def test_packed_file_that_is_cut_short_is_no_shorter_text(name: str) -> None:
    with pytest.raises(UnreadableInput, match="is cut short after"):
        opened(name, PACKED[name][:-9])


def test_longest_window_of_the_dumps_is_read() -> None:
    parameters = zstandard.ZstdCompressionParameters(window_log=31, enable_ldm=True)
    packer = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    assert opened("RC_2021-12.zst", packer.compress(LINES) + packer.flush()) == LINES


def test_bomb_is_refused() -> None:
    bomb = pieces("bomb.zst", io.BytesIO(zstandard.compress(bytes(50_000_000))), largest=1_000_000)
    with pytest.raises(UnreadableInput, match="unpacks to more than 1,000,000 bytes"):
        list(bomb)


def test_packed_dump_is_read_as_its_lines(tmp_path: Path) -> None:
    dump = tmp_path / "RC_2021-12.zst"
    dump.write_bytes(zstandard.compress(json.dumps(ROW).encode()))
    [thread] = threads.parse(dump)
    assert (thread.source.format, thread.id, len(thread.comments)) == ("pushshift", "t3_f3", 1)
