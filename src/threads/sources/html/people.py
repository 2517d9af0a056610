"""What a page says in class words and addresses of the people who wrote there."""

from __future__ import annotations

import re
from functools import lru_cache

from threads.sources.markup import Element

AUTHOR = re.compile(
    r"author|user|\bfn\b|[._-]fn|nick|poster|byline|creator|name|member|profile|commenter|autor|sender|\bby\b"
)
NO_AUTHOR = re.compile(
    r"avatar|title|rank|badge|reply|time|date|count|meta$|action|button|icon|edit|link-text|tooltip|score|role|group|flair"
    r"|head(?:er|ing)?\b|label"
)
_NO_NAME = re.compile(r"reply|edit|score|\[role=")  # whatever else a name says
# What stands before the title, or before the author, of what is answered: "Re: the ferry", "[Re: Asha]".
REPLYING = re.compile(r"(?:re|aw|sv|vs|odp|rif|res|ynt|fwd?)\s?(?:\[\d+\])?[:：]\s*", re.IGNORECASE)
_TO_PERSON = re.compile(r"/u(?:sers?)?/|user|profil|/by/|member|author|people|~|@", re.IGNORECASE)


@lru_cache(maxsize=5000)
def says_author(kinds: str) -> tuple[bool, bool]:
    """Whether one of several kinds is called an author, and whether they are something else of an author's.

    The last word of a name tells: `note-header-author-name` is a name, `user-title` is none.
    """
    of_authors = not_names = named = False
    for kind in kinds.split():
        last = max((m.end() for m in AUTHOR.finditer(kind)), default=0)
        other = max((m.end() for m in NO_AUTHOR.finditer(kind)), default=0)
        of_authors, not_names = of_authors or last > 0, not_names or other > 0
        named = named or (last > other and not _NO_NAME.search(kind))
    return of_authors, not_names and not named


@lru_cache(maxsize=5000)
def author_parts(classes: str) -> tuple[str, ...]:
    """Those of some class words that pages give to authors, whatever the tag."""
    return tuple(f"*.{name}" for name in classes.split() if AUTHOR.search(name) and not NO_AUTHOR.search(name))


def links_to_person(link: Element) -> bool:
    """Whether a link's address looks like that of a person's page."""
    return link.tag == "a" and _leads_to_person(link.get("href"))


@lru_cache(maxsize=5000)
def _leads_to_person(address: str) -> bool:
    return _TO_PERSON.search(address) is not None
