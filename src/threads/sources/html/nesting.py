"""Which record answers which, by what the page shows: ids of parents, nested elements, depth, indentation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from threads.model import Comment
from threads.sources.html.records import nearest
from threads.sources.markup import Element

_PARENT_ATTRIBUTE = re.compile(r"parent|reply-?to|in-?reply")
_LETTERS_THEN_NUMBER = re.compile(r"[a-z]{0,20}(\d+)", re.IGNORECASE)
_IN_ADDRESS = re.compile(r"(?:[#?&/=_-](?:c|comment|post|p|id|reply|msg)?[-_=]?)(\d{3,})(?=$|[&#/])", re.IGNORECASE)
_NEAR = 6  # elements from a record's beginning
_FAR = 40
_ID_ATTRIBUTES = (
    *("thingid", "comment-id", "data-comment-id", "data-commentid", "data-post-id", "data-pid", "data-cid", "data-id"),
    "data-content",
)
_ANSWERABLE = re.compile(r"^(?:comment-reply-link|depth-\d+|thread-(?:even|odd)|comment-reply|reply-to-comment)$")
_DEPTH_CLASS = re.compile(r"(?:depth|level|indent|lvl|nest(?:ed|ing)?(?:-level)?)[-_]?(\d{1,2})$")
_FIGURES = re.compile(r"(\d+)(?!.*\d)")


def record_id(record: Element) -> str | None:
    """The id that the page gives a record, or the first element inside it that has one: its number where it has one.

    Without any, the number that the record's permalink ends in.
    """
    near = list(islice(record.walk(), _NEAR))
    for element in near:
        for name in (*_ID_ATTRIBUTES, "id"):
            if value := element.get(name):
                return _number_in(value) or value
    links = (_IN_ADDRESS.search(e.get("href")) for e in islice(record.walk(), _FAR) if e.tag == "a")
    return next((found[1] for found in links if found), None)


def _number_in(value: str) -> str | None:
    """The longest number that a part of an id consists of: "wpd-comm-714522_0" is 714522, "t1_o8nd42m" has none."""
    if "/" in value:
        return None
    parts = [part for part in re.split(r"[-_:.]", value) if any(map(str.isdigit, part))]
    found = [_LETTERS_THEN_NUMBER.fullmatch(part) for part in parts]
    return max((match[1] for match in found if match), key=len) if parts and all(found) else None


def parents(records: Sequence[Element], post: Element | None = None) -> dict[int, int | None]:
    """Index of the parent for each record's index: as stated, by nested elements, or by depth.

    What has none answers `post`, where that is one of the records.
    """
    found = _found(records)
    first = next((n for n, record in enumerate(records) if record is post), None)
    return {n: first if p is None and n != first else p for n, p in found.items()} if first is not None else found


def _found(records: Sequence[Element]) -> dict[int, int | None]:
    at = {record.order: n for n, record in enumerate(records)}
    stated = _stated(records)
    if stated:
        return stated
    members = {record.order: record for record in records}
    nested: dict[int, int | None] = {}
    for n, record in enumerate(records):
        owner = nearest(record.parent, members) if record.parent is not None else None
        nested[n] = at[owner.order] if owner is not None else None
    if any(p is not None for p in nested.values()):
        return nested
    depths = _depths(records)
    return by_depth(depths) if depths else nested


def is_stated(root: Element, comments: Sequence[Comment]) -> bool:
    """Whether a comment without a parent is a top-level one: the page nests some, or lets readers answer each one."""
    return any(c.parent_id for c in comments) or any(
        _ANSWERABLE.search(name) for e in root.walk() for name in (*e.classes, e.get("id"))
    )


def _stated(records: Sequence[Element]) -> dict[int, int | None]:
    """By an attribute of the record, or of something inside it, that names its parent."""
    by_id = {own: n for n, r in enumerate(records) if (own := record_id(r))}
    members = frozenset(r.order for r in records)
    found: dict[int, int | None] = {}
    for n, record in enumerate(records):
        for element in record.walk(members - {record.order}):
            for name, value in element.attributes.items():
                if value and (name.startswith("data-") or "-" in element.tag) and _PARENT_ATTRIBUTE.search(name):
                    figures = _FIGURES.search(value)
                    at = by_id.get(value, by_id.get(figures[1]) if figures else None)
                    if at is not None and at != n:
                        found.setdefault(n, at)
    return {n: found.get(n) for n in range(len(records))} if found else {}


def _depths(records: Sequence[Element]) -> list[int]:
    """Depth of each record by class, indentation in the style, or place in the page; [] if all are alike."""
    for measure in (_by_class, _by_style, _by_place):
        depths = [measure(record) for record in records]
        known = [d for d in depths if d is not None]
        if len(known) == len(records) and len(set(known)) > 1:
            return known
    return []


def _by_class(record: Element) -> int | None:
    for name in ("depth", "data-depth", "data-level", "data-indent", "aria-level"):
        if record.get(name).isdecimal():
            return int(record.get(name))
    for name in record.classes:
        depth = _DEPTH_CLASS.search(name)
        if depth:
            return int(depth[1])
    return None


def _by_style(record: Element) -> int | None:
    """Left margin, or the width of the spacer image before an old table row."""
    margin = re.search(r"(?:margin|padding)-left:\s*(\d+)", record.get("style"))
    if margin:
        return int(margin[1])
    row = next((e for e in (record, *record.ancestors()) if e.tag == "tr"), record)
    for element in islice(row.walk(), 12):
        if element.tag in ("img", "td") and (element.get("width").isdecimal() or element.get("indent").isdecimal()):
            return int(element.get("indent") or element.get("width"))
    return None


def _by_place(record: Element) -> int:
    return sum(1 for _ in record.ancestors())


def by_depth(depths: Sequence[int]) -> dict[int, int | None]:
    """The nearest earlier record that is less deep."""
    found: dict[int, int | None] = {}
    open_: list[int] = []
    for n, depth in enumerate(depths):
        while open_ and depths[open_[-1]] >= depth:
            open_.pop()
        found[n] = open_[-1] if open_ else None
        open_.append(n)
    return found
