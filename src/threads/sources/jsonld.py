"""JSON-LD with schema.org postings: DiscussionForumPosting, Question or an article, with their Comments and Answers."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from threads.errors import MalformedInput
from threads.model import Comment, Post, State, Transcript
from threads.sources.answers import answers
from threads.sources.document import Document, Options
from threads.sources.foreign import plain, transcript
from threads.sources.instants import timestamp
from threads.sources.linked_data import Json, author_of, get, listed, string, types

FIELDS = ("id", "parent_id", "author", "author_id", "created_at", "text", "state", "extra")

_Reply = tuple[Json, str]  # the object, and the property that holds it

_THREADS = {"DiscussionForumPosting", "SocialMediaPosting", "Question"}  # are threads even without replies
_REPLIES = {"Comment", "Answer", "CorrectionComment"}
_NO_THREADS = {"FAQPage"}  # its questions were put by nobody
_CHILDREN = ("acceptedAnswer", "suggestedAnswer", "comment")
_TEXTS = ("text", "articleBody", "commentText", "description")
_MARKUP = re.compile(
    r"</?(?:p|br|a|b|i|em|strong|div|span|ul|ol|li|blockquote|pre|code|img|h\d)\b[^>]*>", re.IGNORECASE
)
_BLOCK = re.compile(r"<(?:p|br|div|li|blockquote|pre|h\d)\b", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\xa0]*\n\s*\n\s*")


class Posting(NamedTuple):
    """A posting with its replies: a thread as a page or a file states it."""

    id: str | None
    title: str | None
    url: str | None
    declared: int | None
    post: Post | None  # None where the file holds replies alone
    comments: tuple[Comment, ...]


def recognise(document: Document) -> bool:
    """Whether the JSON has an `@type` that makes a posting, anywhere."""
    if document.container not in ("json", "ndjson") or '"@type"' not in document.text:
        return False
    try:
        return any(True for _ in postings(_values(document)))
    except MalformedInput:
        return False


def parse(document: Document, options: Options) -> Iterator[Transcript]:
    """One thread per posting."""
    found = list(postings(_values(document), options))
    for posting in found:
        yield transcript(
            document,
            "jsonld",
            posting.comments,
            id=posting.id if len(found) > 1 else None,
            title=posting.title,
            url=posting.url,
            declared=posting.declared,
            post=posting.post,
        )


def _values(document: Document) -> list[Any]:
    return [answer.value for answer in answers(document)]


def postings(value: Any, options: Options | None = None) -> Iterator[Posting]:
    """The postings in parsed JSON-LD (an object, a list, an `@graph`), comments depth first as they are nested."""
    options = options or Options()
    index = _index(value)
    roots, loose = _outermost(value, index)
    for root in roots:
        replies = _replies(root, index) + (loose if len(roots) == 1 else [])
        yield Posting(
            id=string(root, "@id") or string(root, "url"),
            title=string(root, "headline") or string(root, "name"),
            url=string(root, "url") or string(root, "mainEntityOfPage"),
            declared=_count(root),
            post=Post(author=author_of(root)[0], created_at=_time(root, options), text=_text(root)),
            comments=tuple(_comments(replies, index, options, string(root, "url"))),
        )
    if loose and len(roots) != 1:
        yield Posting(None, None, None, None, None, tuple(_comments(loose, index, options)))


def _comments(
    replies: list[_Reply], index: Mapping[str, list[Json]], options: Options, page: str | None = None
) -> Iterator[Comment]:
    """The comments that replies and the replies below them make, depth first; each object makes one."""
    ids: dict[int, str] = {}  # object -> the id of the comment that it makes
    taken = {page}  # many sites give every comment the address of its page
    stack: list[tuple[Json, str | None, str]] = [(child, None, kind) for child, kind in reversed(replies)]
    while stack:
        node, parent, kind = stack.pop()
        if id(node) in ids:
            continue
        name = string(node, "@id") or string(node, "identifier") or string(node, "url")
        if name is None or name in taken:
            name = f"c{len(ids) + 1}"
        taken.add(name)
        comment = _comment(node, name, parent, kind, options)
        ids[id(node)] = name
        yield comment
        stack += [(child, comment.id, kind) for child, kind in reversed(_replies(node, index))]


def _comment(node: Json, name: str, parent: str | None, kind: str, options: Options) -> Comment:
    author, address = author_of(node)
    status = (string(node, "creativeWorkStatus") or "").lower()
    state: State = "deleted" if status.startswith("delet") else "removed" if status.startswith("remov") else "visible"
    extra = {
        "url": string(node, "url"),
        "title": string(node, "headline"),
        "score": _score(node),
        "edited_at": timestamp(string(node, "dateModified"), options),
        "accepted": True if kind == "acceptedAnswer" else None,
    }
    return Comment(
        id=name,
        parent_id=parent,
        author=author,
        author_id=address,
        created_at=_time(node, options),
        text=_text(node),
        state=state,
        extra={name: said for name, said in extra.items() if said is not None},
    )


def _outermost(value: Any, index: Mapping[str, list[Json]]) -> tuple[list[Json], list[_Reply]]:
    """The outermost objects that are postings by type, or hold comments; and comments that hang on nothing here."""
    roots: list[Json] = []
    loose: list[_Reply] = []
    stack = [value]
    while stack:
        node = stack.pop()
        if isinstance(node, list):
            stack += reversed(node)
        elif not isinstance(node, dict) or types(node) & _NO_THREADS:
            continue
        elif types(node) & _REPLIES:
            if len(node) > 2 and _parent(node) not in index and f"part {string(node, '@id')}" not in index:
                loose.append((node, "comment"))
        elif types(node) & _THREADS or (types(node) and _replies(node, index)):
            roots.append(node)
        else:
            stack += [part for part in reversed(node.values()) if isinstance(part, dict | list)]
    return roots, loose


def _parent(node: Json) -> str | None:
    """The @id of what a comment says that it answers or is about."""
    parent = get(node, "parentItem") or get(node, "discusses") or get(node, "about")
    return string(parent, "@id") if isinstance(parent, dict) else parent if isinstance(parent, str) else None


def _index(value: Any) -> dict[str, list[Json]]:
    """Objects under their @id; replies that name a parent under "reply to" and its @id; "part" marks what is held."""
    found: dict[str, list[Json]] = {}
    stack = [value]
    while stack:
        node = stack.pop()
        if isinstance(node, list):
            stack += reversed(node)
        elif isinstance(node, dict):
            if (name := string(node, "@id")) and len(node) > 1:
                found.setdefault(name, []).append(node)
            if types(node) & _REPLIES and (name := _parent(node)):
                found.setdefault(f"reply to {name}", []).append(node)
            for child in [one for kind in _CHILDREN for one in listed(get(node, kind))]:
                name = string(child, "@id") if isinstance(child, dict) else child
                found.setdefault(f"part {name}", []).append(node)
            stack += [part for part in reversed(node.values()) if isinstance(part, dict | list)]
    return found


def _replies(node: Json, index: Mapping[str, list[Json]]) -> list[_Reply]:
    """The comments and answers that a node holds, names by @id, or is named by as their parent."""
    found: dict[int, _Reply] = {}
    accepted: list[tuple[str, str | None, str | None]] = []
    for kind in _CHILDREN:
        for child in listed(get(node, kind)):
            name = string(child, "@id") if isinstance(child, dict) else child
            child = index.get(str(name), [child])[0] if not isinstance(child, dict) or len(child) == 1 else child
            if not isinstance(child, dict) or len(child) < 2:
                continue
            if kind == "suggestedAnswer" and _said(child) in accepted:
                continue
            found[id(child)] = (child, kind)
            if kind == "acceptedAnswer":  # pages list it among the suggested ones too
                accepted.append(_said(child))
    for child in index.get(f"reply to {string(node, '@id')}", ()):
        found.setdefault(id(child), (child, "comment"))
    return list(found.values())


def _said(node: Json) -> tuple[str, str | None, str | None]:
    return _text(node), author_of(node)[0], string(node, "dateCreated") or string(node, "datePublished")


def _time(node: Json, options: Options) -> str | None:
    return timestamp(string(node, "dateCreated") or string(node, "datePublished"), options)


def _text(node: Json) -> str:
    """The text, which by schema.org is plain, though many sites put HTML or escaped characters there."""
    said = next((found for name in _TEXTS if (found := string(node, name))), "")
    if _MARKUP.search(said):
        return plain(said if _BLOCK.search(said) else said.replace("\n", "<br>"))
    return _BLANKS.sub("\n\n", html.unescape(said)).strip()


def _count(root: Json) -> int | None:
    said = string(root, "commentCount") or ""
    return int(said) if said.isascii() and said.isdigit() else None


def _score(node: Json) -> int | None:
    """Votes up less votes down, where votes were counted."""
    votes = [string(node, name) or "" for name in ("upvoteCount", "downvoteCount")]
    counted = [int(vote) if re.fullmatch(r"-?\d{1,15}", vote) else None for vote in votes]
    return None if counted[0] is None else counted[0] - (counted[1] or 0)
