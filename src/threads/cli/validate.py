"""`threads validate` and `threads schema`: documents held against JSON Schemas."""

from __future__ import annotations

from typing import Annotated

import typer

import threads
from threads.cli.arguments import As, Dress, Inputs
from threads.cli.reading import as_path, each
from threads.printable import printable


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
    for name, violations in each(inputs, lambda one: (one, threads.validate(as_path(one), schema))):
        wrong += len(violations)
        if as_ is Dress.JSON:
            stdout("".join(plain_json_line({"document": name, **asdict(violation)}) for violation in violations))
        else:
            stdout("".join(printable(f"{name}: {violation}") + "\n" for violation in violations or ("valid",)))
    raise typer.Exit(1 if wrong else 0)


def schema(
    name: Annotated[str | None, typer.Argument(help="thread, transcript, report or pattern.")] = None,
) -> None:
    """Print one of our JSON Schemas, or their names."""
    from threads.cli.output import stdout
    from threads.render.json import plain_json
    from threads.schema import SCHEMAS
    from threads.schema import schema as derive

    stdout(plain_json(derive(name)) if name else "\n".join(SCHEMAS) + "\n")
