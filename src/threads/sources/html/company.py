"""Records of other kinds in the same conversation: answers around comments, an opening post of its own class.

A page names them differently, so that no single kind has all of them: `div.question`, `div.answer` and `li.comment`, or
`div.comment` and `div.reply`. They count as records only where nearly each has an author, a time and words of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from threads.sources.html.family import Family, own_times, owners
from threads.sources.html.slots import read
from threads.sources.html.times import Timed
from threads.sources.html.worth import Filled, Reading, full
from threads.sources.markup import Element

_FULL = 0.75  # share of the other records that must have author, time and words
_NO_RECORD = re.compile(r"blockquote|quot|zitat|\bcite|event|system|activit|(?:^|\W)ads?(?:\W|$)|advert|promo")
_REMARK = re.compile(r"comment|repl(?:y|ies)|remark|kommentar|respon(?!siv)|answer|antwort")
_LITTLE = 0.7  # of the words that they had
_MOST_TRIED = 6


def together(best: Reading, families: Sequence[Family]) -> Reading:
    """The reading of the best family, with the records of others that stand around, inside or beside its own."""
    parts: tuple[Reading, ...] = (_whole(best, families),)
    tried = 0
    for family in families:
        members = [m for part in parts for m in part.family.members]
        other = _apart(family, sorted(members, key=lambda m: m.order)) if tried < _MOST_TRIED else None
        if other is not None:
            tried += 1
            parts = _joined(parts, other) or parts
    return _as_one(parts)


def _whole(best: Reading, families: Sequence[Family]) -> Reading:
    """The reading of a family with some members more, where those are comments too: `.post` beside `.post.reply`."""
    known = _orders(best.family)
    for family in families:
        more = _orders(family) - known
        if not 0 < len(more) <= len(known) or not known <= _orders(family) or _NO_RECORD.search(family.kind):
            continue
        if not any(_is_around(m, best.family.members) for m in family.members if m.order in more):
            reading = read(family)
            others = [r for r in reading.records if r.member.order in more]
            kept = [r for r in reading.records if r.member.order in known]
            if full(others) >= _FULL * len(others) and full(kept) >= full(best.records):
                return reading
    return best


def _is_around(element: Element, members: Sequence[Element]) -> bool:
    """Whether an element holds all members, as the article does that they are about."""
    return element.order < members[0].order and members[-1].order <= element.end


def _apart(family: Family, members: Sequence[Element]) -> Family | None:
    """The family without what is a record already; None if the rest does not belong to these members."""
    numbers = {m.order for m in members}
    rest = tuple([m for m in family.members if m.order not in numbers])
    if not rest or _NO_RECORD.search(family.kind):
        return None
    is_near = _stand_around(rest, members) or _stand_beside(family.kind, rest, members)
    if not is_near and not _stand_inside(family.kind, rest, members):
        return None
    return family._replace(members=rest) if _dated(rest, family, members) >= _FULL * len(rest) else None


def _dated(others: Sequence[Element], family: Family, members: Sequence[Element]) -> int:
    """How many of the others have a time outside the members that they may hold."""
    dated = sorted([t.element for o in others for t in family.own_times.get(o.order, ())], key=lambda e: e.order)
    held = owners(dated, sorted((*members, *others), key=lambda m: m.order))
    return len({owner.order for owner in held if owner is not None} & {o.order for o in others})


def _stand_around(others: Sequence[Element], members: Sequence[Element]) -> bool:
    """Whether the others hold members, but none all of them: an article around the whole discussion is no part."""
    orders = [m.order for m in members]
    held = [bisect_right(orders, o.end) - bisect_right(orders, o.order) for o in others]
    return 0 < max(held) < len(orders)


def _stand_beside(kind: str, others: Sequence[Element], members: Sequence[Element]) -> bool:
    """Whether the others stand in one row with members: replies, or an opening post with a name of the posts."""
    rows = {m.parent.order for m in members if m.parent is not None}
    if not all(o.parent is not None and o.parent.order in rows for o in others):
        return False
    first = members[0]
    is_opening = others[-1].order < first.order and not set(others[0].kinds).isdisjoint(first.kinds)
    return is_opening or bool(_REMARK.search(kind)) or ("question" in kind and others[-1].order < first.order)


def _stand_inside(kind: str, others: Sequence[Element], members: Sequence[Element]) -> bool:
    # A part that every record has is no record.
    if not _REMARK.search(kind) and not (len(others) < len(members) and all(_has_id(o) for o in others)):
        return False
    return 2 * sum(owner is not None for owner in owners(others, members)) >= len(others)


def _has_id(element: Element) -> bool:
    """Whether an element itself has an id with figures, as records have and their parts have not."""
    return any(map(str.isdigit, element.get("id")))


def _joined(parts: Sequence[Reading], other: Family) -> tuple[Reading, ...] | None:
    """The readings with one of the other family; None if its records lack what records have, or others lose it."""
    families = (*(part.family for part in parts), other)
    members = sorted([m for f in families for m in f.members], key=lambda m: m.order)
    times = own_times(members, _times(families))
    if any(len(times.keys() & _orders(part.family)) < full(part.records) for part in parts):
        return None  # the others hold the times of these: they are the same records seen in other elements
    newest = _beside(other, families, times)
    if full(newest.records) < _FULL * len(other.members):
        return None
    readings = tuple(_beside(part.family, families, times) for part in parts)
    if any(full(now.records) < full(part.records) for now, part in zip(readings, parts, strict=True)):
        return None
    if any(_are_parts(newest, part, now) for now, part in zip(readings, parts, strict=True)):
        return None
    return (*readings, newest)


def _are_parts(other: Reading, part: Reading, now: Reading) -> bool:
    """Whether records inside these are parts of them: of the same times, with the authors again or with the texts.

    A head is printed twice, for phones and for others; and without their texts these say little more.
    """
    around = {r.member.order: r for r in part.records}
    held = zip(other.records, owners([r.member for r in other.records], part.family.members), strict=True)
    pairs = [(inner, around[o.order]) for inner, o in held if o is not None]
    pairs = [(inner, r) for inner, r in pairs if _shown(inner) == _shown(r)]
    authors = sum(inner.author == r.author for inner, r in pairs)
    texts = sum(r.body is not None and inner.member.contains(r.body) for inner, r in pairs)
    if sum(r.said for r in now.records) > _LITTLE * sum(r.said for r in part.records):
        texts = 0
    return 2 * max(authors, texts) > len(other.records)


def _shown(record: Filled) -> str | None:
    return (record.time.value or record.time.printed) if record.time else None


def _beside(family: Family, families: Sequence[Family], times: Mapping[int, list[Timed]]) -> Reading:
    """The reading of one family whose members hold none of the others' words and times."""
    others = tuple(m for f in families if f is not family for m in f.members)
    own = {m.order: times[m.order] for m in family.members if m.order in times}
    return read(family._replace(own_times=own, beside=others))


def _orders(family: Family) -> set[int]:
    return {m.order for m in family.members}


def _times(families: Sequence[Family]) -> list[Timed]:
    """The times of all families in the order of the page, each once."""
    found = {t.element.order: t for f in families for times in f.own_times.values() for t in times}
    return [found[n] for n in sorted(found)]


def _as_one(parts: Sequence[Reading]) -> Reading:
    """All records in the order of the page, as if of one family."""
    if len(parts) == 1:
        return parts[0]
    records = sorted((r for part in parts for r in part.records), key=lambda r: r.member.order)
    times = {order: found for part in parts for order, found in part.family.own_times.items()}
    family = parts[0].family._replace(members=tuple(r.member for r in records), own_times=times, beside=())
    return Reading(family, tuple(records), sum(part.score for part in parts))
