"""`threads report`: structure, rebuttals and rhetorical patterns of comment sections."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import threads
from threads.cli.arguments import (
    SUFFIXES,
    AsForm,
    Force,
    Form,
    Inputs,
    Output,
    Patterns,
    QuoteChoice,
    Quotes,
    catalogue_with,
    form_for,
)
from threads.cli.folders import are_several, files_of
from threads.cli.reading import Read, each, reads
from threads.errors import UnwritableOutput

if TYPE_CHECKING:
    from threads.cli.output import Result
    from threads.model import Thread
    from threads.patterns import Catalogue
    from threads.render.html.index import Entry
    from threads.reports import Report


@reads
def report(
    inputs: Inputs,
    read: Read,
    output: Output = None,
    patterns: Patterns = [],  # noqa: B006 -- typer copies it
    as_: AsForm = None,
    quotes: Quotes = QuoteChoice.FULL,
    force: Force = False,
) -> None:
    """Report structure, rebuttals and rhetorical patterns per participant: a table on a terminal, else JSON.

    A folder of pages is reported file by file. With --as html and a folder for output, index.html lists the reports.
    """
    from threads.cli.output import write

    form = form_for(as_, output)
    suffix = f".report.{SUFFIXES[form]}"
    found = files_of(inputs)
    chosen = catalogue_with(patterns)
    index = _Index(suffix, force) if form is Form.HTML else None
    lone = output in (None, "-") and form is Form.HTML
    try:
        write(
            (_lone if lone else iter)(_batches(found, read, chosen, form, quotes, index)),
            output,
            suffix,
            are_several(inputs, found),
            force,
        )
    finally:  # also where some inputs were at fault: the others have their pages
        if index is not None and output is not None:
            index.write(Path(output))


def _batches(
    inputs: Sequence[str],
    read: Read,
    chosen: Catalogue | None,
    form: Form,
    quotes: QuoteChoice,
    index: _Index | None,
) -> Iterator[list[Result]]:
    for found in each(inputs, read):
        batch = []
        for thread in found:
            made = threads.report(thread, patterns=chosen, quotes=quotes.value)
            batch.append(_result(made, thread if quotes is QuoteChoice.FULL else None, form))
            if index is not None:
                index.add(made)
        yield batch


def _lone(batches: Iterator[list[Result]]) -> Iterator[list[Result]]:
    """At most one result: pages behind each other are none."""
    pages = 0
    for batch in batches:
        pages += len(batch)
        if pages > 1:
            raise UnwritableOutput("standard output", "it holds one page, and there are several")
        yield batch


def _result(made: Report, thread: Thread | None, form: Form) -> Result:
    """A report in one of its forms; with its thread, pages show passages among the words around them."""
    from threads.cli.output import Result, json_result

    if form is Form.JSON:
        return json_result(made.thread.id, made)
    page = _writer(made, thread, form)
    return Result(made.thread.id, page, lambda: page() + "\n")


def _writer(made: Report, thread: Thread | None, form: Form) -> Callable[[], str]:
    if form is Form.HTML:
        return lambda: threads.to_html(made, thread)
    if form is Form.MARKDOWN:
        return lambda: threads.to_markdown(made, thread)
    from threads.render.text import text

    return lambda: text(made)


class _Index:
    """The reports of a run, for the page that lists them."""

    def __init__(self, suffix: str, force: bool) -> None:
        from threads.cli.names import Names

        self._suffix = suffix
        self._force = force
        self._names = Names()  # in the same order as the files are written, so the same names
        self._entries: list[Entry] = []

    def add(self, made: Report) -> None:
        from threads.render.html.index import entry

        self._entries.append(entry(made, f"{self._names.free(made.thread.id)}{self._suffix}"))

    def write(self, folder: Path) -> None:
        """Write index.html into a folder of reports; nothing beside a single file."""
        from threads.cli.output import write_text
        from threads.render.html.index import index_html

        written = [one for one in self._entries if (folder / one.file).is_file()]
        if written:
            write_text(folder / "index.html", index_html(written), self._force)
