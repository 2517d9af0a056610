"""Our own thread JSON: one document, or one thread per line (NDJSON), as `threads parse` writes them."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError

from threads.errors import MalformedInput
from threads.invariants import breaches
from threads.model import Comment, Thread
from threads.pointers import first_complaint
from threads.sources.document import Document, Options
from threads.sources.lines import lines

FIELDS = tuple(Comment.model_fields)

# Quotes inside JSON strings are escaped, so a quoted name can only be a name or a whole string.
_SIGNS = ('"comments"', '"nesting"', '"source"', '"links"')
_OTHERS = ('"generator"', '"participants"')  # a report cites its thread


def recognise(document: Document) -> bool:
    """Whether the JSON has the names of a thread's parts, in any order."""
    if document.container not in ("json", "ndjson") or not document.text.lstrip().startswith("{"):
        return False
    text = document.text
    return all(sign in text for sign in _SIGNS) and not all(sign in text for sign in _OTHERS)


def parse(document: Document, options: Options) -> Iterator[Thread]:
    """The threads as they were written; MalformedInput names the JSON Pointer of the first violation."""
    del options  # a thread says all about itself
    first = next((line for line in lines(document.text) if line.strip()), "")
    if not first.rstrip().endswith("}"):
        yield _thread(document, document.text, "")
        return
    for number, line in enumerate(lines(document.text), 1):
        if line.strip():
            yield _thread(document, line, f"line {number}, ")


def _thread(document: Document, text: str, place: str) -> Thread:
    try:
        thread = Thread.model_validate_json(text)
    except ValidationError as error:
        where, found = first_complaint(error)
        raise MalformedInput(document.name, f"{place}{where}", found, _WANTED) from error
    for breach in breaches(thread):
        raise MalformedInput(document.name, f"{place}{breach.pointer}", breach.message, _WANTED)
    return thread


_WANTED = "correct it; `threads validate` lists every violation"
