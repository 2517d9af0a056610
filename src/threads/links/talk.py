"""What kind of talk a thread is, from what can be seen without knowing its links; priors are fitted per kind."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Literal, NamedTuple, get_args

from threads.model import Comment, Transcript

TalkKind = Literal["page", "chat", "handles", "untimed_handles", "timed", "untimed"]
KINDS: tuple[TalkKind, ...] = get_args(TalkKind)
_READ_FROM_PAGES = ("text", "html")
_HANDLES = 0.25  # share of comments that begin with "@"
_CHAT_WORDS = 12
_CHAT_LENGTH = 30
_CHAT_RECURRENCE = 0.6
SOON = 5  # comments above among which an author comes back


class Talk(NamedTuple):
    """A thread's kind and its habits.

    `page`: comments under an article, where any may answer the article. `chat`: short lines by few people. `handles`:
    replies begin with "@NAME". `timed`, `untimed`: any other list, with times (so that its order is known to be that
    of writing) or without; `untimed_handles`: as `handles`, without times.
    """

    kind: TalkKind
    recurrence: float  # 0: everybody says one thing; near 1: a few people talk all the time
    alternation: float  # share of comments whose author spoke two before, with somebody else between
    tempo: float  # logarithm of the median minutes between neighbours, by tenths; 0 without times
    returning: float  # share of comments whose author spoke a few before, with somebody else between
    words: float  # of a comment, by the median
    brevity: float  # 0 at 100 words and more, 1 at 1 word


def talk(transcript: Transcript, times: Sequence[float | None]) -> Talk:
    """The kind of talk that a transcript records."""
    comments = transcript.comments
    authors = {comment.author for comment in comments}
    recurrence = 1 - len(authors) / max(1, len(comments))
    words = median([len(comment.text.split()) for comment in comments]) if comments else 0
    kind = _kind(transcript, comments, recurrence, words)
    brevity = max(0.0, 1 - words / 100)
    return Talk(kind, recurrence, _alternation(comments), _tempo(times), _returning(comments), words, brevity)


def _tempo(times: Sequence[float | None]) -> float:
    gaps = [b - a for a, b in pairwise(times) if a is not None and b is not None and b >= a]
    return math.log1p(median(gaps) / 60) / 10 if gaps else 0.0


def _alternation(comments: Sequence[Comment]) -> float:
    threes = zip(comments, comments[1:], comments[2:], strict=False)
    turns = sum(a.author == c.author != b.author for a, b, c in threes)
    return turns / max(1, len(comments) - 2)


def _returning(comments: Sequence[Comment]) -> float:
    last: dict[str, int] = {}
    returns = 0
    for at, comment in enumerate(comments):
        if comment.author:
            returns += 2 <= at - last.get(comment.author, -SOON - 1) <= SOON
            last[comment.author] = at
    return returns / max(1, len(comments))


def _kind(transcript: Transcript, comments: Sequence[Comment], recurrence: float, words: float) -> TalkKind:
    if transcript.post is not None or transcript.source.format in _READ_FROM_PAGES:
        return "page"
    later = comments[1:]
    if sum(comment.text.lstrip(' ."“')[:1] == "@" for comment in later) > _HANDLES * len(later):
        return "handles" if _timed(comments) else "untimed_handles"
    if len(comments) >= _CHAT_LENGTH and words <= _CHAT_WORDS and recurrence >= _CHAT_RECURRENCE:
        return "chat"
    return "timed" if _timed(comments) else "untimed"


def _timed(comments: Sequence[Comment]) -> bool:
    return 2 * sum("T" in (comment.created_at or "") for comment in comments) > len(comments)
