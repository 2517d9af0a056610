"""The command line: one command per library function; the only place, beside `threads.cli.output`, that prints.

Exit codes: 0 fine, 1 the input is at fault (one sentence on stderr each), 2 wrong usage. A bug keeps its traceback.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

import threads
from threads.cli.arguments import (
    AllowEmpty,
    As,
    Captured,
    Columns,
    Dress,
    Format,
    Inputs,
    LinkChoice,
    Links,
    Output,
    Patterns,
    Timezone,
)
from threads.cli.arguments import columns as read_columns
from threads.cli.measure import app as measure
from threads.errors import ThreadsError, UnknownName
from threads.printable import printable

if TYPE_CHECKING:
    from pydantic import BaseModel

    from threads.cli.output import Result
    from threads.model import Thread
    from threads.patterns import Catalogue

T = TypeVar("T")

app = typer.Typer(
    name="threads",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(measure, name="measure")


@app.callback(invoke_without_command=True)
def _threads(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    """Comment sections as reply trees: where every link comes from, who rebuts whom, and which words say so."""
    if version:
        print(f"threads {threads.__version__}")
        raise typer.Exit


@app.command()
def parse(
    inputs: Inputs,
    output: Output = None,
    format: Format = None,
    timezone: Timezone = None,
    captured_at: Captured = None,
    columns: Columns = [],  # noqa: B006 -- typer copies it
    allow_empty: AllowEmpty = False,
    links: Links = LinkChoice.ALL,
) -> None:
    """Read comment sections into reply trees, as JSON; several threads as one JSON per line."""
    from threads.cli.output import write

    read = _reader(format, timezone, captured_at, columns, allow_empty, links)
    batches = ([_json_result(t.id, t) for t in found] for found in _each(inputs, read))
    write(batches, output, ".thread.json", len(inputs) > 1)


@app.command()
def report(
    inputs: Inputs,
    output: Output = None,
    format: Format = None,
    timezone: Timezone = None,
    captured_at: Captured = None,
    columns: Columns = [],  # noqa: B006 -- typer copies it
    allow_empty: AllowEmpty = False,
    links: Links = LinkChoice.ALL,
    patterns: Patterns = [],  # noqa: B006 -- typer copies it
    as_: As = None,
) -> None:
    """Report structure, rebuttals and rhetorical patterns per participant: a table on a terminal, else JSON."""
    from threads.cli.output import write

    read = _reader(format, timezone, captured_at, columns, allow_empty, links)
    as_text = as_ is Dress.TEXT or (as_ is None and output is None and sys.stdout.isatty())
    result = _text_result if as_text else _json_result
    chosen = _catalogue(patterns) if patterns else None
    batches = ([result(t.id, threads.report(t, patterns=chosen)) for t in found] for found in _each(inputs, read))
    write(batches, output, ".report.txt" if as_text else ".report.json", len(inputs) > 1)


@app.command()
def validate(
    inputs: Inputs,
    schema: Annotated[str | None, typer.Option(help="A name of `threads schema`, or the path of yours.")] = None,
    as_: As = None,
) -> None:
    """Check documents against a JSON Schema and against what no schema can say."""
    from dataclasses import asdict

    from threads.cli.output import stdout
    from threads.render.json import plain_json_line

    wrong = 0
    for name, violations in _each(inputs, lambda one: (one, threads.validate(_path(one), schema))):
        wrong += len(violations)
        if as_ is Dress.JSON:
            stdout("".join(plain_json_line({"document": name, **asdict(violation)}) for violation in violations))
        else:
            stdout("".join(printable(f"{name}: {violation}") + "\n" for violation in violations or ("valid",)))
    raise typer.Exit(1 if wrong else 0)


@app.command()
def schema(
    name: Annotated[str | None, typer.Argument(help="thread, transcript, report or pattern.")] = None,
) -> None:
    """Print one of our JSON Schemas, or their names."""
    from threads.cli.output import stdout
    from threads.render.json import plain_json
    from threads.schema import SCHEMAS
    from threads.schema import schema as derive

    stdout(plain_json(derive(name)) if name else "\n".join(SCHEMAS) + "\n")


@app.command()
def patterns(
    name: Annotated[str | None, typer.Argument(metavar="ID", help="Show this one in full.")] = None,
    folders: Patterns = [],  # noqa: B006 -- typer copies it
    as_: As = None,
) -> None:
    """List the rhetorical patterns, or show one: what it is, what it is not, its examples."""
    from threads.cli.output import stdout
    from threads.patterns import load
    from threads.render.json import json, json_line
    from threads.render.pattern_text import pattern_list, pattern_page

    known = load(*folders)
    if as_ is Dress.JSON:
        stdout(json(known[name]) if name else "".join(map(json_line, known)))
    else:
        stdout(pattern_page(known[name]) if name else pattern_list(known))


@app.command()
def formats() -> None:
    """List the formats that can be read: what each recognises, and which fields of a comment it fills."""
    from threads.cli.output import stdout
    from threads.sources import readers

    for name, reader in readers().items():
        recognises = (reader.__doc__ or "").partition("\n")[0]
        stdout(f"{name:<14} {recognises}\n{'':<14} fills {', '.join(reader.FIELDS)}\n")


def _reader(
    format_name: str | None,
    timezone: str | None,
    captured_at: str | None,
    columns: Sequence[str],
    allow_empty: bool,
    links: LinkChoice,
) -> Callable[[str], list[Thread]]:
    named = read_columns(columns)
    return lambda one: threads.parse(
        _path(one),
        format=format_name,
        timezone=timezone,
        captured_at=captured_at,
        columns=named,
        allow_empty=allow_empty,
        links=links.value,
    )


def _catalogue(folders: Sequence[Path]) -> Catalogue:
    """The packaged patterns and the caller's, without those that are experimental."""
    from threads.patterns import load

    known = load(*folders)
    return known.select(pattern.id for pattern in known if not pattern.experimental)


def _path(one: str) -> str | Path:
    """An argument is a path, however much it looks like a document."""
    return one if one == "-" else Path(one)


def _each(inputs: Sequence[str], read: Callable[[str], T]) -> Iterator[T]:
    """What each input reads as. One at fault is told on stderr, does not keep the others, and fails the run."""
    failed = False
    for one in inputs:
        try:
            yield read(one)
        except UnknownName:  # an option is wrong, not this input
            raise
        except ThreadsError as error:
            _tell(error)
            failed = True
    if failed:
        raise typer.Exit(1)


def _json_result(name: str, value: BaseModel) -> Result:
    from threads.cli.output import Result
    from threads.render.json import json, json_line

    return Result(name, lambda: json(value), lambda: json_line(value))


def _text_result(name: str, value: Any) -> Result:
    from threads.cli.output import Result
    from threads.render.text import text

    return Result(name, lambda: text(value), lambda: text(value) + "\n")


def _tell(error: ThreadsError) -> None:
    print(f"threads: {printable(str(error))}", file=sys.stderr)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; ends in SystemExit with the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # names of any script, on terminals of any locale
            stream.reconfigure(errors="backslashreplace")
    try:
        app(args=arguments, prog_name="threads")
    except ThreadsError as error:
        _tell(error)
        sys.exit(2 if isinstance(error, UnknownName) else 1)
