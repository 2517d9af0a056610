"""`threads export`: comment sections as the tables and graphs of other software."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import threads
from threads.cli.arguments import Force, Inputs, Patterns, QuoteChoice, Quotes, catalogue_with, choice
from threads.cli.reading import Read, reads, together

if TYPE_CHECKING:
    from threads.model import Thread
    from threads.patterns import Catalogue


class Form(StrEnum):
    """What is written."""

    CSV = "csv"
    PARQUET = "parquet"
    GRAPHML = "graphml"
    GEXF = "gexf"
    CONVOKIT = "convokit"


@reads
def export(
    inputs: Inputs,
    read: Read,
    folder: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="The folder to write into.")],
    as_: Annotated[Form, choice(Form, "--as", help="Tables, graphs of each thread, or a ConvoKit corpus.")] = Form.CSV,
    patterns: Patterns = [],  # noqa: B006 -- typer copies it
    quotes: Quotes = QuoteChoice.FULL,
    force: Force = False,
) -> None:
    """Write all threads as tables, each thread as a graph, or a ConvoKit corpus.

    csv and parquet: the tables comments, links, findings, participants and threads (docs/tables.md has their columns).
    graphml and gexf: per thread the graph of its replies and that of its participants.
    --quotes is about the tables findings and links; the table comments has the texts.
    """
    from threads.cli.drafts import make

    chosen = catalogue_with(patterns)
    with together(inputs, read) as found:
        make(folder)
        if as_ is Form.CONVOKIT:
            _write_corpus(found, folder, force)
        elif as_ in (Form.CSV, Form.PARQUET):
            _write_tables(found, folder, as_, chosen, quotes, force)
        else:
            _write_graphs(found, folder, as_, force)


def _write_corpus(found: list[Thread], folder: Path, force: bool) -> None:
    from threads.cli.drafts import drafted_folder
    from threads.tables.convokit import write_corpus

    with drafted_folder(folder, force) as draft:
        write_corpus(found, draft)


def _write_tables(
    found: list[Thread], folder: Path, form: Form, patterns: Catalogue | None, quotes: QuoteChoice, force: bool
) -> None:
    from threads.cli.drafts import drafted
    from threads.quotes import quoted
    from threads.tables.csv import write_csv
    from threads.tables.frames import write_parquet
    from threads.tables.rows import TABLES

    write = write_csv if form is Form.CSV else write_parquet
    reports = [threads.report(thread, patterns=patterns, quotes=quotes.value) for thread in found]
    found = [thread.model_copy(update={"links": quoted(thread.links, quotes.value)}) for thread in found]
    for name, table in TABLES.items():
        values = found if table.of is threads.Thread else reports
        with drafted(folder / f"{name}.{form}", force) as draft:
            write(values, name, draft)


def _write_graphs(found: list[Thread], folder: Path, form: Form, force: bool) -> None:
    from threads.cli.drafts import drafted
    from threads.cli.names import Names
    from threads.tables.graphs import write_gexf, write_graphml

    write: Callable[[threads.Thread | threads.Report, Path], None]
    write = write_graphml if form is Form.GRAPHML else write_gexf
    names = Names()
    for thread in found:
        name = names.free(thread.id)
        for kind, value in (("replies", thread), ("participants", threads.report(thread))):
            with drafted(folder / f"{name}.{kind}.{form}", force) as draft:
                write(value, draft)
