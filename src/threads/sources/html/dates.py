"""Which figure of 3/4/2012 is the day, as one page shows it: by its other dates, its weekdays, its language."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from threads.sources.html.times import Timed
from threads.timestamps import Moment, day_comes_first, iso

_WEEKDAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"en-(?:us|ph)", re.IGNORECASE)
_DAY_FIRST = re.compile(r"(?:de|fr|es|it|pt|nl|ru|uk|pl|sv|da|fi|cs|tr)\b|en-(?:gb|au|nz|ie|in|za)", re.IGNORECASE)
_HALF_DAY = re.compile(r"\d-\d\d-\d{4},?\s+\d{1,2}:\d\d\s?[ap]m", re.IGNORECASE)
_FAR = 5  # so many times longer than under the other reading


def day_first(found: Sequence[Timed], language: str) -> bool | None:
    """Whether the day comes first in the page's figures; None where the page does not show it.

    `language` is the page's own `lang`, empty if it names none.
    """
    told = day_comes_first(t.moment for t in found if t.moment and t.moment.year is not None and _in_figures(t))
    if told is not None:
        return told
    open_ = [t for t in found if t.moment is not None and t.moment.order == "?"]
    for votes in (_by_weekday(open_), _by_language(language), _by_form(open_), _by_span(open_)):
        vote = next(iter(votes), None)
        if vote is not None:
            return vote
    return None


def _in_figures(timed: Timed) -> bool:
    """Whether day and month are both printed as figures: "June 3" does not tell how the page writes 6/3."""
    return not re.search(r"[^\W\d_]{3}", _WEEKDAY.sub("", re.sub(r"T(?=\d)|UTC|GMT", "", timed.printed)))


def _both(moment: Moment) -> tuple[str | None, str | None]:
    return iso(moment, True), iso(moment, False)


def _by_weekday(found: Sequence[Timed]) -> Iterator[bool]:
    """ "Mon, 06/03/2024" is a Monday in only one of the two readings."""
    for timed in found:
        printed = _WEEKDAY.search(timed.printed)
        if printed and timed.moment:
            days = [dt.date.fromisoformat(d[:10]).weekday() if d else None for d in _both(timed.moment)]
            fits = [d is not None and _WEEKDAYS[d] == printed[1][:2].casefold() for d in days]
            if fits[0] != fits[1]:
                yield fits[0]


def _by_language(language: str) -> Iterator[bool]:
    if _MONTH_FIRST.match(language) or _DAY_FIRST.match(language):
        yield not _MONTH_FIRST.match(language)


def _by_form(found: Sequence[Timed]) -> Iterator[bool]:
    """06-03-2024, 10:12 AM: forums print the month first where they print half days and hyphens."""
    if found and all(_HALF_DAY.search(t.printed) for t in found):
        yield False


def _by_span(found: Sequence[Timed]) -> Iterator[bool]:
    """A conversation lasts days, not years: the reading under which it is much shorter."""
    pairs = {_both(t.moment) for t in found if t.moment}
    spans = []
    for reading in zip(*pairs, strict=True):
        days = sorted(dt.date.fromisoformat(d[:10]) for d in reading if d)
        spans.append((days[-1] - days[0]).days if len(days) == len(pairs) else None)
    known = [span for span in spans if span is not None]
    if len(pairs) >= 3 and len(known) == 2 and max(known) > _FAR * (min(known) + 1):
        yield known[0] < known[1]
