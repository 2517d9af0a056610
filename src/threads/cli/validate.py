"""`threads validate` and `threads schema`: documents held against JSON Schemas."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import threads
from threads.cli.arguments import Inputs, choice
from threads.cli.reading import as_path
from threads.errors import MalformedInput, UnreadableInput
from threads.stored import needed, stored_files

if TYPE_CHECKING:
    from threads.render.checks import Check


class Form(StrEnum):
    """How the outcome is printed."""

    TEXT = "text"
    JSON = "json"
    JUNIT = "junit"
    SARIF = "sarif"
    GITHUB = "github"


def validate(
    inputs: Inputs,
    schema: Annotated[str | None, typer.Option(help="A name of `threads schema`, or the path of yours.")] = None,
    as_: Annotated[Form, choice(Form, "--as", help="For people, scripts or a CI service.")] = Form.TEXT,
) -> None:
    """Check documents against a JSON Schema and against what no schema can say.

    An input is a file, a folder (its .json, .ndjson and .jsonl files, however deep, compressed ones too; in one without
    such, its pattern files) or a quoted glob such as "data/**/*.thread.json". Exit code 0: all are valid. 1: at least
    one is not, or cannot be read.
    """
    from threads.cli.output import stdout
    from threads.render import checks

    done = [_check(path, schema) for one in inputs for path in _documents(one)]
    stdout(getattr(checks, as_.value)(done))
    raise typer.Exit(1 if any(one.violations for one in done) else 0)


def _documents(one: str) -> Iterator[str]:
    """The paths that an input stands for; what is no file, folder or fitting glob is told when it is read."""
    if one == "-" or Path(one).is_file():
        yield one
    elif (folder := Path(one)).is_dir():
        found = stored_files(folder) or sorted(folder.glob("*.toml"))  # as a folder of patterns is loaded
        yield from map(str, needed(folder, found, "name the documents"))
    else:
        yield from sorted(glob(one, recursive=True)) or [one]  # noqa: PTH207 -- the glob may be absolute


def _check(path: str, schema: str | None) -> Check:
    """What is wrong in one document; one that cannot be read is wrong as a whole."""
    from threads.render.checks import Check
    from threads.schema import Violation

    try:
        violations = tuple(threads.validate(as_path(path), schema))
    except (MalformedInput, UnreadableInput) as error:
        if schema is not None and error.name == Path(schema).name:  # not the documents are at fault
            raise
        said = str(error).removeprefix(f"{error.name}: ")
        return Check(path, (Violation("", said, "readable", schema or "json"),), (1,))
    return Check(path, violations, _lines(path, violations))


def _lines(path: str, violations: tuple[threads.Violation, ...]) -> tuple[int, ...]:
    from threads.schema.positions import lines_of
    from threads.sources import open_document

    if not violations or path == "-" or path.endswith(".toml") or violations[0].line is not None:
        return tuple(violation.line or 1 for violation in violations)
    places = lines_of(open_document(Path(path)).text, [violation.pointer for violation in violations])
    return tuple(places[violation.pointer] for violation in violations)


def schema(
    name: Annotated[str | None, typer.Argument(help="thread, transcript, report or pattern.")] = None,
) -> None:
    """Print one of our JSON Schemas, or their names."""
    from threads.cli.output import stdout
    from threads.render.json import plain_json
    from threads.schema import SCHEMAS
    from threads.schema import schema as derive

    stdout(plain_json(derive(name)) if name else "\n".join(SCHEMAS) + "\n")
