"""The index page of a folder of reports: one row each, the largest first, with a link."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from threads.render.content.bases import basis_rows
from threads.render.content.glance import title_of
from threads.render.content.wording import duration, short_moment, span
from threads.render.html.environment import rendered
from threads.reports import Report


class Entry(NamedTuple):
    """What the index says of one report; small, so that many fit in memory."""

    file: str
    title: str
    source: str
    first: str
    lasted: str
    comments: int
    participants: int
    depth: int
    rebuttals: int
    judged: int
    passages: int
    words: int
    stated: int
    recovered: int
    unknown: int


def entry(report: Report, file: str) -> Entry:
    """The row of a report that is written under this file name, beside the index."""
    bases = basis_rows(report)
    seconds = span(report.thread.first, report.thread.last)
    known = report.structure.top_level_known
    return Entry(
        file=file,
        title=title_of(report),
        source=report.source.name,
        first=short_moment(report.thread.first),
        lasted=duration(seconds) if seconds else "",
        comments=report.thread.comments,
        participants=report.thread.participants,
        depth=report.structure.max_depth,
        rebuttals=len(report.rebuttals.links),
        judged=report.rebuttals.judged,
        passages=sum(one.findings for one in report.patterns),
        words=sum(person.words for person in report.participants),
        stated=sum(row.links for row in bases if not row.recovered) + (report.links.unlinked if known else 0),
        recovered=sum(row.links for row in bases if row.recovered),
        unknown=0 if known else report.links.unlinked,
    )


def index_html(entries: Iterable[Entry]) -> str:
    """The page, complete in itself; rows in falling order of comments, equal ones by title."""
    rows = sorted(entries, key=lambda one: (-one.comments, one.title.casefold(), one.file))
    most = max((one.comments for one in rows), default=1) or 1
    return rendered("index.html.jinja", rows=rows, most=most)
