"""`threads corpus`: dumps of any size into reports and tables."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from threads.cli.arguments import (
    Captured,
    Columns,
    Format,
    LinkChoice,
    Links,
    Patterns,
    Pseudonymize,
    QuoteChoice,
    Quotes,
    Timezone,
    columns_named,
)

if TYPE_CHECKING:
    from rich.progress import Progress as Bars

    from threads.corpus.stages import Look, Progress


def corpus(
    context: typer.Context,
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT", help="Dumps, tables, pages, or folders of them.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="A folder for reports and tables.")],
    memory: Annotated[str, typer.Option(metavar="SIZE", help="How much data to hold at once.")] = "1GB",
    processes: Annotated[int | None, typer.Option(min=1, help="By default one per core.")] = None,
    bucket: Annotated[
        str | None, typer.Option(metavar="I/N", help="Take one of N shares of the threads, counted from 1.")
    ] = None,
    max_bad: Annotated[int, typer.Option(min=0, help="Records that may be unreadable before the run ends.")] = 100,
    force: Annotated[bool, typer.Option("--force", help="Replace results of other inputs or settings.")] = False,
    per_thread: Annotated[
        bool, typer.Option("--per-thread", help="A file for each report, not shards of lines.")
    ] = False,
    tables: Annotated[bool, typer.Option("--tables/--no-tables", help="Write the Parquet tables too.")] = True,
    format: Format = None,
    timezone: Timezone = None,
    captured_at: Captured = None,
    columns: Columns = [],  # noqa: B006 -- typer copies it
    links: Links = LinkChoice.ALL,
    patterns: Patterns = [],  # noqa: B006 -- typer copies it
    quotes: Quotes = QuoteChoice.FULL,
    pseudonymize: Pseudonymize = None,
) -> None:
    """Report all threads of large dumps, tables or folders of pages, in bounded memory and over all cores.

    A run that was ended, even killed, goes on when the same command is given again, and ends with the same bytes.
    """
    from threads.corpus import run

    key = None
    if pseudonymize is not None:
        from threads.privacy.pseudonyms import Key

        key = Key.from_file(pseudonymize)
    if context.obj:
        from threads.corpus.pool import leave_out_unused

        leave_out_unused()
    with _progress() as look:
        done = run(
            inputs,
            output,
            format=format,
            timezone=timezone,
            captured_at=captured_at,
            columns=columns_named(columns),
            links=links.value,
            quotes=quotes.value,
            key=key,
            pattern_folders=patterns,
            memory=memory,
            processes=processes,
            bucket=bucket,
            max_bad=max_bad,
            force=force,
            per_thread=per_thread,
            tables=tables,
            progress=look,
        )
    left_out = (
        f"; {done.rejects:,} record{'s' * (done.rejects != 1)} left out, see rejects.ndjson" if done.rejects else ""
    )
    print(f"{done.threads:,} threads, {done.comments:,} comments{left_out}", file=sys.stderr)
    if not done.threads:
        raise typer.Exit(1)


@contextmanager
def _progress() -> Iterator[Look | None]:
    """A bar on the terminal with rate and time left; nothing where stderr goes elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    shown = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn())
    with Bars(*shown, console=Console(stderr=True)) as bars:
        yield _shown(bars)


def _shown(bars: Bars) -> Callable[[Progress], None]:
    """What puts the progress of a run on the bars: one per stage."""
    tasks = {}

    def look(now: Progress) -> None:
        if now.stage not in tasks:
            tasks[now.stage] = bars.add_task(now.stage, total=now.total, completed=now.done, rate="")
        task = tasks[now.stage]
        bars.update(task, completed=now.done, rate=_rate(now.stage, bars.tasks[task].speed or 0))

    return look


def _rate(stage: str, speed: float) -> str:
    return f"{speed / 1e6:,.1f} MB/s" if stage == "reading" else f"{speed:,.0f} comments/s"
