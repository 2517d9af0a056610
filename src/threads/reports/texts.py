"""Every text of a thread read once: its own words, and the passages in it that read as a pattern."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
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


def read_texts(thread: Thread, shape: Tree, patterns: Catalogue, post_id: str) -> Texts:
    """All texts of a thread; an empty catalogue looks for no pattern."""
    vocabularies: dict[str | None, Vocabulary] = {}
    vocabulary = Vocabulary()

    def read(id: str, author: str | None, text: str, parent: str | None) -> Text:
        own = mask(text)
        said = _said(own)
        if author not in vocabularies:
            vocabularies[author] = Vocabulary()
        vocabularies[author].update(said)
        vocabulary.update(said)
        return Text(id, own, len(said), find_patterns(text, parent, patterns) if len(patterns) else ())

    def answered(parent: int) -> str | None:
        gone = parent == POST or thread.comments[parent].state in GONE
        return None if gone else thread.comments[parent].text

    # An unnamed article alone is reported; beside comments its author is not mixed with unnamed commenters.
    post = thread.post if thread.post and (thread.post.author is not None or not thread.comments) else None
    return Texts(
        read(post_id, post.author, post.text, None) if post and (post.author is not None or post.text) else None,
        tuple(
            None if comment.state in GONE else read(comment.id, comment.author, comment.text, answered(parent))
            for comment, parent in zip(thread.comments, shape.parents, strict=True)
        ),
        vocabularies,
        vocabulary,
    )


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


def _said(own: str) -> list[str]:
    """The words of a text in lower case, with one kind of apostrophe."""
    return word_texts(own.lower().replace("’", "'"))


def _passages(findings: Iterable[Finding]) -> int:
    """How many passages the findings make, given by place; those that overlap are one, whatever they read as."""
    count = last = 0
    for found in findings:
        count += found.start >= last
        last = max(last, found.end)
    return count
