"""The JSON values of an input: one document, one per line, or several behind each other, as pages of an API are kept.

A folder of such files reads the same when its files are joined by newlines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from threads.errors import MalformedInput
from threads.sources.document import Document
from threads.sources.foreign import check
from threads.sources.loose_json import NotJson, TooDeep
from threads.sources.loose_json import value as value_at

_BLANKS = re.compile(r"\s*")
_WHOLE = "pass the whole file, one JSON value per line"


class Answer(NamedTuple):
    """One JSON value, where it begins ("line 3"; empty if it is the whole input) and its path from there."""

    place: str
    path: str
    value: Any

    def named(self, name: str, value: Any) -> Answer:
        """A value inside this one that its name tells better than a long path."""
        return Answer(", ".join(part for part in (self.place, name) if part), "", value)


def first(document: Document) -> Any:
    """The first JSON value of an input, to recognise a format by; None if there is none."""
    if document.container not in ("json", "ndjson"):
        return None
    try:
        return next(answers(document)).value
    except (MalformedInput, StopIteration):
        return None


def answers(document: Document) -> Iterator[Answer]:
    """Each JSON value in the order of the input; MalformedInput names the line where there is none."""
    if document.json is not None:
        yield Answer("", "", document.json)
        return
    for line, value in values(document):
        yield Answer(f"line {line}", "", value)


def values(document: Document) -> Iterator[tuple[int, Any]]:
    """The JSON values that stand behind each other, on one line or many, each with the line on which it begins."""
    text, at, line = document.text, 0, 1
    begins_line = True
    while (start := _end_of_blanks(text, at)) < len(text):
        line += text.count("\n", at, start)
        begins_line = begins_line or "\n" in text[at:start]
        value, at = _value(document, start, line, begins_line)
        yield line, value
        line += text.count("\n", start, at)
        begins_line = text[at - 1] == "\n"


def _end_of_blanks(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    return found.end() if found else at


def records(document: Document, *within: str) -> Iterator[Answer]:
    """Each record in the answers: the elements of lists, and of lists that objects hold under a name in `within`."""
    for whole in answers(document):
        stack = [whole]
        while stack:
            place, path, value = stack.pop()
            name = next((n for n in within if isinstance(value, dict) and isinstance(value.get(n), list)), None)
            inner = value[name] if name is not None else value
            if not isinstance(inner, list):
                yield Answer(place, path, value)
                continue
            path = f"{path}/{name}" if name is not None else path
            stack += [Answer(place, f"{path}/{n}", inner[n]) for n in reversed(range(len(inner)))]


def leading(document: Document, *within: str) -> Any:
    """The first record, to recognise a format by; None if there is none or it is no object."""
    found = first(document)
    while isinstance(found, list | dict):
        lists = [found[n] for n in within if isinstance(found.get(n), list)] if isinstance(found, dict) else [found]
        if not lists:
            return found
        found = next((element for element in lists[0] if element is not None), None)  # null: an item that is gone
    return None


def checked(document: Document, answer: Answer, format_name: str) -> Any:
    """The value of an answer that fits the format's schema; MalformedInput names its line and the first misfit."""
    try:
        return check(document, answer.value, format_name)
    except MalformedInput as error:
        path = answer.path + (error.where if error.where.startswith("/") else "")
        where = ", ".join(part for part in (answer.place, path) if part)
        raise MalformedInput(document.name, where or error.where, error.found, error.wanted) from None


def _value(document: Document, start: int, line: int, begins_line: bool) -> tuple[Any, int]:
    """The value that begins at `start` and where it ends: a line of its own, or as long as it takes."""
    try:
        return value_at(document.text, start, document.limits.depth, may_be_line=begins_line)
    except TooDeep as error:
        raise document.limits.exceeded(document.name, error.found, "depth") from None
    except NotJson as error:
        column = error.at - document.text.rfind("\n", 0, error.at)
        found = f"is no JSON ({error.found} at column {column})"
        line += document.text.count("\n", start, error.at)
        wanted = "leave out the commas between values" if document.text[error.at : error.at + 1] == "," else _WHOLE
        raise MalformedInput(document.name, f"line {line}", found, wanted) from error
