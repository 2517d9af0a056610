"""`threads tree`: the reply tree of a comment section, one line per comment."""

from __future__ import annotations

import sys

from threads.cli.arguments import Inputs
from threads.cli.folders import files_of
from threads.cli.reading import Read, each, reads


@reads
def tree(inputs: Inputs, read: Read) -> None:
    """Print the reply tree: who answers whom, on what basis, and which replies disagree.

    Colour is used on terminals alone, and not where NO_COLOR is set; it only repeats what signs say.
    """
    from threads.cli.output import stdout
    from threads.render.terminal import terminal
    from threads.render.tree import styled_outline

    for place, found in enumerate(each(files_of(inputs), read)):
        for number, thread in enumerate(found):
            stdout("\n" if place or number else "")
            stdout(terminal(styled_outline(thread), coloured=sys.stdout.isatty()))
