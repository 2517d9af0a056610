"""A text dump as lines that know their indentation, their list mark and the times they print."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from threads.sources.interface import is_section_heading
from threads.timestamps import Moment, scan

# Bullets and numbers that extractors print before list items, and html2text's headings.
_MARK = re.compile(r"(?:[•*+◦▪□○■●]|o(?=\s)|\d{1,4}[.)]|#{1,6}|\|)\s+")
_FIGURES = re.compile(r"\d+(?:[.,]\d+)*(?:[km](?!\w))?")
_ICON = re.compile(r"__(?!\w+__)\s*")  # what html2text leaves of an icon
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_LONGEST_HEADER = 160


class Line(NamedTuple):
    """One line: `text` is without indentation and list mark; `column` is where it begins."""

    number: int
    column: int
    mark: str
    text: str
    raw: str
    moments: tuple[Moment, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether the line prints nothing but perhaps a list mark."""
        return not self.text

    @property
    def key(self) -> str:
        """The line with figures made equal, to see that it repeats."""
        return _even(self.text)

    @property
    def heads_section(self) -> bool:
        """Whether it heads the comments: "12 comments", but not "by NAME on 3 May 2012, 12 comments"."""
        return not self.moments and is_section_heading(self.text)


@lru_cache(maxsize=20_000)
def _even(text: str) -> str:
    return _FIGURES.sub("0", text.casefold())


def split(text: str) -> tuple[Line, ...]:
    """All lines of a dump; times are looked for only where a header could be (not in long lines)."""
    return tuple(_line(number, raw) for number, raw in enumerate(text.split("\n"), 1))


def _line(number: int, raw: str) -> Line:
    expanded = raw.expandtabs(4)
    column = len(expanded) - len(expanded.lstrip())
    rest, mark = _plain(expanded.strip()), ""
    moments = scan(rest) if 0 < len(rest) <= _LONGEST_HEADER else ()
    # "12. Mai 2024" begins with a day, not with the number of a list item.
    while (match := _MARK.match(rest + " ")) and not (moments and moments[0].start == 0):
        mark += match[0].strip()
        rest = _plain(rest[match.end() :].strip())
        moments = scan(rest) if moments else ()
    return Line(number, column, mark, rest, raw, moments)


def _plain(text: str) -> str:
    """A line without what html2text leaves of icons and bold letters."""
    while match := _ICON.match(text):
        text = text[match.end() :]
    return _BOLD.sub(r"\1", text)
