"""Schemas that attack whoever checks with them: each ends in findings, or in one sentence, soon."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

import threads

DRAFT_4 = "http://json-schema.org/draft-04/schema#"


def of(**keywords: Any) -> dict[str, Any]:
    """A schema for the value of "x"."""
    return {"properties": {"x": keywords}}


def doubling(keyword: str, steps: int, **more: Any) -> dict[str, Any]:
    """Each part refers to the next one twice."""
    parts: dict[str, Any] = {f"a{n}": {keyword: [{"$ref": f"#/$defs/a{n + 1}"}] * 2} for n in range(steps)}
    return {
        "$ref": "#/$defs/a0",
        "$defs": {**parts, f"a{steps}": {"type": "array" if keyword == "anyOf" else "object"}},
        **more,
    }


def unevaluated(levels: int) -> Any:
    """The same without references: what each level says of names is asked again by the one around it."""
    schema: dict[str, Any] = {}
    for _ in range(levels):
        schema = {"allOf": [schema, {"properties": {"x": {}}}], "unevaluatedProperties": False}
    return schema


# schema, value of "x", and what is said of it; nothing for what is valid
SCHEMAS: dict[str, tuple[Any, Any, str]] = {
    "references that double": (doubling("allOf", 40), 1, "takes more than 102,000 steps for input, which has 2 values"),
    "in one of two": (doubling("oneOf", 40), 1, "takes more than "),
    "in any of two": (doubling("anyOf", 40), [1], "takes more than "),
    "with names that nobody speaks of": (doubling("allOf", 40, unevaluatedProperties=False), 1, "takes more than "),
    "names asked for again and again": (unevaluated(30), 1, "takes more than "),
    "a reference to itself": ({"$ref": "#"}, 1, "or its schema refers to itself in a circle"),
    "a reference into a number": (
        {"$ref": "#/minimum/x", "minimum": 1},
        1,
        "refers to #/minimum/x, which is no schema",
    ),
    "a reference to a number": ({"$ref": "#/minimum", "minimum": 1}, 1, "refers to #/minimum, which is no schema"),
    "a reference to a text": ({"$ref": "#/title", "title": "x"}, 1, "refers to #/title, which is no schema"),
    "a reference to a list": ({"$ref": "#/allOf", "allOf": [{}]}, 1, "refers to #/allOf, which is no schema"),
    "a reference to a word in a list": ({"$ref": "#/allOf/x", "allOf": [{}]}, 1, "refers to #/allOf/x, which is no"),
    "an anchor that is not there": ({"$ref": "#nope"}, 1, "refers to #nope, which is no schema that it holds"),
    "a file of this machine": ({"$ref": "file:///etc/passwd"}, 1, "nothing is fetched"),
    "a number for its draft": ({"$schema": 1}, 1, "/$schema: 1 is not of type 'string'"),
    "a list for the draft of a part": (of(**{"$schema": []}), 1, "/properties/x/$schema: [] is not of type 'string'"),
    "an endless repetition": (of(pattern="a{99999999999}"), "aa", "does not match"),
    "20,000 brackets": (of(pattern="(" * 20_000 + ")" * 20_000), "aa", ""),
    "half a character": (of(pattern="\ud800"), "aa", "does not match"),
    "an expression for a value": (of(format="regex"), "(" * 20_000, "is no regex"),
    "a template of 1 MB": (of(format="uri-template"), "{" * 1_000_000, "is no uri-template"),
    "elements that cannot be sorted": (of(uniqueItems=True), [{"a": n} for n in range(20_000)], ""),
    "one and true": (of(uniqueItems=True), [1, True, "1", [1], {"a": 1}], ""),
    "one and one": (of(uniqueItems=True), [{"a": [1, {}]}, {"a": [1.0, {}]}], "has non-unique elements"),
    "choices that cannot be sorted": (
        {"$schema": DRAFT_4, "enum": [{"a": n} for n in range(20_000)]},
        1,
        "is not one of",
    ),
    "a multiple of what is tiny": (of(multipleOf=0.1), 10**400, "/x: "),
    "a number of 400 digits": (of(multipleOf=10**399), 10**400, ""),
}


@pytest.mark.parametrize(("schema", "value", "says"), SCHEMAS.values(), ids=SCHEMAS)
def test_schemas_that_attack(schema: Any, value: Any, says: str) -> None:
    begun = time.process_time()
    try:
        said = [str(one) for one in threads.validate({"x": value}, schema=schema)]
    except threads.ThreadsError as refused:
        said = [str(refused)]
    assert time.process_time() - begun < 20
    assert all(one.splitlines() == [one] and len(one) < 400 for one in said)
    assert says in said[0] if says else said == []


def test_a_large_document_may_take_as_many_steps_as_it_has_values() -> None:
    schema = {"items": {"allOf": [{"$ref": "#/$defs/number"}] * 20}, "$defs": {"number": {"type": "integer"}}}
    assert threads.validate(json.dumps(list(range(4_000))), schema=schema) == []
