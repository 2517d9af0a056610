"""Trees and times as no source should state them: circles, orphans, doubles, moments that no calendar has.

Whatever rows say, every comment stays, every stated parent stays as it was stated, and links never close a circle.
"""

from __future__ import annotations

import datetime as dt
import json
import time
from collections import Counter
from typing import Any
from zoneinfo import ZoneInfo

import promise
import pytest
import strategies as made
from hypothesis import given
from hypothesis import strategies as st

import threads
from threads.invariants import cycles
from threads.model import Thread
from threads.sources.document import Options
from threads.sources.instants import timestamp
from threads.structure import structure
from threads.timestamps import parse_time, scan

QUICK = made.examples(0.25)


def read(rows: list[dict[str, Any]]) -> list[Thread]:
    found = promise.kept("".join(json.dumps({"text": "So it is.", **row}) + "\n" for row in rows).encode(), "ndjson")
    assert found is not None
    return found


def one(rows: list[dict[str, Any]]) -> Thread:
    [thread] = read(rows)
    return thread


def codes(thread: Thread) -> Counter[str]:
    return Counter(note.code for note in thread.notes)


# --- trees ----------------------------------------------------------------------------------------------------------


@QUICK
@given(st.integers(2, 300), st.integers(0, 5), st.randoms(use_true_random=False))
def test_a_circle_of_any_length_is_noted_and_not_linked(length: int, below: int, chance: Any) -> None:
    rows = [{"id": f"c{n}", "parent_id": f"c{(n + 1) % length}"} for n in range(length)]
    rows += [{"id": f"below{n}", "parent_id": f"c{n % length}"} for n in range(below)]
    chance.shuffle(rows)
    thread = one(rows)
    assert len(thread.comments) == length + below
    assert (codes(thread)["parent-cycle"], codes(thread)["cycle"]) == (1, length)
    assert {link.child_id for link in thread.links} == {f"below{n}" for n in range(below)}
    assert structure(thread).comments == length + below


@QUICK
@given(st.lists(st.integers(0, 9), max_size=10))
def test_any_stated_parents_stay_and_their_links_are_a_forest(parents: list[int]) -> None:
    rows: list[dict[str, Any]] = [{"id": f"c{n}", "parent_id": f"c{above}"} for n, above in enumerate(parents)]
    for thread in read(rows) if rows else []:
        assert [comment.parent_id for comment in thread.comments] == [f"c{above}" for above in parents]
        above = {link.child_id: link.parent_id for link in thread.links}
        assert list(cycles(above)) == []
        stated = {f"c{n}": f"c{parent}" for n, parent in enumerate(parents)}
        assert above.items() <= stated.items()
        orphans = sum(parent >= len(parents) for parent in parents)
        itself = sum(parent == n for n, parent in enumerate(parents))
        assert (codes(thread)["orphan-parent"], codes(thread)["self-reply"]) == (orphans, itself)
        circling = {name for circle in cycles(stated) for name in circle}
        assert stated.keys() - above.keys() == circling | {child for child, p in stated.items() if p not in stated}


def test_a_parent_in_another_thread_is_an_orphans() -> None:
    ferry, bridge = read(
        [{"id": "a", "thread_id": "ferry", "parent_id": None}, {"id": "b", "thread_id": "bridge", "parent_id": "a"}]
    )
    assert (codes(ferry), codes(bridge)) == (Counter(), Counter({"orphan-parent": 1}))
    assert bridge.links == ()
    assert bridge.comments[0].parent_id == "a"


@QUICK
@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["one", "two"])), min_size=1, max_size=8))
def test_of_doubles_only_equal_ones_are_dropped(said: list[tuple[str, str]]) -> None:
    thread = one([{"id": name, "text": text} for name, text in said])
    assert sorted(comment.text for comment in thread.comments) == sorted(text for _, text in set(said))
    assert len({comment.id for comment in thread.comments}) == len(set(said))
    assert codes(thread)["duplicate-comment"] == len(said) - len(set(said))
    assert codes(thread)["duplicate-id"] == len(set(said)) - len({name for name, _ in said})


