"""Where the records of a page keep author, time and body: the same kind of inner element in most of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from threads.model import State
from threads.sources.html.authors import authors_of, in_attributes
from threads.sources.html.bodies import bodies_of
from threads.sources.html.family import Family
from threads.sources.html.labels import without_labels
from threads.sources.html.naming import Name
from threads.sources.html.parts import PERSON, Slot, slots_of
from threads.sources.html.states import state_of
from threads.sources.html.texts import between, own_numbers, text_of, words_said
from threads.sources.html.times import Timed
from threads.sources.html.worth import ENOUGH, Filled, Reading, score_of
from threads.sources.markup import Element

_LABEL = 12  # characters beside a time: "Posted on"


def read(
    family: Family, author: Mapping[int, Element] | None = None, body: Mapping[int, Element] | None = None
) -> Reading:
    """Fill the records of a family by the slots that its members share: the time first, then author, then body.

    `author` and `body` are those known beforehand, by the number of the member that they stand in.
    """
    nested = family.numbers
    inner = {m.order: own(m, nested) for m in family.members}
    if family.kind.endswith("+"):
        inner = without_labels(inner)
    slots = slots_of(inner)
    times = _times(family)
    authors = authors_of(slots, family, times)
    authors |= in_attributes(family)
    authors |= {o: Name(e.line, e) for o, e in (author or {}).items() if e.words}
    said = bodies_of(slots, family, _heads(family, times), _named(slots, authors))
    said = _behind_times(family, times, said) or said
    bodies = {**said, **{o: [e] for o, e in (body or {}).items()}}
    apart = own_numbers(bodies)
    records = tuple(
        _fill(m, bodies.get(m.order, []), authors, times, apart.get(m.order), nested) for m in family.members
    )
    return Reading(family, records, score_of(family, records))


def _behind_times(
    family: Family, times: Mapping[int, Timed], said: Mapping[int, Sequence[Element]]
) -> dict[int, list[Element]]:
    """What stands behind the time in each member whose own text has both: `<p><b>NAME</b> (TIME)<br>TEXT</p>`."""
    behind = {
        m.order: [m.wrapping(rest)]
        for m in family.members
        if (time := times.get(m.order)) is not None and time.element is m and (rest := _rest(m, time.printed))
    }
    more = sum(es[0].words for es in behind.values()) > sum(e.words for o in behind for e in said.get(o, ()))
    return behind if more and 2 * len(behind) > len(family.members) else {}


def _rest(member: Element, printed: str) -> list[Element | str]:
    """The children behind the text with the printed time; none without an element, such as a line break, among them."""
    row = member.children
    at = next((n for n, c in enumerate(row) if isinstance(c, str) and printed in " ".join(c.split())), len(row))
    rest = row[at + 1 :]
    return rest if printed and any(isinstance(c, Element) for c in rest) else []


def _named(slots: Sequence[Slot], authors: Mapping[int, Name]) -> dict[int, list[Element]]:
    """The elements that name each member's author: the one it is read from, and links that say the same again."""
    named = {order: [name.element] for order, name in authors.items()}
    links_to_people = next((slot.found for slot in slots if PERSON in slot.names), {})
    for order, links in links_to_people.items():
        if order in authors:
            named[order] += [e for e in links if e.line == authors[order].text]
    return named


def own(member: Element, nested: Sequence[int]) -> list[Element]:
    """The inner elements of a member that belong to no member nested in it."""
    return member.inside(others(member, nested))


def others(member: Element, nested: Sequence[int]) -> Sequence[int]:
    """The numbers of the records but for a member's own, where it was set around several neighbours."""
    return [n for n in nested if n not in member.top] if len(member.top) > 1 else nested


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
        plain = 0.05 * sum(t.moment is not None for t in found.values()) / len(found)
        return len(found) * (1 + plain + exact / len(found)) * (0.5 + varied / len(found))

    best = max(by_kind.values(), key=worth, default={})
    return {order: _sharper(best.get(order, times[0]), times) for order, times in family.own_times.items() if times}


def _sharper(time: Timed, others: Sequence[Timed]) -> Timed:
    """A time, or another one of the same day that says more: "4 September" beside a clock whose title has the year."""
    day = time.moment
    if time.value or day is None or day.month is None or (day.hour is not None and day.is_absolute):
        return time
    ending = f"-{day.month:02}-{day.day:02}T"
    return next((o for o in others if o.value and o.value[4 : 4 + len(ending)] == ending), time)


def _heads(family: Family, times: dict[int, Timed]) -> dict[int, list[Element]]:
    """The elements that show each member's time: the one it is read from, and others that say the same."""
    same = {
        o: [t.element for t in family.own_times[o] if t is time or _says_the_same(t, time)] for o, time in times.items()
    }
    around = {m.order for m in family.members if len(m.top) == 1}  # not those set around neighbours, the first a head
    return {o: [e for e in inner if e.order != o or o not in around] for o, inner in same.items()}


def _says_the_same(time: Timed, other: Timed) -> bool:
    """Whether an element shows the time of another one, and that alone where both are printed."""
    if time.value:
        return time.value[:16] == (other.value or "")[:16]
    return time.printed == other.printed and len(time.element.own_text) <= len(time.printed) + _LABEL


def _fill(
    member: Element,
    bodies: Sequence[Element],
    authors: dict[int, Name],
    times: dict[int, Timed],
    apart: int | None,
    nested: Sequence[int],
) -> Filled:
    author, time = authors.get(member.order), times.get(member.order)
    heads = {e.order for e in (author.element if author else None, time.element if time else None) if e is not None}
    text, linked = text_of(member, bodies, heads if apart is None else {*heads, apart}, nested)
    inner = between(others(member, nested), member)
    gone = _gone(author.text) if author and not text and time is None else None
    state = state_of(text) if text else gone or _notice(member, sorted({*inner, *heads}))
    name = author.text if author and not gone and not _is_nobody(author.text) else None
    body = bodies[0] if bodies else None
    text = "" if state else text
    return Filled(member, name, body, text, time, words_said(text, linked, ENOUGH), state)


def _gone(name: str) -> State | None:
    """The state that is told where others have their author, if nothing else is said: "(Deleted comment)"."""
    return None if any(map(str.isdigit, name)) else state_of(name)


def _is_nobody(name: str) -> bool:
    """ "[deleted]" is no author; "Deleted member 17" is one whom the page still tells from others."""
    return len(name.split()) == 1 and not any(map(str.isdigit, name)) and state_of(name) is not None


def _notice(member: Element, without: Sequence[int]) -> State | None:
    """The state that a record without a text prints in its place."""
    lines = (e.line for e in member.walk(without) if e.own_text and e.words <= 12)
    return next((state for line in lines if (state := state_of(line))), None)
