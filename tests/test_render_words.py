"""What pages say in words, whatever they are written in: figures, times and people."""

from __future__ import annotations

import ast
import re
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import larkmouth
import pytest
from hypothesis import given
from hypothesis import strategies as st

import threads
from threads.model import Comment, Thread
from threads.render.comparison import comparison_text
from threads.render.content import Comments
from threads.render.content.wording import duration, moment, people, percent, short_moment
from threads.render.html.density import Density, density
from threads.reports.comparison import Compared, Comparison
from threads.reports.figures import Estimate, Figure, Interval


def said_of(*authors: str | None, text: str = "The ferry runs at nine.") -> str:
    """The Markdown page of a thread with a comment by each author."""
    comments = tuple(Comment(id=str(n), author=author, text=text) for n, author in enumerate(authors))
    thread = Thread(id="t", source=larkmouth.SOURCE, nesting="stated", comments=comments)
    return threads.to_markdown(threads.report(thread, patterns=["hedge"]))


@pytest.mark.parametrize(
    ("authors", "said"),
    [
        (["Mara"] * 6 + ["Tobias"] * 4, "1 participant of 2 wrote half of all comments."),
        (["Mara"] * 6 + ["Tobias"] * 4 + [None] * 9, "1 participant of 2 wrote half of the comments with a name."),
        (["Mara", "Tobias", "Ines", "Dov", "Lena", "Grant"] + [None] * 10, None),  # of ten nobody knows who wrote them
    ],
)
def test_how_many_write_half_of_all(authors: list[str | None], said: str | None) -> None:
    page = said_of(*authors)
    assert (said or "") in page
    assert ("wrote half" in page) == (said is not None)


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["Mara"], "1 participant"),
        (["Mara", "Tobias"], "2 participants"),
        (["Mara", None], "1 participant and people without a name"),
        ([None, None], "people without a name"),
    ],
)
def test_unnamed_people_are_told_and_not_counted(names: list[str | None], said: str) -> None:
    assert people(names) == said
    page = said_of(*names, text="Perhaps the ferry is late.")
    assert page.count(f"in the words of {said} (" if len(names) > 1 else f"in the words of {said};") == 1


@pytest.mark.parametrize(
    ("time", "long", "short"),
    [
        ("2024-03-14", "14 March 2024", "14 Mar 2024"),
        ("2024-09-01T09:05:00", "1 September 2024, 09:05", "1 Sep 2024 09:05"),
        ("2024-12-31T23:59:00Z", "31 December 2024, 23:59 UTC", "31 Dec 2024 23:59"),
        ("2024-05-02T08:00:00+06:00", "2 May 2024, 08:00 UTC+06:00", "2 May 2024 08:00"),
        (None, "", ""),
    ],
)
def test_times_in_words(time: str | None, long: str, short: str) -> None:
    assert (moment(time), short_moment(time)) == (long, short)


def test_no_time_is_written_in_the_language_of_the_machine() -> None:
    """Names of days and months, and whole times, are what strftime takes from the locale."""
    for file in Path(threads.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            spec = ast.unparse(node.format_spec) if isinstance(node, ast.FormattedValue) and node.format_spec else ""
            assert not re.search(r"%[aAbBcpxX]", spec), f"{file.name}: {spec}"


def field(*hours_ahead: float) -> Density:
    """The field of 200 comments five minutes apart from 13 March 2024, 22:00 UTC, written in these zones by turns."""
    zones = [timezone(timedelta(hours=one)) for one in hours_ahead]
    begun = datetime(2024, 3, 13, 22, tzinfo=UTC)
    comments = tuple(
        Comment(
            id=str(n),
            created_at=(begun + timedelta(minutes=5 * n)).astimezone(zones[n % len(zones)]).isoformat(),
        )
        for n in range(200)
    )
    thread = Thread(id="t", source=larkmouth.SOURCE, nesting="stated", comments=comments)
    return density(Comments(threads.report(thread, patterns=[]), thread).all)


@pytest.mark.parametrize(
    ("hours_ahead", "first", "zone"),
    [
        ([0], "13 Mar 22:00", ""),
        ([6], "14 Mar 04:00", ""),  # as stands beside its comments
        ([5.75], "14 Mar 03:30", ""),  # half hours begin where they do on that clock
        ([6, -3.5], "14 Mar 04:00", "UTC+06:00"),
    ],
)
def test_the_field_has_the_hours_of_its_comments(hours_ahead: list[float], first: str, zone: str) -> None:
    found = field(*hours_ahead)
    assert (found.ticks[0][1], found.squares[0].when, found.zone) == (first, first, zone)


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (0, 7, "0 %"),
        (7, 7, "100 %"),
        (1, 2, "50 %"),
        (1, 200, "0.5 %"),
        (1, 10_000, "less than 0.1 %"),
        (197, 200, "98.5 %"),
        (9_999, 10_000, "more than 99.9 %"),  # not all
        (1, 0, ""),
    ],
)
def test_shares_in_words(part: int, whole: int, said: str) -> None:
    assert percent(part, whole) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(1, "1 second"), (60, "60 seconds"), (119, "119 seconds"), (120, "2 minutes"), (3 * 86400, "3 days")],
)
def test_stretches_of_time_in_words(seconds: float, said: str) -> None:
    assert duration(seconds) == said


@given(st.floats(2, 1e10))
def test_a_stretch_of_time_errs_by_less_than_a_quarter(seconds: float) -> None:
    number, unit = duration(seconds).replace(",", "").split()
    length = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "month": 30.44 * 86400, "year": 365.25 * 86400}
    assert abs(int(number) * length[unit.rstrip("s")] - seconds) < seconds / 4


def test_no_difference_is_less_than_nothing() -> None:
    one = Compared(id="t", title=None, source="t.json", first=None, last=None)
    a, b, around = (
        Estimate(value=0.5, count=500, of=1000),
        Estimate(value=0.499, count=499, of=1000),
        Interval(low=-0.001, high=0.04),
    )
    share = Figure(section="size", name="Gone", kind="share", a=a, b=b, difference=-0.001, interval=around)
    page = comparison_text(Comparison(a=one, b=one, figures=(share,), in_both=(), cautions=()))
    assert "+0 points" in page
    assert "-0" not in page
