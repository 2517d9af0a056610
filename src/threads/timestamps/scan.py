"""Find printed times in a text: dates in words or figures, with the clock before or after, and relative ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from threads.timestamps.calendar import calendar, without_dots

_YEAR = r"(?:19|20)\d\d(?!\d)|(?:19|20)\d\d(?=\d{1,2}\s?(?:yr|mo|hr|min|day|week|[dhmwy])\w*\b)|'\d\d(?!\d)"
_WORD = r"[^\W\d_]{3,14}"
_OF = r"(?:\s?(?:de|del|of|d')\s)?"
_WEEKDAY_BEHIND = r"(?:\s?[(（][^\W\d_]{1,9}\.?[)）])?"  # 3月14日(木), 06/03/15(Wed)18:00
_IN_FIGURES = (
    # 2011-12-21, 2011/12/21, 2011.12.21, ISO 8601 basic with T is met by the clock below
    re.compile(
        r"(?<![\d-])(?P<y>(?:19|20)\d\d)(?P<sep>[-/.])\s?(?P<m>\d{1,2})(?P=sep)\s?(?P<d>\d{1,2})(?!\d)"
        rf"{_WEEKDAY_BEHIND}(?:\.(?=\s[오上下午\d]))?"
    ),
    re.compile(r"(?P<y>(?:19|20)\d\d)\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일]" + _WEEKDAY_BEHIND),
    # 21.12.2011, 21/12/11, 12/21/2011, 21-12-2011
    re.compile(
        r"(?<![\d./-])(?P<a>\d{1,2})(?P<sep>[./-])\s?(?P<b>\d{1,2})(?P=sep)\s?(?P<y>(?:19|20)\d\d|\d\d)(?![\d/-])"
    ),
)
_IN_WORDS = (
    # 21 December 2011, 21. Dezember 2011, 1er mars 2020, 21 de mayo de 2011, glued behind a name: Ann21. Juni 2015
    re.compile(
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|[ºª]|\\?\.)?{_OF}[\s/-]?(?P<w>{_WORD})\.?,?{_OF}[\s/-]?\s?(?P<y>{_YEAR})"
    ),
    # 21 Dec 11, 12:43; 21-Dec-11 12:43
    re.compile(rf"(?<!\d)(?P<d>\d{{1,2}})[\s-](?P<w>{_WORD})\.?[\s-](?P<y>\d\d)(?=,?\s\d{{1,2}}:\d\d)"),
    # December 21, 2011; Dec 21st 2011; glued behind a name: AnnDecember 21, 2011
    re.compile(rf"(?P<w>{_WORD})\.?[\s-](?P<d>\d{{1,2}})(?:st|nd|rd|th|\.)?,?[\s-]\s?(?P<y>{_YEAR})", re.UNICODE),
    # Mon Dec 21 12:43:00 2011, Mon Dec 21 12:43:00 CET 2011: what C's ctime and mail archives print
    re.compile(
        rf"(?P<w>{_WORD})\s{{1,2}}(?P<d>\d{{1,2}})\s(?P<h>\d\d):(?P<mi>\d\d):(?P<s>\d\d)\s"
        rf"(?:(?P<z>UTC|GMT|[+-]\d{{4}})\s|[A-Z]{{3,4}}\s)?(?P<y>(?:19|20)\d\d)(?!\d)"
    ),
    # the year left out: 26 Sep, Sep 26
    re.compile(rf"(?<![\d.])(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.)?{_OF}[\s-]?(?P<w>{_WORD})\b\.?"),
    re.compile(rf"(?P<w>{_WORD})\.?\s(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.)?(?![\d:]|\.\d)"),
)
# "at" in any language: one or two letters, or one of the longer words
_AT = r"(?:(?:a las|a les|alle|alle ore|ore|kl\.|klo|at:|saat|(?![午上下凌晚오])[^\W\d_]{1,2})\s+)?"
_ZONE = r"(?:\s?\(?(?P<z>Z\b|(?:UTC|GMT)?[+-]\d\d:?\d\d|UTC|GMT)\)?)?"
_ZONE_BEHIND = re.compile(r"\s\(?(?P<z>UTC|GMT|[+-]\d{4})\b")  # behind a date whose clock stands before it
_HOUR = r"(?P<h>\d{1,2})"
_HALF = r"(?:(?P<half>午前|午後|上午|下午|凌晨|晚上|오전|오후)\s?)?"
_NOTHING: frozenset[str] = frozenset()
_AFTERNOON = ("午後", "下午", "晚上", "오후")
_CLOCK_AFTER = re.compile(
    rf"{_WEEKDAY_BEHIND}(?:T|\s?:\s(?=\d{{1,2}}:\d\d)|[\s,;@|/·•»–—-]{{0,5}}\(?{_AT}){_HALF}{_HOUR}(?:(?:[:.h：時时시点]\s?|\sh\s)(?P<mi>\d\d)[分분]?(?:[:.](?P<s>\d\d)(?:\.\d+)?)?"
    rf"(?:\s?(?P<ap>[ap]\.?\s?m\b\.?))?|\s?(?P<ap2>[ap]\.?m\b\.?)|\s?(?:h|Uhr)\b)(?!\d)"
    rf"(?:\s?(?:Uhr|h|hs|hrs|min)\b)?\)?{_ZONE}",
    re.IGNORECASE,
)
_CLOCK_BEFORE = re.compile(
    rf"(?<![\d:.]){_HOUR}[:.h](?P<mi>\d\d)(?::(?P<s>\d\d))?(?:\s?(?P<ap>[ap]\.?m\b\.?))?(?:\s?(?:Uhr|h|min)\b)?{_ZONE}"
    r"[\s,;@|/·•–—-]{0,4}(?:(?:on|am|le|el|il|op|den|em|of|de|del)\s)?(?:[^\W\d_]{2,14}\.?,?\s)?$",
    re.IGNORECASE,
)
# What every date in figures has, and the runs of letters among which every other time has one that tells it.
_THREE_FIGURES = re.compile(r"\d[-/.]\s?\d{1,2}[-/.]\s?\d|\d\s?[年년]")
_LETTERS = re.compile(r"[^\W\d_]+")
_WEEKDAY_BEFORE = re.compile(r"(?<!\w)(?P<w>[^\W\d_]{2,14})\.?,?\s{0,2}(?:the\s|den\s)?$")


class Moment(NamedTuple):
    """The figures of one printed time and where they stand: text[start:end]. Absent ones are None.

    `order` is "dm" or "md" when figures show day and month, "?" when 3/4/2012 could be either, "DM" or "MD" where the
    month is a word, and empty where the year comes first.
    `ago` holds (number, unit) of a relative time.
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    zone: str | None = None
    order: str = ""
    ago: tuple[int, str] | None = None

    @property
    def is_absolute(self) -> bool:
        """Whether the year is printed."""
        return self.year is not None


