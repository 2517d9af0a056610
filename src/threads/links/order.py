"""What a depth-first listing proves: comments with a link to their parents, or dated after one that stands below them,
cannot be outermost."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from threads.links.claims import Claim
from threads.links.context import Context
from threads.links.reading import Reading
from threads.links.times import MOSTLY

_FEW = 12  # levels up that are looked at


def order(reading: Reading, context: Context) -> Iterator[Claim]:
    """The comment right above and those it answers, where times or a link "parent" prove that this one is nested.

    In a list with the oldest first, outermost comments ascend in time. One that is dated after a later one is
    therefore nested. Its parent is the comment right above or one of that one's ancestors; none that is dated later.
    """
    if not reading.at or context.talk.kind == "chat":
        return  # a chat is a log: nothing in it is nested, and clocks are set back
    proof = _linked(reading) or _dated(reading, context)
    if not proof:
        return
    now = context.seconds[reading.at]
    above = list(islice(context.ancestors(reading.at - 1), _FEW))
    alone = len(above) == 1 and _linked(reading) is not None
    for level, at in enumerate(above):
        before = context.seconds[at]
        if not alone and now is not None and before is not None and before > now:
            continue
        nearest = context.comments[at].id
        fact = f"{proof}; {nearest} stands "
        fact += "right above" if level == 0 else f"above it, {level} up from the one right above"
        feature = "order_above" if level == 0 else "order_ancestor"
        yield Claim(at, feature, basis="order", fact=fact, certain=alone)


def _linked(reading: Reading) -> str | None:
    """What the page prints at replies alone: a link to the parent."""
    mark = next((mark for mark in reading.comment.markers if mark.kind == "depth" and mark.value == "1+"), None)
    return f'the page prints "{mark.printed}", as at other replies, so it is nested' if mark else None


def _dated(reading: Reading, context: Context) -> str | None:
    now, later = context.seconds[reading.at], context.later_minimum[reading.at]
    if now is None or later is None or now <= later or context.rising < MOSTLY:
        return None
    return f"dated {reading.comment.created_at}, yet listed before an earlier one, so it is nested"
