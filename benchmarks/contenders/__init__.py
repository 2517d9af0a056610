"""What is measured side by side: a module each, run alone in a child process, in the environment where its library is.

A module has `prepare(path)`, which imports, loads models and makes what is not to be measured, and gives the work: a
function without arguments that gives `Done`. `path` is an NDJSON table.
Modules of other libraries import nothing of `threads`, since that need not be installed where they run.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple


class Done(NamedTuple):
    """How many comments (or texts) the work went through, what of it is worth saying, and numbers that it found.

    values may be a generator: what it takes is not measured.
    """

    comments: int
    note: str = ""
    values: Iterable[Any] = ()
