"""What a page states for search engines, as schema.org JSON-LD in its scripts: comments, and who wrote the article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from threads.sources.document import Document, Options
from threads.sources.instants import timestamp
from threads.sources.jsonld import Posting, postings
from threads.sources.linked_data import Json, author_of, string, types
from threads.sources.markup import Page

# Types end so, as in NewsArticle; a DiscussionForumPosting is a comment of its page.
_ARTICLES = ("Article", "BlogPosting", "Recipe")


class Signature(NamedTuple):
    """Who wrote an article, and when."""

    author: str | None
    created_at: str | None


def statements(page: Page) -> list[Any]:
    """The parsed JSON-LD of a page, without scripts whose JSON is broken."""
    values = (Document("script", text.encode("utf-8", "replace")).json for text in page.linked_data if text.strip())
    return [value for value in values if value is not None]


def stated(found: Iterable[Any], options: Options) -> Posting | None:
    """The posting with most comments among statements; None if there is none."""
    whole = [posting for value in found for posting in postings(value, options) if posting.comments]
    return max(whole, key=lambda posting: len(posting.comments), default=None)


def signature(found: Sequence[Any], options: Options) -> Signature:
    """Who wrote the first article among statements, and when."""
    article = next((node for node in _objects(found) if any(t.endswith(_ARTICLES) for t in types(node))), {})
    return Signature(author_of(article)[0], timestamp(string(article, "datePublished"), options))


def _objects(found: Sequence[Any]) -> Iterator[Json]:
    stack = [*reversed(found)]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            yield node
        if isinstance(node, dict | list):
            stack += reversed([*node.values()] if isinstance(node, dict) else node)
