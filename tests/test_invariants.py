"""What is said of broken documents, word by word: mutation testing showed what no other test would notice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import threads
from threads.errors import MalformedInput, ThreadsError, UnknownName
from threads.invariants import describe, span_breaches


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
        ({"$id": "urn:yours", "$ref": "urn:x"}, "urn:yours: $ref: refers to urn:x, which it does not hold; put that"),
        ("report-card", "'report-card' is no schema; known: transcript, thread, report, pattern"),
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
