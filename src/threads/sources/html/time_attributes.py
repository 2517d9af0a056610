"""The times that elements have in attributes: for machines, for the mouse, or in the address of a link."""

from __future__ import annotations

import datetime as dt
import re

from threads.sources.markup import Element
from threads.timestamps import Moment, iso, parse_time

# Attributes in which a time for machines or for the mouse stands, the surest first; others if their name says so.
_ATTRIBUTES = ("datetime", "content", "title", "aria-label")
_TIMES = "time|date|created|posted|published|tippy|tooltip|original-title|epoch|utc"
_TIMELY = re.compile(rf"(?:^|-)ts$|{_TIMES}")
_UNTIMED = ("meta", "link", "input", "img")
_POSTED_AT = re.compile(r"^(?:date(?:Published|Created)|commentTime|uploadDate)$")
# An attribute that has such a name and a figure.
_STATED = re.compile(
    rf" (?:{'|'.join(_ATTRIBUTES)}|(?:data-|created)(?:[^ =]*-)?ts|(?=data-|created)[^ =]*?(?:{_TIMES})[^ =]*)="
    r'"[^"\d]*\d'
)
# "Sender's time: June 3, 2024", "See timeline at June 3, 2024"
_LABEL = re.compile(r"^[^\d:]{2,20}:\s+(?=\w)|^[^\d:]{2,40}\s(?:at|on|am|le|el|em|il|op|den)\s+(?=\w)")
_FURTHEST_ZONE = dt.timedelta(hours=15)
_EPOCH = re.compile(r"(1\d{9})(?:\d{3})?(?:\.\d+)?")
NOT_POSTED = re.compile(
    r"edit(?!or)|update|modif|join|regist|since|member|birth|visit|activ|last[-_ ]?(?:post|reply|seen)"  # in lower case
)
_FIGURE = re.compile(r"\d")


def may_state_time(head: str) -> bool:
    """Whether one of some attributes has a figure and such a name as those of times."""
    stated = " data-" in head or " title=" in head or " datetime=" in head or " content=" in head
    return (stated or " aria-label=" in head or " created" in head) and _STATED.search(head) is not None


def stated_time(element: Element) -> str | None:
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
        if label and NOT_POSTED.search(label[0].lower()):
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


def in_permalink(element: Element, moment: Moment) -> str | None:
    """The epoch in the link around a printed time (`?showComment=1433578985419`), if it is of the printed day."""
    for link in (element, element.parent):
        figures = re.search(r"[=/-](1\d{9})(?:\d{3})?(?!\d)", link.get("href")) if link is not None else None
        if figures and moment.is_absolute:
            then = dt.datetime.fromtimestamp(int(figures[1]), dt.UTC)
            printed = iso(moment, day_first=True)
            if printed and _is_same_in_some_zone(printed, then):
                return then.isoformat().replace("+00:00", "Z")
    return None
