"""Hacker News: Algolia `items` with nested children or search `hits`; Firebase items as a list or one per line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pydantic import JsonValue

from threads.model import Comment, Note, Post, State, Transcript
from threads.sources.answers import checked, leading, records
from threads.sources.document import Document, Options
from threads.sources.foreign import from_epoch, plain, transcript, walk
from threads.timestamps import instant, parse_time

FIELDS = ("id", "parent_id", "author", "created_at", "text", "state", "extra")

_PAGE = "https://news.ycombinator.com/item?id="
_TYPES = ("story", "comment", "job", "poll", "pollopt")
_MARKS: Mapping[str, State] = {"[deleted]": "deleted", "[flagged]": "hidden", "[dead]": "hidden"}


class _Item(NamedTuple):
    """An item in the words of Firebase, whichever answer it comes from."""

    id: str
    type: str
    parent: str | None
    story: str | None  # named by Algolia alone
    by: str | None
    time: float | None
    text: str
    state: State
    score: int | None
    title: str | None
    descendants: int | None
    kids: tuple[str, ...]


def recognise(document: Document) -> bool:
    """Whether the first item has a type of Hacker News and the names of Firebase or Algolia, or is a search hit."""
    item = leading(document, "hits")
    if item is None:
        return False
    if item.get("type") in _TYPES:
        firebase = "time" in item and not {"by", "kids", "parent", "deleted"}.isdisjoint(item)
        return firebase or {"created_at_i", "children"} <= {*item}
    return {"objectID", "_tags", "created_at_i"} <= {*item}


def parse(document: Document, options: Options) -> Iterator[Transcript]:
    """One transcript per story; comments whose story is missing stand under the id that they lead to."""
    items = {item.id: item for item in _items(document)}
    threads: dict[str, list[_Item]] = {}
    tops: dict[str, str] = {}
    for item in items.values():
        threads.setdefault(_top(item, items, tops), []).append(item)
    for top, members in threads.items():
        story = next((item for item in members if item.id == top and item.type != "comment"), None)
        comments = [_comment(item, story.id if story else item.story) for item in members if item.type == "comment"]
        if comments or options.allow_empty:
            yield transcript(
                document,
                "hackernews",
                comments,
                id=top,
                title=story.title if story else None,
                url=f"{_PAGE}{top}",
                platform="hackernews",
                declared=story.descendants if story else None,
                post=Post(author=story.by, created_at=from_epoch(story.time), text=story.text) if story else None,
                notes=tuple(_notes(members, items)),
            )


def _items(document: Document) -> Iterator[_Item]:
    """Every item, depth first, each checked without its replies."""
    for record in records(document, "hits"):
        for node, above in walk([record.value] if record.value is not None else [], "children"):
            inside = isinstance(above, dict) and isinstance(node, dict) and "id" in node
            one = record.named(f"item {node['id']}", _alone(node)) if inside else record._replace(value=_alone(node))
            item = checked(document, one, "hackernews")
            yield _hit(item) if "objectID" in item else _item(item, above)


def _alone(node: Any) -> Any:
    """A node as it is checked: without its replies, which are checked in their turn."""
    has_replies = isinstance(node, dict) and isinstance(node.get("children"), list)
    return {**node, "children": []} if has_replies else node


def _item(item: Mapping[str, Any], above: Mapping[str, Any] | None) -> _Item:
    parent = item.get("parent") or item.get("parent_id") or (above.get("id", above.get("objectID")) if above else None)
    by, text = item.get("by") or item.get("author"), item.get("text") or ""
    state: State = "deleted" if item.get("deleted") or not (by or text) else "hidden" if item.get("dead") else "visible"
    return _Item(
        id=str(item["id"]),
        type=item.get("type") or "comment",  # deleted items may have lost theirs
        parent=str(parent) if parent else None,
        story=str(item["story_id"]) if item.get("story_id") else None,
        by=by,
        time=item.get("time") or item.get("created_at_i") or _seconds(item.get("created_at")),
        text=plain(text),
        state=_MARKS.get(text, state),
        score=item.get("score") or item.get("points"),
        title=item.get("title"),
        descendants=item.get("descendants"),
        kids=tuple(str(kid) for kid in item.get("kids") or ()),
    )


def _hit(hit: Mapping[str, Any]) -> _Item:
    is_comment = hit.get("comment_text") is not None
    return _Item(
        id=str(hit["objectID"]),
        type="comment" if is_comment else "story",
        parent=str(hit["parent_id"]) if is_comment and hit.get("parent_id") else None,
        story=str(hit["story_id"]) if is_comment and hit.get("story_id") else None,
        by=hit.get("author"),
        time=hit.get("created_at_i"),
        text=plain(hit.get("comment_text") or hit.get("story_text")),
        state="visible",
        score=hit.get("points"),
        title=hit.get("title"),
        descendants=hit.get("num_comments"),
        kids=(),
    )


def _top(item: _Item, items: Mapping[str, _Item], tops: dict[str, str]) -> str:
    """The id of the item's story: the one that it names, else the one where the way from parent to parent ends."""
    way: list[str] = []
    passed: set[str] = set()
    at, top = item, item.story
    while top is None and at.id not in passed:
        way.append(at.id)
        passed.add(at.id)
        if at.id in tops or at.parent is None or at.parent not in items:
            top = tops.get(at.id) or at.story or at.parent or at.id
        else:
            at = items[at.parent]
    found = top or way[0]  # parents that run in a circle
    tops.update(dict.fromkeys(way, found))
    return found


def _comment(item: _Item, story: str | None) -> Comment:
    extra: dict[str, JsonValue] = {"url": f"{_PAGE}{item.id}"}
    return Comment(
        id=item.id,
        parent_id=item.parent if item.parent != story else None,
        author=item.by,
        created_at=from_epoch(item.time),
        text=item.text,
        state=item.state,
        extra=extra | ({"score": item.score} if item.score is not None else {}),
    )


def _notes(members: list[_Item], items: Mapping[str, _Item]) -> Iterator[Note]:
    options = sum(item.type == "pollopt" for item in members)
    if options:
        yield Note(code="poll", message=f"{options} options of the poll are no comments and were left out")
    for item in members:
        missing = sum(kid not in items for kid in item.kids)
        if missing:
            name = item.id if item.type == "comment" else None
            yield Note(
                code="load-more", comment_id=name, message=f"{missing} replies to {item.id} are not in the export"
            )


def _seconds(stamp: str | None) -> float | None:
    """Algolia's time in words, where its count of seconds is missing."""
    moment = instant(parse_time(stamp)) if stamp else None
    return moment.timestamp() if moment and moment.tzinfo else None
