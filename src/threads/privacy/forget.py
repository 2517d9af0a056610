"""People removed from threads and reports, at their request: their words and names go, the places of others stay."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from threads.given import require, require_names
from threads.model import Comment, Evidence, Link, Marker, Note, Post, Thread, Transcript
from threads.privacy.masks import Masked, Masks
from threads.privacy.report import forgotten_report
from threads.reports import Report

T = TypeVar("T", bound=Thread | Transcript | Report)

FORGOTTEN = "forgotten"
"""The code of the note that says so."""
_PLACES = ("depth", "number")  # markers that say where a comment stands, and nothing of its words


def forget(value: T, *authors: str) -> T:
    """The thread or report without these people; the value itself if it does not name them.

    Their comments become `removed`, without author, text, markers and extras; the ids stay, so that replies of others
    keep their place, and a name within an id is blotted out. Their profile, evidence, edges and names in chains go.
    Where others name them, blots of the same length stand, so that offsets hold. A note "forgotten" says that it was
    done. Counts of the whole thread stay as they were.

    authors: names or author ids as the source has them, in any case.
    """
    require(value, "forget", Thread, Transcript, Report)
    require_names(authors, "forget")
    after: Any = forgotten_report(value, authors) if isinstance(value, Report) else _forgotten(value, authors)
    if after == value:
        return value
    message = "A participant was removed on request; counts of the whole thread are as they were."
    note = Note(code=FORGOTTEN, message=message)
    notes = after.notes if note in after.notes else (*after.notes, note)
    return after.model_copy(update={"notes": notes})  # type: ignore[no-any-return]


def _forgotten(old: Thread | Transcript, authors: tuple[str, ...]) -> Thread | Transcript:
    by_id = {comment.author for comment in old.comments if comment.author_id in authors and comment.author}
    named = {*(comment.author for comment in old.comments), old.post.author if old.post else None} - {None}
    masks = Masks([*authors, *sorted(by_id)], sorted(name for name in named if name), _texts(old))
    theirs = {one.id for one in old.comments if masks.means(one.author) or one.author_id in authors}
    return _Forgetting(old, masks, theirs).conversation()


def _texts(old: Thread | Transcript) -> Iterator[str]:
    yield from (comment.text for comment in old.comments)
    if old.post is not None:
        yield old.post.text


class _Forgetting(Masked):
    """One thread, the people to forget in it, and the ids of their comments."""

    def __init__(self, old: Thread | Transcript, masks: Masks, theirs: set[str]) -> None:
        super().__init__(masks, (comment.id for comment in old.comments))
        self._old = old
        self._theirs = theirs
        self._comments = {comment.id: self._comment(comment) for comment in old.comments}

    def conversation(self) -> Thread | Transcript:
        old = self._old
        wrote_post = old.post is not None and self._masks.means(old.post.author)
        update: dict[str, Any] = {
            "id": self._masks.masked(old.id),
            "source": old.source.model_copy(update={"name": self._masks.masked(old.source.name)}),
            "title": None if wrote_post else self._text(old.title),
            "url": old.url if old.url is None or self._masks.masked(old.url) == old.url else None,
            "post": self._post(old.post),
            "comments": tuple(self._comments.values()),
            "notes": tuple(map(self._note, old.notes)),
        }
        if isinstance(old, Thread):
            update["links"] = tuple(map(self._link, old.links))
        return old.model_copy(update=update)

    def _post(self, post: Post | None) -> Post | None:
        if post is None:
            return None
        if self._masks.means(post.author):
            return post.model_copy(update={"author": None, "text": ""})
        return post.model_copy(update={"text": self._masks.masked(post.text)})

    def _comment(self, comment: Comment) -> Comment:
        update: dict[str, Any] = {
            "id": self._ids[comment.id],
            "parent_id": None if comment.parent_id is None else self._id(comment.parent_id),
        }
        if comment.id in self._theirs:
            update |= dict.fromkeys(("author", "author_id", "created_at_text"))
            update |= {"text": "", "state": "removed", "extra": {}}
            update["markers"] = tuple(marker for marker in comment.markers if marker.kind in _PLACES)
        else:
            update |= {"text": self._masks.masked(comment.text), "created_at_text": self._text(comment.created_at_text)}
            update["markers"] = tuple(map(self._marker, comment.markers))
            update["extra"] = self._masks.value(comment.extra)
        return comment.model_copy(update=update)

    def _marker(self, marker: Marker) -> Marker:
        value = self._ids.get(marker.value) or self._masks.masked(marker.value)
        return marker.model_copy(update={"value": value, "printed": self._masks.masked(marker.printed)})

    def _link(self, link: Link) -> Link:
        kept = (one for one in link.evidence if one.comment_id not in self._theirs)
        ids = {"child_id": self._id(link.child_id), "parent_id": self._id(link.parent_id)}
        return link.model_copy(
            update={**ids, "evidence": tuple(map(self._evidence, kept)), "fact": self._text(link.fact)}
        )

    def _evidence(self, evidence: Evidence) -> Evidence:
        comment = self._comments.get(evidence.comment_id)
        words = self._masks.masked(evidence.text) if comment is None else comment.text[evidence.start : evidence.end]
        return evidence.model_copy(update={"comment_id": self._id(evidence.comment_id), "text": words})

    def _text(self, text: str | None) -> str | None:
        return None if text is None else self._masks.masked(text)
