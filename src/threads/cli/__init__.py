"""The command line: one command per library function; the only place, beside `threads.cli.output`, that prints.

Exit codes: 0 fine, 1 the input is at fault (one sentence on stderr each), 2 wrong usage; 130 and 143 when interrupted
or terminated, 141 when the reader of a pipe has gone. A bug keeps its traceback.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

import threads
from threads.cli import annotate, measure
from threads.cli.catalogues import formats, patterns
from threads.cli.compare import compare
from threads.cli.corpus import corpus
from threads.cli.drafts import remove_drafts
from threads.cli.export import export
from threads.cli.forget import forget
from threads.cli.output import stdout
from threads.cli.parse import parse
from threads.cli.reading import say, tell
from threads.cli.report import report
from threads.cli.settings import defaults
from threads.cli.signals import Ended, ended_by_signals
from threads.cli.tree import tree
from threads.cli.validate import schema, validate
from threads.errors import InvalidSettings, ThreadsError, UnknownName

app = typer.Typer(
    name="threads",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
_COMMANDS = (parse, report, tree, compare, export, corpus, forget, validate, schema, patterns, formats)
for command in _COMMANDS:  # the order of `threads --help`
    app.command()(command)
app.add_typer(measure.app, name="measure")
app.add_typer(annotate.app, name="annotate")


@app.callback(invoke_without_command=True)
def _threads(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Say on standard error what is read as what.")
    ] = False,
) -> None:
    """Comment sections as reply trees: where every link comes from, who rebuts whom, and which words say so."""
    _log(logging.INFO if verbose else logging.WARNING)
    if version:
        stdout(f"threads {threads.__version__}\n")
        raise typer.Exit


def _log(level: int) -> None:
    """Our own messages from this level on, on standard error; those of other libraries stay as they are."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(name)s: %(message)s"))
    logger = logging.getLogger("threads")
    logger.handlers = [handler]
    logger.propagate = False
    logger.setLevel(level)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; ends in SystemExit with the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # names of any script, on terminals of any locale
            stream.reconfigure(errors="backslashreplace")
    try:
        with ended_by_signals(then=remove_drafts):
            # obj: whether this process is the command's alone
            app(args=arguments, prog_name="threads", default_map=defaults(app, Path.cwd()), obj=arguments is None)
    except ThreadsError as error:
        tell(error)
        sys.exit(2 if isinstance(error, UnknownName | InvalidSettings) else 1)
    except OSError as error:  # a path that nothing else explains: a folder that may not be listed
        say(f"{error.filename or 'the system'}: {(error.strerror or str(error)).lower()}; check it and its permissions")
        sys.exit(1)
    except MemoryError:
        say("there is not enough memory for an input as a whole; split it, or use `threads corpus`")
        sys.exit(1)
    except Ended as ended:
        say(str(ended))
        sys.exit(128 + ended.number)
