"""Threads and reports as rows of five flat tables; the classes are the columns, their order and their meaning.

Every table that we write anywhere (data frames, Arrow, Parquet, CSV) has these columns. `thread_id` is in all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import UnionType
from typing import Annotated, Any, NamedTuple, get_args, get_type_hints

from threads.errors import UnknownName
from threads.model import Thread
from threads.reports import Report
from threads.tables.cells import Cells, of_comments, of_findings, of_links, of_participants, of_threads

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
    participants: Annotated[int, "number of different names, the post's author among them; unnamed ones are none"]
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


class Table(NamedTuple):
    """A table: what its rows are, which values they are made of, and what fills its columns."""

    row: type[Row]
    of: type[Thread] | type[Report]
    cells: Callable[[Any], Cells]

    def rows(self, value: Thread | Report) -> Iterator[Row]:
        """The rows that one value makes."""
        return map(self.row._make, zip(*self.cells(value), strict=True))


TABLES: Mapping[str, Table] = {
    "comments": Table(CommentRow, Thread, of_comments),
    "links": Table(LinkRow, Thread, of_links),
    "findings": Table(FindingRow, Report, of_findings),
    "participants": Table(ParticipantRow, Report, of_participants),
    "threads": Table(ThreadRow, Report, of_threads),
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
