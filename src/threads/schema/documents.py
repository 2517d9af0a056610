"""Documents to validate: JSON, NDJSON or TOML from a path, text or bytes, or a value in memory."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import orjson
from pydantic import BaseModel
from pydantic_core import from_json

from threads.errors import InvalidPattern, MalformedInput
from threads.sources import open_document
from threads.sources.document import Document
from threads.stored import documents, place

_LONG = re.compile(r"\d{19}")


class JsonDocument(NamedTuple):
    """One parsed document: the name that errors give it, its value, and its line if it is one of an NDJSON file."""

    name: str
    value: Any
    line: int | None = None

    @property
    def place(self) -> str:
        """The document as a place in a sentence."""
        return place(self.line)


def read_json(source: str | bytes | Path | Mapping[str, Any] | BaseModel) -> Iterator[JsonDocument]:
    """The documents in a source; a text that opens no bracket is a path, "-" standard input.

    Raises UnreadableInput or MalformedInput, which names line and column.
    """
    if isinstance(source, BaseModel):
        yield JsonDocument(type(source).__name__, source.model_dump(mode="json", by_alias=True))
    elif isinstance(source, Mapping):
        yield JsonDocument("input", dict(source))
    elif isinstance(source, str) and source.lstrip()[:1] in ("{", "["):
        yield from _parsed(Document("input", source.encode("utf-8", "surrogatepass")))
    else:
        yield from _parsed(open_document(source))


def _parsed(document: Document) -> Iterator[JsonDocument]:
    if document.name.endswith(".toml"):
        yield JsonDocument(document.name, _pattern(document))
    else:
        for text, line in documents(document):
            yield JsonDocument(document.name, _value(document, text, line or 1), line)


def _value(document: Document, text: str, first_line: int) -> Any:
    try:
        value = orjson.loads(text)
        return _with_long_integers(text, value) if _LONG.search(text) else value
    except orjson.JSONDecodeError as error:
        place = f"line {first_line + error.lineno - 1}, column {error.colno}"
        raise MalformedInput(document.name, place, error.msg, "pass one JSON document, or one per line") from error


def _with_long_integers(text: str, value: Any) -> Any:
    """The value of a JSON text with its integers of more than 64 bits, which orjson reads as floats."""
    try:
        return from_json(text, allow_inf_nan=False)
    except ValueError:  # nested deeper than pydantic goes
        return value


def _pattern(document: Document) -> dict[str, Any]:
    """A pattern file as it is loaded; an example that is a text alone is the object that it stands for."""
    from threads.patterns.loading import pattern_table  # the engine beside it takes its time to load

    try:
        table = pattern_table(document.name, document.data)
    except InvalidPattern as error:
        raise MalformedInput(document.name, "the document", error.found, error.wanted) from error
    for name in ("positives", "missed"):
        if isinstance(table.get(name), list):
            table[name] = [{"text": one} if isinstance(one, str) else one for one in table[name]]
    return table
