"""Which record answers which, by what the page shows: ids of parents, nested elements, depth, indentation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from threads.model import Comment
from threads.sources.html.family import outer
from threads.sources.html.ids import record_id
from threads.sources.markup import Element

_PARENT_ATTRIBUTE = re.compile(r"parent|reply-?to|in-?reply")
_NEAR = 6  # elements from a record's beginning
_ANSWERABLE = re.compile(r"^(?:comment-reply-link|depth-\d+|thread-(?:even|odd)|comment-reply|reply-to-comment)$")
_DEPTH_CLASS = re.compile(r"(?:depth|level|indent|lvl|nest(?:ed|ing)?(?:-level)?)[-_]?(\d{1,2})$")
_TO_PARENT = re.compile(
    r"parent-?link|postmention|in-?reply-?to|reply-?to(?!\w)|replied-?to|to-?parent|comment-?parent"
)
_PARENT_WORDS = ("parent", "übergeordnet", "précédent")
_FEW = 8  # words around a link to the answered comment
_MARGIN = re.compile(r"(?:margin|padding)-left:\s*(\d+(?:\.\d+)?)|margin:\s*\S+\s+\S+\s+\S+\s+(\d+)")
_FIGURES = re.compile(r"(\d+)(?!.*\d)")


def parents(
    records: Sequence[Element], inside: Sequence[Sequence[Element]], ids: Sequence[str], post: Element | None = None
) -> dict[int, int | None]:
    """Index of the parent for each record's index: as attributes or links state, by nested elements, or by depth.

    `inside` has each record's own elements, `ids` their ids. What has no parent answers `post`, if that is a record.
    """
    stated = _stated(records)
    found = stated or {**_placed(records), **linked(inside, ids)}
    first = next((n for n, record in enumerate(records) if record is post), None)
    return {n: first if p is None and n != first else p for n, p in found.items()} if first is not None else found


def _placed(records: Sequence[Element]) -> dict[int, int | None]:
    at = {record.order: n for n, record in enumerate(records)}
    nested = {n: at[around.order] if around is not None else None for n, around in enumerate(outer(records))}
    if any(p is not None for p in nested.values()):
        return nested
    depths = _depths(records)
    return by_depth(depths) if depths else nested


def linked(inside: Sequence[Sequence[Element]], ids: Sequence[str]) -> dict[int, int]:
    """By a link to the comment that is answered: "parent", "in reply to NAME", a mention that names the post."""
    at = {own: n for n, own in enumerate(ids)}
    found: dict[int, int] = {}
    for n, elements in enumerate(inside):
        for link in elements:
            if link.tag == "a" and n not in found and _answers(link):
                values = (link.get("data-id"), link.get("href").rpartition("#")[2], link.get("href"))
                known = [at[i] for value in values for i in (value, *re.findall(r"\d+", value)[-1:]) if i in at]
                if known and known[0] < n:
                    found[n] = known[0]
    return found


def _answers(link: Element) -> bool:
    """Whether a link leads to what its comment answers, by its own names and words or those around it."""
    parent = link.parent
    names = " ".join([link.get(name) for name in ("class", "rel", "title", "data-role")])
    around = parent.get("class") if parent is not None and parent.words <= _FEW else ""
    return bool(
        _leads_to_parent(names.lower())
        or _leads_to_parent(around.lower())
        or (link.words <= 1 and link.own_text.strip("^ ").casefold() in _PARENT_WORDS)
    )


@lru_cache(maxsize=5000)
def _leads_to_parent(names: str) -> bool:
    return _TO_PARENT.search(names) is not None


def is_stated(root: Element, comments: Sequence[Comment]) -> bool:
    """Whether a comment without a parent is a top-level one: the page nests some, or lets readers answer each one."""
    return any(c.parent_id for c in comments) or any(
        _ANSWERABLE.search(name)
        for e in root.walk()
        if "reply" in e.head or "depth-" in e.head or "thread-" in e.head
        for name in (*e.classes, e.get("id"))
    )


def _stated(records: Sequence[Element]) -> dict[int, int | None]:
    """By an attribute of the record, or of something inside it, that names its parent."""
    by_id = {own: n for n, r in enumerate(records) if (own := record_id(r))}
    members = [r.order for r in records]
    found: dict[int, int | None] = {}
    for n, record in enumerate(records):
        for element in record.walk(members):
            if "parent" not in element.head and "reply" not in element.head:
                continue
            for name, value in element.attributes.items():
                if value and (name.startswith("data-") or "-" in element.tag) and _PARENT_ATTRIBUTE.search(name):
                    figures = _FIGURES.search(value)
                    at = by_id.get(value, by_id.get(figures[1]) if figures else None)
                    if at is not None and at != n:
                        found.setdefault(n, at)
    return {n: found.get(n) for n in range(len(records))} if found else {}


def _depths(records: Sequence[Element]) -> list[float]:
    """Depth of each record by class, indentation in the style, or place in the page; [] if all are alike."""
    measures: tuple[Callable[[Element], float | None], ...] = (_by_class, _by_style, _by_place)
    for measure in measures:
        depths = [measure(record) for record in records]
        known = [d for d in depths if d is not None]
        if len(known) == len(records) and len(set(known)) > 1:
            return known
    return []


def _by_class(record: Element) -> int | None:
    for element in _around(record):
        for name in ("depth", "data-depth", "data-level", "data-indent", "aria-level"):
            if element.get(name).isdecimal():
                return int(element.get(name))
        for name in element.classes:
            depth = _DEPTH_CLASS.search(name)
            if depth:
                return int(depth[1])
    return None


def _around(record: Element) -> Iterator[Element]:
    """The record, the elements that hold it alone, and the first ones inside it."""
    yield record
    at = record
    while at.parent is not None and at.parent.words <= record.words + 1 and at.parent.tag not in ("body", "html"):
        at = at.parent
        yield at
    yield from record.beginning(_NEAR - 1)


def _by_style(record: Element) -> float | None:
    """Left margin, or the width of the spacer image before an old table row."""
    for element in _around(record):
        margin = _MARGIN.search(element.get("style"))
        if margin:
            return float(margin[1] or margin[2])
    row = next((e for e in (record, *record.ancestors()) if e.tag == "tr"), record)
    for element in (row, *row.beginning(11)):
        if element.tag in ("img", "td") and (element.get("width").isdecimal() or element.get("indent").isdecimal()):
            return int(element.get("indent") or element.get("width"))
    return None


def _by_place(record: Element) -> int:
    return sum(1 for _ in record.ancestors())


def by_depth(depths: Sequence[float]) -> dict[int, int | None]:
    """The nearest earlier record that is less deep."""
    found: dict[int, int | None] = {}
    open_: list[int] = []
    for n, depth in enumerate(depths):
        while open_ and depths[open_[-1]] >= depth:
            open_.pop()
        found[n] = open_[-1] if open_ else None
        open_.append(n)
    return found
