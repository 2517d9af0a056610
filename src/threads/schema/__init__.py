"""Our JSON Schemas, derived from the models, and the validation of documents against them or against yours.

What a schema cannot say (parents exist, no cycles, evidence equals its span) is checked after it.
"""

from __future__ import annotations

import copy
import importlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import orjson
from pydantic import BaseModel, ValidationError

import threads
from threads.errors import MalformedInput, UnknownName
from threads.invariants import Breach, breaches, span_breaches
from threads.model import SCHEMA_VERSION, Thread, Transcript
from threads.pointers import pointer
from threads.quotes import quoted_length
from threads.schema.documents import JsonDocument, read_json
from threads.stored import kind

if TYPE_CHECKING:
    from threads.schema.derive import Rules

DIALECT = "https://json-schema.org/draft/2020-12/schema"

# Where each model lives: those of reports and patterns need not load before somebody asks for them.
_MODELS = {
    "transcript": ("threads.model", "Transcript"),
    "thread": ("threads.model", "Thread"),
    "report": ("threads.reports", "Report"),
    "comparison": ("threads.reports.comparison", "Comparison"),
    "pattern": ("threads.patterns", "Pattern"),
}
SCHEMAS = tuple(_MODELS)
_CONVERSATIONS = ("transcript", "thread")  # their models say no more and no less than their fields' types


@dataclass(frozen=True)
class Violation:
    """One thing that is wrong in a document: where, what, and which rule of which schema says so.

    `pointer` is a JSON Pointer (RFC 6901), "" for the whole document; `line` tells the documents of an NDJSON file
    apart; `rule` is the schema's keyword (`required`, `pattern`) or the name of an invariant (`no-link-cycles`).
    """

    pointer: str
    message: str
    rule: str
    schema: str
    line: int | None = None

    def __str__(self) -> str:
        place = f"line {self.line}, " if self.line is not None else ""
        return f"{place}{self.pointer or 'the document'}: {self.message} ({self.rule})"


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one kind of document, by its name in SCHEMAS, derived from its model."""
    return copy.deepcopy(_derived(name))


def validate(
    document: str | bytes | Path | Mapping[str, Any] | BaseModel, schema: str | Path | Mapping[str, Any] | None = None
) -> list[Violation]:
    """Everything that is wrong in a document; an empty list if nothing is.

    `document` is a path, JSON as text or bytes, a parsed object, or a Thread, Transcript, Report or Comparison; NDJSON
    is checked line by line. `schema` is the name of one of ours, a path to yours, or yours as an object; None tells
    ours from the document. Formats are asserted and no `$ref` is ever fetched. Raises MalformedInput where there is no
    JSON to check or no usable schema, UnknownName for a name that is none of ours.
    """
    if schema is None or (isinstance(schema, str) and schema in SCHEMAS):
        return [found for part in read_json(document) for found in _own_violations(part, schema or shape(part))]
    rules = _foreign_rules(schema)
    return [_violation(found, rules.name, part) for part in read_json(document) for found in rules.breaches(part)]


def shape(document: JsonDocument) -> str:
    """Which of our schemas a document means to follow, told from its own names."""
    if (name := kind(document.value)) is not None:
        return name
    for sign, name in (("definition", "pattern"), ("figures", "comparison")):
        if isinstance(document.value, dict) and sign in document.value:
            return name
    found = "is none of " + ", ".join(SCHEMAS)
    raise MalformedInput(document.name, document.place, found, "name its schema, as in --schema thread")


def _own_violations(document: JsonDocument, name: str) -> Iterator[Violation]:
    """The schema's findings, else those of the model.

    What the model of a thread reads conforms to the schema derived from it (a test holds this), so jsonschema, slow
    to load and a thousand times slower to run, is asked only to say all that is wrong.
    """
    if breach := _other_version(document.value):
        return iter([_violation(breach, name, document)])
    beyond = list(_beyond_schema(document, name))
    conforms = name in _CONVERSATIONS and all(breach.rule != "model" for breach in beyond)
    found = beyond if conforms else list(_own_rules(name).breaches(document)) or beyond
    return (_violation(breach, name, document) for breach in found)


def _other_version(value: Any) -> Breach | None:
    """What is said of a document that follows another version of our schemas; nothing else in it means anything."""
    stated = value.get("schema_version") if isinstance(value, dict) else None
    if not isinstance(stated, str) or stated == SCHEMA_VERSION:
        return None
    found = (
        f"follows version {stated[:20]!r} of the schema, this is threads {threads.__version__} with {SCHEMA_VERSION!r}"
    )
    return Breach(
        "/schema_version", "schema-version", f"{found}; write it again, or check it with the threads it is from"
    )


def _violation(breach: Breach, schema_name: str, document: JsonDocument) -> Violation:
    return Violation(breach.pointer, breach.message, breach.rule, schema_name, document.line)


def _beyond_schema(document: JsonDocument, name: str) -> Iterator[Breach]:
    try:
        read = _model(name).model_validate_json(_as_json(document.value))
    except ValidationError as error:
        for one in error.errors(include_url=False, include_input=False):
            yield Breach(pointer(one["loc"]), "model", one["msg"])
        return
    except (TypeError, ValueError, RecursionError) as error:
        raise MalformedInput(document.name, document.place, str(error), "pass plain JSON, not too deep") from error
    if isinstance(read, Transcript | Thread):
        yield from breaches(read)
    elif name == "report":
        quotes = document.value["generator"].get("quotes", "full")
        yield from span_breaches(document.value, partial(quoted_length, quotes=quotes))


def _as_json(value: Any) -> bytes | str:
    try:
        return orjson.dumps(value)
    except orjson.JSONEncodeError:  # an integer of more than 64 bits, which JSON may hold, or what it may not
        return json.dumps(value, allow_nan=False)


@cache
def _own_rules(name: str) -> Rules:
    from threads.schema.derive import Rules  # jsonschema takes its time to load

    return Rules(name, _derived(name))


def _foreign_rules(asked: str | Path | Mapping[str, Any]) -> Rules:
    from threads.schema.derive import Rules

    if isinstance(asked, Mapping):
        return Rules(str(asked.get("$id", "your schema")), asked)
    if isinstance(asked, str) and asked.replace("-", "").isalnum():
        raise UnknownName("schema", asked, SCHEMAS)
    document = next(read_json(Path(asked)))
    if not isinstance(document.value, dict):
        raise MalformedInput(document.name, document.place, "is no JSON Schema", "pass an object")
    return Rules(document.name, document.value)


@cache
def _derived(name: str) -> dict[str, Any]:
    derived = _model(name).model_json_schema()
    head = {"$schema": DIALECT, "$id": f"urn:threads:schema:{SCHEMA_VERSION}:{name}"}
    return head | {key: derived.pop(key) for key in ("title", "description", "type") if key in derived} | derived


def _model(name: str) -> type[BaseModel]:
    if name not in _MODELS:
        raise UnknownName("schema", name, SCHEMAS)
    module, attribute = _MODELS[name]
    return cast("type[BaseModel]", getattr(importlib.import_module(module), attribute))
