"""The names that stand beside the times without an element of their own: "NAME says:", "Posted by NAME at TIME"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import takewhile

from threads.sources.html.family import Family
from threads.sources.html.naming import Name, score
from threads.sources.html.people import AUTHOR
from threads.sources.html.times import Timed
from threads.sources.interface import is_only
from threads.sources.markup import Element
from threads.sources.rendering import BLOCKS, WORD

_LABEL = re.compile(r"^\W*([^\W\d_]{2,12})\s?[:：]")
_CLOCK = re.compile(r"\d:\d\d")
_BEGINNING = 15  # characters
_BREAKS = BLOCKS | {"br", "hr"}
_BESIDE = 1.3  # times as much as an element's text
_LABELLED = 0.3
_LONGEST_NAME = 8  # words
_BYLINE = 8  # words more in the line of a name and its time
_LONGEST_LINE = 120  # characters of a text that is a name and what is printed around it

Scored = tuple[float, dict[int, Name]]


def within(family: Family, times: Mapping[int, Timed]) -> Iterator[Scored]:
    """The names in the texts before and behind the times, in the elements that print those."""
    before = {o: t.element.line[:120].partition(t.printed)[0] for o, t in times.items() if t.moment}
    after = {o: t.element.line[:160].partition(t.printed)[2] for o, t in times.items() if t.moment and t.printed}
    for texts in (before, after):
        points, names = _scored({o: text for o, text in texts.items() if text}, times, family)
        yield (
            _BESIDE * points * (_LABELLED if _are_labelled(texts.values()) or _are_clocks(texts.values()) else 1.0),
            names,
        )


def around(family: Family, times: Mapping[int, Timed]) -> Iterator[dict[int, Name]]:
    """The names in the lines before the times, "Posted by NAME at TIME", or behind, whoever of them has a link."""
    lines = {o: line for o, t in times.items() if (line := _line_around(t))}
    for end in (0, 2):
        yield _scored({o: text for o, line in lines.items() if (text := line[end])}, times, family)[1]
    yield _scored({o: text for o, t in times.items() if (text := _beginning_of_line(t))}, times, family)[1]


def before(family: Family, times: Mapping[int, Timed]) -> Iterator[Scored]:
    """The names right before the times, where no kind of element holds them: "NAME says:", or a nameless element."""
    texts = {o: _text_before(t.element) for o, t in times.items() if t.element.order != o}
    yield _scored({o: text for o, text in texts.items() if text}, times, family)
    above = {o: e for o, t in times.items() if (e := _element_before(t.element)) is not None}
    if all(e.words == len(WORD.findall(e.own_text)) for e in above.values()):
        points, names = score({o: e.line for o, e in above.items()}, family)
        yield points, {o: Name(name, above[o]) for o, name in names.items()}


def _scored(texts: dict[int, str], times: Mapping[int, Timed], family: Family) -> Scored:
    points, names = score(texts, family)
    return points, {o: Name(name, times[o].element) for o, name in names.items()}


def _are_labelled(texts: Collection[str]) -> bool:
    """Whether most texts begin with a label that is not one of authors: "ID: khT0zhgi0", "From: Larkmouth"."""
    labels = [found[1].casefold() for text in texts if (found := _LABEL.match(text))]
    return 2 * sum(not AUTHOR.search(label) and not is_only("byline", label) for label in labels) > len(texts)


def _are_clocks(texts: Collection[str]) -> bool:
    """Whether most texts begin with the rest of a time: " En 8:12 am"."""
    return 2 * sum(_CLOCK.search(text[:_BEGINNING]) is not None for text in texts) > len(texts)


def _line_around(time: Timed) -> tuple[str, str, str] | None:
    """The line of the element around a time's own before the time, the time, and the line behind it; None if long."""
    row = time.element.parent
    if row is None or not time.printed or not 0 < row.words - time.element.words <= _LONGEST_NAME + _BYLINE:
        return None
    return row.line.partition(time.printed)


def _beginning_of_line(time: Timed) -> str:
    """What stands before a time in its line, if its element holds several: `TITLE<br>by <a>NAME</a> on TIME`."""
    row = time.element.children
    at = next((n for n, c in enumerate(row) if isinstance(c, str) and time.printed in " ".join(c.split())), 0)
    line = list(takewhile(lambda c: isinstance(c, str) or c.tag not in _BREAKS, reversed(row[:at])))
    if not time.printed or len(line) == at or sum(c.words for c in line if isinstance(c, Element)) > _LONGEST_NAME:
        return ""
    said = "".join(c if isinstance(c, str) else c.line for c in (*reversed(line), row[at]))
    return " ".join(said.split()).partition(time.printed)[0][:_LONGEST_LINE]


def _text_before(element: Element) -> str:
    """The text right before an element, where no other element comes between."""
    row = element.parent
    at = row.places.get(element.order, 0) if row is not None else 0
    before = row.children[at - 1] if row is not None and at else ""
    line = " ".join(before[-2 * _LONGEST_LINE :].split()) if isinstance(before, str) else ""
    return line if len(line) <= _LONGEST_LINE else ""


def _element_before(element: Element) -> Element | None:
    """The short element right before another one, without text between them."""
    row = element.parent
    at = row.places.get(element.order, 0) if row is not None else 0
    before = (
        next((c for c in row.children[:at][::-1] if not isinstance(c, str) or not c.isspace()), None) if row else None
    )
    return before if isinstance(before, Element) and 0 < before.words <= _LONGEST_NAME else None
