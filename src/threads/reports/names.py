"""What a platform prints in place of an author who is gone: not a name, and of nobody knows how many people."""

from __future__ import annotations

from threads.model import Thread

_GONE = ("deleted", "removed", "unknown", "redacted", "anonymized", "anonymised")
PLACEHOLDERS = frozenset(mark.format(word) for word in _GONE for mark in ("[{}]", "({})", "<{}>"))


def without_placeholders(thread: Thread) -> tuple[Thread, int]:
    """The thread with such authors taken for unnamed, and how many of its comments they stand at.

    "[deleted]" answering "[deleted]" is most likely two people, and never one participant.
    """
    placeholders = {name for name in {comment.author for comment in thread.comments} if is_placeholder(name)}
    held = [place for place, one in enumerate(thread.comments) if one.author in placeholders] if placeholders else []
    update: dict[str, object] = {}
    if held:
        comments = list(thread.comments)
        for place in held:
            comments[place] = comments[place].model_copy(update={"author": None})
        update["comments"] = tuple(comments)
    if thread.post is not None and is_placeholder(thread.post.author):
        update["post"] = thread.post.model_copy(update={"author": None})
    return (thread.model_copy(update=update) if update else thread), len(held)


def is_placeholder(name: str | None) -> bool:
    """Whether the name is one that stands for any author who is gone; "deleted_user_17" is one person's."""
    return name is not None and name.strip().lower() in PLACEHOLDERS
