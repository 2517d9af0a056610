"""What each record says: the kind of element that holds its words, without what the page adds to them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise, takewhile

from threads.sources.html.family import Family, own_words
from threads.sources.html.parts import Slot
from threads.sources.interface import is_only
from threads.sources.markup import Element

_BODY = re.compile(
    r"content|body|text|message|copy|comment[-_]?(?:main|p\b)|entry|\bmd\b|descri|bbwrapper|bb-?code|markdown|prose|\bugc\b"
)
_WHOLE = re.compile(r"(?:comment|post|message|reply)[-_]*(?:body|text)$")
_ALIKE = 0.2  # of the worth of a text is left to one that most records print alike
_NO_BODY = re.compile(r"children|replies|avatar|signature|author|user|meta|info|details")
# Parts that a page adds to a text: the first always, the second unless the name also says that it holds text.
_ADDED = re.compile(r"signature|\bsig\b|[-_]sig\b|last-?edit|expand-?link|screen-reader|sr-only|visually-hidden")
_TOOL = re.compile(
    r"reply|replies|share|social|vote|voting|like|(?<!call-to-)action|button|btn|toolbar|controls|permalink|edited|report|rating|meta|tools"
    r"|avatar|footer|awaiting|moderation|login|reactions?"
    r"|(?:see|read|load|show|view)-?more|more-?link|(?:^| )(?:more|less)(?: |$)"
    r"|expander-button"
)
_EDIT = re.compile(r"(?:^|[ _-])(?:edit|edited|edit(?:ed)?-?(?:note|by)|modified)(?:$|[ _-])")
_MOST_WORDS = 200  # beyond which a text is not more of one
_LIKEST = 2.0  # times as much as its words, where the page calls something the text of a post
_LONGEST_NOTE = 20  # words of "Last edited by NAME on DATE"
_LONGEST_ROW = 10  # words of buttons beside each other
_UNSEEN = frozenset(("hide", "hidden", "d-none", "is-hidden", "display-none"))
_UNSHOWN = re.compile(r"display:\s*none")
_SEVERAL = 4
_FEW_WORDS = 12  # a record; below, the text may stand beside the names without an element of its own
_MUCH_MORE = 2
_KEPT = re.compile(r"content|body|text|message|quote")


def bodies_of(
    slots: Sequence[Slot], family: Family, times: dict[int, list[Element]], authors: Mapping[int, Sequence[Element]]
) -> dict[int, list[Element]]:
    """The elements with each member's text: of the kind that holds most words without holding the time or the author.

    `times` are the elements that show a member's time, `authors` those that name its author.
    """
    members = family.members
    records = sorted((*members, *family.beside), key=lambda m: m.order)
    orders = [m.order for m in records]
    heads = {o: [*times.get(o, ()), *authors.get(o, ())] for o in (m.order for m in members)}
    holding = {at.order for o in heads for head in heads[o] for at in _up_to(o, head)}
    holding |= {e.order for es in times.values() for e in es}
    nests = any(a.end >= b for a, b in zip(records, orders[1:], strict=False))
    best: dict[int, list[Element]] = {}
    best_score = 0.0
    for names, found in slots:
        if _MOST_WORDS * _LIKEST * (len(found) / len(members)) ** 2 <= best_score:
            continue
        # Of a table's cells the first holds the names and the second the text.
        free = {o: rest for o, es in found.items() if (rest := _free(es, holding))}
        if len(found) - len(free) > 0.3 * len(found):
            continue
        words = sum(
            [
                min(_MOST_WORDS, sum([own_words(e, records, orders) if nests else e.words for e in es]))
                for es in free.values()
            ]
        )
        # One body a record: many hits are parts of it, or something that repeats inside it.
        single = len(free) / sum(map(_opened, free.values()))
        is_whole = all(len(es) == len(found[o]) for o, es in free.items())
        score = words / len(members) * (len(free) / len(members)) * single**0.5 * max(map(_bodylike, names))
        score *= 1.0 if is_whole else 0.7 * single
        if score > best_score:
            score *= max(_ALIKE, 1 - _usual_heads(free.values()) / words)
        if score > best_score:
            best, best_score = free, score
    best = _without_repeated(best)
    said = sum([min(_MOST_WORDS, sum([own_words(e, records, orders) for e in es])) for es in best.values()])
    if said >= _FEW_WORDS * len(members):
        return best
    bare = {m.order: _barest(m, times[m.order]) for m in members if times.get(m.order)}
    if 2 * sum(e.order == o for o, e in bare.items()) > len(bare):  # a short text may have fewer words than its foot
        bare = {m.order: m for m in members if m.order in bare}
    return {o: [e] for o, e in bare.items()} if sum(map(_own_words, bare.values())) > _MUCH_MORE * said else best


def _free(elements: list[Element], holding: Collection[int]) -> list[Element]:
    """The elements that hold no head; of several, without those that say no more than "Reply"."""
    if len(elements) == 1:
        return elements if elements[0].order not in holding else []
    free = [e for e in elements if e.order not in holding]
    if len(free) < 2:
        return free
    return [e for e in free if not 0 < e.words <= 2 or not is_only("buttons", e.line)] or free


def _opened(elements: Sequence[Element]) -> int:
    """How many of the elements the page itself opened: of a `font` around paragraphs the parser makes one in each."""
    return 1 + sum(not _goes_on(b, a) for a, b in pairwise(elements))


def _goes_on(element: Element, before: Element) -> bool:
    if element.tag != "font" or element.head != before.head or before.last > element.first:
        return False
    return not "".join(element.page.texts[before.last : element.first]).strip()


def _usual_heads(bodies: Collection[list[Element]]) -> int:
    """The words of the lines that most texts begin with alike: a topic's title, or "Was this of any help?"."""
    if len(bodies) < _SEVERAL:
        return 0
    firsts = [(es[0], worded[0][1]) for es in bodies if (worded := es[0].among(es[0].page.worded)[:1])]
    heads = Counter(_even(first) for _, first in firsts)
    return sum(count * len(line.split()) for line, count in heads.items() if 2 * count > len(bodies))


