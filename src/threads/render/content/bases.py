"""Where reply links come from, in words: what each basis rests on and how often links of it were right."""

from __future__ import annotations

from typing import NamedTuple

from threads.model import Basis
from threads.render.content.wording import number, percent
from threads.reports import Report

_MEANS: dict[Basis, str] = {
    "stated": "the source's own parent id or nesting",
    "marker": "a mark beside the comment: indentation, “In reply to”, a number",
    "quote": "words of an earlier comment, quoted",
    "mention": "an earlier commenter addressed by name",
    "order": "times that prove, in a nested listing, that the comment is a reply",
    "answer": "a question or claim right above, taken up",
    "adjacent": "nothing but place and turn-taking: the weakest",
}
_DOUBTFUL = 0.9  # less precise than this, a link is called doubtful where it stands


class BasisRow(NamedTuple):
    """The links of one basis: how many, what they rest on, and how right such links were where that was measured."""

    basis: Basis
    links: int
    means: str
    precision: str
    recovered: bool
    doubtful: bool


def basis_rows(report: Report) -> tuple[BasisRow, ...]:
    """One row per basis that the thread has, in the order of the report."""
    return tuple(_row(one.basis, one.links, _measured(one.measured)) for one in report.links.by_basis)


def _measured(measured: object) -> tuple[int, int] | None:
    """Right and found links over all labelled sets."""
    if not isinstance(measured, tuple) or not measured:
        return None
    return sum(one.right for one in measured), sum(one.found for one in measured)


def _row(basis: Basis, links: int, counts: tuple[int, int] | None) -> BasisRow:
    recovered = basis != "stated"
    if counts is None:
        said = "unmeasured" if recovered else "as the source has it"
        return BasisRow(basis, links, _MEANS[basis], said, recovered, recovered)
    right, found = counts
    said = f"right in {percent(right, found)} of {number(found)} labelled links"
    return BasisRow(basis, links, _MEANS[basis], said, recovered, right < _DOUBTFUL * found)
