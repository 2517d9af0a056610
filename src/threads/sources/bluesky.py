"""Bluesky API: the answer of app.bsky.feed.getPostThread, or of getPostThreadV2."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from threads.model import Comment, State, Transcript
from threads.sources.document import Document, Options
from threads.sources.foreign import check, transcript, walk
from threads.sources.instants import timestamp

FIELDS = ("id", "parent_id", "author", "author_id", "created_at", "text", "state", "extra")


class _Item(NamedTuple):
    """A post view, or what stands for a post that cannot be seen, and the address of the post that it hangs on."""

    view: Any
    above: str | None


def recognise(document: Document) -> bool:
    """Whether the JSON has a `thread` of app.bsky types, or one whose posts have at:// addresses."""
    thread = document.json.get("thread") if isinstance(document.json, dict) else None
    first = thread[0] if isinstance(thread, list) and thread else thread
    if not isinstance(first, dict):
        return False
    post = first.get("post")
    uri = str((post if isinstance(post, dict) else first).get("uri", ""))
    return str(first.get("$type", "")).startswith("app.bsky.") or uri.startswith("at://")


def parse(document: Document, options: Options) -> Iterator[Transcript]:
    """One thread: the posts above the one asked for, outermost first, then that one and its replies depth first."""
    answer = document.json
    items = list(_items(answer.get("thread") if isinstance(answer, dict) else answer))
    check(document, [item.view for item in items], "bluesky")
    comments = [_comment(item, options) for item in items]
    yield transcript(document, "bluesky", comments, platform="bluesky")


def _items(thread: Any) -> Iterator[_Item]:
    if isinstance(thread, list):
        yield from _listed(thread)
        return
    chain = [thread]
    while isinstance(chain[-1], dict) and isinstance(chain[-1].get("parent"), dict):
        chain.append(chain[-1]["parent"])
    above: str | None = None
    for node in reversed(chain[1:]):
        yield _Item(node, above)
        above = _uri(node)
    for node, parent in walk(chain[:1], "replies"):
        yield _Item(node, above if parent is None else _uri(parent))


def _listed(thread: list[Any]) -> Iterator[_Item]:
    """The second version lists posts in order with their depths; those above the one asked for have depths below 0."""
    at_depth: dict[float, str] = {}
    for node in thread:
        value = node.get("value", {}) if isinstance(node, dict) else None
        if not isinstance(value, dict):
            yield _Item(value, None)  # which the schema refuses
            continue
        depth = node.get("depth", 0)
        above = at_depth.get(depth - 1) if isinstance(depth, int | float) else None
        yield _Item({"uri": node.get("uri"), **value, "depth": depth}, above)
        if isinstance(depth, int | float):
            at_depth[depth] = str(node.get("uri"))


def _uri(node: Any) -> str:
    view = node.get("post") or node
    return str(view.get("uri") if isinstance(view, dict) else None)


def _comment(item: _Item, options: Options) -> Comment:
    post = item.view.get("post")
    if post is None:
        author = item.view.get("author") or {}
        kind = str(item.view.get("$type", ""))
        state: State = "deleted" if item.view.get("notFound") or kind.lower().endswith("notfound") else "hidden"
        return Comment(id=item.view["uri"], parent_id=item.above or None, author_id=author.get("did"), state=state)
    record, author = post["record"], post["author"]
    parent = ((record.get("reply") or {}).get("parent") or {}).get("uri")
    extra = {
        "score": post.get("likeCount"),
        "display_name": author.get("displayName"),
        "replies": post.get("replyCount"),
        "quotes": _quoted(record.get("embed") or {}),
    }
    return Comment(
        id=post["uri"],
        parent_id=parent or item.above or None,
        author=author["handle"],
        author_id=author["did"],
        created_at=timestamp(record.get("createdAt") or post.get("indexedAt"), options),
        text=record.get("text") or "",
        extra={name: said for name, said in extra.items() if said is not None},
    )


def _quoted(embed: Any) -> Any:
    """The address of a post that this one shows below its text; embeds of other kinds are put together as they like."""
    while isinstance(embed, dict) and "uri" not in embed:
        embed = embed.get("record")
    return embed["uri"] if isinstance(embed, dict) else None
