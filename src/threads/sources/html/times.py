"""The times that a page prints or carries in attributes, and the elements that hold them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from threads.sources.document import Options
from threads.sources.markup import Element
from threads.timestamps import Moment, iso, parse_time, scan
from threads.timestamps.calendar import calendar

# Attributes in which a time for machines or for the mouse stands, the surest first; others if their name says so.
_ATTRIBUTES = ("datetime", "content", "title", "aria-label")
_TIMES = "time|date|created|posted|published|tippy|tooltip|original-title|epoch|utc"
_TIMELY = re.compile(rf"(?:^|-)ts$|{_TIMES}")
_UNTIMED = ("meta", "link", "input", "img")
_POSTED_AT = re.compile(r"^(?:date(?:Published|Created)|commentTime|uploadDate)$")
_FIGURE = re.compile(r"\d")
_CLOCK = re.compile(r"\d[:.h]\d\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST_TITLE = 60  # characters
_BESIDE = 4  # elements beside a clock among which its date is looked for
_WORD = re.compile(r"\w+")
# An attribute that has such a name and a figure.
_STATED = re.compile(
    rf" (?:{'|'.join(_ATTRIBUTES)}|(?:data-|created)(?:[^ =]*-)?ts|(?=data-|created)[^ =]*?(?:{_TIMES})[^ =]*)="
    r'"[^"\d]*\d'
)
# "Sender's time: June 3, 2024", "See timeline at June 3, 2024"
_LABEL = re.compile(r"^[^\d:]{2,20}:\s+(?=\w)|^[^\d:]{2,40}\s(?:at|on|am|le|el|em|il|op|den)\s+(?=\w)")
_LABEL_WORDS = 3
_STEPS_OF_CITE = 4  # from a time in a quotation's first line up to the quotation
_FURTHEST_ZONE = dt.timedelta(hours=15)
_EPOCH = re.compile(r"(1\d{9})(?:\d{3})?(?:\.\d+)?")
_LONGEST = 120
_FEW = 12  # words of an element that shows a time and little else
_WORDED = 24  # characters of a time without figures: "vor einer Stunde"
_NOT_POSTED = re.compile(
    r"edit(?!or)|update|modif|join|regist|since|member|birth|visit|activ|last[-_ ]?(?:post|reply|seen)"  # in lower case
)
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
    stating = {e.order: e for e in root.walk() if (head := e.head) and (_may_state_time(head) or "-" in e.tag)}
    for order, element in sorted((printing | stating).items()):
        value = _attribute(element) if order in stating else None
        printed = element.own_text if value or order in printing else ""
        moment = printed_time(printed) if 3 <= len(printed) <= _LONGEST else None
        if not value and printed and (moment is None or not moment.is_absolute):
            printed, moment = _with_parts(element, printed) or (printed, moment)
        if not value and order in stating and (moment is None or moment.hour is None):
            printed, moment = _in_title(element, moment) or (printed, moment)
        if moment and not value:
            value = _in_permalink(element, moment)
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


def _may_state_time(head: str) -> bool:
    """Whether one of some attributes has a figure and such a name as those of times."""
    stated = " data-" in head or " title=" in head or " datetime=" in head or " content=" in head
    return (stated or " aria-label=" in head or " created" in head) and _STATED.search(head) is not None


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
    return not _NOT_POSTED.search(near.lower()) and not (label and _JOINED.search(label.strip()))


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
        return timed.value
    return iso(timed.moment, day_first, options.timezone, options.captured_at) if timed.moment else None


def _attribute(element: Element) -> str | None:
    """The time in an element's attributes: an epoch, ISO 8601, or a printed date with its clock."""
    if element.tag in _UNTIMED and not _POSTED_AT.search(element.get("itemprop")):
        return None
    named = [
        n
        for n in element.attributes
        if n not in _ATTRIBUTES and (n.startswith(("data-", "created")) or "-" in element.tag) and _TIMELY.search(n)
    ]
    for name in (*_ATTRIBUTES[:1], *named, *_ATTRIBUTES[1:]):
        value = element.get(name).strip().partition("\n")[0]  # the second line is when it was edited
        if len(value) < 8 or not _FIGURE.search(value):
            continue
        label = _LABEL.match(value)
        if label and _NOT_POSTED.search(label[0].lower()):
            continue
        value = value[label.end() :] if label else value
        epoch = _EPOCH.fullmatch(value) if name not in ("content", "title") else None
        if epoch:
            return dt.datetime.fromtimestamp(int(epoch[1]), dt.UTC).isoformat().replace("+00:00", "Z")
        if 8 <= len(value) <= 60:
            first, *rest = value.split()  # "2024-06-03T18:00:00 1717437600"
            parsed = parse_time(first if "T" in first and ":" in first else value)
            if parsed and rest and _EPOCH.fullmatch(rest[0]):
                parsed = _in_utc(parsed, int(rest[0][:10]))
            if parsed and (name == "datetime" or "T" in parsed):
                return parsed
    return None


def _in_utc(printed: str, epoch: int) -> str:
    """A time without offset with that of UTC, if the epoch printed beside it says so."""
    then = dt.datetime.fromtimestamp(epoch, dt.UTC).isoformat()
    return printed + "Z" if then == f"{printed}+00:00" else printed


def _is_same_in_some_zone(printed: str, then: dt.datetime) -> bool:
    """Whether a printed time can be that of a moment in UTC: at most a day away, by quarters of an hour."""
    if "T" not in printed:
        return abs((dt.date.fromisoformat(printed) - then.date()).days) <= 1
    apart = abs(dt.datetime.fromisoformat(printed).replace(tzinfo=dt.UTC) - then.replace(second=0))
    return apart <= _FURTHEST_ZONE and apart % dt.timedelta(minutes=15) < dt.timedelta(minutes=1)


def _in_permalink(element: Element, moment: Moment) -> str | None:
    """The epoch in the link around a printed time (`?showComment=1433578985419`), if it is of the printed day."""
    for link in (element, element.parent):
        figures = re.search(r"[=/-](1\d{9})(?:\d{3})?(?!\d)", link.get("href")) if link is not None else None
        if figures and moment.is_absolute:
            then = dt.datetime.fromtimestamp(int(figures[1]), dt.UTC)
            printed = iso(moment, day_first=True)
            if printed and _is_same_in_some_zone(printed, then):
                return then.isoformat().replace("+00:00", "Z")
    return None
