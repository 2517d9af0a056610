"""Flat tables: NDJSON and CSV whose rows are comments, with all that exports get wrong."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threads.errors import MalformedInput, ThreadsError, UnknownFormat, UnknownName
from threads.invariants import breaches
from threads.model import Comment, Thread, Transcript
from threads.sources import Document, Options, detect, read
from threads.sources.instants import timestamp

Row = Mapping[str, Any]


def ndjson(*rows: Row | str) -> Document:
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    return Document("ferry.ndjson", "\n".join(lines).encode())


def table(text: str) -> Document:
    return Document("ferry.csv", text.encode())


def transcripts(document: Document, **said: Any) -> list[Transcript | Thread]:
    format_name = "ndjson" if document.name.endswith("ndjson") else "csv"
    return list(read(document, format_name, Options(**said)))


def one(document: Document, **said: Any) -> Transcript | Thread:
    [found] = transcripts(document, **said)
    return found


def codes(found: Transcript | Thread) -> list[tuple[str, str | None]]:
    return [(note.code, note.comment_id) for note in found.notes]


def refusal(document: Document, **said: Any) -> str:
    with pytest.raises(MalformedInput) as caught:
        transcripts(document, **said)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_row_is_a_comment() -> None:
    row = {"id": 7, "parent_id": None, "author": "Ines Okafor", "created_at": 1324474860, "text": "Stay!", "score": 3}
    found = one(ndjson(row))
    assert found.id == "ferry"
    assert found.nesting == "stated"
    [comment] = found.comments
    assert comment.model_dump(exclude_defaults=True) == {
        "id": "7",
        "author": "Ines Okafor",
        "created_at": "2011-12-21T13:41:00Z",
        "created_at_text": "1324474860",
        "text": "Stay!",
        "location": {"line": 1},
        "extra": {"score": 3},
    }


def test_a_text_is_enough() -> None:
    found = one(ndjson({"text": "Keep it."}, {"text": "Close it."}))
    assert [comment.id for comment in found.comments] == ["c1", "c2"]
    assert found.notes == ()


def test_no_parent_column_means_not_said() -> None:
    assert one(ndjson({"id": "a", "text": "Keep it."})).nesting == "lost"
    assert one(table("id,author,text\na,Ines,Keep it.\n")).nesting == "lost"
    assert one(table("id,parent_id,text\na,,Keep it.\n")).nesting == "stated"


def test_rows_gather_into_threads_by_first_appearance() -> None:
    rows = [{"thread_id": t, "text": x} for t, x in (("pier", "1"), ("bridge", "2"), (None, "3"), ("pier", "4"))]
    found = transcripts(ndjson(*rows))
    assert [(thread.id, [c.text for c in thread.comments]) for thread in found] == [
        ("pier", ["1", "4"]),
        ("bridge", ["2"]),
        ("ferry", ["3"]),
    ]


def test_columns_may_have_other_names() -> None:
    document = table("nr,user,body\n1,Mara Quill,Too steep.\n")
    [comment] = one(document, columns={"id": "nr", "author": "user", "text": "body"}).comments
    assert (comment.id, comment.author, comment.text, comment.extra) == ("1", "Mara Quill", "Too steep.", {})


def test_a_named_column_frees_the_name_it_replaces() -> None:
    document = table("id,author,user,text\n1,anonymous,Mara Quill,Too steep.\n")
    [comment] = one(document, columns={"author": "user"}).comments
    assert (comment.author, comment.extra) == ("Mara Quill", {"author": "anonymous"})


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([{"id": "a", "parent_id": "z"}], [("orphan-parent", "a")]),
        ([{"id": "a", "parent_id": "a"}], [("self-reply", "a")]),
        ([{"id": "a", "parent_id": "b"}, {"id": "b", "parent_id": "a"}], [("parent-cycle", "a")]),
        ([{"id": "a"}, {"id": "a"}], [("duplicate-comment", "a")]),
        ([{"id": "a"}, {"id": "a", "author": "Dov Aster"}], [("duplicate-id", "a-2")]),
        ([{"id": "a", "created_at": "after the flood"}], [("unparsed-time", "a")]),
        ([{"id": "a", "state": "pending"}], [("unknown-state", "a")]),
        ([{"id": "a", "text": None}], [("missing-text", "a")]),
        ([{"id": "a", "text": None, "state": "deleted"}], []),
        ([{"id": "1"}, {"id": "2", "parent_id": "1.0"}], [("decimal-parent-id", None)]),
    ],
)
def test_what_is_odd_gets_a_note(rows: list[Row], expected: list[tuple[str, str]]) -> None:
    found = one(ndjson(*({"text": "So it is.", **row} for row in rows)))
    assert codes(found) == expected
    assert list(breaches(found)) == []


def test_stated_parents_are_kept_as_they_are() -> None:
    rows = ({"id": "a", "parent_id": "z"}, {"id": "b", "parent_id": "b"}, {"id": "c", "parent_id": "a"})
    found = one(ndjson(*({"text": "Yes.", **row} for row in rows)))
    assert [comment.parent_id for comment in found.comments] == ["z", "b", "a"]


def test_every_repetition_of_an_id_is_told_apart() -> None:
    rows = [{"id": "a", "text": text} for text in ("one", "two", "one", "two", "three")]
    found = one(ndjson(*rows, {"id": "a-2", "text": "four"}))
    assert [(c.id, c.text) for c in found.comments] == [("a", "one"), ("a-3", "two"), ("a-4", "three"), ("a-2", "four")]


def test_made_up_ids_keep_clear_of_stated_ones() -> None:
    found = one(ndjson({"text": "one"}, {"id": "c1", "text": "two"}))
    assert [comment.id for comment in found.comments] == ["c1-2", "c1"]


def test_the_mark_of_a_deletion_is_no_text_of_its_own() -> None:
    found = one(ndjson({"text": "[deleted]"}, {"text": "[removed]"}, {"text": "deleted"}))
    assert [comment.state for comment in found.comments] == ["deleted", "removed", "visible"]


def test_unparsed_time_keeps_what_was_printed() -> None:
    [comment] = one(ndjson({"text": "Late.", "created_at": "after the flood"})).comments
    assert (comment.created_at, comment.created_at_text) == (None, "after the flood")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (1324474860, "2011-12-21T13:41:00Z"),
        (1324474860.25, "2011-12-21T13:41:00.250000Z"),
        (1324474860250, "2011-12-21T13:41:00.250000Z"),
        ("1324474860", "2011-12-21T13:41:00Z"),
        ("1324474860.0", "2011-12-21T13:41:00Z"),
        ("2011-12-21", "2011-12-21"),
        ("2011-12-21T13:41Z", "2011-12-21T13:41:00Z"),
        ("2011-12-21 13:41:00 UTC", "2011-12-21T13:41:00Z"),
        ("2011-12-21 13:41:00.123456789", "2011-12-21T13:41:00.123456"),
        ("2011-12-21T19:41:00+0600", "2011-12-21T19:41:00+06:00"),
        ("December 21, 2011", "2011-12-21"),
        ("2011-02-30", None),
        ("2011-02-30T10:00:00", None),
        ("1871-12-21T13:41:00+00:53:28", None),
        ("2011", None),
        (7, None),
        (-1324474860, None),
        (10**30, None),
        (True, None),
        (["2011-12-21"], None),
        (None, None),
    ],
)
def test_time_cells(cell: Any, expected: str | None) -> None:
    assert timestamp(cell, Options()) == expected


def test_time_zone_is_given_to_local_times_only() -> None:
    options = Options(timezone=dt.timezone(dt.timedelta(hours=6)))
    assert timestamp("2011-12-21 13:41:00", options) == "2011-12-21T13:41:00+06:00"
    assert timestamp("2011-12-21T13:41:00Z", options) == "2011-12-21T13:41:00Z"
    assert timestamp("2011-12-21", options) == "2011-12-21"


@pytest.mark.parametrize(
    ("lines", "where", "found"),
    [
        (['{"text": "a"}', '{"text": '], "line 2, column 10", "expecting value"),
        (['{"text": "a"}', "", "[1]"], "line 3", "is a plain value, not a JSON object"),
        (['{"text": "a"}', '{"text": "b"}', "[1]"], "line 3", "is an array, not a JSON object"),
        (['{"text": "a"}', "17"], "line 2", "is a plain value, not a JSON object"),
        (['{"text": ["a"]}'], "line 1", "'text' is an array; write it as a string"),
        (['{"text": {"a": 1}}'], "line 1", "'text' is an object; write it as a string"),
        (['{"text": "a", "id": true}'], "line 1", "'id' is a boolean"),
        (['{"text": "a", "id": 123456789012345678901234567890}'], "line 1", "'id' is a number too large"),
        (['{"body": "a"}'], "columns", "no column 'text' among body; name yours, as in --columns text=body"),
        (['{"text": "a", "x": ' + "[" * 70 + "]" * 70 + "}"], "line 1", "'x' is nested more than 64 levels deep"),
        (['{"text": "a", "x": ' + "[" * 9000 + "]" * 9000 + "}"], "line 1", "'x' is nested more than 64 levels deep"),
    ],
)
def test_broken_ndjson_is_named_by_its_line(lines: list[str], where: str, found: str) -> None:
    said = refusal(ndjson(*lines))
    assert said.startswith(f"ferry.ndjson: {where}")
    assert found in said


@pytest.mark.parametrize(
    ("text", "where", "found"),
    [
        ("id,text\n1,a,b\n", "line 2", "has 3 cells where the header has 2"),
        ('id,text\n1,a\n2,"b\nc\n', "line 3", "is no CSV (unexpected end of data)"),
        ('id,text\n1,"a" b\n', "line 2", "is no CSV"),
        ("id,body\n1,a\n", "columns", "no column 'text' among body, id"),
        ("id,text,text\n1,a,b\n", "line 1", "has two columns 'text'"),
    ],
)
def test_broken_csv_is_named_by_its_line(text: str, where: str, found: str) -> None:
    said = refusal(table(text))
    assert said.startswith(f"ferry.csv: {where}")
    assert found in said


def test_columns_that_do_not_exist_are_named() -> None:
    assert "no column 'user' among author, text" in refusal(
        table("author,text\nInes,Hm.\n"), columns={"author": "user"}
    )
    with pytest.raises(UnknownName, match="'writer' is no column; known: id, thread_id"):
        transcripts(table("author,text\nInes,Hm.\n"), columns={"writer": "author"})


@pytest.mark.parametrize(
    ("name", "data", "advice"),
    [
        ("own.csv", "id,nick,post\n1,Ines,Hm.\n", "columns are id, nick, post: .* --columns text=post,author=nick, or"),
        ("own.csv", "bloke;words\nInes;Hm.\n", "columns are bloke, words: .* --columns text=YOURS, or choose"),
        ("own.ndjson", '{"user": "Ines", "text": "Hm."}\n{"user": "Ada"}\n', "--columns author=user, or choose"),
        ("own.json", '[{"user": "Ines", "body": "Hm."}]', "--columns text=body,author=user, or choose"),
        (
            "own.json",
            '[{"what": "Hm.", "answers": [{"what": "No."}]}]',
            "write what 'answers' holds as rows .* parent_id",
        ),
    ],
)
def test_a_table_with_names_of_its_own_says_how_to_name_them(name: str, data: str, advice: str) -> None:
    with pytest.raises(UnknownFormat, match=advice):
        detect(Document(name, data.encode()))


def test_half_a_character_is_replaced() -> None:
    [comment] = one(ndjson('{"text": "Ship \\ud83d ahoy \\ud83d\\udea2"}')).comments
    assert comment.text == "Ship \ufffd ahoy \U0001f6a2"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiters_byte_order_mark_and_quoted_newlines(delimiter: str) -> None:
    lines = ["\ufeffID;Author;Text", '1;Ines Okafor;"Slow, but; dry.\tSay ""yes"".\r\n\r\nPlease."', "", ";;", "2;;Go."]
    file = io.StringIO("\r\n".join(lines), newline="")
    rows = list(csv.reader(file, delimiter=";"))
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter).writerows(rows)
    found = one(table(written.getvalue()))
    assert [(c.id, c.author, c.text) for c in found.comments] == [
        ("1", "Ines Okafor", 'Slow, but; dry.\tSay "yes".\n\nPlease.'),
        ("2", None, "Go."),
    ]


def test_lines_are_counted_in_the_file() -> None:
    found = one(table('id,text\n1,"one\ntwo"\n\n2,three\n'))
    assert [comment.location and comment.location.line for comment in found.comments] == [2, 5]


def test_a_header_alone_is_no_thread() -> None:
    assert transcripts(table("id,author,text\n")) == []
    assert [thread.comments for thread in transcripts(table("id,author,text\n"), allow_empty=True)] == [()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("id,author,text\n1,Ines,Yes.\n", "csv"),
        ("Author\tText\tParent_ID\nInes\tYes.\t\n", "csv"),
        ('{"id": 1, "text": "Yes."}\n{"id": 2, "text": "No."}\n', "ndjson"),
        ('{"author": "Ines", "text": "' + "long " * 900 + '"}\n{"author": "Dov", "text": "No."}\n', "ndjson"),
        ('{"id": 1, "text": "Yes."}', "ndjson"),
        ('{\n  "id": 1,\n  "text": "Yes."\n}\n{\n  "id": 2,\n  "text": "No."\n}\n', "ndjson"),
        ('{\n  "author": "Ines",\n  "text": "Yes."\n}\n', "ndjson"),
        ('[{"author": "Ines", "text": "Yes."}]\n[{"author": "Dov", "text": "No."}]\n', "ndjson"),
        ('{"id": 1, "text": "Yes."} {"id": 2, "text": "No."}', "ndjson"),
    ],
)
def test_tables_are_recognised(text: str, expected: str) -> None:
    assert detect(Document("input", text.encode())) == expected


def test_objects_printed_on_many_lines_are_rows_where_they_begin() -> None:
    """As `jq .` prints them; pages of an API kept behind each other are arrays."""
    rows = [{"id": str(n), "parent_id": str(n - 1) if n else None, "text": "Sí.", "score": None} for n in range(3)]
    printed = "\n".join(json.dumps(row, indent=2) for row in rows)
    found = one(ndjson(printed.replace("null", "NaN", 1)))
    assert [(c.id, c.parent_id, c.text, c.location and c.location.line) for c in found.comments] == [
        ("0", None, "Sí.", 1),
        ("1", "0", "Sí.", 7),
        ("2", "1", "Sí.", 13),
    ]
    pages = one(ndjson(*(json.dumps(rows[n : n + 2], indent=2) for n in (0, 2))))
    assert [comment.parent_id for comment in pages.comments] == [None, "0", "1"]
    assert refusal(ndjson(printed[:-2])).startswith("ferry.ndjson: line 17: is no JSON (expecting ',' delimiter")


@pytest.mark.parametrize(
    "text",
    [
        "Ferry, footbridge, text\nInes Okafor, 3 May 2012\n",
        "text,colour,size\n",
        'The author said, "text, please, and nothing else\n',
        '{"id": 1, "body": "Yes."}\n',
        '{\n "id": 1, "text": "Yes."}\n',
        '[{"id": 1, "text": "Yes."}]\n',
        "{curly words, no JSON}\n{more}\n",
        '{"id": 1, "author": "Ines", "text": "Yes.", "children": [{"id": 2, "text": "No."}]}',
    ],
)
def test_other_texts_are_not_claimed(text: str) -> None:
    from threads.sources import csv as csv_reader
    from threads.sources import ndjson as ndjson_reader

    document = Document("input", text.encode())
    assert not csv_reader.recognise(document)
    assert not ndjson_reader.recognise(document)


def test_a_chain_of_many_replies_is_no_problem() -> None:
    rows = [{"id": n, "parent_id": n - 1 if n else 5_000, "text": "And so on."} for n in range(5_000)]
    found = one(ndjson(*rows))
    assert codes(found) == [("orphan-parent", "0")]
    closed = one(ndjson({"id": 5_000, "parent_id": 4_999, "text": "Round."}, *rows))
    assert codes(closed) == [("parent-cycle", "5000")]
    assert len(closed.notes[0].message) < 200


SCRAPS = ["text", "id", "parent_id", ",", ";", '"', "\n", "{", "}", "[", "]", ":", '{"text": "a"}', "1e400", "\\ud800"]
SCRAPS += ['"comments"', '"links"', '"nesting"', '"source"', "null", "\ufeff", " ", "é"]


@given(st.lists(st.sampled_from(SCRAPS), max_size=15).map("".join), st.sampled_from(["csv", "ndjson", "thread"]))
def test_any_text_reads_or_is_refused_in_a_sentence(text: str, format_name: str) -> None:
    document = Document("scraps", text.encode())
    try:
        list(read(document, format_name, Options()))
    except ThreadsError as error:
        assert "\n" not in str(error)  # noqa: PT017 -- whether it is refused depends on the text


CELLS = st.one_of(st.none(), st.text(max_size=8), st.integers(), st.floats(allow_nan=False, allow_infinity=False))
IDS = st.one_of(st.none(), st.sampled_from(["a", "b", "1", "1.0", "c2", "a-2"]), st.integers(0, 3))
ROWS = st.fixed_dictionaries(
    {"text": st.one_of(st.none(), st.text(max_size=12))},
    optional={
        "id": IDS,
        "parent_id": IDS,
        "thread_id": IDS,
        "author": CELLS,
        "created_at": CELLS,
        "state": st.sampled_from([None, "visible", "Hidden", "x"]),
        "note": st.recursive(CELLS, lambda inner: st.lists(inner, max_size=2), max_leaves=3),
    },
)


@given(st.lists(ROWS, min_size=1, max_size=8))
def test_any_rows_become_sound_transcripts(rows: list[Row]) -> None:
    try:
        found = transcripts(ndjson(*rows))
    except ThreadsError as error:
        assert "ferry.ndjson: line" in str(error)  # noqa: PT017 -- numbers too large for ids are refused, all else reads
        return
    assert [breach for transcript in found for breach in breaches(transcript)] == []
    kept = sum(len(transcript.comments) for transcript in found)
    dropped = sum(note.code == "duplicate-comment" for transcript in found for note in transcript.notes)
    assert kept + dropped == len(rows)


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r")), min_size=2, max_size=2)
    )
)
def test_csv_and_ndjson_of_the_same_rows_agree(cells: list[list[str]]) -> None:
    cells = [pair for pair in cells if any(pair)] + [["Ines", "The last one."]]
    written = io.StringIO(newline="")
    csv.writer(written).writerows([["author", "text"], *cells])

    def told(found: Transcript | Thread) -> list[Comment]:
        return [comment.model_copy(update={"location": None}) for comment in found.comments]

    rows = [{"author": author or None, "text": text or None} for author, text in cells]
    assert told(one(table(written.getvalue()))) == told(one(ndjson(*rows)))
