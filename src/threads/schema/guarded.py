"""jsonschema's validators kept within bounds, since a schema may come from anybody.

They ask RE2, count the steps they take, compare the elements of arrays once each, and say of a reference to no schema
that it is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from fractions import Fraction
from functools import lru_cache
from typing import Any

from attrs import fields
from jsonschema import ValidationError as Finding
from jsonschema.validators import extend
from referencing.exceptions import Unresolvable

from threads.schema.evaluated import unevaluated
from threads.schema.expressions import additional_properties, is_expression, pattern, pattern_properties, search

_LEFT: ContextVar[list[int] | None] = ContextVar("steps left", default=None)
_LONGEST_TEMPLATE = 8_000  # characters of a "uri-template", which its library reads in quadratic time


class NoSuchPart(Exception):
    """A reference to what the schema does not hold, or to something in it that is no schema."""


class TooManySteps(Exception):
    """More parts of a schema, one within another, held against a document than its size explains."""


@contextmanager
def steps(allowed: int) -> Iterator[None]:
    """A block in which so many parts of a schema may be held against a value."""
    token = _LEFT.set([allowed])
    try:
        yield
    finally:
        _LEFT.reset(token)


@lru_cache
def guarded(validator: Any) -> Any:
    """The same validator class, within bounds."""
    ours = {
        "pattern": pattern,
        "patternProperties": pattern_properties,
        "additionalProperties": additional_properties(validator.VALIDATORS["additionalProperties"]),
        "uniqueItems": _unique_items,
        "multipleOf": _multiple_of,
    }
    if "unevaluatedProperties" in validator.VALIDATORS:  # drafts before 2019-09 have it not
        ours["unevaluatedProperties"] = unevaluated(search, look_up)
    made: Any = extend(validator, {name: one for name, one in ours.items() if name in validator.VALIDATORS})  # type: ignore[no-untyped-call]  # jsonschema ships no types for it
    evolve = made.evolve

    def evolved(checker: Any, **changes: Any) -> Any:
        """The checker of a part, guarded too where that part names its draft: jsonschema takes its own class for it."""
        _step(changes.get("schema", checker.schema))
        after = evolve(checker, **changes)
        kind: Any = type(after)
        if kind is made:
            return after
        kind = guarded(kind)
        return kind(**{one.alias: getattr(after, one.name) for one in fields(kind) if one.init})

    def refer(checker: Any, ref: str, instance: Any) -> Any:
        found = look_up(checker, ref)
        return checker.descend(instance, found.contents, resolver=found.resolver)

    made.evolve = evolved
    made._validate_reference = refer
    return made


@lru_cache
def formats(validator: Any) -> Any:
    """The formats that a draft knows, without Python's own reading of expressions and the slow one of templates."""
    checker = copy(validator.FORMAT_CHECKER)
    checker.checkers = dict(checker.checkers)
    checker.checkers["regex"] = (lambda value: not isinstance(value, str) or is_expression(value), ())
    if "uri-template" in checker.checkers:
        template, raises = checker.checkers["uri-template"]
        checker.checkers["uri-template"] = (
            lambda value: not isinstance(value, str) or (len(value) <= _LONGEST_TEMPLATE and template(value)),
            raises,
        )
    return checker


def look_up(checker: Any, ref: str) -> Any:
    """What a reference leads to."""
    try:
        found = checker._resolver.lookup(ref)  # jsonschema shows it to keywords by no other name
    except (Unresolvable, ValueError, TypeError, AttributeError) as error:  # a pointer into a number, "x" in a list
        raise NoSuchPart(ref) from error
    if not isinstance(found.contents, Mapping | bool):
        raise NoSuchPart(ref)
    return found


def _step(schema: Any) -> None:
    if isinstance(schema, Mapping) and not isinstance(schema.get("$schema", ""), str):
        raise NoSuchPart("a $schema that is no address")
    left = _LEFT.get()
    if left is not None:
        left[0] -= 1
        if left[0] < 0:
            raise TooManySteps


def _unique_items(checker: Any, wanted: bool, instance: Any, schema: object) -> Iterator[Finding]:
    del schema
    if wanted and checker.is_type(instance, "array") and len({*map(_key, instance)}) < len(instance):
        yield Finding(f"{instance!r} has non-unique elements")


def _key(value: Any) -> Any:
    """Equal for what JSON Schema calls equal: 1 and 1.0, but not 1 and true."""
    if isinstance(value, Mapping):
        return dict, frozenset((name, _key(inner)) for name, inner in value.items())
    if isinstance(value, list):
        return list, tuple(map(_key, value))
    return type(value) if isinstance(value, bool) else None, value


def _multiple_of(checker: Any, divisor: float, instance: Any, schema: object) -> Iterator[Finding]:
    del schema
    if not checker.is_type(instance, "number"):
        return
    try:
        quotient = instance / divisor if isinstance(divisor, float) else Fraction(instance) / divisor
        failed = int(quotient) != quotient
    except OverflowError:  # beyond what a float holds
        failed = (Fraction(instance) / Fraction(divisor)).denominator != 1
    except ValueError:  # not a number
        failed = True
    if failed:
        yield Finding(f"{instance!r} is not a multiple of {divisor}")
