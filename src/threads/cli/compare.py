"""`threads compare`: two comment sections, or two reports of such, side by side."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import threads
from threads.cli.arguments import AsForm, Force, Form, Output, form_for
from threads.cli.reading import Read, reads
from threads.errors import MalformedInput, UnreadableInput

if TYPE_CHECKING:
    from threads.cli.output import Result
    from threads.reports import Report
    from threads.reports.comparison import Comparison


_Input = Annotated[str, typer.Argument(metavar="INPUT", help="A comment section, or a report of one as JSON.")]


@reads
def compare(
    a: _Input,
    b: _Input,
    read: Read,
    output: Output = None,
    as_: AsForm = None,
    force: Force = False,
) -> None:
    """Compare two comment sections: size, shape, rebuttals and rates of patterns, with intervals of the differences.

    Before and after moderation, or two sites on one event. Each input holds one thread.
    """
    from threads.cli.output import write

    form = form_for(as_, output)
    result = _result(threads.compare(_report(a, read), _report(b, read)), form)
    write(iter([[result]]), output, f".compare.{form}", several_inputs=False, force=force)


def _report(one: str, read: Read) -> Report:
    """The report that a file holds, or that of the one thread in it."""
    made = None if one == "-" else _made_before(Path(one))
    if made is not None:
        return made
    found = read(one)
    if len(found) != 1:
        raise MalformedInput(
            one, "compare takes one thread", f"it holds {len(found)} threads", "name a file with one, or a report"
        )
    return threads.report(found[0])


def _made_before(path: Path) -> Report | None:
    """The report in a file, whatever its name; None if it is something else, MalformedInput if the report is not valid.

    What cannot be opened is left to the reader, which has the caller's limits.
    """
    from threads.reports import Report
    from threads.sources import open_document
    from threads.stored import documents, read_value

    with suppress(UnreadableInput):
        source = open_document(path) if path.is_file() else None
        if source and source.container in ("json", "ndjson") and '"generator"' in source.text[:500]:
            stored = list(documents(source))
            if len(stored) != 1:
                raise MalformedInput(
                    source.name, "compare takes one report", f"it holds {len(stored)} documents", "name a file with one"
                )
            value = read_value(source.name, stored[0].place, stored[0].text)
            return value if isinstance(value, Report) else None
    return None


def _result(made: Comparison, form: Form) -> Result:
    from threads.cli.output import Result, json_result
    from threads.render import comparison

    if form is Form.JSON:
        return json_result("compare", made)
    writers = {
        Form.TEXT: comparison.comparison_text,
        Form.HTML: comparison.comparison_html,
        Form.MARKDOWN: comparison.comparison_markdown,
    }
    page = partial(writers[form], made)
    return Result("compare", page, page)
