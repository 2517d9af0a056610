"""Properties of which a foreign schema speaks or not: by our keyword as by jsonschema's own."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, validators

from threads.schema import validate

NAMES = st.sampled_from(["ferry", "fare", "bridge", "ramp"])
VALUES: st.SearchStrategy[Any] = st.sampled_from([None, 1, "x", {}])
_PARTS = st.sampled_from([True, False, {}, {"type": "string"}, {"type": "null"}])


def _around(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    several = st.lists(inner, min_size=1, max_size=2)
    return st.fixed_dictionaries(
        {},
        optional={
            "properties": st.dictionaries(NAMES, _PARTS, max_size=2),
            "patternProperties": st.dictionaries(st.sampled_from(["^f", "r"]), _PARTS, max_size=2),
            "additionalProperties": _PARTS,
            "unevaluatedProperties": _PARTS,
            "dependentSchemas": st.dictionaries(NAMES, inner, max_size=1),
            "allOf": several,
            "anyOf": several,
            "oneOf": several,
            "if": inner,
            "then": inner,
            "else": inner,
            "not": inner,
            "$ref": st.just("#/$defs/one"),
            "$dynamicRef": st.just("#/$defs/one"),
        },
    )


LEAF: dict[str, Any] = {"properties": {"fare": {}}, "patternProperties": {"^b": {}}}
SCHEMAS = st.recursive(st.just({}), _around, max_leaves=6).map(
    lambda schema: {"unevaluatedProperties": False, **schema, "$defs": {"one": LEAF}}
)


@given(SCHEMAS, st.dictionaries(NAMES, VALUES, max_size=4))
def test_we_take_the_same_objects_as_jsonschema(schema: dict[str, Any], instance: dict[str, Any]) -> None:
    assert (validate(instance, schema) == []) == Draft202012Validator(schema).is_valid(instance)


@pytest.mark.parametrize(
    "draft", ["https://json-schema.org/draft/2019-09/schema", Draft202012Validator.META_SCHEMA["$id"]]
)
def test_each_property_that_is_not_spoken_of_is_named(draft: str) -> None:
    again = "$recursiveRef" if "2019" in draft else "$ref"
    schema = {
        "$schema": draft,
        "unevaluatedProperties": False,
        "properties": {"next": {again: "#"}},
        "patternProperties": {"^(f|f)*$": {}},
    }
    assert validators.validator_for(schema).META_SCHEMA["$id"] == draft
    found = validate(json.dumps({"ff": 1, "f" * 50 + "!": 2, "next": {"fare": 3}}).encode(), schema)
    assert {(one.pointer, one.rule) for one in found} == {(place, "unevaluatedProperties") for place in ("", "/next")}
    assert [one for one in found if "'fare' is none of the properties" in one.message]


def test_parts_that_name_their_draft_take_linear_time_too() -> None:
    """jsonschema takes its own class for such parts, and for the whole where a `$ref` leads back to it."""
    endless = {"type": "string", "pattern": "^(a+)+$"}
    old = {"$schema": "http://json-schema.org/draft-07/schema#", **endless}
    schema = {
        "$schema": Draft202012Validator.META_SCHEMA["$id"],
        "properties": {"next": {"$ref": "#"}, "name": endless, "old": {"$ref": "#/$defs/old"}},
        "$defs": {"old": old},
    }
    name = "a" * 5_000 + "!"
    found = validate(json.dumps({"next": {"name": name, "old": name}}).encode(), schema)
    assert {(one.pointer, one.rule) for one in found} == {("/next/name", "pattern"), ("/next/old", "pattern")}
