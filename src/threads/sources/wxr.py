"""WordPress eXtended RSS (WXR): the comments of each post or page as one thread."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pydantic import JsonValue

from threads.model import Comment, Post, Transcript
from threads.sources.document import Document, Options
from threads.sources.foreign import plain, transcript
from threads.sources.instants import timestamp
from threads.sources.wordpress import APPROVAL, ping_notes
from threads.sources.xml_tree import local, tree, value

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

FIELDS = ("id", "parent_id", "author", "author_id", "created_at", "created_at_text", "text", "state", "extra")

_SIGN = re.compile(r"<rss\b[^>]*wordpress\.org/export/")
_HEAD = 20_000
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"  # excerpts are "encoded" too
_NEVER = "0000-00-00 00:00:00"
# WordPress shows the line breaks that authors typed, but for those in preformatted text and behind the tag of a block.
_BLOCK = r"</?(?:p|div|blockquote|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|td|th|h\d|hr|br)\b[^>]*>"
_BREAK = re.compile(rf"(<pre\b.*?</pre>\s*|{_BLOCK}\s*)|\n", re.IGNORECASE | re.DOTALL)


def recognise(document: Document) -> bool:
    """Whether the XML is RSS with the namespace of a WordPress export."""
    return document.container == "xml" and _SIGN.search(document.text[:_HEAD]) is not None


def parse(document: Document, options: Options) -> Iterator[Transcript]:
    """One transcript per item that has comments."""
    root, notes = tree(document)
    for place, item in enumerate((e for e in root.iter() if local(e.tag) == "item"), 1):
        comments = [_comment(e, place, options) for place, e in enumerate(_named(item, "comment"), 1)]
        if comments or options.allow_empty:
            yield transcript(
                document,
                "wxr",
                comments,
                id=value(item, "post_id") or value(item, "link") or f"{document.stem}-{place}",
                title=value(item, "title"),
                url=value(item, "link"),
                platform="wordpress",
                post=_post(item, options),
                notes=(*notes, *ping_notes(comments)),
            )


def _named(item: Element, name: str) -> Sequence[Element]:
    return [inner for inner in item if local(inner.tag) == name]


def _comment(comment: Element, place: int, options: Options) -> Comment:
    printed, moment = _time(comment, "comment_date", options)
    parent, user = value(comment, "comment_parent"), value(comment, "comment_user_id")
    approved = value(comment, "comment_approved") or "1"
    kind = value(comment, "comment_type") or "comment"
    extra: dict[str, JsonValue] = {} if approved == "1" else {"approved": approved}
    return Comment(
        id=value(comment, "comment_id") or f"c{place}",
        parent_id=parent if parent not in ("", "0") else None,
        author=value(comment, "comment_author") or None,
        author_id=user if user not in ("", "0") else None,
        created_at=moment,
        created_at_text=printed,
        text=_shown(value(comment, "comment_content")),
        state=APPROVAL.get(approved, "hidden"),
        extra=extra if kind == "comment" else extra | {"type": kind},
    )


def _post(item: Element, options: Options) -> Post | None:
    body = next((inner.text or "" for inner in item if inner.tag == _CONTENT), "")
    _, moment = _time(item, "post_date", options)
    post = Post(author=value(item, "creator") or None, created_at=moment, text=_shown(body))
    return post if post != Post() else None


def _time(element: Element, name: str, options: Options) -> tuple[str | None, str | None]:
    """A time as printed and as timestamp: in UTC where the export has it, else the site's local time."""
    for printed, zone in ((value(element, f"{name}_gmt"), "Z"), (value(element, name), "")):
        if printed and printed != _NEVER:
            return printed, timestamp(printed + zone, options)
    return None, None


def _shown(content: str) -> str:
    is_markup = "<" in content or "&" in content
    return plain(_BREAK.sub(lambda found: found[1] or "<br>", content)) if is_markup else content
