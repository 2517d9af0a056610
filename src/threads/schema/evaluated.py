"""Which names of an object a schema has spoken of, and which it has not (`unevaluatedProperties`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jsonschema import ValidationError as Finding
from referencing.jsonschema import lookup_recursive_ref

Search = Callable[[str, str], bool]
LookUp = Callable[[Any, str], Any]


def unevaluated(search: Search, look_up: LookUp) -> Callable[..., Iterator[Finding]]:
    """The keyword; jsonschema's own asks Python's `re`.

    It asks `search` whether an expression stands in a name, and `look_up` what a reference leads to.
    """

    def keyword(checker: Any, value: Any, instance: Any, schema: Mapping[str, Any]) -> Iterator[Finding]:
        if not checker.is_type(instance, "object"):
            return
        others = {name: part for name, part in schema.items() if name != "unevaluatedProperties"}
        known = set(_evaluated(checker, instance, others, search, look_up))
        for name in instance:
            if name not in known and next(checker.descend(instance[name], value), None) is not None:
                yield Finding(f"{name!r} is none of the properties that the schema speaks of")

    return keyword


def _evaluated(
    checker: Any, instance: Mapping[str, Any], schema: Any, search: Search, look_up: LookUp
) -> Iterator[str]:
    """The names in an instance that a schema, valid for it, has spoken of; some more than once."""
    if not isinstance(schema, Mapping):
        return
    for keyword, part in schema.items():
        match keyword:
            case "properties":
                yield from instance.keys() & part.keys()
            case "patternProperties":
                yield from (name for name in instance if any(search(one, name) for one in part))
            case "additionalProperties" | "unevaluatedProperties":
                yield from (name for name, inner in instance.items() if _is_valid(checker, inner, part))
            case "$ref" | "$dynamicRef" | "$recursiveRef":
                yield from _referred(checker, instance, keyword, part, search, look_up)
            case _:
                for inner in _in_force(checker, instance, schema, keyword):
                    yield from _evaluated(checker, instance, inner, search, look_up)


def _in_force(checker: Any, instance: Mapping[str, Any], schema: Mapping[str, Any], keyword: str) -> Iterator[Any]:
    """The schemas under a keyword that hold of this instance."""
    part = schema[keyword]
    match keyword:
        case "allOf" | "anyOf" | "oneOf":
            yield from (one for one in part if _is_valid(checker, instance, one))
        case "dependentSchemas":
            yield from (one for name, one in part.items() if name in instance)
        case "if" if _is_valid(checker, instance, part):
            yield from (part, schema.get("then"))
        case "if":
            yield schema.get("else")


def _referred(
    checker: Any, instance: Mapping[str, Any], keyword: str, part: str, search: Search, look_up: LookUp
) -> Iterator[str]:
    found = lookup_recursive_ref(checker._resolver) if keyword == "$recursiveRef" else look_up(checker, part)
    there = checker.evolve(schema=found.contents, _resolver=found.resolver)
    yield from _evaluated(there, instance, found.contents, search, look_up)


def _is_valid(checker: Any, instance: Any, schema: Any) -> bool:
    return next(checker.descend(instance, schema), None) is None