def scan(text: str) -> tuple[Moment, ...]:
    """The printed times of a text in order, none overlapping; longest reading first."""
    found = sorted(_moments(text), key=lambda m: (m.start, -m.end))
    if len(found) < 2:
        return tuple(found)
    kept: list[Moment] = []
    for moment in sorted(found, key=lambda m: (m.ago is not None, m.year is None, m.hour is None, -(m.end - m.start))):
        if all(moment.end <= other.start or moment.start >= other.end for other in kept):
            kept.append(moment)
    return tuple(sorted(kept))


def _moments(text: str) -> Iterator[Moment]:
    """The times of each form, overlapping ones too; a form is only looked for where its words stand."""
    said = _NOTHING.union(*map(_told_by, _LETTERS.findall(text)))
    dates = _IN_FIGURES if _THREE_FIGURES.search(text) else ()
    for pattern in (*dates, *_IN_WORDS) if "month" in said else dates:
        for match in pattern.finditer(text):
            date = _date(match)
            if date is not None:
                yield _with_clock(text, date)
    if "glued" in said or ("unit" in said and ("ago" in said or calendar().bare.search(text))):
        for match in calendar().relative.finditer(text):
            yield Moment(match.start(), match.end(), ago=_ago(match[0]))
    if "day" in said:
        yield from _named_days(text)


@lru_cache(maxsize=10_000)
def _told_by(letters: str) -> frozenset[str]:
    """What a run of letters may be, end in, hold: "month", "unit", "ago", "glued" (both), "day" (today, yesterday)."""
    known, folded, word = calendar(), letters.casefold(), without_dots(letters)
    may_be = {
        "month": folded in known.months or _month(letters)[0] > 0,
        "unit": word in known.of_units,
        "ago": word in known.of_frames,
        "glued": folded.startswith(known.glued),
        "day": any(day in folded for day in known.of_days),
    }
    return frozenset(name for name, may in may_be.items() if may)


