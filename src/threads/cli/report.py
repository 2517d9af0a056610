"""`threads report`: structure, rebuttals and rhetorical patterns of comment sections."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import threads
from threads.cli.arguments import As, Dress, Inputs, Output, Patterns
from threads.cli.reading import Read, each, reads

if TYPE_CHECKING:
    from threads.cli.output import Result
    from threads.patterns import Catalogue


@reads
def report(
    inputs: Inputs,
    read: Read,
    output: Output = None,
    patterns: Patterns = [],  # noqa: B006 -- typer copies it
    as_: As = None,
) -> None:
    """Report structure, rebuttals and rhetorical patterns per participant: a table on a terminal, else JSON."""
    from threads.cli.output import json_result, write

    as_text = as_ is Dress.TEXT or (as_ is None and output is None and sys.stdout.isatty())
    result = _text_result if as_text else json_result
    chosen = _catalogue(patterns) if patterns else None
    batches = ([result(t.id, threads.report(t, patterns=chosen)) for t in found] for found in each(inputs, read))
    write(batches, output, ".report.txt" if as_text else ".report.json", len(inputs) > 1)


def _catalogue(folders: Sequence[Path]) -> Catalogue:
    """The packaged patterns and the caller's, without those that are experimental."""
    from threads.patterns import load

    known = load(*folders)
    return known.select(pattern.id for pattern in known if not pattern.experimental)


def _text_result(name: str, value: Any) -> Result:
    from threads.cli.output import Result
    from threads.render.text import text

    return Result(name, lambda: text(value), lambda: text(value) + "\n")