@QUICK
@given(
    st.lists(
        st.sampled_from(["a", "A", "a ", " a", "é", "e\u0301", "ａ", "a\u200b", "0", "00"]), unique=True, min_size=1
    )
)
def test_ids_that_look_alike_stay_apart(ids: list[str]) -> None:
    """But for blanks around them, which no export means."""
    thread = one([{"id": name, "text": name, "parent_id": None} for name in ids])
    assert sorted(comment.text for comment in thread.comments) == sorted(ids)
    stripped = Counter(name.strip() for name in ids)
    assert codes(thread)["duplicate-id"] == sum(count - 1 for count in stripped.values())


@pytest.mark.parametrize("shape", ["star", "chain", "reversed chain", "one id"])
def test_time_is_linear_in_comments(shape: str) -> None:
    def seconds(size: int) -> float:
        step = {"chain": -1, "reversed chain": 1}.get(shape)

        def above(n: int) -> int:
            return n + step if step else 0 if shape == "star" else -1

        rows = [
            {"id": "1" if shape == "one id" else str(n), "parent_id": str(p) if 0 <= (p := above(n)) < size else None}
            for n in range(size)
        ]
        data = "".join(json.dumps({**row, "text": f"No. {n}"}) + "\n" for n, row in enumerate(rows)).encode()
        begun = time.process_time()
        threads.parse(data, format="ndjson")
        return time.process_time() - begun

    small, large = min(seconds(1_000) for _ in range(3)), min(seconds(8_000) for _ in range(2))
    assert large < 8 * 3 * small + 0.1, f"{small:.3f} s and {large:.3f} s for eight times as many"


def test_circles_in_the_items_of_a_platform_are_noted_too() -> None:
    rows = [{"id": n, "type": "comment", "by": "ines", "time": 1331712000, "text": "No."} for n in (1, 2, 3)]
    data = json.dumps([{**row, "parent": parent} for row, parent in zip(rows, (2, 3, 1), strict=True)]).encode()
    found = promise.kept(data, "hackernews")
    assert found is not None
    assert sum((codes(thread) for thread in found), Counter()) >= Counter({"parent-cycle": 1, "cycle": 3})


def test_many_comments_of_one_id_take_linear_time_in_exports_too() -> None:
    """Each repetition once tried all numbers behind its id again."""

    def seconds(size: int) -> float:
        row = {"id": 7, "html_url": "x", "user": None, "created_at": "2012-03-14T09:12:00Z"}
        data = "".join(json.dumps({**row, "body": f"No. {n}"}) + "\n" for n in range(size)).encode()
        begun = time.process_time()
        [thread] = threads.parse(data, format="github")
        assert codes(thread)["duplicate-id"] == size - 1
        return time.process_time() - begun

    seconds(2)
    small, large = min(seconds(500) for _ in range(3)), seconds(8_000)
    assert large < 16 * 2.5 * small + 0.2, f"{small:.3f} s and {large:.3f} s for sixteen times as many"


# --- times ----------------------------------------------------------------------------------------------------------


@given(st.floats() | st.integers())
def test_any_number_is_a_time_or_none(count: float) -> None:
    found = timestamp(count, Options())
    assert found is None or dt.datetime.fromisoformat(found).tzinfo is not None


@pytest.mark.parametrize("count", [0, -1, 1, 86_400, 10**8 - 1, 10**14, 10**15, 10**300, float("inf"), float("nan")])
def test_counts_that_may_be_anything_are_no_times(count: float) -> None:
    """Neither 0 nor what counts something else than seconds or milliseconds since 1973 is guessed at."""
    assert timestamp(count, Options()) is None


