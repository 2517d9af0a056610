"""Where the records of a page keep author, time and body: the same kind of inner element in most of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from threads.sources.html.records import Family, commentness, own_words
from threads.sources.html.times import Timed
from threads.sources.html.tree import Element
from threads.sources.interface import is_only
from threads.sources.text.names import likeness, strip_usual
from threads.timestamps import scan

_AUTHOR = re.compile(
    r"author|user|\bfn\b|[._-]fn|nick|poster|byline|creator|name|member|profile|commenter|autor|sender|\bby\b"
)
_NO_AUTHOR = re.compile(
    r"avatar|title|rank|badge|reply|time|date|count|meta$|action|button|icon|edit|link-text|tooltip|score|role|group|flair"
    r"|head(?:er|ing)?\b"
)
_BODY = re.compile(r"content|body|text|message|copy|comment[-_]?(?:main|p\b)|entry|\bmd\b|descri|bbwrapper")
_NO_BODY = re.compile(r"children|replies|avatar|signature|author|user|meta|info|details")
# Parts that a page adds to a text: the first always, the second unless the name also says that it holds text.
_ADDED = re.compile(r"signature|\bsig\b|[-_]sig\b|last-?edit|expand-?link|screen-reader|sr-only|visually-hidden")
_TOOL = re.compile(
    r"reply|replies|share|social|vote|voting|like|action|button|btn|toolbar|controls|permalink|edited|report|rating|meta|tools"
    r"|avatar|footer|awaiting|moderation|login|reactions?"
)
_KEPT = re.compile(r"content|body|text|message|quote")
_NAMED = re.compile(r"(?:^|-)(?:author(?:-?name)?|user-?name|nick(?:name)?|(?:display|screen)-?name|poster)$")
_TO_PERSON = re.compile(r"/u(?:sers?)?/|user|profile|member|author|people|~|@")
_WORD = re.compile(r"\w+")
_GOOD = 0.4
_AGREEING = 0.8
_LONGEST_NAME = 8  # words


class Name(NamedTuple):
    """An author's name and the element that holds it."""

    text: str
    element: Element


class Filled(NamedTuple):
    """What one record holds: author, body and time, each None where it has none."""

    member: Element
    author: str | None
    body: Element | None
    text: str
    time: Timed | None


class Reading(NamedTuple):
    """All records of a family, filled, and how well that went."""

    family: Family
    records: tuple[Filled, ...]
    score: float


Values = dict[str, dict[int, list[Element]]]


def read(
    family: Family, author: Mapping[int, Element] | None = None, body: Mapping[int, Element] | None = None
) -> Reading:
    """Fill the records of a family by the slots that its members share: the time first, then author, then body.

    `author` and `body` are those known beforehand, by the number of the member that they stand in.
    """
    nested = family.numbers
    values: Values = defaultdict(lambda: defaultdict(list))
    for member in family.members:
        for element in own(member, nested):
            outer = element.parent.tag if element.parent else ""
            for kind in (*element.kinds, element.tag, f"{outer}>{element.tag}"):
                values[kind][member.order].append(element)
    times = _times(family)
    authors = _authors(values, family, times)
    authors |= _in_attributes(family)
    authors |= {o: Name(e.line, e) for o, e in (author or {}).items() if e.words}
    body_kind = _body_kind(values, family, times, authors)
    bodies = {**values[body_kind], **{o: [e] for o, e in (body or {}).items()}} if body_kind else {}
    records = tuple(_fill(m, bodies.get(m.order, []), authors, times, nested) for m in family.members)
    return Reading(family, records, _score(family, records))


def own(member: Element, nested: frozenset[int]) -> Iterator[Element]:
    """The inner elements of a member that belong to no member nested in it."""
    walk = member.walk(nested - {member.order})
    next(walk)
    return walk


def _times(family: Family) -> dict[int, Timed]:
    """The posting time of each member: of the kind of element that most members have, surest and most varied."""
    by_kind: dict[str, dict[int, Timed]] = defaultdict(dict)
    for order, times in family.own_times.items():
        for time in times:
            for kind in (*time.element.kinds, time.element.tag):
                by_kind[kind].setdefault(order, time)

    def worth(found: dict[int, Timed]) -> float:
        exact = sum(t.value is not None or (t.moment is not None and t.moment.hour is not None) for t in found.values())
        varied = len({t.value or t.printed for t in found.values()})
        return len(found) * (1 + exact / len(found)) * (0.5 + varied / len(found))

    best = max(by_kind.values(), key=worth, default={})
    return {order: best.get(order, times[0]) for order, times in family.own_times.items() if times}


def _score(family: Family, records: tuple[Filled, ...]) -> float:
    """One point for each record with author, time and words; less for each of them missing."""
    points = sum(
        (0.4 * likeness(r.author or "") + 0.3 * (r.time is not None) + 0.3 * min(1.0, len(_WORD.findall(r.text)) / 10))
        ** 2
        * (1.0 if r.author and r.text else 0.3)
        for r in records
    )
    members = family.members
    # Most pages date all comments; a list of facts about somebody dates one in five.
    points *= 0.3 + 0.7 * sum(r.time is not None for r in records) / len(records)
    depth = sum(1 for _ in members[0].ancestors())
    # Of families that fit alike the outermost is wanted, whose nesting is that of the replies.
    return points * commentness(family.kind, members[0]) * (1 - 0.003 * depth) * (0.97 if "+" in family.kind else 1.0)


