"""A thread, report or any other value of the model as JSON: keys in the model's order, the same bytes every time."""

from __future__ import annotations

import json as stdlib_json
from typing import TYPE_CHECKING, Any

import orjson
from pydantic import BaseModel
from pydantic_core import PydanticSerializationError

if TYPE_CHECKING:
    from threads.reports import Report


def json(value: BaseModel) -> str:
    """A document for people and files: two spaces of indentation, no escapes but those JSON needs, a final newline."""
    return _dump(value, 2) + "\n"


def json_line(value: BaseModel) -> str:
    """One line of NDJSON, newline included."""
    return _dump(value, None) + "\n"


def report_line(report: Report) -> bytes:
    """The line of a report as UTF-8, written quicker: the attributes of our values are their fields, in order."""
    try:
        return orjson.dumps(report, default=vars, option=orjson.OPT_APPEND_NEWLINE)
    except TypeError:  # half a surrogate pair
        return json_line(report).encode()


def plain_json(value: Any) -> str:
    """What is no model, such as a schema, in the same dress."""
    return stdlib_json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def plain_json_line(value: Any) -> str:
    """The same as one line of NDJSON, newline included."""
    return stdlib_json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def _dump(value: BaseModel, indent: int | None) -> str:
    try:
        return value.model_dump_json(indent=indent, by_alias=True)
    except (PydanticSerializationError, UnicodeEncodeError):
        # Half a surrogate pair, as texts cropped in UTF-16 leave it, has no bytes in UTF-8: it becomes U+FFFD.
        separators = (",", ":") if indent is None else None
        written = stdlib_json.dumps(
            value.model_dump(by_alias=True), indent=indent, separators=separators, ensure_ascii=False
        )
        return written.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
