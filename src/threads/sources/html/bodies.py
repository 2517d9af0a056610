"""What each record says: the kind of element that holds its words, without what the page adds to them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from threads.sources.html.family import Family, Inside, own_words
from threads.sources.interface import is_only
from threads.sources.markup import Element

_BODY = re.compile(r"content|body|text|message|copy|comment[-_]?(?:main|p\b)|entry|\bmd\b|descri|bbwrapper")
_NO_BODY = re.compile(r"children|replies|avatar|signature|author|user|meta|info|details")
# Parts that a page adds to a text: the first always, the second unless the name also says that it holds text.
_ADDED = re.compile(r"signature|\bsig\b|[-_]sig\b|last-?edit|expand-?link|screen-reader|sr-only|visually-hidden")
_TOOL = re.compile(
    r"reply|replies|share|social|vote|voting|like|action|button|btn|toolbar|controls|permalink|edited|report|rating|meta|tools"
    r"|avatar|footer|awaiting|moderation|login|reactions?"
    r"|(?:see|read|load|show|view)-?more|more-?link|(?:^| )(?:more|less)(?: |$)"
    r"|expander-button"
)
_EDIT = re.compile(r"(?:^|[ _-])(?:edit|edited|edit(?:ed)?-?(?:note|by)|modified)(?:$|[ _-])")
_LONGEST_NOTE = 20  # words of "Last edited by NAME on DATE"
_KEPT = re.compile(r"content|body|text|message|quote")


def bodies_of(
    values: Inside, family: Family, times: dict[int, list[Element]], authors: Mapping[int, Element]
) -> dict[int, list[Element]]:
    """The elements with each member's text: of the kind that holds most words without holding the time or the author.

    `times` are the elements that show a member's time, `authors` those that name its author.
    """
    members = sorted(family.members, key=lambda m: m.order)
    orders = [m.order for m in members]
    heads = {o: {e.order for e in (*times.get(o, ()), *([authors[o]] if o in authors else []))} for o in orders}
    best: dict[int, list[Element]] = {}
    best_score = 0.0
    for kind, found in values.items():
        # Of a table's cells the first holds the names and the second the text.
        free = {o: rest for o, es in found.items() if (rest := [e for e in es if not _holds(e, heads[o], o)])}
        if len(found) - len(free) > 0.3 * len(found):
            continue
        words = sum(min(200, sum(own_words(e, members, orders) for e in es)) for es in free.values())
        # One body a record: many hits are parts of it, or something that repeats inside it.
        single = len(free) / sum(map(len, free.values()))
        is_whole = sum(map(len, free.values())) == sum(len(found[o]) for o in free)
        score = words / len(members) * (len(free) / len(members)) * single**0.5 * _bodylike(kind)
        score *= 1.0 if is_whole else 0.7 * single
        if score > best_score:
            best, best_score = free, score
    return best


def _holds(element: Element, heads: set[int], member: int) -> bool:
    return any(element.order <= h <= element.end for h in heads if h != member)


def _bodylike(kind: str) -> float:
    """How much a kind's name speaks for a text, or for something else."""
    if _BODY.search(kind):
        return 1.5
    return 0.3 if _NO_BODY.search(kind) else 1.0


def tools(body: Element, nested: Sequence[int]) -> frozenset[int]:
    """The parts of a body that the page added: signatures, buttons, votes, forms."""
    drop = set(nested[bisect_right(nested, body.order) : bisect_right(nested, body.end)])
    for element in body.inside(nested):
        names = " ".join((*element.classes, element.get("id").lower()))
        is_tool = bool(_ADDED.search(names) or (_TOOL.search(names) and not _KEPT.search(names)))
        is_tool = is_tool or (element.words <= _LONGEST_NOTE and bool(_EDIT.search(names)))
        is_button = element.tag in ("a", "button", "span") and is_only("buttons", element.own_text[:40])
        if is_tool or is_button or element.tag in ("form", "button", "nav", "noscript"):
            drop.add(element.order)
    return frozenset(drop)
