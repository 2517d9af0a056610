"""What WordPress says of comments in its exports and its API alike: approval, and pings among the comments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from threads.model import Comment, Note, State

_STATES: Mapping[State, tuple[str, ...]] = {
    "visible": ("1", "approve", "approved"),
    "hidden": ("0", "hold", "unapproved", "spam"),
    "deleted": ("trash", "post-trashed"),
}
APPROVAL: Mapping[str, State] = {word: state for state, words in _STATES.items() for word in words}
_PINGS = ("pingback", "trackback")


def ping_notes(comments: Sequence[Comment]) -> Iterator[Note]:
    """A note for each record that another site's software left: kept, as replies may name it, but nobody's comment."""
    for comment in comments:
        kind = comment.extra.get("type")
        if kind in _PINGS:
            message = f"a {kind}: the title of a page that links here, and words cut from it"
            yield Note(code="ping", comment_id=comment.id, message=message)
