"""The commands of `threads annotate`: texts out to people, their labels back in."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from threads.cli.arguments import Force, Inputs, Patterns, choice
from threads.cli.reading import Read, reads, together

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Have people label texts, and take their labels.")

Answers = Annotated[list[Path], typer.Argument(metavar="ANSWERS", help="Exports of Label Studio or doccano.")]


class Tool(StrEnum):
    """Where people annotate."""

    LABEL_STUDIO = "label-studio"
    DOCCANO = "doccano"


@app.command()
@reads
def export(
    inputs: Inputs,
    read: Read,
    folder: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="The folder to write tasks into.")],
    as_: Annotated[Tool, choice(Tool, "--as", help="The tool that people work in.")] = Tool.LABEL_STUDIO,
    only: Annotated[list[str], typer.Option("--pattern", metavar="ID", help="Only these patterns.")] = [],  # noqa: B006
    patterns: Patterns = [],  # noqa: B006 -- typer copies it
    per_pattern: Annotated[int, typer.Option(min=0, help="Texts with a finding of each pattern.")] = 50,
    at_random: Annotated[int, typer.Option(min=0, help="Texts drawn from all, without findings shown.")] = 200,
    seed: Annotated[int, typer.Option(help="Another seed draws another sample.")] = 0,
    force: Force = False,
) -> None:
    """Draw texts for people to annotate: some with findings of each pattern, some at random.

    Label Studio: import tasks.json, paste interface.xml as the labelling interface. doccano: import tasks.jsonl.
    """
    from threads.annotation.sample import sample
    from threads.annotation.tasks import doccano, label_studio, label_studio_interface
    from threads.cli.output import write_text
    from threads.patterns import load
    from threads.render.json import plain_json, plain_json_line

    known = load(*patterns, examples=True)
    chosen = known.select(only) if only else known
    with together(inputs, read) as found:
        items = sample(found, chosen, per_pattern, at_random, seed)
        if as_ is Tool.DOCCANO:
            write_text(folder / "tasks.jsonl", "".join(map(plain_json_line, doccano(items))), force)
        else:
            write_text(folder / "tasks.json", plain_json(label_studio(items)), force)
            write_text(folder / "interface.xml", label_studio_interface(chosen), force)


@app.command("import")
def import_(
    answers: Answers,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="A file for the labels.")
    ] = None,
    force: Force = False,
) -> None:
    """Turn the answers into labelled texts (NDJSON) for `threads measure patterns`, by majority."""
    from threads.annotation.answers import gold, read_answers
    from threads.cli.output import stdout, write_text
    from threads.render.json import plain_json_line

    labelled = "".join(map(plain_json_line, gold(one for file in answers for one in read_answers(file))))
    stdout(labelled) if output is None else write_text(output, labelled, force)


@app.command()
def agreement(answers: Answers) -> None:
    """Print Krippendorff's alpha of each pattern over the texts that several people annotated."""
    from threads.annotation.agreement import agreement as measured
    from threads.annotation.answers import read_answers
    from threads.cli.output import stdout

    found = measured([one for file in answers for one in read_answers(file)])
    stdout(f"{'pattern':<24} {'alpha':>7} {'texts':>6} {'annotators':>11} {'given':>6}\n")
    for one in found:
        alpha = "-" if one.alpha is None else f"{one.alpha:.3f}"
        stdout(f"{one.pattern:<24} {alpha:>7} {one.texts:>6} {one.annotators:>11} {one.given:>6}\n")