def _date(match: re.Match[str]) -> Moment | None:
    part = match.groupdict()
    start, end, order = match.start(), match.end(), ""
    year = int(part["y"].lstrip("'")) if part.get("y") else None
    if year is not None and year < 100:
        year += 2000 if year < 70 else 1900
    if part.get("w"):
        month, offset = _month(part["w"])
        if match.start("w") == start:
            start += offset
        elif offset:
            return None
        day = int(part["d"])
        order = "DM" if match.start("d") < match.start("w") else "MD"
    elif part.get("a"):
        day, month, order = _day_and_month(int(part["a"]), int(part["b"]), part["sep"])
    else:
        month, day = int(part["m"]), int(part["d"])
    if not 1 <= month <= 12 or not 1 <= day <= 31 or (year is None and part.get("a")):
        return None
    moment = Moment(start, end, year, month, day, order=order)
    if part.get("h"):
        hour, minute, second = (int(part[name]) for name in ("h", "mi", "s"))
        moment = moment._replace(hour=hour, minute=minute, second=second, zone=part["z"])
    return moment


def _month(word: str) -> tuple[int, int]:
    """Number of the month that the word is, or ends in after a glued name, and where it begins; 0 if none."""
    months = calendar().months
    if word.casefold() in months:
        return months[word.casefold()], 0
    capitals = [i for i, char in enumerate(word) if i and char.isupper()]
    if capitals and word[capitals[-1] :].casefold() in months and len(word) - capitals[-1] > 3:
        return months[word[capitals[-1] :].casefold()], capitals[-1]
    return 0, 0


def _day_and_month(a: int, b: int, separator: str) -> tuple[int, int, str]:
    if b > 12:
        return b, a, "md"
    if a > 12 or separator == ".":
        return a, b, "dm"
    return a, b, "?"


def _with_clock(text: str, date: Moment) -> Moment:
    weekday = _WEEKDAY_BEFORE.search(text, max(0, date.start - 20), date.start)
    start = date.start
    if weekday and weekday["w"].casefold() in calendar().weekdays:
        start = weekday.start("w")
    if date.hour is not None:
        return date._replace(start=start)
    after = _CLOCK_AFTER.match(text, date.end)
    before = None if after else _CLOCK_BEFORE.search(text, max(0, start - 40), date.start)
    clock = after or before
    if clock is None or int(clock["h"]) > 24 or int(clock["mi"] or 0) > 59:
        return date._replace(start=start)
    part = clock.groupdict()
    half = (part.get("ap") or part.get("ap2") or "").casefold()[:1]
    if part.get("half"):
        half = "p" if part["half"] in _AFTERNOON else "a"
    behind = _ZONE_BEHIND.match(text, date.end) if before else None
    hour = int(part["h"]) % 12 + (12 if half == "p" else 0) if half else int(part["h"])
    return date._replace(
        start=before.start() if before else start,
        end=after.end() if after else date.end,
        hour=hour,
        minute=int(part["mi"] or 0),
        second=int(part["s"] or 0),
        zone=part["z"] or (behind["z"] if behind else None),
    )


def _ago(words: str) -> tuple[int, str] | None:
    """The first amount with a unit; one-letter units only right after a figure: "il y a 2 mois" is no year."""
    units = calendar().units
    for match in re.finditer(r"(\d+)?\s?([^\W\d_]+)", words.casefold()):
        number, word = match[1], match[2].removesuffix("전")  # Korean "ago", written as one word with the unit
        if word in units and (number or len(word) > 1):
            return int(number or 1), units[word]
    return None


def _named_days(text: str) -> Iterator[Moment]:
    """Today and yesterday count only with a clock: "today at 14:05", "Gestern, 14:05"."""
    folded = text.casefold() if len(text.casefold()) == len(text) else text
    for word, days in calendar().days_ago.items():
        at = folded.find(word)
        if at >= 0:
            clock = _CLOCK_AFTER.match(text, at + len(word))
            if clock:
                yield Moment(at, clock.end(), ago=(days, "day"))
