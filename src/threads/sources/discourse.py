"""Discourse topic JSON: the posts of a topic with the numbers of the posts that they answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import JsonValue

from threads.model import Comment, Marker, Note, Post, State, Transcript
from threads.sources.answers import Answer, answers, checked, first
from threads.sources.document import Document, Options
from threads.sources.foreign import transcript
from threads.sources.instants import timestamp
from threads.sources.markup import Page

FIELDS = (
    "id",
    "parent_id",
    "author",
    "author_id",
    "created_at",
    "created_at_text",
    "text",
    "state",
    "markers",
    "extra",
)

_OPENING = 1  # the number of a topic's first post


def recognise(document: Document) -> bool:
    """Whether the answer has a post stream."""
    found = first(document)
    found = found[0] if isinstance(found, list) and found else found
    return isinstance(found, dict) and isinstance(found.get("post_stream"), dict)


def parse(document: Document, options: Options) -> Iterator[Transcript]:
    """One transcript per topic; further answers with posts of the same topic are taken in."""
    topics: dict[str, dict[str, Any]] = {}
    posts: dict[str, dict[int, Mapping[str, Any]]] = {}
    for topic in _topics(document):
        stream = topic["post_stream"]
        numbered = {post["post_number"]: post for post in stream["posts"]}
        known = topic.get("id") or next((post.get("topic_id") for post in stream["posts"]), None)
        name = str(known or document.stem)
        # What the first answer says of the topic counts; answers to requests for single posts say less.
        topics[name] = topic | topics.get(name, {})
        posts[name] = posts.get(name, {}) | numbered
    for name, topic in topics.items():
        opening = posts[name].get(_OPENING)
        comments = [_comment(post, options) for number, post in sorted(posts[name].items()) if number != _OPENING]
        yield transcript(
            document,
            "discourse",
            comments,
            id=name,
            title=topic.get("title"),
            platform="discourse",
            declared=max(topic["posts_count"] - 1, 0) if topic.get("posts_count") else None,
            post=_post(opening, options) if opening else None,
            notes=tuple(_missing(topic["post_stream"], posts[name])),
        )


def _topics(document: Document) -> Iterator[Any]:
    for place, _, value in answers(document):
        for n, topic in enumerate(value if isinstance(value, list) else [value]):
            yield checked(document, Answer(place, f"/{n}" if isinstance(value, list) else "", topic), "discourse")


def _comment(post: Mapping[str, Any], options: Options) -> Comment:
    answered = post.get("reply_to_post_number")
    return Comment(
        id=str(post["post_number"]),
        parent_id=str(answered) if answered and answered != _OPENING else None,
        author=post.get("username") or post.get("name"),
        author_id=str(post["user_id"]) if post.get("user_id") else None,
        created_at=timestamp(post["created_at"], options),
        created_at_text=post["created_at"],
        text=_text(post),
        state=_state(post),
        markers=tuple(_quotes(post)),
        extra=_extra(post, options),
    )


def _post(post: Mapping[str, Any], options: Options) -> Post:
    author = post.get("username") or post.get("name")
    return Post(author=author, created_at=timestamp(post["created_at"], options), text=_text(post))


def _text(post: Mapping[str, Any]) -> str:
    """The words as they are shown, without the names above quotations; the Markdown where only that was asked for."""
    if "cooked" not in post:
        return (post.get("raw") or "").strip()
    page = Page(post["cooked"])
    return page.root.text(frozenset(title.order for title in page.select("aside.quote > .title")))


def _quotes(post: Mapping[str, Any]) -> Iterator[Marker]:
    """The posts that are quoted, by number, unless they stand in another topic."""
    for quote in Page(post.get("cooked") or "").select("aside.quote[data-post]"):
        topic, number = quote.get("data-topic"), quote.get("data-post")
        if topic in ("", str(post.get("topic_id", topic))) and number:
            yield Marker(kind="quote-of", value=number, printed=f"{quote.get('data-username')}, post {number}")


def _state(post: Mapping[str, Any]) -> State:
    """Deleted by its author, removed by the staff, or hidden because others flagged it."""
    if post.get("user_deleted"):
        return "deleted"
    return "removed" if post.get("deleted_at") else "hidden" if post.get("hidden") else "visible"


def _extra(post: Mapping[str, Any], options: Options) -> dict[str, JsonValue]:
    likes = sum(action.get("count") or 0 for action in post.get("actions_summary") or () if action.get("id") == 2)
    edited = (post.get("version") or 1) > 1
    found: dict[str, JsonValue] = {
        "post_id": post.get("id"),
        "score": likes or None,
        "edited_at": timestamp(post.get("updated_at"), options) if edited else None,
        "action": post.get("action_code"),  # the topic was closed, moved, ...: an event among the posts
    }
    return {name: value for name, value in found.items() if value is not None}


def _missing(stream: Mapping[str, Any], posts: Mapping[int, Mapping[str, Any]]) -> Iterator[Note]:
    here = {post.get("id") for post in posts.values()}
    missing = [name for name in stream.get("stream") or () if name not in here]
    if missing:
        message = f"{len(missing)} more posts of the topic are not in the export; posts.json gives them by post_ids[]"
        yield Note(code="load-more", message=message)
