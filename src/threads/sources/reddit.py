"""Reddit API: [post listing, comment listing], "morechildren" and continued threads; several make one thread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from threads.model import Comment, Note, Transcript
from threads.sources import reddit_things as things
from threads.sources.answers import Answer, answers, checked, first
from threads.sources.document import Document, Options
from threads.sources.foreign import transcript

FIELDS = ("id", "parent_id", "author", "author_id", "created_at", "text", "state", "extra")

_KINDS = ("t1", "t3", "more")


@dataclass
class Collected:
    """What all answers together hold, by full name, and the stubs for what they do not."""

    posts: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    comments: dict[str, dict[str, Comment]] = field(default_factory=dict)  # by post
    stubs: list[Mapping[str, Any]] = field(default_factory=list)


def recognise(document: Document) -> bool:
    """Whether the first answer is a listing, a pair of them, or the "things" of "morechildren"."""
    found = first(document)
    while isinstance(found, list) and found:
        found = found[0]
    return isinstance(found, dict) and (found.get("kind") == "Listing" or _more(found) is not None)


def parse(document: Document, options: Options) -> Iterator[Transcript]:
    """One transcript per post, whose comments may be spread over the answers in any order."""
    del options  # times are stated in UTC
    found = merge(document, answers(document))
    escaped = things.is_escaped(document.text)
    loaded = {name for comments in found.comments.values() for name in comments}
    for name in [*found.posts, *(post for post in found.comments if post not in found.posts)]:
        comments = found.comments.get(name, {})
        about = found.posts.get(name)
        if comments or len(found.posts) == 1:
            yield transcript(
                document,
                "reddit",
                comments.values(),
                id=name,
                title=things.words(about["title"], escaped) if about else None,
                url=things.address(about) if about else None,
                platform="reddit",
                declared=about.get("num_comments") if about else None,
                post=things.post(about, escaped) if about else None,
                notes=tuple(_missing(found.stubs, {name, *comments}, loaded, _parents(comments.values()))),
            )


def merge(document: Document, pieces: Iterable[Answer]) -> Collected:
    """The posts, comments and stubs of answers about one thread or several; the first record of a name counts.

    A continued thread repeats the comment that it continues, and a later answer may show other scores.
    """
    escaped = things.is_escaped(document.text)
    found = Collected()
    for piece in pieces:
        for thing in _things(document, piece):
            data = thing["data"]
            if thing["kind"] == "t3":
                found.posts.setdefault(f"t3_{data['id']}", data)
            elif thing["kind"] == "more":
                found.stubs.append(data)
            else:
                name, parent = f"t1_{data['id']}", data["parent_id"]
                comment = things.comment(data, name, None if parent.startswith("t3_") else parent, escaped)
                found.comments.setdefault(data["link_id"], {}).setdefault(name, comment)
    return found


def _things(document: Document, piece: Answer) -> Iterator[Mapping[str, Any]]:
    """The comments, posts and stubs in an answer, depth first, each checked; without recursion along replies."""
    stack = [piece.value]
    while stack:
        thing = stack.pop()
        if isinstance(thing, list):
            stack += reversed(thing)
        elif (more := _more(thing)) is not None:
            stack += reversed(more)
        elif thing:  # comments without replies have "" there
            checked(document, piece.named(_named(thing), _flat(thing)), "reddit")
            if thing["kind"] == "Listing":
                stack += reversed(thing["data"]["children"])
            elif thing["kind"] in _KINDS:
                yield thing
                stack.append(thing["data"].get("replies"))


def _flat(thing: Any) -> Any:
    """A thing as it is checked: without what stands below it, which is checked in its turn."""
    data = thing.get("data") if isinstance(thing, dict) else None
    return {**thing, "data": {**data, "replies": ""}} if isinstance(data, dict) else thing


def _named(thing: Any) -> str:
    """Where a thing stands, said by its name: paths along replies are long."""
    data = thing.get("data") if isinstance(thing, dict) else None
    return f"{thing.get('kind')}_{data['id']}" if isinstance(data, dict) and "id" in data else "a thing"


def _more(value: Any) -> list[Any] | None:
    """The things in an answer to "morechildren", or in a tree of comments as Arctic Shift gives it; None if neither."""
    if not isinstance(value, dict):
        return None
    data = value["json"].get("data") if isinstance(value.get("json"), dict) else value.get("data")
    found = data.get("things") if isinstance(data, dict) else data
    is_thing = isinstance(found, list) and all(isinstance(one, dict) and one.get("kind") in _KINDS for one in found[:1])
    return found if is_thing else None


def _parents(comments: Iterable[Comment]) -> set[str | None]:
    return {comment.parent_id for comment in comments}


def _missing(
    stubs: Sequence[Mapping[str, Any]], here: set[str], loaded: set[str], answered: set[str | None]
) -> Iterator[Note]:
    """A note for each stub whose comments no other answer holds."""
    for stub in stubs:
        parent = stub["parent_id"]
        children = [f"t1_{child}" for child in stub["children"]]
        left = [child for child in children if child not in loaded]
        if parent not in here or (children and not left) or (not children and parent in answered):
            continue
        # The count takes in the replies to those that are named.
        count = stub["count"] if left == children else len(left)
        what = f"comments that are not loaded: {count}" if children else "a continued thread that is not loaded"
        message = f"below {parent}, {what}"
        yield Note(code="load-more", comment_id=parent if parent.startswith("t1_") else None, message=message)
