"""The comments that benchmarks run on: those of a file, or invented ones that are the same every time."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import orjson

from threads.sources.compression import opened

Row = dict[str, str | None]

THREAD = 50  # invented comments in a thread
_RESIDENTS = 23  # who write in one thread
_OPENINGS = (
    "I read the survey twice.",
    "No, that is simply not true.",
    "Fair point, although I would put it differently.",
    "And what about the road to the quarry?",
    "So you are saying that nobody in Larkmouth can walk a mile?",
    "Thanks, that helps.",
    "As somebody who ran the ticket booth for six years, I doubt it.",
)
_SUBJECTS = ("The river ferry", "The footbridge", "The council", "The repair fund", "Every winter timetable")
_VERBS = ("carries", "would cost", "has promised", "hardly ever explains", "perhaps replaces", "obviously ignores")
_OBJECTS = (
    "forty people a day",
    "nine years of what the landing costs now",
    "a survey that counted two hundred on one morning in March",
    "the families on the far bank, who have no other way to school",
    "what the harbour office wrote about maintenance, insurance and the tide tables",
)
_TAILS = ("", ", and everybody knows it", ", if the figures hold", ", which I think is reasonable", " again")


def rows(source: Path | None, count: int = 100_000) -> list[Row]:
    """All comments of an NDJSON table (.zst too), or so many invented ones."""
    if source is not None:
        return [orjson.loads(line) for line in opened(source.name, source.read_bytes()).splitlines()]
    return [_invented(number) for number in range(count)]


def _invented(number: int) -> Row:
    chance = random.Random(number)  # noqa: S311 -- the same comments every time
    at, inside = number // THREAD, number % THREAD
    parent = f"c{number - chance.randint(1, min(inside, 5))}" if inside and chance.random() < 0.9 else None
    return {
        "id": f"c{number}",
        "thread_id": f"t{at}",
        "parent_id": parent,
        "author": f"resident {at * 7 % 400 + chance.randrange(_RESIDENTS)}",
        "created_at": f"2024-03-{1 + at % 28:02}T{9 + inside // 10:02}:{inside % 10 * 6:02}:{chance.randrange(60):02}Z",
        "text": _said(chance),
    }


def _said(chance: random.Random) -> str:
    sentences = [
        f"{chance.choice(_SUBJECTS)} {chance.choice(_VERBS)} {chance.choice(_OBJECTS)}{chance.choice(_TAILS)}."
        for _ in range(chance.randint(1, 4))
    ]
    return " ".join([chance.choice(_OPENINGS), *sentences])


def repeated(source: Sequence[Row], count: int) -> Iterator[Row]:
    """So many comments of the source, every repeat under ids of its own."""
    for number in range(count):
        again, at = divmod(number, len(source))
        row = dict(source[at])
        for name in ("id", "thread_id", "parent_id"):
            row[name] = f"{row[name]}-{again}" if row[name] is not None else None
        yield row


def every(source: Sequence[Row], step: int) -> list[Row]:
    """The comments of each so-manieth thread, a thread after the other."""
    names = list(dict.fromkeys(row["thread_id"] for row in source))
    threads: dict[str | None, list[Row]] = {name: [] for name in names[::step]}
    for row in source:
        if row["thread_id"] in threads:
            threads[row["thread_id"]].append(row)
    return [row for thread in threads.values() for row in thread]


def regrouped(source: Iterable[Row], length: int) -> Iterator[Row]:
    """The same comments in the same order, cut or joined into threads of one length.

    A reply whose parent came into another thread answers the comment before it, so that replies stay replies.
    """
    places: dict[str | None, int] = {}
    before: Row = {}
    for number, row in enumerate(source):
        places[row["id"]] = thread = number // length
        parent = row["parent_id"]
        if parent is not None and places.get(parent) != thread:
            parent = before["id"] if number % length else None
        before = row
        yield row | {"thread_id": f"t{thread}", "parent_id": parent}


def write(path: Path, source: Iterable[Row]) -> Path:
    """An NDJSON table of the comments."""
    with path.open("wb") as file:
        file.writelines(orjson.dumps(row) + b"\n" for row in source)
    return path
