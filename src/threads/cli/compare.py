"""`threads compare`: two comment sections, or two reports of such, side by side."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import threads
from threads.cli.arguments import AsForm, Force, Form, Output, form_for
from threads.cli.reading import Read, reads
from threads.errors import MalformedInput

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
    made = _made_before(Path(one)) if one != "-" else None
    if made is not None:
        return made
    found = read(one)
    if len(found) != 1:
        raise MalformedInput(
            one, "compare takes one thread", f"it holds {len(found)} threads", "name a file with one, or a report"
        )
    return threads.report(found[0])


def _made_before(path: Path) -> Report | None:
    """The report in a JSON file; None if it is something else, MalformedInput if it is a report that is not valid."""
    from pydantic import ValidationError

    from threads.pointers import first_complaint
    from threads.reports import Report

    if path.suffix != ".json" or not path.is_file():
        return None
    data = path.read_bytes()
    if b'"generator"' not in data[:500]:
        return None
    try:
        return Report.model_validate_json(data)
    except ValidationError as error:
        where, found = first_complaint(error)
        raise MalformedInput(path.name, where, found, "make the report anew with this version") from error


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