def _without_repeated(bodies: dict[int, list[Element]]) -> dict[int, list[Element]]:
    """The parts of the texts but for those that most records print alike: "more than 100 posts since 2009"."""
    if len(bodies) < _SEVERAL or all(len(es) < 2 for es in bodies.values()):
        return bodies
    printed = Counter(line for es in bodies.values() for line in {_even(e) for e in es})
    usual = {line for line, count in printed.items() if 2 * count > len(bodies)}
    return {o: [e for e in es if _even(e) not in usual] or es for o, es in bodies.items()} if usual else bodies


def _even(element: Element) -> str:
    """The line of an element with its figures made equal."""
    return re.sub(r"\d+", "0", element.line)


def _barest(member: Element, times: Sequence[Element]) -> Element:
    """The element around a time with most text of its own: `TEXT - <a>NAME</a>, 3 May` has no tag around TEXT."""
    around = [a for time in times for a in time.ancestors() if member.order <= a.order]
    return max((member, *around), key=_own_words)


def _own_words(element: Element) -> int:
    return len(element.own_text.split())


def _up_to(member: int, head: Element) -> Iterator[Element]:
    """A head and what holds it, up to the member numbered so; nothing if the head is the member itself."""
    at: Element | None = head
    while at is not None and at.order >= member and head.order != member:
        yield at
        at = at.parent


@lru_cache(maxsize=5000)
def _bodylike(kind: str) -> float:
    """How much a kind's name speaks for a text, or for something else."""
    named = [match.start() for match in _BODY.finditer(kind)]
    other = [match.start() for match in _NO_BODY.finditer(kind)]
    if named and max(other, default=-1) < named[-1]:  # "user-content", but not "message-user-info"
        return _LIKEST if _WHOLE.search(kind) else 1.5
    return 0.3 if other else 1.0


def tools(body: Element, nested: Sequence[int]) -> frozenset[int]:
    """The parts of a body that the page added: signatures, buttons, votes, forms."""
    drop = set(nested[bisect_right(nested, body.order) : bisect_right(nested, body.end)])
    for element in body.inside(nested):
        tag, kind = element.tag, ""
        is_button = tag in ("a", "span") and is_only("buttons", element.own_text[:40]) and not _is_running(element)
        if is_button or _is_out_of_sight(element) or tag in ("form", "button", "nav", "noscript"):
            kind = "tool"
        elif element.head:
            kind = _added(element.look.called)
        if kind == "tool" or (kind == "edit" and element.words <= _LONGEST_NOTE):
            drop.add(element.order)
            drop |= _row_of_links(element, body) if is_button else set()
    return frozenset(drop)


def _row_of_links(button: Element, body: Element) -> set[int]:
    """The numbers of the elements around a button that say nothing but links: "(Reply to this) (Thread)"."""
    row = takewhile(
        lambda e: body.order < e.order and e.words <= _LONGEST_ROW and e.words < body.words, button.ancestors()
    )
    return {e.order for e in row if sum([a.words for a in e.inside() if a.tag == "a"]) >= e.words}


def _is_running(element: Element) -> bool:
    """Whether an element stands within a sentence: "see the <a>report</a> and ...", not "Done. <a>Reply</a>"."""
    around = element.parent.children if element.parent is not None else []
    at = element.parent.places.get(element.order) if element.parent is not None else None
    if at is None:
        return False
    before, after = around[at - 1 : at] if at else [], around[at + 1 : at + 2]
    goes_on = any(isinstance(text, str) and re.match(r"\s*[^\W\d_]", text) for text in after)
    return goes_on or any(isinstance(text, str) and re.search(r"[^\W\d_]\s*$", text) for text in before)


def _is_out_of_sight(element: Element) -> bool:
    """Whether the page keeps a part of a text out of sight, such as the source that it was written in."""
    head = element.head
    if "hid" not in head and "none" not in head:
        return False
    classes, style = element.classes, element.get("style")
    unseen = not _UNSEEN.isdisjoint(classes) or "hidden" in element.attributes or _UNSHOWN.search(style) is not None
    return unseen and not any("spoiler" in name for name in classes)


@lru_cache(maxsize=5000)
def _added(called: str) -> str:
    """Whether names are those of a tool or of a note of edits; empty if of neither."""
    names = " ".join(called.split())
    if _ADDED.search(names) or (_TOOL.search(names) and not _KEPT.search(names)):
        return "tool"
    return "edit" if _EDIT.search(names) else ""
