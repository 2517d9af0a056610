"""Patterns for the terminal: the catalogue as a list, one pattern as a page."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from threads.patterns import Pattern
from threads.printable import printable

_WIDTH = 80


def pattern_list(patterns: Iterable[Pattern]) -> str:
    """One line per pattern: its id and the beginning of its definition."""
    rows = [(pattern.id, printable(pattern.definition)) for pattern in patterns]
    widest = max((len(name) for name, _ in rows), default=0)
    return "".join(f"{name:<{widest}}  {textwrap.shorten(said, _WIDTH - widest - 2)}\n" for name, said in rows)


def pattern_page(pattern: Pattern) -> str:
    """What a pattern is and is not, after whom, with its examples and how well it was measured to do."""
    return "\n".join(_paragraphs(pattern)) + "\n"


def _paragraphs(pattern: Pattern) -> Iterator[str]:
    yield _wrapped(f"{pattern.id}: {pattern.name} ({pattern.family}; {', '.join(pattern.languages)})")
    yield from ("", _wrapped(pattern.definition), "", _wrapped(f"Not: {pattern.is_not}"))
    yield from ("", "Reads as the pattern, the evidence marked:", *(_item(one.text) for one in pattern.positives))
    yield from ("", "Does not:", *(_item(f"{one.text} -- {one.reason}") for one in pattern.negatives))
    if pattern.missed:
        yield from ("", "Known misses:", *(_item(one.text) for one in pattern.missed))
    yield from ("", "After:", *(_item(one) for one in pattern.references), "")
    measured = (f"{one.set}: {one.tp} right, {one.fp} wrong, {one.fn} missed" for one in pattern.measured)
    yield from ("Measured:", *map(_item, measured)) if pattern.measured else ("Unmeasured.",)


def _item(text: str) -> str:
    return textwrap.fill(printable(" ".join(text.split())), _WIDTH, initial_indent="- ", subsequent_indent="  ")


def _wrapped(text: str) -> str:
    return textwrap.fill(printable(" ".join(text.split())), _WIDTH)