def _fill(
    member: Element,
    bodies: Sequence[Element],
    authors: dict[int, Name],
    times: dict[int, Timed],
    nested: frozenset[int],
) -> Filled:
    author = authors.get(member.order)
    outermost = [b for n, b in enumerate(bodies) if not any(o.contains(b) for o in bodies[:n])]
    drop = nested - {member.order}
    text = "\n\n".join(t for b in outermost if (t := b.text(tools(b, drop))))
    return Filled(member, author.text if author else None, bodies[0] if bodies else None, text, times.get(member.order))


def _authors(values: Values, family: Family, times: dict[int, Timed]) -> dict[int, Name]:
    """The author in each member, by the slot that looks most like names; what stands before the time is one too.

    Members that lack it (guests without a link) take the next slot that agrees with it elsewhere.
    """
    slots = [_slot(kind, firsts, family) for kind, firsts in _short_kinds(values, family)]
    before = {o: t.element.line[:120].partition(t.printed)[0] for o, t in times.items() if t.moment}
    score, names = _author_score({o: text for o, text in before.items() if text}, len(family.members))
    slots.append((1.3 * score, {o: Name(name, times[o].element) for o, name in names.items()}))
    slots = sorted((s for s in slots if s[0] > _GOOD), key=lambda slot: -slot[0])
    best = dict(slots[0][1]) if slots else {}
    for _, other in slots[1:] if len(best) < len(family.members) else ():
        both = best.keys() & other.keys()
        if both and sum(best[o].text == other[o].text for o in both) >= _AGREEING * len(both):
            best = {**other, **best}
    return best


def _slot(kind: str, firsts: dict[int, Element], family: Family) -> tuple[float, dict[int, Name]]:
    """How much the first elements of some kinds look like authors, and the names in them."""
    texts = {o: e.line for o, e in firsts.items()}
    score, names = _author_score(texts, len(family.members))
    if _AUTHOR.search(kind):
        score *= 1.5
    elif any(_to_person(e) for e in list(firsts.values())[:3]):
        score *= 1.3
    score *= 0.6 if _NO_AUTHOR.search(kind) else 1.0
    dated = sum(any(e.contains(t.element) for t in family.own_times.get(o, ())) for o, e in firsts.items())
    score *= 0.2 if dated > 0.3 * len(firsts) else 1.0  # few: some are named after a date
    score -= min(0.1, sum(e.order - o for o, e in firsts.items()) / len(firsts) / 2000)
    score += 0.03 * (not any(isinstance(c, Element) for c in next(iter(firsts.values())).children))
    # "Joined: 4. Jul 2012" leaves a word that could be a name.
    if all(scan(text) for text in list(texts.values())[:3]):
        score = 0.0
    return score, {o: Name(name, firsts[o]) for o, name in names.items()}


def _in_attributes(family: Family) -> dict[int, Name]:
    """The author in an attribute of the member itself: `data-author`, or `author` of a custom element."""
    named = {
        m.order: Name(value.strip(), m)
        for m in family.members
        for name, value in m.attributes.items()
        if value and _NAMED.search(name) and likeness(value) > _GOOD
    }
    return named if len(named) > len(family.members) / 2 else {}


def _short_kinds(values: Values, family: Family) -> Iterator[tuple[str, dict[int, Element]]]:
    """The kinds whose first element is short in enough members; kinds of the same elements come as one."""
    same: dict[tuple[int, ...], tuple[str, dict[int, Element]]] = {}
    for kind, found in values.items():
        firsts = {o: es[0] for o, es in found.items() if 0 < es[0].words <= _LONGEST_NAME}
        if len(firsts) >= 0.3 * len(family.members):
            key = tuple(e.order for e in firsts.values())
            same[key] = (f"{same[key][0]} {kind}" if key in same else kind, firsts)
    yield from same.values()


def _author_score(texts: dict[int, str], total: int) -> tuple[float, dict[int, str]]:
    """How much texts of one slot look like the authors of `total` records, and the names in them."""
    if not texts:
        return 0.0, {}
    names = dict(zip(texts, strip_usual(list(texts.values())), strict=True))
    score = sum(map(likeness, names.values())) / len(names) * len(names) / total
    # Labels repeat ("Joined", "Location"), and so does a page's own name; of many comments some have other authors.
    sole = len(names) > 2 and len(set(names.values())) <= max(1, len(names) // 12)
    return score * (0.25 if sole else 1.0), {o: name for o, name in names.items() if name}


def _to_person(element: Element) -> bool:
    """Whether the element links to a person's page."""
    inner = next((c for c in element.children if isinstance(c, Element) and c.tag == "a"), element)
    return inner.tag == "a" and bool(_TO_PERSON.search(inner.get("href")))


def _body_kind(values: Values, family: Family, times: dict[int, Timed], authors: dict[int, Name]) -> str | None:
    """The kind of element that holds most words without holding the time or the author."""
    best, best_score = None, 0.0
    among = {m.order: m for m in family.members}
    heads = {o: [t.element] for o, t in times.items()}
    for order, name in authors.items():
        heads.setdefault(order, []).append(name.element)
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