@given(st.datetimes(dt.datetime(1973, 3, 4), dt.datetime(5138, 1, 1)).map(lambda moment: moment.replace(microsecond=0)))
def test_seconds_and_milliseconds_are_told_apart(moment: dt.datetime) -> None:
    seconds = int(moment.replace(tzinfo=dt.UTC).timestamp())
    assert timestamp(seconds, Options()) == timestamp(seconds * 1000, Options()) == f"{moment.isoformat()}Z"


@given(st.datetimes(), st.sampled_from([None, "Europe/Berlin", "America/St_Johns", "Pacific/Apia", "Africa/Monrovia"]))
def test_a_printed_time_keeps_its_wall_clock_in_every_zone(moment: dt.datetime, zone: str | None) -> None:
    """Hours that clocks skip in spring, or show twice in autumn, are printed none the less; the year 1 has no offset to
    the minute in most zones, and then there is no time."""
    printed = moment.replace(microsecond=0).isoformat()
    found = timestamp(printed, Options(timezone=ZoneInfo(zone) if zone else None))
    assert found is None or found.startswith(printed)
    assert found is not None or (zone is not None and moment.year < 1973)


@pytest.mark.parametrize(
    ("printed", "zone", "expected"),
    [
        ("2024-03-31T02:30:00", "Europe/Berlin", "2024-03-31T02:30:00+01:00"),  # an hour that is skipped
        ("2024-10-27T02:30:00", "Europe/Berlin", "2024-10-27T02:30:00+02:00"),  # one that comes twice
        ("9999-12-31T23:59:59Z", None, "9999-12-31T23:59:59Z"),
        ("0001-01-01T00:00:00", None, "0001-01-01T00:00:00"),
        ("10000-01-01T00:00:00Z", None, None),
        ("0000-01-01", None, None),
        ("2012-02-30T10:00:00", None, None),
        ("2012-06-30T23:59:60Z", None, None),
        ("05/01/2012", None, None),  # of May or of January: nothing says
        ("05/05/2012", None, "2012-05-05"),
        ("3h", None, None),
        ("3 hours ago", None, None),
        ("yesterday at 9", None, None),
        ("just now", None, None),
    ],
)
def test_odd_moments(printed: str, zone: str | None, expected: str | None) -> None:
    assert timestamp(printed, Options(timezone=ZoneInfo(zone) if zone else None)) == expected


@pytest.mark.parametrize(
    "text", ["may", "March", "sun", "10/10", "10/10 would cross again", "1", "12", "7.5", "2011", "second", "5 to 12"]
)
def test_prose_is_no_time(text: str) -> None:
    assert parse_time(text) is None


@given(
    st.integers(0, 120) | st.integers(0, 10**15),
    st.sampled_from(["second", "minute", "hour", "day", "week", "month", "year"]),
    st.datetimes(),
)
def test_so_long_ago_is_a_time_or_none(number: int, unit: str, captured: dt.datetime) -> None:
    found = parse_time(f"{number} {unit}s ago", captured_at=captured)
    assert parse_time(f"{number} {unit}s ago") is None
    assert found is None or dt.datetime.fromisoformat(found) <= captured


@given(st.text(max_size=200), st.none() | st.datetimes(), st.booleans())
def test_any_text_is_a_time_or_none(text: str, captured: dt.datetime | None, day_first: bool) -> None:
    found = parse_time(text, captured_at=captured, day_first=day_first)
    assert found is None or dt.datetime.fromisoformat(found)


@pytest.mark.parametrize("piece", ["9", "1/", "12:", "May ", "3 hours ago ", "2012-01-01T", " ", "-", "a.m. ", "é"])
def test_a_date_of_40_000_characters_is_quick(piece: str) -> None:
    text = (piece * 40_000)[:40_000]
    begun = time.process_time()
    timestamp(text, Options())
    scan(text)
    one([{"id": "1", "created_at": text}])
    assert time.process_time() - begun < 3
