"""What each record says: the kind of element that holds its words, without what the page adds to them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from threads.sources.html.records import Family, Inside, own_words
from threads.sources.html.times import Timed
from threads.sources.interface import is_only
from threads.sources.markup import Element

_BODY = re.compile(r"content|body|text|message|copy|comment[-_]?(?:main|p\b)|entry|\bmd\b|descri|bbwrapper")
_NO_BODY = re.compile(r"children|replies|avatar|signature|author|user|meta|info|details")
# Parts that a page adds to a text: the first always, the second unless the name also says that it holds text.
_ADDED = re.compile(r"signature|\bsig\b|[-_]sig\b|last-?edit|expand-?link|screen-reader|sr-only|visually-hidden")
_TOOL = re.compile(
    r"reply|replies|share|social|vote|voting|like|action|button|btn|toolbar|controls|permalink|edited|report|rating|meta|tools"
    r"|avatar|footer|awaiting|moderation|login|reactions?"
)
_KEPT = re.compile(r"content|body|text|message|quote")


def body_kind(values: Inside, family: Family, times: dict[int, Timed], authors: Mapping[int, Element]) -> str | None:
    """The kind of element that holds most words without holding the time or the author."""
    best, best_score = None, 0.0
    among = {m.order: m for m in family.members}
    heads = {o: [t.element] for o, t in times.items()}
    for order, author in authors.items():
        heads.setdefault(order, []).append(author)
    heads = {o: [e for e in inner if e.order not in among] for o, inner in heads.items()}
    for kind, found in values.items():
        inside = sum(any(e.contains(h) for e in es for h in heads.get(o, ())) for o, es in found.items())
        if inside > 0.3 * len(found):
            continue
        words = sum(min(200, sum(own_words(e, among) for e in es)) for es in found.values())
        # One body a record: many hits are parts of it, or something that repeats inside it.
        single = len(found) / sum(map(len, found.values()))
        score = words / len(family.members) * (len(found) / len(family.members)) * single**0.5
        score *= 1.5 if _BODY.search(kind) else 1.0
        score *= 0.3 if _NO_BODY.search(kind) and not _BODY.search(kind) else 1.0
        if score > best_score:
            best, best_score = kind, score
    return best


def tools(body: Element, nested: frozenset[int]) -> frozenset[int]:
    """The parts of a body that the page added: signatures, buttons, votes, forms."""
    drop = set(nested)
    for element in body.walk(nested):
        if element is body:
            continue
        names = " ".join((*element.classes, element.get("id").lower()))
        is_tool = bool(_ADDED.search(names) or (_TOOL.search(names) and not _KEPT.search(names)))
        is_button = element.tag in ("a", "button", "span") and is_only("buttons", element.own_text[:40])
        if is_tool or is_button or element.tag in ("form", "button", "nav", "noscript"):
            drop.add(element.order)
    return frozenset(drop)
