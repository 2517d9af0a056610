"""What is printed: pages of one width whatever shows them, and lines cut and coloured as the terminal is."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text


def plain_page(blocks: Iterable[RenderableType], width: int) -> str:
    """Texts and tables below each other, so many columns wide whatever shows them: the same blocks, the same text."""
    console, file = _console(width=width)
    for block in blocks:
        console.print(block)
    return "".join(line.rstrip() + "\n" for line in file.getvalue().splitlines())


def terminal(lines: Iterable[Text], *, coloured: bool) -> str:
    """The lines as one text. `coloured` where a terminal shows them, unless NO_COLOR is in the environment."""
    console, file = _console(coloured=coloured)
    for line in lines:
        if coloured:
            console.print(line, no_wrap=True, overflow="ellipsis", crop=True)
        else:
            file.write(line.plain.rstrip() + "\n")
    return file.getvalue()


def _console(*, width: int | None = None, coloured: bool | None = None) -> tuple[Console, io.StringIO]:
    """A console that obeys nothing in what it prints, and the text that it writes; plain unless coloured."""
    from rich.console import Console

    file = io.StringIO()
    console = Console(
        file=file,
        width=width,
        force_terminal=coloured,
        color_system="auto" if coloured else None,
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
    )
    return console, file
