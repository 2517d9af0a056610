"""The visitors' book of a ferry landing: entries begin with "~ NAME, DATE ~", answers with "~ NAME, DATE, to NUMBER ~".

An invented format; what a reader of threads needs is all here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from threads.errors import MalformedInput
from threads.model import Comment, Transcript
from threads.sources import Document, Options

FIELDS = ("id", "parent_id", "author", "created_at", "text")

_ENTRY = re.compile(r"^~ (?P<author>[^,\n]+), (?P<date>\d{4}-\d\d-\d\d)(?:, to (?P<to>\d+))? ~\n", re.MULTILINE)


def recognise(document: Document) -> bool:
    """Whether the book begins with an entry."""
    return document.container == "text" and _ENTRY.match(document.text) is not None


def parse(document: Document, options: Options) -> Iterator[Transcript]:
    """The book as one transcript; MalformedInput names an answer to an entry that is not there."""
    entries = list(_ENTRY.finditer(document.text))
    ends = [*(entry.start() for entry in entries[1:]), len(document.text)]
    comments = []
    for number, (entry, end) in enumerate(zip(entries, ends, strict=True), 1):
        if entry["to"] and not 1 <= int(entry["to"]) < number:
            raise MalformedInput(
                document.name, f"entry {number}", f"answers entry {entry['to']}", "name an earlier one"
            )
        comments.append(
            Comment(
                id=str(number),
                parent_id=entry["to"],
                author=entry["author"],
                created_at=entry["date"],
                text=document.text[entry.end() : end].strip(),
            )
        )
    yield Transcript(id=document.stem, source=document.source("tidebook"), nesting="stated", comments=tuple(comments))
