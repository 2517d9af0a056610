"""What fills the columns of the flat tables: column by column, which costs less than rows where many are written."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import repeat
from typing import Any

from threads.model import Link, Thread
from threads.reports import Report, Towards
from threads.structure import tree

Cells = tuple[Iterable[Any], ...]
"""The cells of each column of a table, in the order of its columns."""


def of_comments(thread: Thread) -> Cells:
    """A row per comment."""
    comments = thread.comments
    parents = {link.child_id: (link.parent_id, link.basis) for link in reversed(thread.links)}  # the first one counts
    ids = [one.id for one in comments]
    linked = [parents.get(id, (None, None)) for id in ids]
    return (
        repeat(thread.id, len(ids)),
        ids,
        range(len(ids)),
        [one.parent_id for one in comments],
        [parent for parent, _ in linked],
        [basis for _, basis in linked],
        tree(thread).depths,
        [one.author for one in comments],
        [one.author_id for one in comments],
        [one.created_at for one in comments],
        [one.state for one in comments],
        [one.text for one in comments],
    )


def of_links(thread: Thread) -> Cells:
    """A row per reply link."""
    links = thread.links
    return (
        repeat(thread.id, len(links)),
        [one.child_id for one in links],
        [one.parent_id for one in links],
        [one.basis for one in links],
        [one.fact for one in links],
        [_words(one) if one.evidence else "" for one in links],
    )


def _words(link: Link) -> str:
    return " ... ".join([one.text for one in link.evidence])


def of_findings(report: Report) -> Cells:
    """A row per finding, participant by participant."""
    families = {pattern.id: pattern.family for pattern in report.patterns}
    uses = [(person.name, use) for person in report.participants for use in person.patterns]
    found = [one for _, use in uses for one in use.findings]
    return (
        repeat(report.thread.id, len(found)),
        [one.comment_id for one in found],
        [name for name, use in uses for _ in use.findings],
        [use.pattern for _, use in uses for _ in use.findings],
        [families[use.pattern] for _, use in uses for _ in use.findings],
        [one.start for one in found],
        [one.end for one in found],
        [one.text for one in found],
    )


def of_participants(report: Report) -> Cells:
    """A row per participant."""
    people = report.participants
    scores = [one.readability for one in people]
    return (
        repeat(report.thread.id, len(people)),
        [one.name for one in people],
        [one.wrote_post for one in people],
        [one.comments for one in people],
        [one.removed for one in people],
        [one.words for one in people],
        [one.first for one in people],
        [one.last for one in people],
        [_replies(one.answers) for one in people],
        [_replies(one.answered_by) for one in people],
        [_replies(one.rebuts) for one in people],
        [_replies(one.rebutted_by) for one in people],
        [sum([use.count for use in one.patterns]) for one in people],
        [score.flesch_reading_ease if score else None for score in scores],
        [score.flesch_kincaid_grade if score else None for score in scores],
    )


def _replies(towards: tuple[Towards, ...]) -> int:
    return sum([one.replies for one in towards]) if towards else 0


def of_threads(report: Report) -> Cells:
    """The one row of the report's thread."""
    about, shape = report.thread, report.structure
    links = {one.basis: one.links for one in report.links.by_basis}
    row = (
        about.id,
        about.title,
        about.url,
        about.platform,
        report.source.format,
        report.source.name,
        about.kind,
        about.nesting,
        about.comments,
        about.participants,
        sum(links.values()),
        sum([count for basis, count in links.items() if basis != "stated"]),
        len(report.rebuttals.links),
        sum([pattern.findings for pattern in report.patterns]),
        about.first,
        about.last,
        shape.max_depth,
        shape.mean_depth,
        shape.structural_virality,
    )
    return tuple([cell] for cell in row)
