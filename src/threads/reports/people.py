"""What a thread holds of each participant: comments, texts, and whom they answer, rebut and concede to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from threads.model import Comment, Thread
from threads.rebuttals import GONE, Rebuttals
from threads.reports.texts import Text, Texts
from threads.structure import POST, Tree

Counts = defaultdict[str | None, int]
"""Numbers of replies by name."""


@dataclass
class Person:
    """All that one name (null: all comments without a name) has in a thread, in the thread's order."""

    name: str | None
    wrote_post: bool = False
    comments: list[Comment] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    vocabulary: Mapping[str, int] = field(default_factory=dict)
    answers: Counts = field(default_factory=partial(defaultdict, int))
    answered_by: Counts = field(default_factory=partial(defaultdict, int))
    rebuts: Counts = field(default_factory=partial(defaultdict, int))
    rebutted_by: Counts = field(default_factory=partial(defaultdict, int))
    concedes_to: Counts = field(default_factory=partial(defaultdict, int))
    last_words: int = 0


def people(thread: Thread, shape: Tree, found: Rebuttals, texts: Texts) -> list[Person]:
    """The participants by name, in order of first appearance; the author of the post comes first."""
    known: dict[str | None, Person] = {}
    if thread.post is not None and texts.post is not None:
        author = known[thread.post.author] = Person(thread.post.author, wrote_post=True)
        author.texts.append(texts.post)
    for comment, text in zip(thread.comments, texts.comments, strict=True):
        person = known.get(comment.author) or known.setdefault(comment.author, Person(comment.author))
        person.comments.append(comment)
        if text is not None:
            person.texts.append(text)
    for name, vocabulary in texts.vocabularies.items():
        known[name].vocabulary = vocabulary
    _connect(known, thread, shape, found)
    return list(known.values())


def without_words(comments: Iterable[Comment]) -> int:
    """How many of the comments are deleted or removed."""
    return sum([comment.state in GONE for comment in comments])


def _connect(known: dict[str | None, Person], thread: Thread, shape: Tree, found: Rebuttals) -> None:
    rebutting, conceding = ({link.child_id for link in links} for links in (found.links, found.concessions))
    for comment, parent in zip(thread.comments, shape.parents, strict=True):
        if parent == POST:
            continue
        one, other = known[comment.author], known[thread.comments[parent].author]
        one.answers[other.name] += 1
        other.answered_by[one.name] += 1
        if comment.id in rebutting:
            one.rebuts[other.name] += 1
            other.rebutted_by[one.name] += 1
        if comment.id in conceding:
            one.concedes_to[other.name] += 1
    for chain in found.chains:
        if chain.last_word is not None:
            known[chain.last_word].last_words += 1
