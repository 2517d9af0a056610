"""The keywords of JSON Schema that hold regular expressions, matched in linear time: schemas may come from anybody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from attrs import fields
from jsonschema import ValidationError as Finding
from jsonschema.validators import extend

from threads.schema.evaluated import unevaluated


class EndlessExpression(Exception):
    """An expression that looks around or back, which no engine matches in bounded time."""


@lru_cache
def linear(validator: Any) -> Any:
    """The same validator class, asking RE2 instead of Python's `re`, which "^(a+)+$" keeps busy for ever."""
    ours = {
        "pattern": _pattern,
        "patternProperties": _pattern_properties,
        "additionalProperties": _additional_properties(validator.VALIDATORS["additionalProperties"]),
    }
    if "unevaluatedProperties" in validator.VALIDATORS:  # drafts before 2019-09 have it not
        ours["unevaluatedProperties"] = unevaluated(_search)
    made: Any = extend(validator, ours)  # type: ignore[no-untyped-call]  # jsonschema ships no types for it
    evolve = made.evolve

    def evolved(checker: Any, **changes: Any) -> Any:
        """The checker of a part, linear too where that part names its draft: jsonschema takes its own class for it."""
        after = evolve(checker, **changes)
        kind: Any = type(after)
        if kind is made:
            return after
        kind = linear(kind)
        return kind(**{one.alias: getattr(after, one.name) for one in fields(kind) if one.init})

    made.evolve = evolved
    return made


def _additional_properties(original: Any) -> Any:
    def keyword(checker: Any, value: Any, instance: Any, schema: Mapping[str, Any]) -> Iterator[Finding]:
        """As before, with the names that an expression matches among those that are known."""
        if not checker.is_type(instance, "object"):
            return
        patterns = tuple(schema.get("patternProperties", ()))
        matched = {name: True for name in instance if any(_search(one, name) for one in patterns)}
        plain = {key: one for key, one in schema.items() if key != "patternProperties"}
        plain["properties"] = {**schema.get("properties", {}), **matched}
        yield from original(checker, value, instance, plain)

    return keyword


def _pattern(checker: Any, pattern: str, instance: Any, schema: object) -> Iterator[Finding]:
    del schema
    if checker.is_type(instance, "string") and not _search(pattern, instance):
        yield Finding(f"{instance!r} does not match {pattern!r}")


def _pattern_properties(checker: Any, value: Mapping[str, Any], instance: Any, schema: object) -> Iterator[Finding]:
    del schema
    if checker.is_type(instance, "object"):
        for pattern, part in value.items():
            for name in (name for name in instance if _search(pattern, name)):
                yield from checker.descend(instance[name], part, path=name, schema_path=pattern)


def _search(pattern: str, text: str) -> bool:
    return _compiled(pattern).search(text.encode("utf-8", "replace").decode()) is not None


@lru_cache(maxsize=1_000)
def _compiled(pattern: str) -> Any:
    import re2  # type: ignore[import-untyped]  # ships no types

    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(pattern, options=options)
    except re2.error as error:
        raise EndlessExpression(pattern) from error
