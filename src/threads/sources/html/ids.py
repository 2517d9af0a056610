"""The id that a page gives a record: in attributes, in an anchor before it, or in the link to it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from threads.sources.markup import Element

_LETTERS_THEN_NUMBER = re.compile(r"[a-z]{0,20}(\d+)", re.IGNORECASE)
_IN_ADDRESS = re.compile(r"(?:[#?&/=_-](?:c|comment|post|p|id|reply|msg)?[-_=]?)(\d{3,})(?=$|[&#/])", re.IGNORECASE)
_FULLNAME = re.compile(r"t\d_")  # Reddit: a letter and figures, but no number
_IN_QUERY = re.compile(r"[?&](?:lc|comment_?id|cid)=([\w.-]{4,})", re.IGNORECASE)
_TOOLS = ("input", "button", "label", "form", "img", "textarea")
_NEAR = 6  # elements from a record's beginning
_FAR = 40
_ID_ATTRIBUTES = (
    *("thingid", "comment-id", "data-comment-id", "data-commentid", "data-post-id", "data-pid", "data-cid", "data-id"),
    "data-content",
)
_IDENTIFIED = re.compile(rf" (?:{'|'.join(_ID_ATTRIBUTES)}|id|name)=")


def record_id(record: Element) -> str | None:
    """The id that the page gives a record, or the first element inside it that has one: its number where it has one.

    Without any, that of an empty anchor before it, of what holds it alone, or the number that its permalink ends in.
    """
    before = _anchor_before(record)
    word = None
    for element in (record, *record.beginning(_NEAR - 1), *([before] if before is not None else [])):
        # The id in a mention is that of the comment which it answers.
        if element.tag in _TOOLS or not _IDENTIFIED.search(element.head) or "mention" in element.look.classes:
            continue
        for name in (*_ID_ATTRIBUTES, "id", *(("name",) if element.tag == "a" else ())):
            if not (value := element.get(name)):
                continue
            if not value.isalpha():
                return _number_in(value) or value
            word = word or value  # `<a id="new">` marks a place, if anything else there is an id
    return _number_around(record) or word or linked_id(record)


def anchors(records: Sequence[Element], inside: Sequence[Sequence[Element]]) -> dict[str, int]:
    """The record in which each place of the page stands that a link may lead to; `inside` has the records' elements."""
    found: dict[str, int] = {}
    for n, (record, elements) in enumerate(zip(records, inside, strict=True)):
        before = _anchor_before(record)
        for element in (record, *elements, *([before] if before is not None else [])):
            if " id=" in element.head or (element.tag == "a" and " name=" in element.head):
                found.setdefault(element.get("id") or element.get("name"), n)
    return found


def _number_around(record: Element) -> str | None:
    """The number in the id of an element that holds the record alone."""
    at = record
    while at.parent is not None and at.parent.words <= record.words and at.parent.tag not in ("body", "html"):
        at = at.parent
        if number := _number_in(at.get("id")):
            return number
    return None


def linked_id(record: Element) -> str | None:
    """The id that a link to the record itself names: `?commentId=...`, or the number its permalink ends in."""
    addresses = [e.get("href") for e in (record, *record.beginning(_FAR - 1)) if e.tag == "a"]
    found = (match for pattern in (_IN_QUERY, _IN_ADDRESS) for a in addresses if (match := pattern.search(a)))
    return next((match[1] for match in found), None)


def _anchor_before(record: Element) -> Element | None:
    """An `a` without words right before the record, where old pages keep its id."""
    if record.parent is None or record.order not in record.parent.places:
        return None
    at = record.parent.places[record.order]
    earlier = reversed(record.parent.children[max(0, at - 2) : at])
    before = next((c for c in earlier if isinstance(c, Element)), None)
    return before if before is not None and before.tag == "a" and not before.words else None


def _number_in(value: str) -> str | None:
    """The longest number that a part of an id consists of: "wpd-comm-714522_0" is 714522, "t1_o8nd42m" has none."""
    if "/" in value or _FULLNAME.match(value):
        return None
    parts = [part for part in re.split(r"[-_:.]", value) if any(map(str.isdigit, part))]
    found = [_LETTERS_THEN_NUMBER.fullmatch(part) for part in parts]
    return max((match[1] for match in found if match), key=len) if parts and all(found) else None
