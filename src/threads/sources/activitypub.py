"""ActivityStreams 2.0: a Collection or OrderedCollection of Notes or of activities about them, or one Note."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from threads.model import Comment, Note, Post, Transcript
from threads.sources.answers import answers, first
from threads.sources.conversations import conversations
from threads.sources.document import Document, Options
from threads.sources.foreign import check, plain, transcript
from threads.sources.instants import timestamp

FIELDS = ("id", "parent_id", "author", "author_id", "created_at", "text", "state", "extra")

_Json = Mapping[str, Any]

_COLLECTIONS = {"Collection", "OrderedCollection", "CollectionPage", "OrderedCollectionPage"}
_CARRIERS = {"Create", "Update", "Announce", "Add"}  # activities whose object is something said
_OBJECTS = {"Note", "Article", "Page", "Question", "Video", "Event", "Tombstone"}
_POSTS = {"Article", "Page", "Video", "Event"}  # what others comment on; a Note is one voice among them
_NAMESPACE = "www.w3.org/ns/activitystreams"


def recognise(document: Document) -> bool:
    """Whether the JSON declares the ActivityStreams context, or is a collection with items."""
    value = first(document)
    if not isinstance(value, dict) or _type(value) not in _COLLECTIONS | _CARRIERS | _OBJECTS:
        return False
    return _NAMESPACE in str(value.get("@context")) or not value.keys().isdisjoint(("items", "orderedItems", "first"))


def parse(document: Document, options: Options) -> Iterator[Transcript]:
    """One thread per conversation, told by inReplyTo and, where servers give it, the conversation's own name."""
    things, unfetched = _said([answer.value for answer in answers(document)])
    objects = check(document, things, "activitypub")
    notes = []
    if unfetched:
        message = f"{unfetched} items of the collection are only named by their addresses, and not here"
        notes.append(Note(code="not-fetched", message=message))
    for thread in conversations(objects, _names):
        about = next((said for said in thread if _type(said) in _POSTS and _id(said.get("inReplyTo")) is None), None)
        post = _comment(about, options) if about else None
        comments = [_comment(said, options) for said in thread if said is not about]
        yield transcript(
            document,
            "activitypub",
            [c.model_copy(update={"parent_id": None}) if post and c.parent_id == post.id else c for c in comments],
            id=thread[0]["id"],
            title=about.get("name") if about else None,
            url=_id(about.get("url")) or about["id"] if about else None,
            post=Post(author=post.author, created_at=post.created_at, text=post.text) if post else None,
            notes=notes,
        )


def _said(value: Any) -> tuple[list[Any], int]:
    """The objects in collections and activities by id, with later states laid over earlier; and how many are absent."""
    found: dict[str, Any] = {}
    unfetched = 0
    stack = [value]
    while stack:
        node = stack.pop()
        kind = _type(node) if isinstance(node, dict) else ""
        if isinstance(node, list):
            stack += reversed(node)
        elif isinstance(node, str):
            unfetched += node not in found
        elif kind in _COLLECTIONS:
            stack += [
                part for name in ("first", "items", "orderedItems") if isinstance(part := node.get(name), list | dict)
            ]
        elif kind in _CARRIERS:
            said = node.get("object")  # may leave its author to the activity
            is_own = kind != "Announce" and isinstance(said, dict) and _type(said) in _OBJECTS
            stack.append({"attributedTo": node.get("actor"), **said} if is_own else said)
        elif kind == "Delete" and _id(node.get("object")) in found:
            found[str(_id(node["object"]))] |= {"type": "Tombstone", "deleted": node.get("published")}
        elif kind in _OBJECTS:
            name = str(node.get("id") or f"object-{len(found) + 1}")
            found[name] = {**found.get(name, {}), **node, "id": name}
            stack += [node[part] for part in ("comments", "replies") if isinstance(node.get(part), dict)]
    return list(found.values()), unfetched


def _type(node: _Json) -> str:
    kind = node.get("type")
    return str(kind[0] if isinstance(kind, list) and kind else kind)


def _id(thing: Any) -> str | None:
    """The address of what a property points at: written alone, in an object, or first of several."""
    if isinstance(thing, list):
        thing = thing[0] if thing else None
    if isinstance(thing, dict):
        thing = thing.get("id") or thing.get("href")
    return thing if isinstance(thing, str) and thing else None


def _names(said: _Json) -> Iterator[str]:
    yield said["id"]
    for about in ("inReplyTo", "context", "conversation"):
        if (name := _id(said.get(about))) is not None:
            yield name


def _comment(said: _Json, options: Options) -> Comment:
    actor = said.get("attributedTo") or said.get("actor")
    person = actor[0] if isinstance(actor, list) and actor else actor
    names = [person.get("preferredUsername"), person.get("name")] if isinstance(person, dict) else []
    called = next((name for name in names if isinstance(name, str) and name), None)
    extra = {
        "url": _id(said.get("url")),
        "title": said.get("name"),
        "summary": said.get("summary"),
        "edited_at": timestamp(said.get("updated"), options),
        "deleted_at": timestamp(said.get("deleted"), options),
    }
    is_gone = _type(said) == "Tombstone"
    return Comment(
        id=said["id"],
        parent_id=_id(said.get("inReplyTo")),
        author=called or _id(actor),
        author_id=_id(actor),
        created_at=timestamp(said.get("published"), options),
        text="" if is_gone else plain(said.get("content") or next(iter((said.get("contentMap") or {}).values()), "")),
        state="deleted" if is_gone else "visible",
        extra={name: value for name, value in extra.items() if value},
    )
