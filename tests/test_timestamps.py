"""Printed times: a table of forms, and what no text may do to the scanner."""

from __future__ import annotations

import datetime as dt
import time
import tomllib
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threads.timestamps import day_comes_first, instant, iso, parse_time, scan

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "data/times.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("printed", "expected"), ROWS)
def test_printed_forms(printed: str, expected: str) -> None:
    moments = scan(printed)
    if expected == "-":
        assert not moments
    else:
        assert [iso(m) for m in moments] == [None if expected == "?" else expected]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("3 hours ago", "2024-06-03T09:00:00Z"),
        ("vor 2 Tagen", "2024-06-01"),
        ("Sep 26", "2023-09-26"),
        ("1 yr", "2023-06-03"),
        ("il y a 2 mois", "2024-04-03"),
        ("3時間前", "2024-06-03T09:00:00Z"),
        ("2일전", "2024-06-01"),
        ("för en timme sedan", "2024-06-03T11:00:00Z"),
        ("mer än 5m", "2024-06-03T11:55:00Z"),
        ("5m", "2024-06-03T11:55:00Z"),  # minutes first, though a French "m" is a month
        ("3小时前", "2024-06-03T09:00:00Z"),
    ],
)
def test_relative_times_need_the_time_of_capture(printed: str, expected: str) -> None:
    captured = dt.datetime(2024, 6, 3, 12, tzinfo=dt.UTC)
    [moment] = scan(printed)
    assert (iso(moment), iso(moment, captured_at=captured)) == (None, expected)


NOT_ALONE = ("ma", "χθες")  # the Hungarian "ma" stands in "Mara", and the Greek word ends in a letter that folds
LANGUAGES = tomllib.loads((files("threads.timestamps") / "calendar.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_calendar_is_looked_for(language: str) -> None:
    """Forms are only looked for where a word of theirs stands, so each word must be known as one."""
    known = LANGUAGES[language]
    units = [word for words in known["units"].values() for word in words]
    for printed in (
        *(frame.replace("{}", f"3 {unit}") for frame in known["past"] for unit in units),
        *(frame.replace("{}", f"3 {unit}").upper() for frame in known["past"] for unit in units),
        *(f"21 {month} 2011" for months in known["months"] for month in months if len(month) > 2 and month.isalpha()),
        *(f"{day} 14:05" for day in known["days"] if day not in NOT_ALONE),
    ):
        assert scan(f"Mara, {printed}"), printed


def test_a_page_tells_which_figure_is_the_day() -> None:
    page = [m for line in ("6/11/2021 at 8:40am", "16/08/2020") for m in scan(line)]
    assert day_comes_first(page) is True
    assert iso(page[0], day_first=True) == "2021-11-06T08:40:00"
    assert iso(page[0], day_first=False) == "2021-06-11T08:40:00"


@pytest.mark.parametrize(
    ("printed", "expected"),
    [("June 3, 2021", False), ("3 June 2021", True), ("2021-06-03", None), ("6/11/2021", None), ("03.06.2021", True)],
)
def test_dates_with_the_month_in_words_tell_it_too(printed: str, expected: bool | None) -> None:
    assert day_comes_first(scan(printed)) is expected


def test_a_time_zone_is_put_on_local_times_only() -> None:
    [local], [zoned], [date] = scan("3 June 2024 10:00"), scan("2024-06-03T10:00:00-05:00"), scan("3 June 2024")
    zone = ZoneInfo("Europe/Berlin")
    assert [iso(m, timezone=zone) for m in (local, zoned, date)] == [
        "2024-06-03T10:00:00+02:00",
        "2024-06-03T10:00:00-05:00",
        "2024-06-03",
    ]


@pytest.mark.parametrize(
    "text", ["we met on 3 May 2012 at the old mill and talked", "x" * 40_000, "", "10/10 would cross again"]
)
def test_prose_is_no_time(text: str) -> None:
    assert parse_time(text) is None


@given(st.datetimes(min_value=dt.datetime(1971, 1, 1), max_value=dt.datetime(2069, 12, 31)))
def test_what_a_page_prints_is_read_back(moment: dt.datetime) -> None:
    moment = moment.replace(second=0, microsecond=0)
    printed = f"{moment:%B} {moment.day}, {moment.year} at {moment:%I:%M %p}"
    [found] = scan(printed)
    assert instant(iso(found)) == moment


@given(st.text(max_size=300))
def test_moments_stay_in_bounds_and_apart(text: str) -> None:
    end = 0
    for moment in scan(text):
        assert end <= moment.start < moment.end <= len(text)
        end = moment.end


def test_scanning_is_linear() -> None:
    started = time.process_time()
    scan("1 May 2 Jun 3 " * 800)
    scan("a" * 50_000)
    scan("1" * 50_000)
    assert time.process_time() - started < 3
