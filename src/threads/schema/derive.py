"""A document against a JSON Schema: what is wrong, where, in words that stay short for any document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema import ValidationError as Finding
from jsonschema.validators import validator_for
from jsonschema_specifications import REGISTRY  # type: ignore[import-untyped]  # ships no types

from threads.errors import MalformedInput
from threads.invariants import Breach
from threads.pointers import pointer
from threads.schema.documents import JsonDocument
from threads.schema.expressions import EndlessExpression
from threads.schema.guarded import NoSuchPart, TooManySteps, formats, guarded, steps

_KINDS = {bool: "a boolean", int: "a number", float: "a number", str: "a string", list: "an array", dict: "an object"}
_STEPS, _STEPS_EACH = 100_000, 1_000  # parts of a schema held against a document, and for each value; 2 are usual
_LONGEST = 160  # characters of a message; an offending value can be megabytes long


class Rules:
    """A JSON Schema ready to check documents: draft 2020-12 unless it names another, formats asserted."""

    def __init__(self, name: str, schema: Mapping[str, Any]) -> None:
        self.name = name
        draft = str(schema.get("$schema", ""))
        validator = validator_for({"$schema": draft}, default=Draft202012Validator)
        for error in _errors(name, _made(validator, validator.META_SCHEMA), JsonDocument(name, dict(schema))):
            place = pointer(error.absolute_path) or "the document"
            raise MalformedInput(name, place, _shorten(error.message), "correct the schema")
        self._validator = _made(validator, schema)

    def breaches(self, document: JsonDocument) -> Iterator[Breach]:
        """What in the document breaks the rules, in the schema's order."""
        for error in _errors(self.name, self._validator, document):
            for finding in _expanded(error):
                yield Breach(pointer(finding.absolute_path), str(finding.validator), _message(finding))


def _made(validator: Any, schema: Any) -> Any:
    """A checker of this draft; the registry holds the specifications' own schemas and fetches nothing."""
    return guarded(validator)(schema, registry=REGISTRY, format_checker=formats(validator))


def _errors(name: str, validator: Any, document: JsonDocument) -> list[Finding]:
    """All that a checker finds in a document; MalformedInput for a schema, so called, that cannot be worked with."""
    size = _values(document.value)
    try:
        with steps(_STEPS + size * _STEPS_EACH):
            return list(validator.iter_errors(document.value))
    except NoSuchPart as error:
        found = f"refers to {_shorten(str(error))}, which is no schema that it holds"
        raise MalformedInput(name, "$ref", found, "put that schema under $defs; nothing is fetched") from error
    except TooManySteps as error:
        found = f"takes more than {_STEPS + size * _STEPS_EACH:,} steps for {document.name}, which has {size:,} values"
        raise MalformedInput(
            name, "$ref", found, "let no part of it refer to another twice, step after step"
        ) from error
    except EndlessExpression as error:
        found = f"{_shorten(repr(str(error)))} looks around or back, which may take for ever"
        raise MalformedInput(name, "pattern", found, "write it without (?...) and \\1") from error
    except RecursionError as error:
        found = "is nested too deep, or its schema refers to itself in a circle"
        raise MalformedInput(document.name, document.place, found, "flatten it, or mend the schema") from error


def _values(value: Any) -> int:
    """How many values a JSON value holds, itself among them."""
    count, waiting = 0, [value]
    while waiting:
        one = waiting.pop()
        count += 1
        if isinstance(one, dict):
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
    return count


def _expanded(error: Finding) -> Iterator[Finding]:
    """The findings inside the one branch of an `anyOf` that the value means to be; null is meant by nothing else."""
    waiting = [error]
    while waiting:
        finding = waiting.pop()
        branches: dict[str | int, list[Finding]] = {}
        for inner in finding.context or ():
            branches.setdefault(inner.relative_schema_path[0], []).append(inner)
        meant = [inner for inner in branches.values() if not any(_is_of_another_kind(one) for one in inner)]
        if len(meant) == 1:
            waiting.extend(reversed(meant[0]))
        else:
            yield finding


def _is_of_another_kind(finding: Finding) -> bool:
    return bool(finding.validator == "const" or (finding.validator == "type" and not finding.relative_path))


def _message(finding: Finding) -> str:
    rule, wanted, value = finding.validator, finding.validator_value, finding.instance
    types = [one.validator_value for one in finding.context or () if one.validator == "type"]
    if rule == "type" or (types and len(types) == len(finding.context)):
        listed = types or (wanted if isinstance(wanted, list) else [wanted])
        return f"is {_KINDS.get(type(value), 'null')}, wanted {' or '.join(map(str, listed))}"
    if rule == "pattern":
        return f"{_shorten(repr(value), 60)} does not match {_shorten(str(wanted), 80)}"
    if rule == "format":
        return f"{_shorten(repr(value), 60)} is no {wanted}"
    return _shorten(finding.message)


def _shorten(text: str, longest: int = _LONGEST) -> str:
    half = longest // 2
    return text if len(text) <= longest else f"{text[:half]} ... {text[-half:]}"
