"""Participants side by side: a row of figures each, and a matrix of who rebuts whom."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from threads.render.content.wording import count, name_of, short_moment
from threads.reports import Profile, Report
from threads.reports.distinctive import Distinctive
from threads.reports.intervals import count_interval

MOST_ROWS = 500
_MOST_IN_MATRIX = 14
_MOST_WITH_WORDS = 12


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
    interval: str
    """Of 95 % for the rate."""
    most: str
    """The pattern that most of the passages read as, with their number."""
    grade: str
    first: str
    last: str


class Words(NamedTuple):
    """The words that a participant uses more often than the rest of the thread, each with both counts."""

    name: str
    words: tuple[Distinctive, ...]


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
    distinctive: tuple[Words, ...]


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
    returned: str
    """How many pairs return the rebuttal, in words; empty without a pair."""


def people(report: Report) -> People:
    """All participants' figures, the most active first."""
    names = {pattern.id: pattern.name for pattern in report.patterns}
    ranked = sorted(report.participants, key=lambda person: (-person.comments, -person.words))
    rows = tuple(_row(person, names) for person in ranked[:MOST_ROWS])
    scale = Scale(
        *(max((getattr(row, field) for row in rows), default=0) or 1 for field in Scale._fields),
    )
    telling = [Words(name_of(one.name), one.distinctive_words) for one in ranked if one.distinctive_words]
    return People(rows, scale, len(ranked) - len(rows), tuple(telling[:_MOST_WITH_WORDS]))


def rate_interval(found: int, words: int) -> str:
    """The 95 % interval of a rate per 1,000 words, from the exact limits of its count; empty without words."""
    if not words:
        return ""
    low, high = (1000 * limit / words for limit in count_interval(found))
    return f"{low:.1f} to {high:.1f}"


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
        interval=rate_interval(passages, person.words),
        most=f"{names[most.pattern]} {most.count}" if most else "",
        grade=f"{person.readability.flesch_kincaid_grade:.1f}" if person.readability else "",
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
        returned=_returned(report),
    )


def _returned(report: Report) -> str:
    found = report.rebuttals.network.reciprocity
    if not found.pairs:
        return ""
    more = "more" if (found.corrected or 0) > 0 else "less"
    against = f", {more} than in a random network as dense (ρ = {found.corrected:.2f})" if found.corrected else ""
    verb = "is" if found.answered == 1 else "are"
    return f"Of {count(found.pairs, 'pair')} of who rebuts whom, {found.answered:,} {verb} returned{against}."


def _cell(rebuttals: int, top: int, oneself: bool) -> Cell:
    return Cell(rebuttals, -(-4 * rebuttals // top), oneself)
