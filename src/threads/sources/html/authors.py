"""Who wrote each record: the slot that looks most like names, or what the page says in attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from threads.sources.html import naming, near_times
from threads.sources.html.agreement import Candidate, names_of
from threads.sources.html.family import Family
from threads.sources.html.initials import without_initials
from threads.sources.html.naming import Name
from threads.sources.html.parts import Found, Slot
from threads.sources.html.people import REPLYING, links_to_person, says_author
from threads.sources.html.times import Timed, printed_time
from threads.sources.markup import Element
from threads.sources.text.names import likeness

_NAMED = re.compile(r"(?:^|-)(?:author(?:-?name)?|user-?name|nick(?:name)?|(?:display|screen)-?name|poster)$")
_MARK = re.compile(r"[(\[（][^()\[\]]+[)\]）]")
_COMPOSITE = 0.85
_HANDLES = 0.9  # "@dov" beside "Dov Aster"
_GOOD = 0.4
_BADGED = 0.75  # of the names at most have something beside them
_INITIALS = 3.6  # one letter looks least like a name, but where an author is called for it is one
_NEAR = 3  # elements up from a time, within which its author may stand
_FIRST = 4  # elements among which a name is looked for
_LONGEST_NAME = 8  # words


def authors_of(slots: Sequence[Slot], family: Family, times: dict[int, Timed]) -> dict[int, Name]:
    """The author in each member, by the slot that looks most like names; what stands beside the time is one too."""
    read = [
        Candidate(*_read(kind, firsts, family), found) for kind, firsts, found in _short_kinds(slots, family, times)
    ]
    read += [Candidate(*scored) for scored in near_times.within(family, times)]
    good = sorted((c for c in read if c.score > _GOOD), key=lambda c: -c.score)
    good = good or [c for c in (Candidate(*scored) for scored in near_times.before(family, times)) if c.score > _GOOD]
    return names_of(good, len(family.members), near_times.around(family, times))


def _read(kind: str, firsts: dict[int, Element], family: Family) -> tuple[float, dict[int, Name]]:
    """How much the first elements of some kinds look like authors, and the names in them."""
    several = [o for o, e in firsts.items() if _is_composite(e)]
    if 0 < len(several) < len(firsts) * _BADGED:
        firsts, several = _without_badges(firsts, several), []
    texts = {o: _without_mark(text, firsts[o]) for o, text in without_initials(firsts).items()}
    # "Joined: 4. Jul 2012" leaves a word that could be a name.
    if all(printed_time(text) for text in list(texts.values())[:3]):
        return 0.0, {}
    if 2 * sum(REPLYING.match(text) is not None for text in texts.values()) > len(texts):
        return 0.0, {}
    score, names = naming.score(texts, family)
    called = " ".join([name for name in kind.split() if ">" not in name])  # "header>h3" says where it stands
    of_authors, not_names = says_author(called)
    if of_authors:
        score *= 1.5 if any(len(name) > 1 for name in names.values()) else _INITIALS
    elif any(_to_person(e) for e in list(firsts.values())[:3]):
        score *= 1.3
    score *= 0.6 if not_names else 1.0
    score *= _HANDLES if 2 * sum(text.startswith("@") for text in texts.values()) > len(texts) else 1.0
    dated = sum(any(e.contains(t.element) for t in family.own_times.get(o, ())) for o, e in firsts.items())
    score *= 0.2 if dated > 0.3 * len(firsts) else 1.0  # few: some are named after a date
    score -= min(0.1, sum(e.order - o for o, e in firsts.items()) / len(firsts) / 2000)
    score += 0.03 * (not any(isinstance(c, Element) for c in next(iter(firsts.values())).children))
    score *= _COMPOSITE if len(several) > len(firsts) / 4 else 1.0
    return score, {o: Name(name, firsts[o]) for o, name in names.items()}


def _without_badges(firsts: dict[int, Element], several: Sequence[int]) -> dict[int, Element]:
    """The elements, but the first part of those with several where others have one: a name beside "Subscriber"."""
    parts = {o: next(c for c in firsts[o].children if isinstance(c, Element) and c.words) for o in several}
    return {**firsts, **parts}


def _without_mark(text: str, element: Element) -> str:
    """A name without what stands in brackets and in an element of its own behind it: "Dov <i>(author)</i>"."""
    inner = [c for c in element.children if isinstance(c, Element) or not c.isspace()]
    if len(inner) < 2 or not isinstance(mark := inner[-1], Element) or not _MARK.fullmatch(mark.line):
        return text
    return text.removesuffix(mark.line).rstrip() or text


def _is_composite(element: Element) -> bool:
    """Whether several parts of an element could each be the name: a handle and a full name, a name and a rank."""
    return len(element.children) > 1 and sum(isinstance(c, Element) and c.words > 0 for c in element.children) > 1


def in_attributes(family: Family) -> dict[int, Name]:
    """The author in an attribute of the member itself: `data-author`, or `author` of a custom element."""
    named = {
        m.order: Name(value.strip(), m)
        for m in family.members
        for name, value in m.attributes.items()
        if value and _NAMED.search(name) and likeness(value) > _GOOD
    }
    return named if len(named) > len(family.members) / 2 else {}


def _short_kinds(
    slots: Sequence[Slot], family: Family, times: dict[int, Timed]
) -> Iterator[tuple[str, dict[int, Element], Found]]:
    """The kinds whose first element is short in enough members; kinds of the same elements come as one."""
    same: dict[tuple[int, ...], tuple[str, dict[int, Element], Found]] = {}
    for names, found in slots:
        if len(found) < 0.3 * len(family.members):
            continue
        worded = _worded(found)
        alone = [o for o, es in found.items() if len(es) == 1]
        if len(found) / 2 < len(alone) < len(found) or len(family.members) == 1:
            worded |= _beside_times(found, alone, times)
        firsts = {o: e for o, e in worded.items() if 0 < e.words <= _LONGEST_NAME}
        if len(firsts) >= 0.3 * len(family.members):
            key = tuple(e.order for e in firsts.values())
            same[key] = (" ".join((same[key][0], *names) if key in same else names), firsts, found)
    yield from same.values()


def _worded(found: Found) -> dict[int, Element]:
    """The first element with words in each member, past the number of an entry.

    A number alone is none where most others have words behind theirs.
    """
    first = {o: es[0] if _is_said(es[0]) else next(filter(_is_said, es[1:_FIRST]), None) for o, es in found.items()}
    behind = sum(e is not None and e is not found[o][0] for o, e in first.items())
    if 2 * behind > len(found):
        return {o: e for o, e in first.items() if e is not None}
    return {o: e or found[o][0] for o, e in first.items()}


def _is_said(element: Element) -> bool:
    """Whether an element holds words, not just the number of an entry."""
    return element.words > 1 or (element.words == 1 and any(map(str.isalpha, element.line)))


def _beside_times(found: dict[int, list[Element]], alone: Sequence[int], times: dict[int, Timed]) -> dict[int, Element]:
    """Of several elements of a kind in a member, the nearest to its time, if those that stand alone are near theirs."""
    if any(_box(found[o][0], times.get(o)) < 0 for o in alone):
        return {}
    several = {o: max(es, key=lambda e: _box(e, times.get(o))) for o, es in found.items() if len(es) > 1}
    return {o: e for o, e in several.items() if _box(e, times.get(o)) >= 0}


def _box(element: Element, time: Timed | None) -> int:
    """The number of the innermost element around a time that holds another element too; -1 if none near it does."""
    around = islice(time.element.ancestors(), _NEAR) if time is not None else ()
    return next((a.order for a in around if a.contains(element)), -1)


def _to_person(element: Element) -> bool:
    """Whether the element links to a person's page."""
    inner = next((c for c in element.children if isinstance(c, Element) and c.tag == "a"), element)
    return links_to_person(inner)
