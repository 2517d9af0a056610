"""Styled lines as a terminal takes them: cut to its width and coloured there, plain and whole in a pipe."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.text import Text


def terminal(lines: Iterable[Text], *, coloured: bool) -> str:
    """The lines as one text. `coloured` where a terminal shows them, unless NO_COLOR is in the environment."""
    from rich.console import Console

    file = io.StringIO()
    console = Console(
        file=file,
        force_terminal=coloured,
        color_system="auto" if coloured else None,
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
    )
    for line in lines:
        if coloured:
            console.print(line, no_wrap=True, overflow="ellipsis", crop=True)
        else:
            file.write(line.plain.rstrip() + "\n")
    return file.getvalue()
