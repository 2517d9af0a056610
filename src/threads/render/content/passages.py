"""The patterns of a report: what each is and is not, how right it was where measured, and its passages in context."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from threads.model import Evidence
from threads.render.content.comments import Comments
from threads.render.content.marks import Claim, Piece, Segment, pieces, window
from threads.render.content.people import rate_interval
from threads.render.content.wording import count, name_of, people, percent
from threads.reports import Report
from threads.reports.overview import PatternUsed

_MOST = 12  # passages of one pattern; all of them stand marked in the comments
_CONTEXT = 180
_ENOUGH = 20  # labelled texts, before a share in percent says more than the counts


class Passage(NamedTuple):
    """Words that read as a pattern, with what stands around them."""

    number: int | None
    """Of the comment; None for the post."""
    author: str
    pieces: tuple[Piece, ...]
    cut_before: bool
    cut_after: bool


class PatternRow(NamedTuple):
    """One pattern with its passages."""

    id: str
    name: str
    family: str
    definition: str
    is_not: str
    references: tuple[str, ...]
    findings: int
    writers: str
    """How many people's words they are."""
    rate: str
    """Per 1,000 words of the thread, with its 95 % interval; empty without words."""
    measured: str
    passages: tuple[Passage, ...]
    left_out: int


class Patterns(NamedTuple):
    """The patterns found, the most frequent first, and the names of those looked for in vain."""

    found: tuple[PatternRow, ...]
    most: int
    in_vain: tuple[str, ...]
    findings: int


def pattern_rows(report: Report, comments: Comments | None) -> Patterns:
    """Patterns by number of findings; without the thread's texts a passage is its own words alone."""
    uses: dict[str, list[tuple[str, Evidence]]] = {}
    writers: dict[str, list[str | None]] = {}
    for person in report.participants:
        for use in person.patterns:
            writers.setdefault(use.pattern, []).append(person.name)
            uses.setdefault(use.pattern, []).extend((name_of(person.name), one) for one in use.findings)
    texts = _texts(report, comments)
    words = sum(person.words for person in report.participants)
    found = sorted((one for one in report.patterns if one.findings), key=lambda one: (-one.findings, one.id))
    return Patterns(
        found=tuple(_row(one, people(writers[one.id]), words, uses.get(one.id, []), texts) for one in found),
        most=max((one.findings for one in found), default=1),
        in_vain=tuple(one.name for one in report.patterns if not one.findings),
        findings=sum(one.findings for one in found),
    )


def precision(pattern: PatternUsed) -> str:
    """How often texts found to read as the pattern were labelled so, over all labelled sets."""
    right = sum(one.tp for one in pattern.measured)
    found = right + sum(one.fp for one in pattern.measured)
    if not found:
        return "unmeasured"
    share = percent(right, found) if found >= _ENOUGH else str(right)
    return f"right in {share} of {count(found, 'labelled text')}"


def _texts(report: Report, comments: Comments | None) -> Mapping[str, tuple[int | None, str]]:
    if comments is None:
        return {}
    known: dict[str, tuple[int | None, str]] = {}
    for position, comment in enumerate(comments.thread.comments):
        known.setdefault(comment.id, (position + 1, comment.text))
    if report.thread.post_id is not None and comments.thread.post is not None:
        known[report.thread.post_id] = (None, comments.thread.post.text)
    return known


def _row(
    one: PatternUsed,
    writers: str,
    words: int,
    found: list[tuple[str, Evidence]],
    texts: Mapping[str, tuple[int | None, str]],
) -> PatternRow:
    shown = tuple(_passage(author, evidence, texts) for author, evidence in found[:_MOST])
    return PatternRow(
        id=one.id,
        name=one.name,
        family=one.family,
        definition=one.definition,
        is_not=one.is_not,
        references=one.references,
        findings=one.findings,
        writers=writers,
        rate=f"{1000 * one.findings / words:.1f} per 1,000 words ({rate_interval(one.findings, words)})"
        if words
        else "",
        measured=precision(one),
        passages=shown,
        left_out=one.findings - len(shown),
    )


def _passage(author: str, evidence: Evidence, texts: Mapping[str, tuple[int | None, str]]) -> Passage:
    if evidence.comment_id not in texts:
        return Passage(None, author, (Piece((_alone(evidence),)),), False, False)
    number, text = texts[evidence.comment_id]
    start, end = window(text, evidence.start, evidence.end, _CONTEXT)
    claim = Claim(evidence.start, evidence.end, "pattern", "", "")
    return Passage(number, author, pieces(text, [claim], start, end), start > 0, end < len(text))


def _alone(evidence: Evidence) -> Segment:
    """The words of evidence; its place where a report quotes none."""
    if evidence.text:
        return Segment(evidence.text, ("pattern",))
    return Segment(f"characters {evidence.start} to {evidence.end} of the text with the id {evidence.comment_id}", ())
