"""Write src/threads/timestamps/calendar.toml: month, weekday and relative-time words of many languages.

The words come from the Unicode CLDR (Unicode License v3) through Babel; run again to take a newer CLDR or to add a
language. Abbreviations that web pages print and CLDR does not know stand in EXTRA below.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from babel import Locale

LANGUAGES = (
    "en",
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "nl",
    "ru",
    "uk",
    "pl",
    "sv",
    "da",
    "nb",
    "fi",
    "cs",
    "ro",
    "hu",
    "tr",
    "ca",
    "el",
    "bg",
    "sk",
    "ja",
    "ko",
    "zh",
    "zh_Hant",
)
UNITS = ("second", "minute", "hour", "day", "week", "month", "year")
TARGET = Path(__file__).parent.parent / "src/threads/timestamps/calendar.toml"

# What pages print beside the CLDR forms: (month number, form) and (unit, form).
EXTRA_MONTHS = {
    "en": [(9, "sept")],
    "de": [(3, "mrz"), (3, "mär"), (12, "dez"), (1, "jänner"), (2, "feber")],
    "es": [(9, "set")],
}
# Today and yesterday, which Babel's CLDR data leaves out.
DAYS = {
    "en": ["today", "yesterday"], "de": ["heute", "gestern"], "fr": ["aujourd'hui", "hier"], "es": ["hoy", "ayer"],
    "it": ["oggi", "ieri"], "pt": ["hoje", "ontem"], "nl": ["vandaag", "gisteren"], "ru": ["сегодня", "вчера"],
    "uk": ["сьогодні", "вчора"], "pl": ["dzisiaj", "wczoraj"], "sv": ["idag", "igår"], "da": ["i dag", "i går"],
    "nb": ["i dag", "i går"], "fi": ["tänään", "eilen"], "cs": ["dnes", "včera"], "ro": ["astăzi", "ieri"],
    "hu": ["ma", "tegnap"], "tr": ["bugün", "dün"], "ca": ["avui", "ahir"], "el": ["σήμερα", "χθες"],
    "bg": ["днес", "вчера"], "sk": ["dnes", "včera"], "ja": ["今日", "昨日"],
    "ko": ["오늘", "어제"], "zh": ["今天", "昨天"], "zh_Hant": ["今天", "昨天"],
}  # fmt: skip
# How pages print an amount of one: "an hour ago", "ett år", and nothing at all in "час назад".
ONES = {
    "en": ["a", "an", "one"], "de": ["ein", "eine", "einem", "einer", "einen"], "fr": ["un", "une"],
    "es": ["un", "una"], "it": ["un", "uno", "una", "un'", "un’"], "pt": ["um", "uma"], "nl": ["een", "één"],
    "sv": ["en", "ett"],
    "da": ["en", "et"], "nb": ["en", "et"], "ro": ["un", "o"], "ca": ["un", "una"], "hu": ["egy"], "tr": ["bir"],
    "ru": ["один", "одну", ""], "uk": ["один", "одну", ""], "pl": ["jeden", "jedną", ""], "cs": ["jedním", ""],
}  # fmt: skip
# What pages print before an amount that they round.
ROUGHLY = {
    "de": ["etwa", "ca.", "rund", "über", "ungefähr", "mehr als"], "fr": ["environ", "plus de", "près de"],
    "es": ["aproximadamente", "unos", "unas", "más de", "cerca de", "casi"], "it": ["circa"],
    "pt": ["cerca de", "aproximadamente", "mais de", "quase"], "sv": ["ungefär", "cirka", "ca", "mer än", "över"],
    "da": ["cirka", "ca.", "omkring", "over"], "nb": ["cirka", "ca.", "omtrent", "over"], "cs": ["asi", "přibližně"],
    "ro": ["aproximativ", "circa", "peste"], "ca": ["aproximadament", "uns", "unes", "més de"],
}  # fmt: skip
EXTRA_FRAMES = {"ko": ["{}전"]}
EXTRA_UNITS = {
    "en": {
        "second": ["s", "sec", "secs"],
        "minute": ["m", "min", "mins"],
        "hour": ["h", "hr", "hrs"],
        "day": ["d"],
        "week": ["w", "wk", "wks"],
        "month": ["mo", "mos", "mth", "mths"],
        "year": ["y", "yr", "yrs"],
    },
    "de": {"hour": ["std"], "minute": ["min"]},
    "ru": {"hour": ["ч"], "minute": ["мин"], "day": ["дн"], "week": ["нед"]},
    "uk": {"minute": ["хв"], "day": ["дн"], "week": ["тиж"]},
    "sv": {"hour": ["tim"], "day": ["dygn"]},
    "it": {"hour": ["ora"], "day": ["giorno"]},
    "pl": {"hour": ["godzinę"], "minute": ["minutę"]},
    "ja": {"month": ["ヶ月前", "カ月前", "ヵ月前"], "week": ["週前"]},
    "zh": {"hour": ["小時前"], "minute": ["分鐘前"], "month": ["個月前"], "week": ["週前"], "second": ["秒前"]},
}


def bare(form: str) -> str:
    """The form in lower case, without its full stop."""
    return form.casefold().rstrip(".")


def months(locale: Locale) -> list[list[str]]:
    """All forms of each month's name."""
    forms: list[set[str]] = [set() for _ in range(12)]
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, form in locale.months[context][width].items():
                forms[number - 1].add(bare(form))
    for number, form in EXTRA_MONTHS.get(locale.language, []):
        forms[number - 1].add(form)
    return [sorted(f for f in month if not f[0].isdigit()) for month in forms]  # "3月" is a figure


