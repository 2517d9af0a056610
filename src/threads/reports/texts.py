"""Every text of a thread read once: its own words, and the passages in it that read as a pattern."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from threads.model import Thread
from threads.patterns import Catalogue, Finding, find_patterns
from threads.prose import mask, word_texts
from threads.rebuttals import GONE, Said
from threads.structure import POST, Tree

UNCIVIL_FAMILY = "attack-on-persons"
"""The family of patterns that incivility is counted by; a user's own patterns of this family count too."""
Vocabulary = Counter[str]


class Text(NamedTuple):
    """A text under the id that evidence cites: `own` has its quotations blanked, and so many words."""

    id: str
    own: str
    words: int
    findings: Sequence[Finding]


class Texts(NamedTuple):
    """The texts of a thread: its post's, if that has an author to report, and each comment's, None where it is gone.

    `vocabularies` counts the lower-cased own words of every name, those of its post among them; `vocabulary` all.
    """

    post: Text | None
    comments: tuple[Text | None, ...]
    vocabularies: dict[str | None, Vocabulary]
    vocabulary: Vocabulary


class _Given(NamedTuple):
    """A text to read: under which id, by whom, and the text that it answers."""

    id: str
    author: str | None
    text: str
    parent: str | None


def read_texts(thread: Thread, shape: Tree, patterns: Catalogue, post_id: str) -> Texts:
    """All texts of a thread; an empty catalogue looks for no pattern.

    One job after the other for all texts: what a job looks things up in stays in the processor's cache meanwhile.
    """
    given = [_post(thread, post_id), *_comments(thread, shape)]
    own = [None if one is None else mask(one.text) for one in given]
    vocabularies: dict[str | None, Vocabulary] = {}
    vocabulary = Vocabulary()
    counts = []
    for one, masked in zip(given, own, strict=True):
        words = _words(masked) if masked else []
        counts.append(len(words))
        if one is not None:
            if one.author not in vocabularies:
                vocabularies[one.author] = Vocabulary()
            vocabularies[one.author].update(words)
            vocabulary.update(words)
    found = [find_patterns(one.text, one.parent, patterns) if one and len(patterns) else () for one in given]
    post, *comments = [
        None if one is None or masked is None else Text(one.id, masked, count, findings)
        for one, masked, count, findings in zip(given, own, counts, found, strict=True)
    ]
    return Texts(post, tuple(comments), vocabularies, vocabulary)


def _post(thread: Thread, post_id: str) -> _Given | None:
    """An unnamed article alone is reported; beside comments its author is not mixed with unnamed commenters."""
    post = thread.post
    if post is None or (post.author is None and (thread.comments or not post.text)):
        return None
    return _Given(post_id, post.author, post.text, None)


def _comments(thread: Thread, shape: Tree) -> Iterator[_Given | None]:
    comments = thread.comments
    for comment, parent in zip(comments, shape.parents, strict=True):
        if comment.state in GONE:
            yield None
        else:
            answered = None if parent == POST or comments[parent].state in GONE else comments[parent].text
            yield _Given(comment.id, comment.author, comment.text, answered)


def said(texts: Texts, patterns: Catalogue) -> list[Said] | None:
    """What each comment adds to the incivility of a chain; None if no pattern of that family is looked for."""
    uncivil = {pattern.id for pattern in patterns if pattern.family == UNCIVIL_FAMILY}
    if not uncivil:
        return None
    return [
        Said(text.words, _passages(found for found in text.findings if found.pattern in uncivil))
        if text
        else Said(0, 0)
        for text in texts.comments
    ]


def _words(own: str) -> list[str]:
    """The words of a text in lower case, with one kind of apostrophe."""
    return word_texts(own.lower().replace("’", "'"))


def _passages(findings: Iterable[Finding]) -> int:
    """How many passages the findings make, given by place; those that overlap are one, whatever they read as."""
    count = last = 0
    for found in findings:
        count += found.start >= last
        last = max(last, found.end)
    return count
