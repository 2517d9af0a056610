"""What a depth-first listing proves: a comment dated after one that stands below it cannot be outermost."""

from __future__ import annotations

from threads.links.context import Context, seconds
from threads.model import Comment, Link

_MOSTLY = 0.6  # share of neighbours in ascending order that shows a page listed oldest first


def order(comment: Comment, context: Context) -> Link | None:
    """The comment right above, where the times prove that this one is nested below an earlier one.

    In a list with the oldest first, outermost comments ascend in time. One that is dated after a later one is
    therefore nested. Its parent is the comment right above or one of that one's ancestors; the nearest is taken.
    """
    at = len(context.earlier)
    now, later = seconds(comment.created_at), context.later_minimum[at]
    if not at or now is None or later is None or now <= later or context.rising < _MOSTLY:
        return None
    above = context.earlier[-1]
    before = seconds(above.created_at)
    if before is None or before > now:
        return None
    fact = (
        f"dated {comment.created_at}, yet listed before an earlier one, so it is nested; {above.id} stands right above"
    )
    return Link(child_id=comment.id, parent_id=above.id, basis="order", fact=fact)
