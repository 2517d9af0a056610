"""The commands of `threads measure`: how right the library is on a file that somebody labelled."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from threads.cli.arguments import As, Dress, LinkChoice, Links, Patterns

Gold = Annotated[list[Path], typer.Argument(metavar="GOLD", help="NDJSON files of labelled texts.")]
Misses = Annotated[int, typer.Option(min=0, metavar="N", help="Show so many wrong and so many missed texts.")]

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Score results against labels of your own.")


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
    from threads.cli.drafts import replaced
    from threads.cli.output import stdout
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


@app.command()
def patterns(
    gold: Gold,
    pattern: Annotated[str, typer.Option("--pattern", metavar="ID", help="Which pattern to measure.")],
    labels: Annotated[
        list[str], typer.Option(metavar="A,B", help="Labels that mean it, parted by commas; its id if left out.")
    ] = [],  # noqa: B006 -- typer copies it
    folders: Patterns = [],  # noqa: B006 -- typer copies it
    stratum: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only texts of this stratum of `threads annotate`, as random.")
    ] = None,
    misses: Misses = 10,
    write: Annotated[bool, typer.Option("--write", help="Put the counts into the pattern's file.")] = False,
    why: Annotated[str | None, typer.Option(metavar="TEXT", help="With --write: why a score may fall.")] = None,
    as_: As = None,
) -> None:
    """Say how often a pattern is found where people saw it: precision, recall, F1, counts, and the texts missed."""
    from threads.cli.output import stdout
    from threads.cli.reading import say
    from threads.measure_patterns import measure_patterns, strata, table
    from threads.measure_written import measured_as, pattern_file, write_pattern
    from threads.patterns import load
    from threads.render.json import plain_json_line
    from threads.suffixes import set_name

    known = load(*folders, examples=True)
    before = known[pattern].measured
    # Whole, too: a label may hold a comma
    meant = {*labels, *(part.strip() for label in labels for part in label.split(","))} or {pattern}
    now = []
    for path in gold:
        counts = measure_patterns(path, pattern, meant, known, stratum)
        if stratum is None and "findings" in strata(path):
            say(f"{path}: texts that were chosen by what was found make recall too high; add --stratum random for it")
        now.append(measured_as(set_name(path), counts, before, why))
        if as_ is Dress.JSON:
            stdout(plain_json_line({"pattern": pattern, "set": set_name(path), **counts.document(misses)}))
        else:
            stdout(table(f"{pattern}  {set_name(path)}", counts, misses))
    if write:
        write_pattern(pattern_file(pattern, folders), before, now)


@app.command()
def stance(
    gold: Gold,
    misses: Misses = 10,
    write: Annotated[bool, typer.Option("--write", help="Put the counts where reports cite them.")] = False,
    as_: As = None,
) -> None:
    """Say how often the stance of a reply is seen: precision, recall, F1, counts, and the replies missed."""
    from threads.cli.output import stdout
    from threads.measure_patterns import measure_stance, table
    from threads.measure_written import write_stance
    from threads.render.json import plain_json_line
    from threads.suffixes import set_name

    for path in gold:
        found = measure_stance(path)
        for label, counts in found.items():
            if as_ is Dress.JSON:
                stdout(plain_json_line({"stance": label, "set": set_name(path), **counts.document(misses)}))
            else:
                stdout(table(f"{label}  {set_name(path)}", counts, misses))
        if write:
            write_stance(set_name(path), found)
