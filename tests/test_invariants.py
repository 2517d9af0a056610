"""What is said of broken documents, word by word: mutation testing showed what no other test would notice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import threads
from threads.errors import MalformedInput, ThreadsError, UnknownName
from threads.invariants import describe, span_breaches

SAMPLES = Path(__file__).parent.parent / "samples"


@pytest.mark.parametrize(
    ("cycle", "said"),
    [
        (("a",), "'a' alone"),
        (("a", "b"), "'a' -> 'b'"),
        (("a", "b", "c", "d"), "'a' -> 'b' -> 'c' -> 'd'"),
        (("a", "b", "c", "d", "e"), "'a' -> 'b' -> 'c' -> 'd' -> ... (5 comments)"),
    ],
)
def test_a_circle_is_named_by_its_first_four(cycle: tuple[str, ...], said: str) -> None:
    assert describe(cycle) == said


@pytest.mark.parametrize(
    ("span", "place", "said"),
    [
        ({"start": 3, "end": 3, "text": ""}, "/a/0/end", "the span ends at 3 and starts at 3"),
        ({"start": 3, "end": 2, "text": "x"}, "/a/0/end", "the span ends at 2 and starts at 3"),
        ({"start": 3, "end": 5, "text": "x"}, "/a/0/text", "1 code points cannot stand between 3 and 5"),
    ],
)
def test_what_is_wrong_with_a_span(span: Any, place: str, said: str) -> None:
    [breach] = span_breaches({"a": [span, {"start": 0, "end": 1, "text": "🚢"}], "b": {"c": 1}})
    assert breach == (place, "span-has-length", said)


@pytest.mark.parametrize(
    "value", [{"start": 3, "end": 1}, {"start": "3", "end": 1, "text": "x"}, {"start": 3, "text": "x"}, {"text": "x"}]
)
def test_what_only_looks_like_a_span_is_none(value: Any) -> None:
    assert list(span_breaches(value)) == []


def test_every_branch_of_a_document_is_looked_at() -> None:
    wrong = {"start": 1, "end": 1, "text": ""}
    document: Any = {"a": [wrong, {"b": wrong}], "c": {"d": {"e": wrong}}, "f": wrong}
    assert [one.pointer for one in span_breaches(document)] == ["/a/0/end", "/a/1/b/end", "/c/d/e/end", "/f/end"]


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        (
            {"type": "dates"},
            "your schema: /type: 'dates' is not valid under any of the given schemas; correct the schema",
        ),
        ({"$id": "urn:yours", "$ref": "urn:x"}, "urn:yours: $ref: refers to urn:x, which is no schema"),
        ("report-card", "'report-card' is no schema; known: transcript, thread, report, comparison, pattern"),
    ],
)
def test_what_is_wrong_with_your_schema(schema: Any, said: str) -> None:
    with pytest.raises(ThreadsError) as caught:
        threads.validate({"a": 1}, schema)
    assert str(caught.value).startswith(said)


def test_a_schema_that_is_no_object_is_named(tmp_path: Path) -> None:
    (tmp_path / "list.json").write_text("[1]", encoding="utf-8")
    with pytest.raises(MalformedInput) as caught:
        threads.validate({"a": 1}, tmp_path / "list.json")
    assert str(caught.value) == "list.json: the document: is no JSON Schema; pass an object"


def test_a_name_with_a_dash_is_no_path() -> None:
    with pytest.raises(UnknownName):
        threads.validate({"a": 1}, "no-such-schema")


def test_integers_of_any_length_are_integers() -> None:
    thread = {
        "id": "x",
        "source": {"name": "x", "format": "text", "sha256": "0" * 64, "bytes": 2**70},
        "nesting": "lost",
        "links": [],
    }
    assert threads.validate(thread) == []
    assert threads.validate(str(thread).replace("'", '"')) == []


SOUND: dict[str, Any] = {
    "id": "x",
    "source": {"name": "x", "format": "text", "sha256": "0" * 64, "bytes": 1},
    "nesting": "lost",
    "comments": [{"id": "a", "text": "Keep it."}, {"id": "b"}, {"id": "c"}],
    "links": [],
}


def link(child: str, parent: str, *evidence: Any) -> dict[str, Any]:
    return {"child_id": child, "parent_id": parent, "basis": "quote", "evidence": list(evidence), "fact": "as it says"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"links": [link("b", "z")]}, "/links/0/parent_id: no comment has the id 'z' (link-ends-exist)"),
        (
            {"links": [link("b", "a"), link("b", "c")]},
            "/links/1: 'b' has a link already, at /links/0 (one-link-per-child)",
        ),
        ({"links": [link("b", "b")]}, "/links/0: 'b' alone reply in a circle (link-to-itself)"),
        (
            {"links": [link("c", "b"), link("b", "c")]},
            "/links/0: 'c' -> 'b' reply in a circle (no-link-cycles)",
        ),
        (
            {"links": [link("b", "a", {"comment_id": "z", "start": 0, "end": 1, "text": "K"})]},
            "/links/0/evidence/0/comment_id: no comment has the id 'z' (evidence-comment-exists)",
        ),
        (
            {"links": [link("b", "a", {"comment_id": "a", "start": 0, "end": 4, "text": "keep"})]},
            "/links/0/evidence/0/text: the text of 'a' has other words from 0 to 4 (evidence-equals-span)",
        ),
        (
            {"links": [link("b", "a") | {"fact": None}]},
            "/links/0: neither words nor a fact show this 'quote' link (recovered-link-is-shown)",
        ),
        (
            {
                "comments": [{"id": "a"}, {"id": "b"}, {"id": "c", "parent_id": "a"}],
                "links": [{"child_id": "c", "parent_id": "b", "basis": "stated"}],
            },
            "/links/0/parent_id: the source states 'a' as the parent of 'c' (stated-parent-holds)",
        ),
        (
            {"comments": [{"id": "a"}, {"id": "b"}, {"id": "c", "parent_id": "a"}], "links": [link("c", "b")]},
            "/links/0/parent_id: the source states 'a' as the parent of 'c' (stated-parent-holds)",
        ),
        (
            {"notes": [{"code": "some-note", "message": "x", "comment_id": "z"}]},
            "/notes/0/comment_id: no comment has the id 'z' (note-comment-exists)",
        ),
        ({"comments": [{"id": "a"}, {"id": "a"}]}, "/comments/1/id: the id 'a' is taken (unique-comment-ids)"),
        (
            {"comments": [{"id": "a", "parent_id": "z"}]},
            "/comments/0/parent_id: no comment has the id 'z', and no note 'orphan-parent' says so "
            "(stated-parent-exists)",
        ),
        (
            {"post": {"created_at": "2011-02-30"}},
            "/post/created_at: '2011-02-30' is no date or time of the calendar (timestamp)",
        ),
        (
            {"schema_version": "0.1"},
            f"/schema_version: follows version '0.1' of the schema, this is threads {threads.__version__} with '1.0'; "
            "write it again, or check it with the threads it is from (schema-version)",
        ),
    ],
)
def test_every_invariant_says_what_is_wrong(change: dict[str, Any], said: str) -> None:
    assert [str(violation) for violation in threads.validate({**SOUND, **change})] == [said]


@pytest.mark.parametrize(
    "change",
    [
        {"links": [link("b", "a") | {"fact": None}], "notes": [{"code": "forgotten", "message": "on request"}]},
        {"comments": [{"id": "a"}, {"id": "b", "parent_id": "gone"}], "links": [link("b", "a")],
         "notes": [{"code": "orphan-parent", "message": "is elsewhere", "comment_id": "b"}]},
        {"links": [{"child_id": "b", "parent_id": "a", "basis": "stated"}]},
    ],
    ids=["words that were forgotten", "a stated parent that is elsewhere", "a parent that the link alone states"],
)  # fmt: skip
def test_what_breaks_no_invariant(change: dict[str, Any]) -> None:
    assert threads.validate({**SOUND, **change}) == []


def test_spans_of_reports_are_checked_by_validate() -> None:
    [thread] = threads.parse(SAMPLES / "thread" / "landing-stage.json")
    report = threads.report(thread).model_dump(mode="json")
    assert threads.validate(report) == []
    report["rebuttals"]["links"][0]["evidence"][0]["text"] += "!"
    [violation] = threads.validate(report)
    assert (violation.pointer, violation.rule) == ("/rebuttals/links/0/evidence/0/text", "span-has-length")


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (
            '{"a": 1}',
            "input: the document: is none of transcript, thread, report, comparison, pattern; name its schema, as in",
        ),
        (
            '{"links": []}\n{"a": }',
            "input: line 2, column 7: unexpected character",
        ),
        (b'{"a": [1, ]}', "input: line 1, column 9: trailing comma is not allowed; pass one JSON"),
    ],
)
def test_what_is_no_document(document: str | bytes, said: str) -> None:
    with pytest.raises(ThreadsError) as caught:
        threads.validate(document)
    assert str(caught.value).startswith(said)


def test_toml_is_read_by_its_name(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    file.write_text("definition = 7\n", encoding="utf-8")
    assert {violation.schema for violation in threads.validate(file)} == {"pattern"}
    file.write_text("definition = ", encoding="utf-8")
    with pytest.raises(MalformedInput, match=r"^x\.toml: the document: no valid TOML .*; mend its syntax$"):
        threads.validate(file)


def test_nothing_is_even_tried_to_be_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    """jsonschema's own registry would ask urllib, whose failure looks the same from outside."""
    tried: list[Any] = []
    monkeypatch.setattr("urllib.request.urlopen", lambda *asked, **_: tried.append(asked))
    with pytest.raises(MalformedInput, match="nothing is fetched"):
        threads.validate({"a": 1}, {"$ref": "https://larkmouth.example/x.json"})
    assert tried == []


def test_a_schema_nested_without_end_is_named() -> None:
    deep: Any = {}
    for _ in range(5_000):
        deep = {"not": deep}
    with pytest.raises(MalformedInput) as caught:
        threads.validate({"a": 1}, deep)
    assert str(caught.value) == (
        "your schema: the document: is nested too deep, or its schema refers to itself in a circle; "
        "flatten it, or mend the schema"
    )
