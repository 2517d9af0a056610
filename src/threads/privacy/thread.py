"""A thread under pseudonyms: authors and ids, wherever the thread has them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from pydantic import JsonValue

from threads.given import require
from threads.model import Comment, Evidence, Link, Marker, Note, Post, Source, Thread
from threads.privacy.names import People
from threads.privacy.pseudonyms import Key

_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+|\bmailto:\S+", re.IGNORECASE)
_TOKEN = re.compile(r"[^\s,;:()'\"]+")


def pseudonymize(thread: Thread, key: str | bytes | Key) -> Thread:
    """The thread with pseudonyms for its authors and ids, in its texts, titles, markers, notes and evidence too.

    The same key gives a person the same pseudonym in every thread, another key another one, and no pseudonym tells the
    name without the key (HMAC-SHA256). Addresses that lead to the page or a profile are dropped. Evidence still equals
    its span. Names of people who do not take part stay, as do times: see docs/privacy.md for what remains.

    key: 16 bytes or more, kept apart from the results; WeakKey if it is shorter.
    """
    require(thread, "pseudonymize", Thread)
    return _Disguise(thread, key if isinstance(key, Key) else Key(key)).thread()


def ambiguous_names(thread: Thread) -> tuple[str, ...]:
    """Names that are ordinary words: of authors, replaced only where they are written with a capital or an @, and parts
    of names, such as "Street", which are left where they stand alone; those of them that texts write with a capital.
    """
    return _people(thread, Key(b"only names are asked for")).ambiguous


def _people(thread: Thread, key: Key) -> People:
    texts = [comment.text for comment in thread.comments]
    return People(_names(thread), [*texts, thread.post.text] if thread.post else texts, key)


def _names(thread: Thread) -> Iterator[str]:
    ids = {comment.id for comment in thread.comments}
    if thread.post and thread.post.author:
        yield thread.post.author
    for comment in thread.comments:
        yield from (name for name in (comment.author, comment.author_id) if name)
        for marker in comment.markers:
            if marker.kind in ("reply-to", "quote-of") and marker.value not in ids and not marker.value.isdecimal():
                yield marker.value


class _Disguise:
    """The pseudonyms of one thread under one key."""

    def __init__(self, thread: Thread, key: Key) -> None:
        self._thread = thread
        self._key = key
        self._people = _people(thread, key)
        self._ids = {comment.id: key.id("comment", comment.id) for comment in thread.comments}
        self._texts = {comment.id: self._people.replaced(comment.text) for comment in thread.comments}

    def thread(self) -> Thread:
        old = self._thread
        return old.model_copy(
            update={
                "id": self._key.id("thread", old.id),
                "source": self._source(old.source),
                "title": self._text(old.title),
                "url": None,
                "post": self._post(old.post),
                "comments": tuple(map(self._comment, old.comments)),
                "links": tuple(map(self._link, old.links)),
                "notes": tuple(map(self._note, old.notes)),
            }
        )

    def _source(self, source: Source) -> Source:
        suffix = "".join(PurePath(source.name).suffixes[-2:]) if len(source.name) < 300 else ""
        suffix = suffix if re.fullmatch(r"(?:\.[a-z]{2,7}){0,2}", suffix) else ""
        name = self._key.id("source", source.name) + suffix
        return source.model_copy(update={"name": name, "sha256": self._key.digest(source.sha256)})

    def _post(self, post: Post | None) -> Post | None:
        if post is None:
            return None
        return post.model_copy(update={"author": self._name(post.author), "text": self._text(post.text)})

    def _comment(self, comment: Comment) -> Comment:
        parent = comment.parent_id
        return comment.model_copy(
            update={
                "id": self._ids[comment.id],
                "parent_id": None if parent is None else self._id(parent),
                "author": self._name(comment.author),
                "author_id": None if comment.author_id is None else self._key.id("author", comment.author_id),
                "created_at_text": self._text(comment.created_at_text),
                "text": self._texts[comment.id].text,
                "markers": tuple(map(self._marker, comment.markers)),
                "extra": {name: self._value(value) for name, value in comment.extra.items()},
            }
        )

    def _marker(self, marker: Marker) -> Marker:
        value = self._ids.get(marker.value) or self._text(marker.value)
        return marker.model_copy(update={"value": value, "printed": self._said(marker.printed)})

    def _link(self, link: Link) -> Link:
        return link.model_copy(
            update={
                "child_id": self._id(link.child_id),
                "parent_id": self._id(link.parent_id),
                "evidence": tuple(map(self._evidence, link.evidence)),
                "fact": None if link.fact is None else self._said(link.fact),
            }
        )

    def _evidence(self, evidence: Evidence) -> Evidence:
        text = self._texts.get(evidence.comment_id)
        if text is None:  # of a comment that is not here: nothing to hold it against
            return evidence.model_copy(update={"comment_id": self._id(evidence.comment_id), "text": ""})
        start, end = text.span(evidence.start, evidence.end)
        return Evidence(comment_id=self._id(evidence.comment_id), start=start, end=end, text=text.text[start:end])

    def _note(self, note: Note) -> Note:
        comment_id = None if note.comment_id is None else self._id(note.comment_id)
        return note.model_copy(update={"message": self._said(note.message), "comment_id": comment_id})

    def _id(self, id: str) -> str:
        return self._ids.get(id) or self._key.id("comment", id)

    def _name(self, name: str | None) -> str | None:
        return None if name is None else self._key.person(name)

    def _text(self, text: str | None) -> str | None:
        return None if text is None else self._people.replaced(text).text

    def _said(self, sentence: str) -> str:
        """A sentence of ours: it may name ids beside people."""
        with_ids = _TOKEN.sub(lambda token: self._ids.get(token[0], token[0]), sentence)
        return self._people.replaced(with_ids).text

    def _value(self, value: JsonValue) -> JsonValue:
        """What else a source says: addresses lead back to the page, so they go; numbers stay."""
        if isinstance(value, str):
            return self._ids.get(value) or self._text(_ADDRESS.sub("", value))
        if isinstance(value, list):
            return [self._value(one) for one in value]
        if isinstance(value, dict):
            return {name: self._value(one) for name, one in value.items()}
        return value
