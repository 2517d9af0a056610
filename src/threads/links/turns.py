"""Who is in turn: two people who answer each other go on doing so, and one goes on where one left off."""

from __future__ import annotations

from collections.abc import Iterator

from threads.links.claims import Claim
from threads.links.context import Context, latest
from threads.links.reading import Reading

_FEW = 3


def turns(reading: Reading, context: Context) -> Iterator[Claim]:
    """The latest answers to this author, those not yet answered in turn marked, and the partner's latest word."""
    me = reading.comment.author
    if not me:
        return
    for n, at in enumerate(latest(context.to_author.get(me, []), _FEW)):
        theirs = context.comments[at].author
        if theirs == me:
            continue
        done = me in context.answered_by.get(at, ())
        fact = f"{theirs} answers {me} there, and {me} goes on"
        yield Claim(at, "turn_done" if done else "turn_open", 1.0, "adjacent", fact=fact)
        if n == 0 and not done:
            yield Claim(at, "turn_latest", 1.0)
    mine = context.by_author.get(me, [])
    if mine:
        yield Claim(mine[-1], "own_last", 1.0, "adjacent", fact=f"{me} spoke last there")
        before = context.parent[mine[-1]]
        partner = None if before is None else context.comments[before].author
        if partner and partner != me:
            at = context.by_author[partner][-1]
            yield Claim(at, "turn_partner", 1.0, "adjacent", fact=f"{me} answered {partner} last")
