"""Where the records of a page keep author, time and body: the same kind of inner element in most of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from threads.sources.html.authors import Name, authors_of, in_attributes
from threads.sources.html.bodies import body_kind, tools
from threads.sources.html.records import Family, Inside, commentness
from threads.sources.html.times import Timed
from threads.sources.markup import Element
from threads.sources.text.names import likeness

_WORD = re.compile(r"\w+")


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


def read(
    family: Family, author: Mapping[int, Element] | None = None, body: Mapping[int, Element] | None = None
) -> Reading:
    """Fill the records of a family by the slots that its members share: the time first, then author, then body.

    `author` and `body` are those known beforehand, by the number of the member that they stand in.
    """
    nested = family.numbers
    values: Inside = defaultdict(lambda: defaultdict(list))
    for member in family.members:
        for element in own(member, nested):
            outer = element.parent.tag if element.parent else ""
            for kind in (*element.kinds, element.tag, f"{outer}>{element.tag}"):
                values[kind][member.order].append(element)
    times = _times(family)
    authors = authors_of(values, family, times)
    authors |= in_attributes(family)
    authors |= {o: Name(e.line, e) for o, e in (author or {}).items() if e.words}
    body_of = body_kind(values, family, times, {o: name.element for o, name in authors.items()})
    bodies = {**values.get(body_of or "", {}), **{o: [e] for o, e in (body or {}).items()}}
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
