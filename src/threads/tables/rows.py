"""Threads and reports as rows of five flat tables; the classes are the columns, their order and their meaning.

Every table that we write anywhere (data frames, Arrow, Parquet, CSV) has these columns. `thread_id` is in all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import repeat
from types import UnionType
from typing import Annotated, Any, NamedTuple, get_args, get_type_hints

from threads.errors import UnknownName
from threads.model import Evidence, Thread
from threads.reports import Report, Towards
from threads.structure import tree

ThreadId = Annotated[str, "id of the thread"]
CommentId = Annotated[str, "id of the comment, unique in its thread"]


class CommentRow(NamedTuple):
    """Comments, in the order of their source."""

    thread_id: ThreadId
    comment_id: CommentId
    position: Annotated[int, "place in the source's order, from 0"]
    stated_parent_id: Annotated[str | None, "parent that the source states; null: see nesting of the thread"]
    parent_id: Annotated[str | None, "parent by the thread's link, stated or recovered; null: none is known"]
    basis: Annotated[str | None, "what the link rests on: stated, marker, quote, mention, order, answer or adjacent"]
    depth: Annotated[int, "replies up to the post, by the links; a comment without link has 1"]
    author: Annotated[str | None, "name of the author as printed"]
    author_id: Annotated[str | None, "the platform's own id of the author"]
    created_at: Annotated[str | None, "ISO 8601 as precise as the source: a date, local time, or time with offset"]
    state: Annotated[str, "visible, deleted, removed or hidden"]
    text: Annotated[str, "the words, quotations included"]


class LinkRow(NamedTuple):
    """Reply links, in the order of their children."""

    thread_id: ThreadId
    child_id: Annotated[str, "comment that answers"]
    parent_id: Annotated[str, "comment that is answered"]
    basis: Annotated[str, "stated, marker, quote, mention, order, answer or adjacent"]
    fact: Annotated[str | None, "what shows the link where no words of a comment do"]
    evidence: Annotated[str, "the words that show the link, joined by ' ... '; empty for stated links"]


class FindingRow(NamedTuple):
    """Passages that read as a rhetorical pattern."""

    thread_id: ThreadId
    comment_id: Annotated[str, "comment with the passage, or the post's id"]
    author: Annotated[str | None, "who wrote the comment"]
    pattern: Annotated[str, "id of the pattern"]
    family: Annotated[str, "family of the pattern"]
    start: Annotated[int, "first character of the passage, in code points of the comment's text"]
    end: Annotated[int, "one past its last character"]
    text: Annotated[str, "the passage: text[start:end] of the comment"]


class ParticipantRow(NamedTuple):
    """Participants of a thread, by name; words and replies, no judgement on a person."""

    thread_id: ThreadId
    name: Annotated[str | None, "name as printed; null: all comments without an author"]
    wrote_post: Annotated[bool, "whether the post is of this participant"]
    comments: Annotated[int, "comments, the post is none"]
    removed: Annotated[int, "how many of them are deleted or removed"]
    words: Annotated[int, "own words in comments and post, quotations left out"]
    first: Annotated[str | None, "earliest comment, among times that can be compared"]
    last: Annotated[str | None, "latest comment"]
    answers: Annotated[int, "replies to others and to oneself"]
    answered_by: Annotated[int, "replies received"]
    rebuts: Annotated[int, "replies whose words disagree with what they answer"]
    rebutted_by: Annotated[int, "such replies received"]
    findings: Annotated[int, "passages that read as some pattern"]
    flesch_reading_ease: Annotated[float | None, "Flesch (1948), of own words; null under 100 words"]
    flesch_kincaid_grade: Annotated[float | None, "Kincaid et al. (1975), in years of US schooling"]


class ThreadRow(NamedTuple):
    """Threads, one row each."""

    thread_id: ThreadId
    title: Annotated[str | None, "title of the page or post"]
    url: Annotated[str | None, "address that the source gives"]
    platform: Annotated[str | None, "platform, where the source names it"]
    format: Annotated[str, "format that it was read as"]
    source: Annotated[str, "name of the file"]
    kind: Annotated[str, "comments, or roundup: an article that quotes comments"]
    nesting: Annotated[str, "stated, partial or lost: whether null parents mean top level"]
    comments: Annotated[int, "number of comments"]
    participants: Annotated[int, "number of different names; all unnamed ones count as one"]
    links: Annotated[int, "reply links, stated or recovered"]
    recovered: Annotated[int, "reply links that were recovered"]
    rebuttals: Annotated[int, "reply links whose words disagree"]
    findings: Annotated[int, "passages that read as some pattern"]
    first: Annotated[str | None, "earliest comment, among times that can be compared"]
    last: Annotated[str | None, "latest comment"]
    max_depth: Annotated[int, "depth of the deepest comment"]
    mean_depth: Annotated[float | None, "mean depth; null without comments"]
    structural_virality: Annotated[float | None, "Goel et al. (2016); null without comments"]


Row = CommentRow | LinkRow | FindingRow | ParticipantRow | ThreadRow


class Column(NamedTuple):
    """A column: its name, the type of its values, whether they may be null, and what they mean."""

    name: str
    type: type[str] | type[int] | type[float] | type[bool]
    nullable: bool
    meaning: str


def columns(table: str) -> tuple[Column, ...]:
    """The columns of a table, in order."""
    hints = get_type_hints(_table(table).row, include_extras=True)
    return tuple(_column(name, *get_args(hint)) for name, hint in hints.items())


def _column(name: str, type_: Any, meaning: str) -> Column:
    kinds = [one for one in get_args(type_) if one is not type(None)] if isinstance(type_, UnionType) else [type_]
    return Column(name, kinds[0], isinstance(type_, UnionType), meaning)


def comment_rows(thread: Thread) -> Iterator[CommentRow]:
    """A row per comment."""
    return map(CommentRow._make, zip(*comment_columns(thread), strict=True))


def comment_columns(thread: Thread) -> tuple[Iterable[Any], ...]:
    """The same column by column, which costs less where rows are taken apart again."""
    comments = thread.comments
    parents = {link.child_id: (link.parent_id, link.basis) for link in thread.links}
    linked = [parents.get(one.id, (None, None)) for one in comments]
    return (
        repeat(thread.id, len(comments)),
        [one.id for one in comments],
        range(len(comments)),
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


def link_rows(thread: Thread) -> Iterator[LinkRow]:
    """A row per reply link."""
    for link in thread.links:
        words = " ... ".join([one.text for one in link.evidence])
        yield LinkRow(thread.id, link.child_id, link.parent_id, link.basis, link.fact, words)


def finding_rows(report: Report) -> Iterator[FindingRow]:
    """A row per finding, participant by participant."""
    families = {pattern.id: pattern.family for pattern in report.patterns}
    for person in report.participants:
        for use in person.patterns:
            for found in use.findings:
                yield _finding(report.thread.id, person.name, use.pattern, families[use.pattern], found)


def _finding(thread_id: str, author: str | None, pattern: str, family: str, found: Evidence) -> FindingRow:
    return FindingRow(thread_id, found.comment_id, author, pattern, family, found.start, found.end, found.text)


def participant_rows(report: Report) -> Iterator[ParticipantRow]:
    """A row per participant."""
    for person in report.participants:
        score = person.readability
        yield ParticipantRow(
            thread_id=report.thread.id,
            name=person.name,
            wrote_post=person.wrote_post,
            comments=person.comments,
            removed=person.removed,
            words=person.words,
            first=person.first,
            last=person.last,
            answers=_replies(person.answers),
            answered_by=_replies(person.answered_by),
            rebuts=_replies(person.rebuts),
            rebutted_by=_replies(person.rebutted_by),
            findings=sum([use.count for use in person.patterns]),
            flesch_reading_ease=score.flesch_reading_ease if score else None,
            flesch_kincaid_grade=score.flesch_kincaid_grade if score else None,
        )


def _replies(towards: Iterable[Towards]) -> int:
    return sum([one.replies for one in towards])


def thread_rows(report: Report) -> Iterator[ThreadRow]:
    """The one row of the report's thread."""
    about, shape = report.thread, report.structure
    links = {one.basis: one.links for one in report.links.by_basis}
    yield ThreadRow(
        thread_id=about.id,
        title=about.title,
        url=about.url,
        platform=about.platform,
        format=report.source.format,
        source=report.source.name,
        kind=about.kind,
        nesting=about.nesting,
        comments=about.comments,
        participants=about.participants,
        links=sum(links.values()),
        recovered=sum(count for basis, count in links.items() if basis != "stated"),
        rebuttals=len(report.rebuttals.links),
        findings=sum(pattern.findings for pattern in report.patterns),
        first=about.first,
        last=about.last,
        max_depth=shape.max_depth,
        mean_depth=shape.mean_depth,
        structural_virality=shape.structural_virality,
    )


class Table(NamedTuple):
    """A table: what its rows are, which values they are made of, and how."""

    row: type[Row]
    of: type[Thread] | type[Report]
    rows: Callable[[Any], Iterator[Row]]


TABLES: Mapping[str, Table] = {
    "comments": Table(CommentRow, Thread, comment_rows),
    "links": Table(LinkRow, Thread, link_rows),
    "findings": Table(FindingRow, Report, finding_rows),
    "participants": Table(ParticipantRow, Report, participant_rows),
    "threads": Table(ThreadRow, Report, thread_rows),
}


def rows(table: str, values: Thread | Report | Iterable[Thread | Report]) -> Iterator[Row]:
    """The rows of a table that a thread, a report, or many of them make; UnknownName lists the tables."""
    known = _table(table)
    for value in (values,) if isinstance(values, Thread | Report) else values:
        if not isinstance(value, known.of):
            fitting = tuple(name for name, one in TABLES.items() if isinstance(value, one.of))
            raise UnknownName(f"table of a {type(value).__name__.lower()}", table, fitting)
        yield from known.rows(value)


def _table(name: str) -> Table:
    if name not in TABLES:
        raise UnknownName("table", name, tuple(TABLES))
    return TABLES[name]
