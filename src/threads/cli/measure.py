"""The commands of `threads measure`: how right the library is on a file that somebody labelled."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from threads.cli.arguments import As, Dress, LinkChoice, Links

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Score results against labels of your own.")


@app.callback()
def _measure() -> None:
    """Keep `links` a command of its own while it is the only one."""


@app.command()
def links(
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD", help="Tables of comments with their true parent_id.")],
    links: Links = LinkChoice.ALL,
    write: Annotated[
        Path | None, typer.Option("--write", metavar="FILE", help="Note the counts in this TOML, set by set.")
    ] = None,
    as_: As = None,
) -> None:
    """Recover the reply links of labelled threads without their parents, and say how many are right, by basis."""
    from threads.cli.output import replaced, stdout
    from threads.measure import measure_links, merged, table
    from threads.render.json import plain_json_line

    scores = [measure_links(path, links.value) for path in gold]
    if as_ is Dress.JSON:
        stdout("".join(plain_json_line(one.document()) for one in scores))
    else:
        stdout(table(scores))
    if write is not None:
        known = write.read_text(encoding="utf-8") if write.exists() else ""
        with replaced(write) as file:
            file.write(merged(known, scores).encode("utf-8"))
