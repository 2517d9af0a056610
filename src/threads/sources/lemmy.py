"""Lemmy API, versions 3 and 4: pages of comments with their paths, alone or with the view of their post."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from threads.model import Comment, Post, State, Transcript
from threads.sources.answers import answers, first
from threads.sources.document import Document, Options
from threads.sources.foreign import check, transcript
from threads.sources.instants import timestamp

FIELDS = ("id", "parent_id", "author", "author_id", "created_at", "text", "state", "extra")

_Json = Mapping[str, Any]


def recognise(document: Document) -> bool:
    """Whether the JSON has views of comments, each with a path or a post's id, or the view of a post alone."""
    value = first(document)
    if not isinstance(value, dict):
        return False
    post = _post_view(value).get("post")
    view = next(iter(_views(value)), None)
    comment = view.get("comment") if isinstance(view, dict) else None
    if isinstance(comment, dict):
        return comment.keys() >= {"post_id", "content", "ap_id"}
    return isinstance(post, dict) and "ap_id" in post


def parse(document: Document, options: Options) -> Iterator[Transcript]:
    """One thread per post, in the order in which the posts come up."""
    values = [answer.value for answer in answers(document)]
    views = check(document, [view for value in values for view in _views(value)], "lemmy")
    posts = check(document, [view for value in values if (view := _post_view(value))], "lemmy-post")
    shown = {view["post"]["id"]: view for view in posts}
    people = {str(view["creator"]["id"]): view["creator"]["name"] for view in views}
    by_post: dict[int, list[_Json]] = {post_id: [] for post_id in shown}
    for view in views:
        by_post.setdefault(view["comment"]["post_id"], []).append(view)
    for post_id, its in by_post.items():
        about = shown.get(post_id) or its[0]
        post = about.get("post") or {}
        author = about["creator"]["name"] if post_id in shown else people.get(str(post.get("creator_id")))
        yield transcript(
            document,
            "lemmy",
            [_comment(view, options) for view in its],
            id=str(post_id),
            title=post.get("name"),
            url=post.get("ap_id"),
            platform="lemmy",
            declared=(about.get("counts") or {}).get("comments", post.get("comments")),
            post=_post(post, author, options) if post else None,
        )


def _views(value: Any) -> list[Any]:
    """Version 3 calls the list `comments`, version 4 `items` where it sends pages."""
    found = value.get("comments", value.get("items", [value.get("comment_view")])) if isinstance(value, dict) else None
    return [view for view in found if view is not None] if isinstance(found, list) else []


def _post_view(value: Any) -> _Json:
    found = value.get("post_view") if isinstance(value, dict) else None
    return found if isinstance(found, dict) and {"post", "creator"} <= found.keys() else {}


def _post(post: _Json, author: str | None, options: Options) -> Post:
    return Post(
        author=author, created_at=_time(post, "published", options), text=post.get("body") or post.get("url") or ""
    )


def _comment(view: _Json, options: Options) -> Comment:
    comment, creator = view["comment"], view["creator"]
    state: State = "deleted" if comment.get("deleted") else "removed" if comment.get("removed") else "visible"
    extra = {
        "url": comment.get("ap_id"),
        "score": (view.get("counts") or comment).get("score"),
        "edited_at": _time(comment, "updated", options),
        "display_name": creator.get("display_name"),
        "distinguished": comment.get("distinguished") or None,
    }
    return Comment(
        id=str(comment["id"]),
        parent_id=_parent(comment),
        author=creator["name"],
        author_id=creator.get("actor_id") or creator.get("ap_id") or str(creator["id"]),
        created_at=_time(comment, "published", options),
        text=comment["content"],
        state=state,
        extra={name: said for name, said in extra.items() if said is not None},
    )


def _parent(comment: _Json) -> str | None:
    """The path leads from 0, the post, to the comment itself; before Lemmy 0.17 there was a `parent_id`."""
    if "path" not in comment:
        return None if comment.get("parent_id") is None else str(comment["parent_id"])
    steps = comment["path"].split(".")
    return steps[-2] if len(steps) > 2 else None


def _time(thing: _Json, name: str, options: Options) -> str | None:
    """Version 4 adds `_at` to the names of times."""
    return timestamp(thing.get(name) or thing.get(f"{name}_at"), options)
