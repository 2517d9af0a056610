"""What a depth-first listing proves: a comment dated after one that stands below it cannot be outermost."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from threads.links.claims import Claim
from threads.links.context import Context
from threads.links.reading import Reading

_MOSTLY = 0.6  # share of neighbours in ascending order that shows a page listed oldest first
_FEW = 12  # levels up that are looked at


def order(reading: Reading, context: Context) -> Iterator[Claim]:
    """The comment right above and those it answers, where the times prove that this one is nested below an earlier one.

    In a list with the oldest first, outermost comments ascend in time. One that is dated after a later one is
    therefore nested. Its parent is the comment right above or one of that one's ancestors; none that is dated later.
    """
    now, later = context.seconds[reading.at], context.later_minimum[reading.at]
    if not reading.at or now is None or later is None or now <= later or context.rising < _MOSTLY:
        return
    if context.talk.kind == "chat":
        return  # a chat is a log: nothing in it is nested, and clocks are set back
    for level, at in enumerate(islice(context.ancestors(reading.at - 1), _FEW)):
        before = context.seconds[at]
        if before is None or before > now:
            continue
        above = context.comments[at].id
        fact = f"dated {reading.comment.created_at}, yet listed before an earlier one, so it is nested; {above} stands "
        fact += "right above" if level == 0 else f"above it, {level} up from the one right above"
        yield Claim(at, "order_above" if level == 0 else "order_ancestor", basis="order", fact=fact)
