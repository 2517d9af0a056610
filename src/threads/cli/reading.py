"""What commands that read comment sections share: the options of reading, and inputs taken one by one."""

from __future__ import annotations

import inspect
import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import typer

import threads
from threads.cli.arguments import (
    AllowEmpty,
    Captured,
    Columns,
    Format,
    Limit,
    LinkChoice,
    Links,
    Pseudonymize,
    Timezone,
    columns_named,
)
from threads.cli.folders import files_of
from threads.errors import ThreadsError, UnknownName
from threads.printable import printable

if TYPE_CHECKING:
    from threads.model import Thread

T = TypeVar("T")
_LOG = logging.getLogger("threads")
Read = Callable[[str], "list[Thread]"]


def reads(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of `reader`; its own parameter `read` gets the reader that they make."""
    own = inspect.signature(command, eval_str=True).parameters
    shared = inspect.signature(reader, eval_str=True).parameters

    @wraps(command)
    def with_reader(**given: Any) -> None:
        command(read=reader(**{name: given.pop(name) for name in shared}), **given)

    parameters = [*(p for name, p in own.items() if name != "read"), *shared.values()]
    # typer looks at both: at the signature for names and defaults, at the annotations for types
    with_reader.__annotations__ = {p.name: p.annotation for p in parameters}
    with_reader.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return with_reader


def reader(
    format: Format = None,
    timezone: Timezone = None,
    captured_at: Captured = None,
    columns: Columns = [],  # noqa: B006 -- typer copies it
    allow_empty: AllowEmpty = False,
    links: Links = LinkChoice.ALL,
    pseudonymize: Pseudonymize = None,
    limit: Limit = [],  # noqa: B006 -- typer copies it
) -> Read:
    """What takes an input to its linked threads under these options."""
    from threads.sources.limits import Limits

    limits = Limits.named(limit)
    named = columns_named(columns)
    disguise = _disguise(pseudonymize)

    def read(one: str) -> list[Thread]:
        found = threads.parse(
            as_path(one),
            format=format,
            timezone=timezone,
            captured_at=captured_at,
            columns=named,
            allow_empty=allow_empty,
            links=links.value,
            limits=limits,
        )
        found = [disguise(thread) for thread in found]
        for thread in found:
            name = one if pseudonymize is None else thread.source.name  # names of files may name people
            count = (len(thread.comments), len(thread.links))
            _LOG.info("%s: %s, %d comments, %d links", name, thread.source.format, *count)
        return found

    return read


def _disguise(keyfile: Path | None) -> Callable[[Thread], Thread]:
    if keyfile is None:
        return lambda thread: thread
    from threads.privacy.pseudonyms import Key

    key = Key.from_file(keyfile)
    return lambda thread: threads.pseudonymize(thread, key)


def as_path(one: str) -> str | Path:
    """An argument is a path, however much it looks like a document."""
    return one if one in ("", "-") else Path(one)  # an empty path would be the folder that we are in


def each(inputs: Sequence[str], read: Callable[[str], T]) -> Iterator[T]:
    """What each input reads as. One at fault is told on stderr, does not keep the others, and fails the run."""
    from threads.cli.progress import progress

    failed = False
    with progress(len(inputs)) as advance:
        for one in inputs:
            try:
                found = read(one)
            except UnknownName:  # an option is wrong, not this input
                raise
            except ThreadsError as error:
                tell(error)
                failed = True
            else:
                yield found
            advance()
    if failed:
        raise typer.Exit(1)


@contextmanager
def together(inputs: Sequence[str], read: Read) -> Iterator[list[Thread]]:
    """The threads of all inputs at once, under ids of their own; the run fails after the block if one was at fault.

    Folders of separate documents are read file by file.
    """
    found: list[Thread] = []
    failed = None
    try:
        for threads_of_one in each(files_of(inputs), read):
            found += threads_of_one
    except typer.Exit as ended:
        failed = ended
    yield list(_told_apart(found))
    if failed is not None:
        raise failed


def _told_apart(found: Sequence[Thread]) -> Iterator[Thread]:
    """Threads whose ids are their own, numbered where two inputs have the same name: tables are joined by them."""
    from threads.sources.row_ids import Fresh

    fresh_id = Fresh({thread.id for thread in found})
    seen: set[str] = set()
    for thread in found:
        if thread.id not in seen:
            seen.add(thread.id)
            yield thread
        else:
            id = fresh_id(thread.id)
            say(f"{thread.source.name}: its thread is called {id}, since another one is {thread.id}")
            yield thread.model_copy(update={"id": id})


def tell(error: ThreadsError) -> None:
    """One sentence on stderr, whatever characters the input put into it."""
    say(str(error))


def say(sentence: str) -> None:
    """The same for any sentence; where stderr is closed, nobody listens."""
    if sys.stderr is not None:
        with suppress(OSError):
            print(f"threads: {printable(sentence)}", file=sys.stderr)
