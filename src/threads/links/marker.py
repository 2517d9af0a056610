"""The mark a page sets at a reply: indentation or "In Response", a printed number, the name it answers."""

from __future__ import annotations

from threads.links.context import AnswersPost, Context
from threads.model import Comment, Link, Marker


def marker(comment: Comment, context: Context) -> Link | AnswersPost | None:
    """The parent that a mark names; a comment marked as outermost answers the post.

    A page indents all comments or none, so that a depth of 0 says "top level". A depth says who stands above, a name
    or number who is answered: the latter goes first, since pages stop indenting at some depth.
    """
    marks = {mark.kind: mark for mark in comment.markers}
    for kind, find in (("reply-to", _named), ("number", _numbered), ("depth", _above)):
        if kind in marks:
            at = find(comment, marks[kind], context)
            if at is not None:
                parent = context.earlier[at]
                mark = marks[kind]
                where = f" (line {mark.line})" if mark.line else ""
                fact = f'the source marks it "{mark.printed}"{where}'
                return Link(child_id=comment.id, parent_id=parent.id, basis="marker", fact=fact)
    depth = marks.get("depth")
    if depth is not None:
        context.depth[comment.id] = int(depth.value)
    return AnswersPost("outermost indentation") if depth is not None and depth.value == "0" else None


def _above(comment: Comment, mark: Marker, context: Context) -> int | None:
    """The nearest earlier comment that is less deep; unmarked comments are outermost."""
    depth = int(mark.value)
    context.depth[comment.id] = depth
    for at in range(len(context.earlier) - 1, -1, -1):
        if context.depth.get(context.earlier[at].id, 0) < depth:
            return at
    return None


def _named(_: Comment, mark: Marker, context: Context) -> int | None:
    authors = context.aliases.get(mark.value.casefold().strip(), [])
    return max((context.by_author[author][-1] for author in authors), default=None)


def _numbered(_: Comment, mark: Marker, context: Context) -> int | None:
    """ "@7" answers the comment numbered 7; "1.2" stands below number 1."""
    value = mark.value
    target = value[1:] if value.startswith("@") else value.rpartition(".")[0]
    if not target:
        return None
    for at in range(len(context.earlier) - 1, -1, -1):
        if any(m.kind == "number" and m.value == target for m in context.earlier[at].markers):
            return at
    number = int(target) if target.isdecimal() else 0
    return number - 1 if 1 <= number <= len(context.earlier) else None
