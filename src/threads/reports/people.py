"""What a thread holds of each participant: comments, texts, and whom they answer and rebut."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from threads.model import Comment, Thread
from threads.rebuttals import Rebuttals
from threads.structure import POST, Tree

_WITHOUT_WORDS = frozenset(("deleted", "removed"))  # what stands there is a notice of the platform


class Text(NamedTuple):
    """A text under the id that evidence cites, with the text of the comment that it answers."""

    id: str
    text: str
    parent: str | None


@dataclass
class Person:
    """All that one name (null: all comments without a name) has in a thread, in the thread's order."""

    name: str | None
    wrote_post: bool = False
    comments: list[Comment] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    answers: Counter[str | None] = field(default_factory=Counter)
    answered_by: Counter[str | None] = field(default_factory=Counter)
    rebuts: Counter[str | None] = field(default_factory=Counter)
    rebutted_by: Counter[str | None] = field(default_factory=Counter)


def people(thread: Thread, shape: Tree, found: Rebuttals, post_id: str) -> list[Person]:
    """The participants by name, in order of first appearance; the author of the post comes first."""
    known: dict[str | None, Person] = {}
    # An unnamed article alone is reported; beside comments its author is not mixed with unnamed commenters.
    if thread.post is not None and (thread.post.author is not None or (thread.post.text and not thread.comments)):
        author = known[thread.post.author] = Person(thread.post.author, wrote_post=True)
        author.texts.append(Text(post_id, thread.post.text, None))
    for comment, parent in zip(thread.comments, shape.parents, strict=True):
        person = known.get(comment.author) or known.setdefault(comment.author, Person(comment.author))
        person.comments.append(comment)
        if comment.state not in _WITHOUT_WORDS:
            answered = thread.comments[parent].text if parent != POST else None
            person.texts.append(Text(comment.id, comment.text, answered))
    _connect(known, thread, shape, {link.child_id for link in found.links})
    return list(known.values())


def without_words(comments: Iterable[Comment]) -> int:
    """How many of the comments are deleted or removed."""
    return sum(comment.state in _WITHOUT_WORDS for comment in comments)


def _connect(known: dict[str | None, Person], thread: Thread, shape: Tree, rebutting: set[str]) -> None:
    for comment, parent in zip(thread.comments, shape.parents, strict=True):
        if parent == POST:
            continue
        one, other = known[comment.author], known[thread.comments[parent].author]
        one.answers[other.name] += 1
        other.answered_by[one.name] += 1
        if comment.id in rebutting:
            one.rebuts[other.name] += 1
            other.rebutted_by[one.name] += 1
