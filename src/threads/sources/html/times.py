"""The times that a page prints or carries in attributes, and the elements that hold them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from threads.sources.document import Options
from threads.sources.html.time_attributes import NOT_POSTED, in_permalink, may_state_time, stated_time
from threads.sources.markup import Element
from threads.timestamps import Moment, iso, parse_time, scan
from threads.timestamps.calendar import calendar

_FIGURE = re.compile(r"\d")
_CLOCK = re.compile(r"\d[:.h]\d\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST_TITLE = 60  # characters
_BESIDE = 4  # elements beside a clock among which its date is looked for
_WORD = re.compile(r"\w+")
_LABEL_WORDS = 3
_STEPS_OF_CITE = 4  # from a time in a quotation's first line up to the quotation
_LONGEST = 120
_FEW = 12  # words of an element that shows a time and little else
_WORDED = 24  # characters of a time without figures: "vor einer Stunde"
# What pages print right before the time at which somebody joined or changed something.
_JOINED = re.compile(
    r"\b(?:desde|depuis|seit|sinds|sedan|dal|inscri\w*|iscritt\w*|beigetreten|cadastr\w*|регистрац\w*|зарегистр\w*|dołączył\w*"
    r"|注册\w*|登録\w*|가입\w*|bearbeitet|geändert|bewerkt|изменен\w*|отредактир\w*|编辑\w*|編集\w*)\b\W*(?:\w{1,3}\W+)?$",
    re.IGNORECASE,
)


class Timed(NamedTuple):
    """An element that shows a time: the value its attributes give, the moment its text prints, and that text."""

    element: Element
    value: str | None
    moment: Moment | None
    printed: str


def times(root: Element) -> Iterator[Timed]:
    """All elements that show a time, in document order."""
    page = root.page
    printing = {element.order: element for _, element, _ in root.among(page.figured)}
    printing |= {e.order: e for _, e, text in root.among(page.worded) if len(text) <= _WORDED and _has_unit(text)}
    stating = {e.order: e for e in root.walk() if (head := e.head) and (may_state_time(head) or "-" in e.tag)}
    for order, element in sorted((printing | stating).items()):
        value = stated_time(element) if order in stating else None
        printed = element.own_text if value or order in printing else ""
        moment = printed_time(printed) if 3 <= len(printed) <= _LONGEST else None
        if not value and printed and (moment is None or not moment.is_absolute):
            printed, moment = _with_parts(element, printed) or (printed, moment)
        if not value and order in stating and (moment is None or moment.hour is None):
            printed, moment = _in_title(element, moment) or (printed, moment)
        if moment and not value:
            value = in_permalink(element, moment)
            if not value and moment.hour is None and moment.is_absolute:
                printed, moment = _with_clock(element, moment) or (printed, moment)
        if value or moment:
            words = printed or (element.line if element.words <= _FEW else "")
            yield Timed(element, value, moment, printed[moment.start : moment.end] if moment else words)


@lru_cache(maxsize=5000)
def _has_unit(text: str) -> bool:
    """Whether a text without figures has a unit of time beside other words: nobody prints "hour" alone for a time."""
    words = _WORD.findall(text.casefold())
    return len(text.split()) > 1 and not calendar().units.keys().isdisjoint(words)


def _with_parts(element: Element, printed: str) -> tuple[str, Moment] | None:
    """A time of which a part stands in another element: a date in a title beside the clock, or "14<sup>th</sup>"."""
    if _CLOCK.search(printed) and (dated := _with_date(element)):
        return dated
    if element.words > _FEW or not _YEAR.search(printed) or len(element.line) > _LONGEST:
        return None
    moment = printed_time(element.line)
    return (element.line, moment) if moment is not None and moment.is_absolute else None


def _in_title(element: Element, shown: Moment | None) -> tuple[str, Moment] | None:
    """The date and clock in a title whose figures only the whole page tells: 11/03/2019 07:10 PM.

    Beside "8 years ago" the date alone says more.
    """
    title = element.get("title") if " title=" in element.head else ""
    is_ago = shown is not None and shown.ago is not None
    if not (is_ago or _CLOCK.search(title)) or len(title) > _LONGEST_TITLE:
        return None
    moment = printed_time(title)
    if moment is None or not moment.is_absolute or (moment.hour is None and not is_ago):
        return None
    return title, moment


@lru_cache(maxsize=2000)
def printed_time(text: str) -> Moment | None:
    """The most exact time that a text prints."""
    return min(scan(text), key=lambda m: (m.ago is not None, m.year is None, m.hour is None), default=None)


def _with_date(element: Element) -> tuple[str, Moment] | None:
    """A clock and the date in the title of a word beside it, as one text: `<span title=DATE>Today</span>, 10:15`."""
    for word in element.children[:_BESIDE]:
        if isinstance(word, Element) and 0 < word.words <= _LABEL_WORDS and _FIGURE.search(word.get("title")):
            both = f"{word.get('title')} {element.own_text}"
            moment = printed_time(both) if len(both) <= _LONGEST else None
            if moment is not None and moment.is_absolute and moment.hour is not None:
                return both, moment
    return None


def _with_clock(element: Element, date: Moment) -> tuple[str, Moment] | None:
    """The line of a date whose clock stands in an element of its own, and the moment in that line."""
    for around in (element, element.parent):
        if around is not None and around.words <= 2 * _FEW:
            moment = printed_time(around.line)
            if moment is not None and moment.hour is not None and moment[2:5] == date[2:5]:
                return around.line, moment
    return None


def is_posting_time(timed: Timed) -> bool:
    """Whether the time is when something was posted, not when it was edited or its author joined."""
    element = timed.element
    if element.tag == "blockquote" or _is_cited(element):  # when the quoted post was written
        return False
    said = element.own_text[:40].partition(timed.printed)[0] if timed.moment else element.own_text[:40]
    near = " ".join((*element.classes, element.get("id"), said, _label_before(timed)))
    parent = element.parent
    if parent is not None and len(parent.children) <= 6:
        near += " " + " ".join((*parent.classes, parent.own_text[:60]))
    before = element.own_text.partition(timed.printed)[0] if timed.moment else ""
    label = before if before.strip() else _label_before(timed)
    return not NOT_POSTED.search(near.lower()) and not (label and _JOINED.search(label.strip()))


def _is_cited(element: Element) -> bool:
    """Whether an element stands in the line that says whose words a quotation is."""
    near = (element, *islice(element.ancestors(), _STEPS_OF_CITE))
    return any(e.tag == "cite" for e in near) and any(e.tag == "blockquote" for e in near)


def _label_before(timed: Timed) -> str:
    """The short text of the element right before a printed time: "Joined:" in bold, or a `dt`."""
    element = timed.element
    row: Sequence[Element | str] = element.children
    at = next((n for n, c in enumerate(row) if isinstance(c, str) and timed.printed in " ".join(c.split())), 0)
    if not at and element.parent is not None:
        row, at = element.parent.children, element.parent.places.get(element.order, 0)
    before = next((c for c in reversed(row[:at]) if isinstance(c, Element) or not c.isspace()), None)
    return before.own_text if isinstance(before, Element) and before.words <= _LABEL_WORDS else ""


def posted(found: Sequence[Timed]) -> Sequence[Timed]:
    """The posting times among others, or all if none is one."""
    return [t for t in found if is_posting_time(t)] or found


def resolve(timed: Timed, day_first: bool | None, options: Options) -> str | None:
    """The timestamp: from the attributes where they hold one, else from what is printed."""
    if timed.value:
        return parse_time(timed.value, options.timezone)
    return iso(timed.moment, day_first, options.timezone, options.captured_at) if timed.moment else None
