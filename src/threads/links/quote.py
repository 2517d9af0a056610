"""Words that a comment quotes from an earlier one, or from the post."""

from __future__ import annotations

from collections import Counter

from threads.links.context import AnswersPost, Context, shingles
from threads.model import Comment, Evidence, Link
from threads.prose import Quotation, quotations

_ENOUGH = (
    0.4  # share of a quotation's word runs found in its source; less than all, since quoters edit and insert (sic)
)


def quote(comment: Comment, context: Context) -> Link | AnswersPost | None:
    """The comment whose words are quoted most; if the post holds them just as well, the post is quoted."""
    named = _named(comment, context)
    if named is not None:
        return named
    votes: Counter[int] = Counter()
    best: dict[int, tuple[int, Quotation]] = {}
    for quoted in quotations(comment.text):
        runs = shingles(comment.text[quoted.start : quoted.end])
        found = Counter(at for run in runs for at in set(context.shingles.get(run, ())))
        for at, count in found.items():
            if count >= max(1, _ENOUGH * len(runs)):
                votes[at] += count
                best[at] = max(best.get(at, (0, quoted)), (count, quoted), key=lambda pair: pair[0])
    if not votes:
        return None
    # Of comments that hold the same words the first one said them.
    at = min(votes, key=lambda n: (-votes[n], n))
    if at < 0:
        return AnswersPost("quotes the post")
    start, end, _ = best[at][1]
    words = Evidence(comment_id=comment.id, start=start, end=end, text=comment.text[start:end])
    return Link(child_id=comment.id, parent_id=context.earlier[at].id, basis="quote", evidence=(words,))


def _named(comment: Comment, context: Context) -> Link | None:
    """The post that a quotation names by its id."""
    named = [mark for mark in comment.markers if mark.kind == "quote-of"]
    spans = [q for q in quotations(comment.text) if q.kind == "line"]
    for n, mark in enumerate(named):
        at = context.place.get(mark.value)
        if at is None or at >= len(context.earlier):
            continue
        fact = f"the source marks its quotation as one of {mark.value}"
        words: tuple[Evidence, ...] = ()
        if n < len(spans):
            start, end, _ = spans[n]
            words = (Evidence(comment_id=comment.id, start=start, end=end, text=comment.text[start:end]),)
        return Link(child_id=comment.id, parent_id=mark.value, basis="quote", evidence=words, fact=fact)
    return None
