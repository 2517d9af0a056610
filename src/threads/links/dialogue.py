"""Two who talk with each other where a dump lost the indentation: whoever comes back answers who spoke between."""

from __future__ import annotations

from collections.abc import Iterator

from threads.links.claims import Claim
from threads.links.context import Context
from threads.links.reading import Reading
from threads.links.talk import SOON

_TALKING = 0.05  # share of comments whose authors come back soon, on pages where people answer each other


def dialogue(reading: Reading, context: Context) -> Iterator[Claim]:
    """The comment right above, where its author and this one's take turns.

    "Ann, Tom, Ann": somebody who comes back so soon does so because of what was said between; and Tom, too, spoke to
    Ann if she had just begun and comes back right after him. Where nearly all say one thing and leave, those who do
    not are no sign of nesting. Where times prove it, whoever comes back after long does so to answer, too.
    """
    at, me = reading.at, reading.comment.author
    if not context.unmarked or not at or not me or not (context.nested or context.talk.returning >= _TALKING):
        return
    above = context.comments[at - 1].author
    if not above or above == me or _is_earlier(at, context):
        return
    mine, theirs = context.by_author.get(me), context.by_author[above]
    below = context.comments[at + 1].author if at + 1 < len(context.comments) else None
    if mine and (at - mine[-1] <= SOON or context.nested):
        fact = f"{me} spoke {at - mine[-1]} above, and {above} right above"
    elif not mine and len(theirs) == 1 and below == above:
        fact = f"{above} speaks right above and right below"
    else:
        return
    yield Claim(at - 1, "dialogue", basis="adjacent", fact=fact)


def _is_earlier(at: int, context: Context) -> bool:
    """Whether a comment is dated before the one right above, which it cannot answer then."""
    now, before = context.seconds[at], context.seconds[at - 1]
    return now is not None and before is not None and now < before
