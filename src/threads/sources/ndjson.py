"""NDJSON tables: one comment per line as a flat JSON object with text, id, parent_id, author, created_at; or an array.

An object per line is read on its own, so a broken line is named by its number. Objects printed on many lines each
(`jq .`) are read, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pydantic import JsonValue

from threads.errors import MalformedInput
from threads.model import Transcript
from threads.sources.answers import first, values
from threads.sources.document import Document, Options
from threads.sources.lines import lines
from threads.sources.loose_json import NotJson, element_lines, only
from threads.sources.row_ids import Row
from threads.sources.rows import FIELDS as FIELDS
from threads.sources.rows import table, transcripts

_NESTED = frozenset((dict, list))
_DEEPEST_CELL = 64  # what JSON parsers everywhere still read when a cell stands inside a thread
# Fields by which JSON-LD, Remark42, ConvoKit and Hacker News are told, whose rows have a text and an id too.
_OTHERS = {"@type", "locator", "reply-to", "root"}
_OTHER_PAIRS = ({"reply_to", "conversation_id"}, {"type", "time"})


def recognise(document: Document) -> bool:
    """Whether the first value is a flat object with a text and something that places it; a tree of replies is none."""
    row = first_row(document)
    if row is None or any(isinstance(cell, list) and dict in map(type, cell) for cell in row.values()):
        return False
    other = row.keys() & _OTHERS or any(names <= row.keys() for names in _OTHER_PAIRS)
    one_value = isinstance(document.json, list) or (document.json is not None and "\n" in document.text.rstrip())
    placing = {"author", "parent_id"} if one_value else {"id", "author", "parent_id"}  # much has ids
    return "text" in row and not other and not row.keys().isdisjoint(placing)


def parse(document: Document, options: Options) -> Iterator[Transcript]:
    """The threads of the table; MalformedInput names the line that is no flat JSON object."""
    if _is_array(document):
        return of_values(document, options, zip(element_lines(document.text), document.json, strict=False))
    if document.container == "json":
        return of_values(document, options, _elements(document))
    read = ((n, _value(document, n, line)) for n, line in enumerate(lines(document.text), 1) if line.strip())
    return of_values(document, options, read)


def first_row(document: Document) -> dict[str, JsonValue] | None:
    """The first object, or the first in an array; None where there is none."""
    found = first(document)
    row = next(iter(found), None) if isinstance(found, list) else found
    return row if isinstance(row, dict) else None


def _elements(document: Document) -> Iterator[tuple[int, JsonValue]]:
    """The values behind each other, and those in arrays, each with the line on which it or its array begins."""
    for line, value in values(document):
        for element in value if isinstance(value, list) else [value]:
            yield line, element


def _is_array(document: Document) -> bool:
    return document.container == "json" and isinstance(document.json, list)


def of_values(document: Document, options: Options, values: Iterable[tuple[int, JsonValue]]) -> Iterator[Transcript]:
    """The threads of the table whose lines, by number, have these values."""
    rows = (Row(line, _object(document, line, value)) for line, value in values)
    return transcripts(table(document, options), rows, "ndjson")


def _value(document: Document, line: int, text: str) -> JsonValue:
    try:
        value: JsonValue = only(text)
    except NotJson as error:
        wanted = "write one JSON object per line"
        raise MalformedInput(document.name, f"line {line}, column {error.at + 1}", error.found, wanted) from error
    return value


def _object(document: Document, line: int, row: JsonValue) -> dict[str, JsonValue]:
    if not isinstance(row, dict):
        found = f"is {'an array' if isinstance(row, list) else 'a plain value'}, not a JSON object"
        raise MalformedInput(document.name, f"line {line}", found, "write one object per comment and line")
    if not _NESTED.isdisjoint(map(type, row.values())):
        for name, cell in row.items():
            if isinstance(cell, (dict, list)) and _is_deeper_than(_DEEPEST_CELL, cell):
                found = f"{name!r} is nested more than {_DEEPEST_CELL} levels deep"
                raise MalformedInput(document.name, f"line {line}", found, "flatten or remove it")
    return row


def _is_deeper_than(limit: int, cell: JsonValue) -> bool:
    level = [cell]
    for _ in range(limit):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer if isinstance(outer, list) else ())
            if isinstance(inner, dict | list)
        ]
        if not level:
            return False
    return True