def weekdays(locale: Locale) -> list[str]:
    """All forms of the weekdays' names."""
    widths = (locale.days[c][w] for c in ("format", "stand-alone") for w in ("wide", "abbreviated"))
    return sorted({bare(form) for names in widths for form in names.values()})


def relative(locale: Locale) -> tuple[dict[str, list[str]], list[str]]:
    """The words for each unit, and the frames ("vor {}", "{} ago") around number and unit in the past."""
    units: dict[str, set[str]] = {}
    frames: set[str] = set()
    for unit in UNITS:
        words = units.setdefault(unit, set())
        for width in ("", "-short", "-narrow"):
            for pattern in locale._data["date_fields"].get(unit + width, {}).get("past", {}).values():
                frame = re.match(r"^(\D*?)\{0\}\s*(?:de )?(\S+?)(\s\D*)?$", pattern)
                if frame and frame[2].endswith(("前", "전")):  # "ago" is written on to the unit: 3小时前
                    words.add(frame[2])
                    frames.add("{}")
                elif frame:
                    words.add(bare(frame[2]))
                    if width != "-narrow" and (frame[1].strip() or (frame[3] or "").strip()):
                        frames.add(f"{frame[1].strip()} {{}} {(frame[3] or '').strip()}".strip().casefold())
        words.update(EXTRA_UNITS.get(locale.language, {}).get(unit, []))
    if not frames:
        frames.add("{}")  # "3時間前": the word for the unit says that it is past
    frames.update(EXTRA_FRAMES.get(locale.language, []))
    return {u: sorted(w) for u, w in units.items()}, sorted(frames)


def write(value: object) -> str:
    """A value as TOML, which lists of strings share with JSON."""
    return json.dumps(value, ensure_ascii=False)


def main() -> None:
    """Write the file."""
    lines = ["# Written by scripts/make_calendar.py from the Unicode CLDR (Unicode License v3). Do not edit by hand."]
    for code in LANGUAGES:
        locale = Locale.parse(code)
        units, frames = relative(locale)
        lines += ["", f"[{code}]", "months = ["]
        lines += [f"  {write(forms)}," for forms in months(locale)]
        lines += ["]", f"weekdays = {write(weekdays(locale))}", f"past = {write(frames)}"]
        lines += [f"days = {write(DAYS[code])}"]
        lines += [f"one = {write(ONES.get(code, []))}", f"roughly = {write(ROUGHLY.get(code, []))}"]
        lines += [f"units.{unit} = {write(words)}" for unit, words in units.items()]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
