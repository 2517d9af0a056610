"""Words for months, weekdays and stretches of time in many languages, looked up by one casefolded word."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

_LETTERS = re.compile(r"[^\W\d_]+")
# Units that pages print right behind a figure, with nothing that says "ago".
_BARE_UNITS = (
    *("mins", "min", "hrs", "hr", "yrs", "yr", "mos", "mo", "wks", "wk"),
    *("std", "tim", "godz", "tyg", "dni", "sett", "sem", "мин", "дн", "нед", "хв", "тиж", *"smhdwyjч"),
)
_BARE = rf"(?<![^\W_])(?<![.,:])\d{{1,2}}\s?(?:{'|'.join(_BARE_UNITS)})(?![\w'’])"


class Calendar(NamedTuple):
    """Word -> number or unit, for all languages at once: none of their month names contradict each other.

    The letters that tell of a time: `of_units` and `of_frames` ("ago") are whole words, `glued` begin words of scripts
    that set no spaces, and `of_days` stand somewhere in "today" and "yesterday".
    """

    months: dict[str, int]
    weekdays: frozenset[str]
    units: dict[str, str]
    days_ago: dict[str, int]
    relative: re.Pattern[str]
    bare: re.Pattern[str]
    of_frames: frozenset[str]
    of_units: frozenset[str]
    glued: tuple[str, ...]
    of_days: tuple[str, ...]


@cache
def calendar() -> Calendar:
    """The calendar of calendar.toml, read once."""
    languages = list(tomllib.loads((files(__package__) / "calendar.toml").read_text(encoding="utf-8")).values())
    months = {form: n for lang in languages for n, forms in enumerate(lang["months"], 1) for form in forms}
    # Of a letter that two languages use ("m"), the first one's meaning stands.
    units = {form: unit for lang in reversed(languages) for unit, forms in lang["units"].items() for form in forms}
    days_ago = {word: n for lang in languages for n, word in enumerate(lang["days"])}
    letters = {_LETTERS.findall(unit)[0] for unit in units}
    frames = {word for lang in languages for frame in lang["past"] for word in _LETTERS.findall(frame)}
    return Calendar(
        months=months,
        weekdays=frozenset(day for lang in languages for day in lang["weekdays"]),
        units=units,
        days_ago=days_ago,
        relative=_relative(languages),
        bare=re.compile(_BARE, re.IGNORECASE),
        of_frames=frozenset(map(without_dots, frames)),
        of_units=frozenset(map(without_dots, letters.union(_BARE_UNITS))),
        glued=tuple(sorted(word for word in letters if word.lower() == word.upper())),
        of_days=tuple(max(_LETTERS.findall(day), key=len) for day in days_ago),
    )


def without_dots(word: str) -> str:
    """The casefolded word with one letter i: to expressions that ignore case, the Turkish "YIL" is "yıl"."""
    return word.casefold().replace("ı", "i")


def _relative(languages: list[dict[str, Any]]) -> re.Pattern[str]:
    """The frames "3 hours ago", "vor 3 Stunden" and the bare "3h", "1 yr" that many pages print."""
    frames = []
    for lang in languages:
        units = sorted({form for forms in lang["units"].values() for form in forms}, key=len, reverse=True)
        amount = rf"(?:\d{{1,4}}\s?|{_any(lang['one'])})(?:{'|'.join(map(re.escape, units))})\.?"
        # "1 hour, 20 minutes ago": the larger unit decides.
        amount = rf"{amount}(?:(?:,|\sand)?\s{amount})?"
        amount = rf"(?:{_any(lang['roughly'])})?{amount}" if lang["roughly"] else amount
        frames += [r"\s".join(re.escape(part) for part in f.split()).replace(r"\{\}", amount) for f in lang["past"]]
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(frames)})(?!\w)|{_BARE}", re.IGNORECASE)


def _any(words: list[str]) -> str:
    """One of some words with the space that goes with it; "un'ora" has none."""
    return (
        "|".join(re.escape(word) + (r"\s" if word[-1:].isalnum() or word.endswith(".") else "") for word in words)
        or "(?!)"
    )
