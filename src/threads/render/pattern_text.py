"""Patterns as text: the catalogue as a list, one pattern as a page for the terminal or for the docs in Markdown."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator

from threads.patterns import Example, Measured, Pattern
from threads.patterns.pattern import MARKED
from threads.printable import printable

_WIDTH = 80
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_EXPERIMENTAL = (
    "Experimental: wrong more often than right where it was measured or read, and left out unless asked for."
)


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
    if pattern.experimental:
        yield from ("", _wrapped(_EXPERIMENTAL))
    yield from ("", _wrapped(pattern.definition), "", _wrapped(f"Not: {pattern.is_not}"))
    yield from ("", "Reads as the pattern, the evidence marked:", *(_item(one.text) for one in pattern.positives))
    yield from ("", "Does not:", *(_item(f"{one.text} -- {one.reason}") for one in pattern.negatives))
    if pattern.missed:
        yield from ("", "Known misses:", *(_item(one.text) for one in pattern.missed))
    yield from ("", "After:", *(_item(one) for one in pattern.references), "")
    measured = (f"{one.set}: {_counts(one)}" for one in pattern.measured)
    yield from ("Measured:", *map(_item, measured)) if pattern.measured else ("Unmeasured.",)


def _counts(one: Measured) -> str:
    shares = f"precision {_share(one.tp, one.fp)}, recall {_share(one.tp, one.fn)}"
    return f"{one.tp} right, {one.fp} wrong, {one.fn} missed ({shares})"


def _share(part: int, rest: int) -> str:
    return f"{part / (part + rest):.2f}" if part + rest else "unknown"


def pattern_markdown(pattern: Pattern) -> str:
    """One pattern as a page of Markdown: the same facts as `pattern_page`, the evidence in bold."""
    return "\n".join(_markdown(pattern)) + "\n"


def pattern_index(patterns: Iterable[Pattern]) -> str:
    """The index of the pages as Markdown: the patterns by family, each with its definition and a link to its page."""
    families: dict[str, list[Pattern]] = {}
    for pattern in patterns:
        families.setdefault(pattern.family, []).append(pattern)
    lines = ["# Patterns"]
    for family in sorted(families):
        lines += ["", f"## {_family(family)}", ""]
        lines += [f"- [{one.name}]({one.id}.md): {_escaped(one.definition)}{_mark(one)}" for one in families[family]]
    return "\n".join(lines) + "\n"


def _markdown(pattern: Pattern) -> Iterator[str]:
    yield from (f"# {_escaped(pattern.name)}", "", f"`{pattern.id}` · {_family(pattern.family)}")
    if pattern.experimental:
        yield from ("", f"*{_EXPERIMENTAL}*")
    yield from ("", _escaped(pattern.definition), "", f"**It is not:** {_escaped(pattern.is_not)}")
    yield from ("", "## Reads as the pattern", "", *(f"- {_example(one)}" for one in pattern.positives))
    misses = (f"- {_escaped(one.text)} ({_escaped(one.reason)})" for one in pattern.negatives)
    yield from ("", "## Looks like it and is not", "", *misses)
    if pattern.missed:
        yield from ("", "## Known misses", "", *(f"- {_example(one)}" for one in pattern.missed))
    yield from ("", "## Measured", "", *(_table(pattern.measured) if pattern.measured else ("Unmeasured.",)))
    yield from ("", "## Literature", "", *(f"- {_escaped(one)}" for one in pattern.references))


def _table(measured: Iterable[Measured]) -> Iterator[str]:
    yield from ("| labelled set | right | wrong | missed | precision | recall |", "|---|--:|--:|--:|--:|--:|")
    for one in measured:
        precision, recall = _share(one.tp, one.fp), _share(one.tp, one.fn)
        yield f"| {_escaped(one.set)} | {one.tp} | {one.fp} | {one.fn} | {precision} | {recall} |"


def _example(example: Example) -> str:
    """The text with its evidence in bold, behind the text that it answers, if that matters."""
    pieces = MARKED.split(example.text)  # every second piece is evidence
    text = "".join(f"**{_escaped(piece)}**" if at % 2 else _escaped(piece) for at, piece in enumerate(pieces))
    return f"(in answer to: {_escaped(example.parent)}) {text}" if example.parent else text


def _family(family: str) -> str:
    return family.replace("-", " ").capitalize()


def _mark(pattern: Pattern) -> str:
    return " *(experimental)*" if pattern.experimental else ""


def _escaped(text: str) -> str:
    """On one line, with the characters that mean something to Markdown escaped; blanks at the ends stay."""
    return _SPECIAL.sub(r"\\\1", re.sub(r"\s+", " ", printable(text)))


def _item(text: str) -> str:
    return textwrap.fill(printable(" ".join(text.split())), _WIDTH, initial_indent="- ", subsequent_indent="  ")


def _wrapped(text: str) -> str:
    return textwrap.fill(printable(" ".join(text.split())), _WIDTH)
