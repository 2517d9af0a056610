"""An answer to the comment right above: its question taken up, or its words agreed with."""

from __future__ import annotations

import re

from threads.links.context import Context
from threads.links.words import alternation
from threads.model import Comment, Evidence, Link
from threads.prose import own_spans

_OPENERS = re.compile(rf"\s*(?:{alternation('openers')})(?!\w)", re.IGNORECASE)
_POINTS_UP = re.compile(rf"\s*(?:{alternation('points_up')})(?!\w)", re.IGNORECASE)


def answer(comment: Comment, context: Context) -> Link | None:
    """The comment right above, if it asks and this one begins as answers do, or if this one points at it."""
    if not context.earlier:
        return None
    above = context.earlier[-1]
    start = next((s for s, e in own_spans(comment.text) if comment.text[s:e].strip()), 0)
    opener = _POINTS_UP.match(comment.text, start)
    if opener is None and above.author != comment.author and _asks(above.text):
        opener = _OPENERS.match(comment.text, start)
    if opener is None:
        return None
    begin = start + len(opener[0]) - len(opener[0].lstrip())
    said = Evidence(comment_id=comment.id, start=begin, end=opener.end(), text=comment.text[begin : opener.end()])
    return Link(child_id=comment.id, parent_id=above.id, basis="answer", evidence=(said, *_question(above)))


def _asks(text: str) -> bool:
    return any("?" in text[start:end] for start, end in own_spans(text))


def _question(comment: Comment) -> tuple[Evidence, ...]:
    """The last question that the comment asks."""
    end = comment.text.rfind("?") + 1
    if not end:
        return ()
    start = max(comment.text.rfind(mark, 0, end - 1) for mark in ".!?\n") + 1
    start += len(comment.text[start:end]) - len(comment.text[start:end].lstrip())
    return (Evidence(comment_id=comment.id, start=start, end=end, text=comment.text[start:end]),)
