"""The report of a thread: its structure, its rebuttals, and a profile of the words of each participant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal

from pydantic import Field

from threads.given import require
from threads.model import Note, Source, Thread, Value
from threads.patterns import Catalogue, catalogue
from threads.portable import PortableReport
from threads.quotes import Quotes, known, quoted
from threads.rebuttals import Rebuttals, rebuttals
from threads.reports.distinctive import background
from threads.reports.names import without_placeholders
from threads.reports.overview import (
    Generator,
    Links,
    PatternUsed,
    Summary,
    generator,
    links,
    patterns_used,
    post_id_of,
    summary,
)
from threads.reports.people import people
from threads.reports.profile import PatternUse, Profile, Towards, profile, time_kind
from threads.reports.texts import read_texts, said
from threads.structure import Structure, structure, tree

__all__ = ["PatternUse", "Profile", "Report", "Towards", "report"]


class Report(Value, PortableReport):
    """All that is said about one thread, each claim with the words that support it; JSON in, the same bytes out.

    It describes words and replies, never persons. Offsets are code points in the text of the comment named.
    """

    schema_version: Literal["1.0"] = Field("1.0", description="Of this schema.")
    generator: Generator
    source: Source
    thread: Summary
    structure: Structure
    links: Links
    rebuttals: Rebuttals
    participants: tuple[Profile, ...]
    patterns: tuple[PatternUsed, ...]
    notes: tuple[Note, ...]


def report(thread: Thread, *, patterns: Catalogue | Iterable[str] | None = None, quotes: Quotes = "full") -> Report:
    """The report of a linked thread.

    patterns: a catalogue from `threads.patterns.load`, or ids of packaged patterns (none: no pattern is looked for);
    by default all packaged ones but the experimental. UnknownName for an id that does not exist.
    quotes: how much of the words that support a claim is repeated: "short" the first 60 characters, "none" nothing but
    their offsets. The report depends on the thread and these settings alone: no clock, no order of sets.
    """
    require(thread, "report", Thread)
    chosen = _chosen(patterns)
    thread, held = without_placeholders(thread)
    shape, post_id = tree(thread), post_id_of(thread)
    texts = read_texts(thread, shape, chosen, post_id)
    found = rebuttals(thread, said(texts, chosen), shape)
    words = background(texts.vocabulary)
    profiles = tuple(profile(person, words) for person in people(thread, shape, found, texts))
    made = Report(
        generator=generator(chosen, known(quotes)),
        source=thread.source,
        thread=summary(thread, post_id, profiles),
        structure=structure(thread, shape),
        links=links(thread),
        rebuttals=found,
        participants=profiles,
        patterns=patterns_used(chosen, profiles),
        notes=(*thread.notes, *_notes(thread, found, held)),
    )
    return quoted(made, quotes)


def _chosen(patterns: Catalogue | Iterable[str] | None) -> Catalogue:
    if isinstance(patterns, Catalogue):
        return patterns
    if patterns is None:
        return catalogue().settled
    return catalogue().select(patterns)


def _notes(thread: Thread, found: Rebuttals, held: int) -> Iterator[Note]:
    kinds = Counter([time_kind(comment.created_at) for comment in thread.comments if comment.created_at is not None])
    if len(kinds) > 1:
        counted = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
        yield Note(code="mixed-times", message=f"Times of several kinds ({counted}): only those of one kind compare.")
    unnamed = sum(comment.author is None for comment in thread.comments) - held
    if unnamed:
        several = f"{unnamed} comments have no author and share one profile."
        yield Note(code="unnamed-authors", message="1 comment has no author." if unnamed == 1 else several)
    if held:
        whose = "1 comment has" if held == 1 else f"{held} comments have"
        message = f'{whose} "[deleted]" or its like for an author: no participant, so counted as unnamed.'
        yield Note(code="placeholder-authors", message=message)
    if found.chains_left_out:
        message = f"Rebuttal chains that are not written out: {found.chains_left_out}."
        yield Note(code="chains-left-out", message=message)
