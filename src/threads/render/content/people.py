"""Participants side by side: a row of figures each, and a matrix of who rebuts whom."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from threads.render.content.wording import name_of, short_moment
from threads.reports import Profile, Report

MOST_ROWS = 500
_MOST_IN_MATRIX = 14


class PersonRow(NamedTuple):
    """The figures of one participant; about the words of a name, not about a person."""

    name: str
    wrote_post: bool
    comments: int
    removed: int
    words: int
    answers: int
    answered: int
    rebuts: int
    rebutted: int
    passages: int
    rate: float | None
    """Passages per 1,000 own words."""
    most: str
    """The pattern that most of the passages read as, with their number."""
    grade: str
    grade_reason: str
    first: str
    last: str


class Scale(NamedTuple):
    """The largest figure of each column, which bars are drawn against."""

    comments: int
    words: int
    rebuts: int
    passages: int


class People(NamedTuple):
    """The rows shown, the most active first, and how many are not."""

    rows: tuple[PersonRow, ...]
    scale: Scale
    left_out: int


class Cell(NamedTuple):
    """Rebuttals of one towards another: the count, and its shade from 0 (none) to 4 (the most of any pair)."""

    rebuttals: int
    shade: int
    oneself: bool


class MatrixRow(NamedTuple):
    """Whom one participant rebuts."""

    name: str
    cells: tuple[Cell, ...]
    total: int


class Matrix(NamedTuple):
    """Who (rows) rebuts whom (columns), for those with most rebuttals given and received."""

    names: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    shown: int
    rebuttals: int
    people: int
    """How many participants rebut or are rebutted at all."""


def people(report: Report) -> People:
    """All participants' figures, the most active first."""
    names = {pattern.id: pattern.name for pattern in report.patterns}
    ranked = sorted(report.participants, key=lambda person: (-person.comments, -person.words))
    rows = tuple(_row(person, names) for person in ranked[:MOST_ROWS])
    scale = Scale(
        *(max((getattr(row, field) for row in rows), default=0) or 1 for field in Scale._fields),
    )
    return People(rows, scale, len(ranked) - len(rows))


def _row(person: Profile, names: dict[str, str]) -> PersonRow:
    passages = sum(use.count for use in person.patterns)
    most = max(person.patterns, key=lambda use: use.count, default=None)
    answers, answered, rebuts, rebutted = (
        sum(one.replies for one in side)
        for side in (person.answers, person.answered_by, person.rebuts, person.rebutted_by)
    )
    return PersonRow(
        name=name_of(person.name),
        wrote_post=person.wrote_post,
        comments=person.comments,
        removed=person.removed,
        words=person.words,
        answers=answers,
        answered=answered,
        rebuts=rebuts,
        rebutted=rebutted,
        passages=passages,
        rate=1000 * passages / person.words if person.words else None,
        most=f"{names[most.pattern]} {most.count}" if most else "",
        grade=f"{person.readability.flesch_kincaid_grade:.1f}" if person.readability else "",
        grade_reason=person.readability_reason or "",
        first=short_moment(person.first),
        last=short_moment(person.last),
    )


def matrix(report: Report) -> Matrix | None:
    """The rebuttal network as a matrix; None where nobody rebuts anybody."""
    pairs = Counter(
        {(person.name, other.name): other.replies for person in report.participants for other in person.rebuts}
    )
    weight: Counter[str | None] = Counter()
    for (one, other), replies in pairs.items():
        weight[one] += replies
        weight[other] += replies
    chosen = [name for name, _ in weight.most_common(_MOST_IN_MATRIX)]
    if not chosen:
        return None
    top = max(pairs.values())
    rows = tuple(
        MatrixRow(
            name_of(one),
            tuple(_cell(pairs[one, other], top, one == other) for other in chosen),
            sum(pairs[one, other] for other in chosen),
        )
        for one in chosen
    )
    return Matrix(
        names=tuple(map(name_of, chosen)),
        rows=rows,
        shown=sum(row.total for row in rows),
        rebuttals=pairs.total(),
        people=len(weight),
    )


def _cell(rebuttals: int, top: int, oneself: bool) -> Cell:
    return Cell(rebuttals, -(-4 * rebuttals // top), oneself)
