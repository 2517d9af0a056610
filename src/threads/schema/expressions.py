"""The keywords of JSON Schema that hold regular expressions, matched in linear time: schemas may come from anybody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from jsonschema import ValidationError as Finding


class EndlessExpression(Exception):
    """An expression that looks around or back, which no engine matches in bounded time."""


def additional_properties(original: Any) -> Any:
    """The keyword `additionalProperties` over that of a draft."""

    def keyword(checker: Any, value: Any, instance: Any, schema: Mapping[str, Any]) -> Iterator[Finding]:
        """As before, with the names that an expression matches among those that are known."""
        if not checker.is_type(instance, "object"):
            return
        patterns = tuple(schema.get("patternProperties", ()))
        matched = {name: True for name in instance if any(search(one, name) for one in patterns)}
        plain = {key: one for key, one in schema.items() if key != "patternProperties"}
        plain["properties"] = {**schema.get("properties", {}), **matched}
        yield from original(checker, value, instance, plain)

    return keyword


def pattern(checker: Any, pattern: str, instance: Any, schema: object) -> Iterator[Finding]:
    """The keyword `pattern`."""
    del schema
    if checker.is_type(instance, "string") and not search(pattern, instance):
        yield Finding(f"{instance!r} does not match {pattern!r}")


def pattern_properties(checker: Any, value: Mapping[str, Any], instance: Any, schema: object) -> Iterator[Finding]:
    """The keyword `patternProperties`."""
    del schema
    if checker.is_type(instance, "object"):
        for pattern, part in value.items():
            for name in (name for name in instance if search(pattern, name)):
                yield from checker.descend(instance[name], part, path=name, schema_path=pattern)


def is_expression(text: str) -> bool:
    """Whether a text is a regular expression, for RE2 or at least for Python."""
    try:
        _compiled(text)
    except EndlessExpression:
        try:
            re.compile(text)
        except (re.error, OverflowError, RecursionError):
            return False
    return True


def search(pattern: str, text: str) -> bool:
    """Whether an expression stands in a text; EndlessExpression for one that RE2 does not take."""
    return _compiled(pattern).search(_whole(text)) is not None


@lru_cache(maxsize=1_000)
def _compiled(pattern: str) -> Any:
    import re2  # type: ignore[import-untyped]  # ships no types

    options = re2.Options()
    options.log_errors = False
    options.never_capture = True  # thousands of groups would be carried through each step
    try:
        return re2.compile(_whole(pattern), options=options)
    except re2.error as error:
        raise EndlessExpression(pattern) from error


def _whole(text: str) -> str:
    """The text with U+FFFD for half characters, which RE2 does not take."""
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
