"""`threads forget`: people removed from stored threads and reports, in place."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

import threads
from threads.cli.reading import each, say
from threads.errors import UnreadableInput
from threads.stored import corpora, is_ndjson, needed, place, read_value, stored_files

_ENDLESS = 2**62  # bytes: files are read line by line

Files = Annotated[list[str], typer.Argument(metavar="FILE", help="Threads and reports as JSON or NDJSON, or folders.")]
Authors = Annotated[list[str], typer.Option("--author", metavar="NAME", help="Whom to remove: a name or author id.")]


def forget(inputs: Files, author: Authors) -> None:
    """Remove people from stored threads and reports: their words and names; replies of others keep their place.

    Files are rewritten as a whole or not at all, compressed ones too. Other results (pages, tables, graphs) know no way
    back to a person: make them anew from the threads.
    """
    from threads.cli.output import stdout

    files = [file for one in map(Path, inputs) for file in needed(one, stored_files(one), "name the files")]
    changed = 0
    for file, count in each(list(map(str, files)), lambda one: (one, _rewrite(one, author))):
        changed += count
        if count:
            stdout(f"{file}: removed from {count} {'document' if count == 1 else 'documents'}\n")
    for corpus in (corpus for one in map(Path, inputs) for corpus in corpora(one)):
        say(f"{corpus}: its tables and rejects stay as they were; make them anew from inputs without the person")
    if not changed:
        raise UnreadableInput(", ".join(author), "named in none of the files", "give the name as the source prints it")


class _Unchanged(Exception):
    """Ends the writing of a draft that nobody needs."""


def _rewrite(one: str, authors: list[str]) -> int:
    """Remove the people from one file, or the one that a link leads to; the number of documents that named them."""
    from threads.cli.drafts import drafted
    from threads.sources.compression import packed_as
    from threads.sources.files import regular_file

    path = Path(os.path.realpath(one))  # Path.resolve has no good word for links in a circle
    try:
        with regular_file(path) as file, drafted(path, force=True) as draft:
            before = os.fstat(file.fileno())
            head = file.read(16)
            file.seek(0)
            with draft.open("wb") as plain, packed_as(head, plain) as new:
                changed = sum(_copied(path.name, document, new, authors) for document in _documents(path.name, file))
            if not changed:
                raise _Unchanged
            _refuse_changed(path, before)
            shutil.copymode(path, draft)
    except _Unchanged:
        return 0
    except OSError as error:
        found = (error.strerror or str(error)).lower()
        raise UnreadableInput(str(path), found, "check the path and its permissions") from error
    return changed


def _refuse_changed(path: Path, before: os.stat_result) -> None:
    """Keep what another run wrote meanwhile: whom that forgot must not come back."""
    now = path.stat()
    if (before.st_ino, before.st_size, before.st_mtime_ns) != (now.st_ino, now.st_size, now.st_mtime_ns):
        raise UnreadableInput(str(path), "was changed by another run", "run again")


def _documents(name: str, file: BinaryIO) -> Iterator[bytes]:
    """The lines of NDJSON, or the one document of a file that is none."""
    from threads.sources.compression import pieces

    lines = _lines(pieces(name, file, _ENDLESS))
    head: list[bytes] = []
    filled: list[str] = []
    for line in lines:
        head.append(line)
        filled += [line.decode("utf-8", "replace")] if line.strip() else []
        if len(filled) == 2:
            break
    whole = chain(head, lines)
    first, second, *_ = *filled, "", ""
    yield from whole if is_ndjson(first, second) else (b"".join(whole),)


def _lines(parts: Iterator[bytes]) -> Iterator[bytes]:
    waiting: list[bytes] = []
    for part in parts:
        *whole, rest = part.split(b"\n")
        for line in whole:
            yield b"".join((*waiting, line, b"\n"))
            waiting.clear()
        waiting.append(rest)
    if last := b"".join(waiting):
        yield last


def _copied(name: str, document: bytes, new: BinaryIO, authors: list[str]) -> bool:
    """Write a document without the people; whether it named them."""
    from threads.render.json import json, json_line

    if not document.strip():
        new.write(document)
        return False
    before = read_value(name, place(None), document)
    after = threads.forget(before, *authors)
    if after is not before:
        written = json(after) if document.strip().count(b"\n") else json_line(after)
        document = written.encode("utf-8", "replace")
    new.write(document)
    return after is not before
