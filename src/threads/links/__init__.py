"""Reply links: those that the source states, and those it left out, recovered from marks, quotes, names and order.

Cues are asked strongest first; each returns a link with its evidence, the finding that the comment answers the post
(which ends the search without a link), or nothing. A recovered parent always stands earlier in the source, so that
links never form a cycle; only stated parents can, and those that would are left out with a note.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from threads.links.answer import answer
from threads.links.context import AnswersPost, Context, prepare
from threads.links.marker import marker
from threads.links.mention import mention
from threads.links.order import order
from threads.links.quote import quote
from threads.model import Comment, Link, Note, Thread, Transcript

__all__ = ["CUES", "link"]

Cue = Callable[[Comment, Context], Link | AnswersPost | None]

CUES: tuple[Cue, ...] = (marker, quote, mention, answer, order)


def link(transcript: Transcript | Thread) -> Thread:
    """The thread of a transcript: every reply with its link. A thread that has its links is returned unchanged."""
    if isinstance(transcript, Thread):
        return transcript
    stated, notes = _stated(transcript.comments)
    recovered: tuple[Link, ...] = ()
    if transcript.nesting != "stated" and transcript.kind == "comments":
        recovered = tuple(_recover(transcript, {found.child_id for found in stated}))
    place = {comment.id: n for n, comment in enumerate(transcript.comments)}
    links = tuple(sorted((*stated, *recovered), key=lambda found: place[found.child_id]))
    fields = {name: getattr(transcript, name) for name in Transcript.model_fields if name != "notes"}
    return Thread(**fields, links=links, notes=(*transcript.notes, *notes))


def _recover(transcript: Transcript, known: set[str]) -> Iterable[Link]:
    context = prepare(transcript)
    for comment in transcript.comments:
        found = None if comment.id in known else next((f for cue in CUES if (f := cue(comment, context))), None)
        if isinstance(found, Link):
            yield found
        context.add(comment, found.parent_id if isinstance(found, Link) else comment.parent_id)


def _stated(comments: Iterable[Comment]) -> tuple[tuple[Link, ...], tuple[Note, ...]]:
    """Links for the parents that the source states and holds; a note for each that would close a cycle."""
    parents = {c.id: c.parent_id for c in comments if c.parent_id is not None}
    ids = {c.id for c in comments}
    looping = _in_cycles(parents)
    links = tuple(
        Link(child_id=child, parent_id=parent, basis="stated")
        for child, parent in parents.items()
        if parent in ids and child not in looping
    )
    notes = tuple(
        Note(
            code="cycle", comment_id=child, message=f"{child} states a parent that answers {child} in turn; not linked"
        )
        for child in parents
        if child in looping
    )
    return links, notes


def _in_cycles(parents: dict[str, str]) -> set[str]:
    """The ids that reach themselves by going from parent to parent; linear, without recursion."""
    done: set[str] = set()
    looping: set[str] = set()
    for start in parents:
        path: dict[str, int] = {}
        at: str | None = start
        while at is not None and at not in done and at not in path:
            path[at] = len(path)
            at = parents.get(at)
        if at is not None and at in path:
            looping.update(list(path)[path[at] :])
        done.update(path)
    return looping
