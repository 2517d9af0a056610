"""A text dump as lines that know their indentation, their list mark and the times they print."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from threads.sources.interface import is_section_heading, mentions
from threads.sources.text.columns import unfolded
from threads.sources.text.signoffs import with_signatures_apart
from threads.timestamps import Moment, scan
from threads.timestamps.calendar import calendar

# Bullets and numbers that extractors print before list items, and html2text's headings.
_MARK = re.compile(r"(?:[•*+◦▪□○■●]|o(?=\s)|\d{1,6}[.)]|#{1,6}|\|)\s+")
_FIGURES = re.compile(r"(?:(?<!\w)[-+])?\d+(?:[.,]\d+)*(?:[km](?!\w))?")
_ICON = re.compile(r"__(?!\w+__)\s*")  # what html2text leaves of an icon
_BUTTON = re.compile(r"(?<!\s)\s*\(BUTTON\)\s*")  # what lynx prints before the label of one
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # kana, Chinese characters, Hangul: no spaces
_MONTH = re.compile(r"(?P<w>[^\W\d_]{3,14})\.?,? (?P<y>(?:19|20)\d\d)(?!\w)")
_LONGEST_HEADER = 160
_MARKS = 30  # characters of the list marks before a line: what has more is no list


class Line(NamedTuple):
    """One line: `text` is without indentation and list mark; `column` is where it begins."""

    number: int
    column: int
    mark: str
    text: str
    raw: str
    moments: tuple[Moment, ...] = ()
    alike: str = ""  # the text with names made equal, where that is known

    @property
    def words(self) -> int:
        """How many words it prints; of scripts without blanks, two signs count as one."""
        return len(self.text.split()) + (0 if self.text.isascii() else len(_WIDE.findall(self.text)) // 2)

    @property
    def is_blank(self) -> bool:
        """Whether the line prints nothing but perhaps a list mark."""
        return not self.text

    @property
    def key(self) -> str:
        """The line with figures and names made equal, to see that it repeats."""
        return even(self.alike or self.text)

    @property
    def heads_section(self) -> bool:
        """Whether it heads the comments: "12 comments", but not "by NAME on 3 May 2012, 12 comments"."""
        return not self.moments and is_section_heading(self.text)


@lru_cache(maxsize=100_000)
def even(text: str) -> str:
    """The text in small letters, with all figures made equal."""
    return _FIGURES.sub("0", text.casefold())


def split(text: str) -> tuple[Line, ...]:
    """All lines of a dump; times are looked for only where a header could be (not in long lines)."""
    return tuple(_line(row.number, row.raw) for row in with_signatures_apart(unfolded(text)))


def _line(number: int, raw: str) -> Line:
    expanded = raw.expandtabs(4)
    column = len(expanded) - len(expanded.lstrip())
    if column == len(expanded):
        return Line(number, column, "", "", raw)
    rest, mark = _plain(expanded.strip()), ""
    moments = (scan(rest) or _month_alone(rest)) if 0 < len(rest) <= _LONGEST_HEADER else ()
    # "12. Mai 2024" begins with a day, not with the number of a list item.
    while len(mark) < _MARKS and (match := _MARK.match(rest + " ")) and not (moments and moments[0].start == 0):
        mark += match[0].strip()
        rest = _plain(rest[match.end() :].strip())
        moments = scan(rest) if moments else ()
    return Line(number, column, mark, rest, raw, moments)


def _month_alone(text: str) -> tuple[Moment, ...]:
    """The time of a line that is a month and a year ("July 2020", "July 2020 edited July 2020"), which no date is."""
    match = _MONTH.match(text)
    month = calendar().months.get(match["w"].casefold()) if match else None
    if match is None or month is None or (match.end() < len(text) and not mentions("edited", text)):
        return ()
    return (Moment(0, match.end(), year=int(match["y"]), month=month),)


def _plain(text: str) -> str:
    """A line without what extractors put in for icons, bold letters and buttons."""
    text = _BUTTON.sub(" ", text).strip()
    while match := _ICON.match(text):
        text = text[match.end() :]
    return _BOLD.sub(r"\1", text)
