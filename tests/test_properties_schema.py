"""Pydantic and JSON Schema take exactly the same threads, and jsonschema and jsonschema-rs agree about them.

They differ in one thing, on purpose: JSON Schema has no integers apart from numbers, so that 7.0 is one to it; the
models, which are strict, take 7 alone. (Both read 7 where JSON says 7, and our writer never writes 7.0.)
"""

from __future__ import annotations

import copy
import json
from functools import cache
from typing import Any

import pytest
import strategies as made
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import BaseModel, ValidationError

from threads.model import Thread, Transcript
from threads.render.json import json as dump
from threads.schema import schema

SLOW = made.examples(1)
MODELS: dict[str, type[BaseModel]] = {"thread": Thread, "transcript": Transcript}

# What a field's type may be mistaken for, and what its pattern, bounds and choices only just refuse or take.
NEAR: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 7.0, 0.5, 2**70, "", " ", "x", "0", [], [[]], {}, {"line": 0}, "é", "\u0000"),
    *("visible", "Visible", "1.0", "1.00", "stated", "comments", "a-code", "A-code", "a-code\n", "-"),
    *("2011-12-21", "2011-12-21\n", "2011-12-21T15:41:00+06:00", "2011-12-21 15:41", "٢٠١١-12-21"),
    *("0" * 64, "0" * 63, "G" * 64, "0" * 64 + "\n"),
    *({"start": 0, "end": 0, "text": "", "comment_id": "a"}, {"code": "a", "message": "b"}),
)


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(schema(name))


def taken_by_model(name: str, value: Any) -> bool:
    try:
        MODELS[name].model_validate_json(json.dumps(value))
    except ValidationError:
        return False
    return True


def whole_floats(value: Any) -> bool:
    """Whether an integer is written as 7.0 somewhere that is not free for any JSON."""
    for path in made.paths(value):
        one = made.at(value, path)
        if "extra" not in path and isinstance(one, float) and one.is_integer():
            return True
    return False


@st.composite
def documents(draw: st.DrawFn, name: str) -> Any:
    """A valid document, or one with a few other values in it."""
    value = json.loads(dump(draw(made.threads() if name == "thread" else made.transcripts())))
    for _ in range(draw(st.integers(0, 2))):
        if isinstance(value, dict) and value:
            value = draw(made.altered(value, st.sampled_from(NEAR)) | respelled(value))
    return value


ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@st.composite
def respelled(draw: st.DrawFn, value: Any) -> Any:
    """A document with one of its strings as another: what a pattern must refuse and a reader hardly sees."""
    value = copy.deepcopy(value)
    path = draw(st.sampled_from([path for path in made.paths(value) if isinstance(made.at(value, path), str)] or [()]))
    if path:
        text = made.at(value, path)
        others = (f"{text}\n", f"{text}\r", f"\n{text}", text.translate(ARABIC), text.upper(), text[:-1], text * 2)
        made.at(value, path[:-1])[path[-1]] = draw(st.sampled_from(others))
    return value


@pytest.mark.parametrize("name", MODELS)
@SLOW
@given(data=st.data())
def test_models_and_their_schemas_take_the_same_documents(name: str, data: st.DataObject) -> None:
    value = data.draw(documents(name))
    by_schema, by_model = validator(name).is_valid(copy.deepcopy(value)), taken_by_model(name, value)
    if whole_floats(value):
        assert by_schema or not by_model
    else:
        assert by_schema == by_model, next(validator(name).iter_errors(value), "the model alone refuses it")


@pytest.mark.parametrize(("value", "by_model", "by_schema"), [(7, True, True), (7.0, False, True), (7.5, False, False)])
def test_the_one_difference_is_7_0(value: float, by_model: bool, by_schema: bool) -> None:
    document = json.loads(SMALLEST) | {"declared_comments": value}
    assert (taken_by_model("thread", document), validator("thread").is_valid(document)) == (by_model, by_schema)


@pytest.mark.parametrize("text", ["2011-12-21\n", "٢٠١١-12-21", "2011-12-21T15:41:00Z\n", "\n2011-12-21", "2011-12-2१"])
def test_patterns_mean_the_same_in_every_language(text: str) -> None:
    """In Python, `$` is also in front of a last line break, and `\\d` any digit of any script; elsewhere not."""
    document = json.loads(SMALLEST) | {"post": {"created_at": text}}
    assert not taken_by_model("thread", document)
    assert not validator("thread").is_valid(document)
    rs = pytest.importorskip("jsonschema_rs", reason="jsonschema-rs is not installed; pip install 'threads[dev]'")
    assert not rs.Draft202012Validator(schema("thread")).is_valid(document)


SMALLEST = json.dumps(
    {"id": "x", "source": {"name": "x", "format": "text", "sha256": "0" * 64, "bytes": 0}, "nesting": "lost"}
)


@pytest.mark.parametrize("name", MODELS)
@SLOW
@given(data=st.data())
def test_jsonschema_and_jsonschema_rs_agree(name: str, data: st.DataObject) -> None:
    fast = pytest.importorskip("jsonschema_rs", reason="jsonschema-rs is not installed; pip install 'threads[dev]'")
    value = data.draw(documents(name))
    rules = fast.Draft202012Validator(schema(name))
    assert rules.is_valid(value) == validator(name).is_valid(value)
    ours = {tuple(error.absolute_path) for error in validator(name).iter_errors(value)}
    assert {tuple(error.instance_path) for error in rules.iter_errors(value)} == ours
