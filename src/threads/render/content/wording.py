"""Figures, times and names as a reader wants them: "2,000 comments", "14 March 2024, 09:12", "3 days"."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, datetime

UNNAMED = "(no name)"
_LONGEST_NAME = 80
_UNITS = ((365.25 * 86400, "year"), (30.44 * 86400, "month"), (86400, "day"), (3600, "hour"), (60, "minute"))
# Not strftime's, which are in the language of the machine
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
_IRREGULAR = {"reply": "replies"}


def name_of(name: str | None) -> str:
    """A participant's name on one line, cut where it is a text; or what stands for comments without one."""
    return UNNAMED if name is None else one_line(name, _LONGEST_NAME)


def people(names: Collection[str | None]) -> str:
    """How many they are: unnamed ones (null) may be one or many, so that they are told and not counted."""
    named, unnamed = sum(name is not None for name in names), "people without a name"
    if None not in names:
        return count(named, "participant")
    return f"{count(named, 'participant')} and {unnamed}" if named else unnamed


def number(value: int) -> str:
    """2000 is 2,000."""
    return f"{value:,}"


def count(value: int, noun: str) -> str:
    """A number with its noun: 1 comment, 2,000 comments."""
    return f"{value:,} {noun if value == 1 else _IRREGULAR.get(noun, f'{noun}s')}"


def percent(part: int, whole: int) -> str:
    """A share in percent, with a decimal only where it tells something: 7 %, 98.8 %; empty of nothing.

    All and nothing are said of all and nothing alone.
    """
    if not whole:
        return ""
    share = 100 * part / whole
    if 0 < share < 0.1:
        return "less than 0.1 %"
    if 99.9 < share < 100:
        return "more than 99.9 %"
    return f"{share:.1f} %" if 95 < share < 100 or (share < 1 and part) else f"{share:.0f} %"


def moment(time: str | None) -> str:
    """A timestamp as precise as it is: "14 March 2024, 09:12"; empty without one."""
    if time is None:
        return ""
    parsed = datetime.fromisoformat(time)
    day = f"{parsed.day} {_MONTHS[parsed.month - 1]} {parsed.year}"
    if len(time) == 10:
        return day
    zone = f" {parsed:%Z}" if parsed.tzinfo else ""
    return f"{day}, {parsed:%H:%M}{zone}"


def short_day(day: date) -> str:
    """A day without its year: "14 Mar"."""
    return f"{day.day} {_MONTHS[day.month - 1][:3]}"


def short_moment(time: str | None) -> str:
    """The same for narrow places: "14 Mar 2024" or "14 Mar 2024 09:12"."""
    if time is None:
        return ""
    parsed = datetime.fromisoformat(time)
    day = f"{short_day(parsed)} {parsed.year}"
    return day if len(time) == 10 else f"{day} {parsed:%H:%M}"


def duration(seconds: float) -> str:
    """A stretch of time in the largest unit that it has two of: from two seconds on it errs by less than a quarter."""
    size = abs(seconds)
    for length, unit in _UNITS:
        if size >= 2 * length:
            return count(round(size / length), unit)
    return count(round(size), "second")


def span(first: str | None, last: str | None) -> float | None:
    """Seconds between two timestamps of one kind; None where one is missing."""
    if first is None or last is None:
        return None
    return (datetime.fromisoformat(last) - datetime.fromisoformat(first)).total_seconds()


def listing(items: list[str]) -> str:
    """One, two and three."""
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def one_line(text: str, width: int) -> str:
    """The beginning of a text on one line, cut between words."""
    joined = " ".join(text[: 4 * width].split())
    if len(joined) <= width:
        return joined if len(text) <= 4 * width else joined + " …"
    cut = joined[: width - 1]
    head, space, _ = cut.rpartition(" ")
    return (head if space and len(head) > width // 2 else cut) + " …"


FILTERS: dict[str, Callable[..., str]] = {
    one.__name__: one for one in (count, duration, moment, name_of, number, one_line, percent, short_moment)
}
"""These words by name, as templates take them."""
