"""`threads patterns` and `threads formats`: what the installed library knows."""

from __future__ import annotations

from inspect import cleandoc
from textwrap import indent
from typing import Annotated

import typer

from threads.cli.arguments import As, Dress, Patterns


def patterns(
    name: Annotated[str | None, typer.Argument(metavar="ID", help="Show this one in full.")] = None,
    folders: Patterns = [],  # noqa: B006 -- typer copies it
    as_: As = None,
) -> None:
    """List the rhetorical patterns, or show one: what it is, what it is not, its examples."""
    from threads.cli.output import stdout
    from threads.patterns import load
    from threads.render.json import json, json_line
    from threads.render.pattern_text import pattern_list, pattern_page

    known = load(*folders, examples=True)
    if as_ is Dress.JSON:
        stdout(json(known[name]) if name else "".join(map(json_line, known)))
    else:
        stdout(pattern_page(known[name]) if name else pattern_list(known))


def formats(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="Show this one in full.")] = None,
) -> None:
    """List the formats that can be read: what each recognises, and which fields of a comment it fills."""
    from threads.cli.output import stdout
    from threads.errors import UnknownName
    from threads.sources import readers

    known = readers()
    if name is not None and name not in known:
        raise UnknownName("format", name, tuple(known))
    for one in [name] if name is not None else known:
        said = cleandoc(known[one].__doc__ or "")
        if name is None:
            said = said.partition("\n")[0]
        stdout(f"{one:<15}{indent(said, ' ' * 15)[15:]}\n")
        stdout(f"{'':<14} fills {', '.join(known[one].FIELDS)}\n")
