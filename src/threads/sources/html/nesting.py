"""Which record answers which, by what the page shows: ids of parents, nested elements, depth, indentation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from threads.model import Comment, Nesting
from threads.sources.html.depths import by_depths, by_place
from threads.sources.html.family import outer
from threads.sources.html.ids import record_id
from threads.sources.html.parent_ids import attributed, stated
from threads.sources.html.reply_links import linked, numbered
from threads.sources.html.worth import Filled
from threads.sources.markup import Element

_ANSWERABLE = re.compile(r"^(?:comment-reply-link|depth-\d+|thread-(?:even|odd)|comment-reply|reply-to-comment)$")
_GROUP = re.compile(r"discussion|conversation|thread|branch")
_SEVERAL = 2  # posts that quote others


def parents(
    filled: Sequence[Filled], inside: Sequence[Sequence[Element]], ids: Sequence[str], post: Element | None = None
) -> dict[int, int | None]:
    """Index of the parent for each record's index: as attributes or links state, by nested elements, or by depth.

    `inside` has each record's own elements, `ids` their ids. What has no parent answers `post`, if that is a record.
    """
    records = [r.member for r in filled]
    by_id = {own: n for n, r in enumerate(records) if (own := record_id(r))}
    found = stated(records, by_id) or {**_placed(records, by_id), **numbered(inside), **linked(filled, inside, ids)}
    first = next((n for n, record in enumerate(records) if record is post), None)
    return {n: first if p is None and n != first else p for n, p in found.items()} if first is not None else found


def known(members: Sequence[Element], above: Mapping[int, int]) -> dict[int, int | None]:
    """Index of the parent for each member's index, from the numbers of members in `above`."""
    at = {m.order: n for n, m in enumerate(members)}
    return {n: at.get(above.get(m.order, -1)) for n, m in enumerate(members)}


def _placed(records: Sequence[Element], by_id: Mapping[str, int]) -> dict[int, int | None]:
    at = {record.order: n for n, record in enumerate(records)}
    nested = {n: at[around.order] if around is not None else None for n, around in enumerate(outer(records))}
    if any(p is not None for p in nested.values()):
        return nested
    return attributed(records, by_id) or grouped(records) or by_depths(records) or nested


def grouped(records: Sequence[Element]) -> dict[int, int | None]:
    """The first record of each outermost group called a discussion, for the others in it; {} without such groups."""
    held = Counter(a.order for r in records for a in r.ancestors())
    heads: dict[int, int] = {}
    found: dict[int, int | None] = {}
    for n, record in enumerate(records):
        around = [a for a in record.ancestors() if 1 < held[a.order] < len(records)]
        group = next((a for a in reversed(around) if _is_group(_called(a))), None)
        if group is None:
            continue
        head = heads.setdefault(group.order, n)
        if head != n and by_place(records[head]) != by_place(record):
            return {}  # replies that stand deeper than what they answer
        found[n] = head if head != n else None
    return {n: found.get(n) for n in range(len(records))} if any(p is not None for p in found.values()) else {}


def _called(element: Element) -> str:
    """Class words, and the tag of an element that is named for what it is."""
    tag = element.tag if "-" in element.tag else ""
    return f"{tag} {element.get('class')}".lower() if element.head or tag else ""


@lru_cache(maxsize=5000)
def _is_group(names: str) -> bool:
    return _GROUP.search(names) is not None


def told(root: Element, comments: Sequence[Comment]) -> Nesting:
    """Whether a comment without a parent is a top-level one: the page nests some, or lets readers answer each one.

    Where posts quote each other by id, what stands below some of them is not all: the page tells a part.
    """
    ids = {c.id for c in comments}
    quoting = sum(any(m.kind == "quote-of" and m.value in ids for m in c.markers) for c in comments if not c.parent_id)
    if any(c.parent_id for c in comments):
        return "partial" if quoting >= _SEVERAL else "stated"
    return "stated" if any(_is_answerable(e) for e in root.walk() if e.head) else "lost"


def _is_answerable(element: Element) -> bool:
    if "reply" not in element.head and "depth-" not in element.head and "thread-" not in element.head:
        return False
    return any(_ANSWERABLE.search(name) for name in (*element.classes, element.get("id")))
