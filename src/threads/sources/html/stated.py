"""Comments that a page states for search engines, as schema.org JSON-LD in its scripts."""

from __future__ import annotations

from threads.sources.document import Document, Options
from threads.sources.jsonld import Posting, postings
from threads.sources.markup import Page


def stated(page: Page, options: Options) -> Posting | None:
    """The posting with most comments among the page's JSON-LD; None if there is none, or its JSON is broken."""
    found = [posting for script in _scripts(page) for posting in postings(script, options) if posting.comments]
    return max(found, key=lambda posting: len(posting.comments), default=None)


def _scripts(page: Page) -> list[object]:
    values = (Document("script", text.encode("utf-8", "replace")).json for text in page.linked_data if text.strip())
    return [value for value in values if value is not None]
