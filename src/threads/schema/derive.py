"""A document against a JSON Schema: what is wrong, where, in words that stay short for any document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator, SchemaError
from jsonschema import ValidationError as Finding
from jsonschema.validators import validator_for
from jsonschema_specifications import REGISTRY  # type: ignore[import-untyped]  # ships no types
from referencing.exceptions import Unresolvable

from threads.errors import MalformedInput
from threads.invariants import Breach
from threads.pointers import pointer
from threads.schema.documents import JsonDocument
from threads.schema.expressions import EndlessExpression, linear

_KINDS = {bool: "a boolean", int: "a number", float: "a number", str: "a string", list: "an array", dict: "an object"}
_LONGEST = 160  # characters of a message; an offending value can be megabytes long


class Rules:
    """A JSON Schema ready to check documents: draft 2020-12 unless it names another, formats asserted."""

    def __init__(self, name: str, schema: Mapping[str, Any]) -> None:
        self.name = name
        validator = validator_for(schema, default=Draft202012Validator)
        try:
            validator.check_schema(dict(schema))
        except SchemaError as error:
            place = pointer(error.absolute_path) or "the document"
            raise MalformedInput(name, place, _shorten(error.message), "correct the schema") from error
        except RecursionError as error:
            raise MalformedInput(name, "the document", "is nested too deep", "flatten the schema") from error
        # The registry holds the specifications' own schemas and fetches nothing.
        self._validator = linear(validator)(schema, registry=REGISTRY, format_checker=validator.FORMAT_CHECKER)

    def breaches(self, document: JsonDocument) -> Iterator[Breach]:
        """What in the document breaks the rules, in the schema's order."""
        try:
            for error in self._validator.iter_errors(document.value):
                for finding in _expanded(error):
                    yield Breach(pointer(finding.absolute_path), str(finding.validator), _message(finding))
        except Unresolvable as error:
            found = f"refers to {_shorten(str(error.ref))}, which it does not hold"
            raise MalformedInput(self.name, "$ref", found, "put that schema under $defs; nothing is fetched") from error
        except EndlessExpression as error:
            found = f"{_shorten(repr(str(error)))} looks around or back, which may take for ever"
            raise MalformedInput(self.name, "pattern", found, "write it without (?...) and \\1") from error
        except RecursionError as error:
            raise MalformedInput(document.name, document.place, "is nested too deep", "flatten it") from error


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
