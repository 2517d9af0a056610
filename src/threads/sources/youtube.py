"""YouTube Data API answers: pages of `commentThreads` and `comments` lists, grouped by video."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pydantic import JsonValue

from threads.model import Comment, Note, State, Transcript
from threads.sources.answers import checked, leading, records
from threads.sources.document import Document, Options
from threads.sources.foreign import plain, transcript
from threads.sources.instants import timestamp

FIELDS = ("id", "parent_id", "author", "author_id", "created_at", "created_at_text", "text", "state", "extra")

_STATES: Mapping[str, State] = {"heldForReview": "hidden", "likelySpam": "hidden", "rejected": "removed"}


class _Found(NamedTuple):
    comment: Comment
    video: str | None
    replies: int  # how many the comment is said to have


def recognise(document: Document) -> bool:
    """Whether the first item is of the kind youtube#commentThread or youtube#comment."""
    item = leading(document, "items")
    return item is not None and item.get("kind") in ("youtube#commentThread", "youtube#comment")


def parse(document: Document, options: Options) -> Iterator[Transcript]:
    """One transcript per video; replies that name no video belong where the comment they answer stands."""
    found: dict[str, _Found] = {}
    for record in records(document, "items"):
        for one in _comments(checked(document, record, "youtube"), options):
            found.setdefault(one.comment.id, one)  # pages overlap, and threads hold the first few replies
    videos: dict[str | None, list[Comment]] = {}
    for comment, video, _ in found.values():
        top = found.get(comment.parent_id or "")
        videos.setdefault(video or (top.video if top else None), []).append(comment)
    for video, comments in videos.items():
        yield transcript(
            document,
            "youtube",
            comments,
            id=video,
            url=f"https://www.youtube.com/watch?v={video}" if video else None,
            platform="youtube",
            notes=(*_missing_pages(document), *_missing_replies(comments, found)),
        )


def _comments(item: Mapping[str, Any], options: Options) -> Iterator[_Found]:
    """The comment of an item; of a thread, the comment at its top and the replies that came along."""
    if item["kind"] == "youtube#comment":
        yield _Found(_comment(item, None, options), item["snippet"].get("videoId"), 0)
        return
    thread = item["snippet"]
    top = _comment(thread["topLevelComment"], None, options)
    yield _Found(top, thread.get("videoId"), thread.get("totalReplyCount") or 0)
    for reply in (item.get("replies") or {}).get("comments", ()):
        yield _Found(_comment(reply, top.id, options), thread.get("videoId"), 0)


def _comment(comment: Mapping[str, Any], above: str | None, options: Options) -> Comment:
    said = comment["snippet"]
    status = said.get("moderationStatus")
    edited = timestamp(said.get("updatedAt"), options)
    created = timestamp(said["publishedAt"], options)
    extra: dict[str, JsonValue] = {"score": said.get("likeCount"), "edited_at": edited if edited != created else None}
    extra["moderation_status"] = status if status in _STATES else None
    return Comment(
        id=comment["id"],
        parent_id=said.get("parentId") or above,
        author=said.get("authorDisplayName") or None,
        author_id=(said.get("authorChannelId") or {}).get("value"),
        created_at=created,
        created_at_text=said["publishedAt"],
        text=said["textOriginal"] if "textOriginal" in said else plain(said["textDisplay"]),
        state=_STATES.get(status or "", "visible"),
        extra={name: value for name, value in extra.items() if value is not None},
    )


def _missing_replies(comments: Sequence[Comment], found: Mapping[str, _Found]) -> Iterator[Note]:
    here = Counter(comment.parent_id for comment in comments)
    for comment in comments:
        missing = found[comment.id].replies - here[comment.id]
        if missing > 0:
            message = f"{missing} more replies are not in the export; `comments` lists them by parentId"
            yield Note(code="load-more", comment_id=comment.id, message=message)


def _missing_pages(document: Document) -> Iterator[Note]:
    """A note if no page of comment threads is the last."""
    pages = [page.value for page in records(document) if isinstance(page.value, dict)]
    tokens = [page.get("nextPageToken") for page in pages if page.get("kind") == "youtube#commentThreadListResponse"]
    if tokens and all(tokens):
        yield Note(code="load-more", message="the list of comments goes on behind the last page in the export")
