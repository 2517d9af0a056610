"""Reply links: those that the source states, and those it left out, recovered and each shown by words or a fact.

Every cue names possible parents of a comment; a small model, fitted on labelled threads, weighs what they say
(`weighing`), and the link is given the strongest basis that its parent alone has. A recovered parent stands earlier
in the list, or later on a page that lists the newest first, so that links never form a cycle; only stated parents can,
and those that would are left out with a note.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, get_args

from threads.errors import UnknownName
from threads.links.context import prepare
from threads.links.stated import stated
from threads.links.times import newest_first
from threads.links.walk import walk
from threads.links.weighing import Weights, weights
from threads.model import Basis, Link, Thread, Transcript

__all__ = ["STRICT", "WhichLinks", "link", "recover"]

WhichLinks = Literal["all", "recovered-strict", "stated"]
STRICT: frozenset[Basis] = frozenset({"stated", "marker", "quote", "mention"})


def link(transcript: Transcript | Thread, links: WhichLinks = "all") -> Thread:
    """The thread of a transcript: every reply with its link. A thread that has its links is returned unchanged.

    `links`: "all" bases; "recovered-strict" only those whose links are almost always right (stated, marker, quote,
    mention); "stated" only what the source states. Raises UnknownName for any other word.
    """
    if links not in get_args(WhichLinks):
        raise UnknownName("choice of links", links, get_args(WhichLinks))
    if isinstance(transcript, Thread):
        return transcript
    told, notes = stated(transcript.comments)
    recovered: tuple[Link, ...] = ()
    if links != "stated" and transcript.nesting != "stated" and transcript.kind == "comments":
        recovered = tuple(recover(transcript, {found.child_id: found.parent_id for found in told}, weights()))
    if links == "recovered-strict":
        recovered = tuple(found for found in recovered if found.basis in STRICT)
    place = {comment.id: n for n, comment in enumerate(transcript.comments)}
    both = tuple(sorted((*told, *recovered), key=lambda found: place[found.child_id]))
    fields = {name: getattr(transcript, name) for name in Transcript.model_fields if name != "notes"}
    return Thread(**fields, links=both, notes=(*transcript.notes, *notes))


def recover(transcript: Transcript, known: Mapping[str, str], numbers: Weights) -> Iterator[Link]:
    """Links of the comments that state no parent; `known` are the stated parents by child id."""
    marked = any(mark.kind in ("depth", "number") for comment in transcript.comments for mark in comment.markers)
    if not marked and newest_first(transcript.comments):
        transcript = transcript.model_copy(update={"comments": transcript.comments[::-1]})
    steps = walk(prepare(transcript), known, numbers)
    yield from (step.link for step in steps if step.link is not None)
