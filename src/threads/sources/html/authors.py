"""Who wrote each record: the slot that looks most like names, or what the page says in attributes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from threads.sources.html.family import Family
from threads.sources.html.initials import without_initials
from threads.sources.html.parts import Slot
from threads.sources.html.people import AUTHOR, NO_AUTHOR, REPLYING, links_to_person
from threads.sources.html.times import Timed, printed_time
from threads.sources.interface import is_only
from threads.sources.markup import Element
from threads.sources.rendering import WORD
from threads.sources.text.names import likeness, strip_usual

_NAMED = re.compile(r"(?:^|-)(?:author(?:-?name)?|user-?name|nick(?:name)?|(?:display|screen)-?name|poster)$")
_ADDRESS = re.compile(r"\s+[<([][\w.+-]+@[\w.]*[>)\]]?$")  # "Dov Aster" <dov@...>
_ROLE = re.compile(r"(?<=\w)\s+\[[\w ]+\]$")  # "Dov Aster [mod]"
_FIGURE = re.compile(r"\d")
_FIGURES_GONE = 0.8  # "Jan 2008" leaves a word that could be a name
_LABEL = re.compile(r"^\W*([^\W\d_]{2,12})\s?[:：]")
_CLOCK = re.compile(r"\d:\d\d")
_BEGINNING = 15  # characters
_COMPOSITE = 0.85
_GOOD = 0.4
_AGREEING = 0.8
_BADGED = 0.75  # of the names at most have something beside them
_INITIALS = 3.6  # one letter looks least like a name, but where an author is called for it is one
_LABELLED = 0.3
_LONGEST_NAME = 8  # words
_LONGEST_LINE = 120  # characters of a text that is a name and what is printed around it


class Name(NamedTuple):
    """An author's name and the element that holds it."""

    text: str
    element: Element


def authors_of(slots: Sequence[Slot], family: Family, times: dict[int, Timed]) -> dict[int, Name]:
    """The author in each member, by the slot that looks most like names; what stands beside the time is one too.

    Members that lack it (guests without a link) take the next slot that agrees with it elsewhere.
    """
    read = [_read(kind, firsts, family) for kind, firsts in _short_kinds(slots, family, times)]
    before = {o: t.element.line[:120].partition(t.printed)[0] for o, t in times.items() if t.moment}
    after = {o: t.element.line[:160].partition(t.printed)[2] for o, t in times.items() if t.moment and t.printed}
    for texts in (before, after):
        score, names = _author_score({o: text for o, text in texts.items() if text}, family)
        worth = 1.3 * (_LABELLED if _are_labelled(texts.values()) or _are_clocks(texts.values()) else 1.0)
        read.append((worth * score, {o: Name(name, times[o].element) for o, name in names.items()}))
    read = sorted((r for r in read if r[0] > _GOOD), key=lambda slot: -slot[0]) or _before_times(family, times)
    best = dict(read[0][1]) if read else {}
    for _, other in read[1:] if len(best) < len(family.members) else ():
        both = best.keys() & other.keys()
        if both and sum(best[o].text == other[o].text for o in both) >= _AGREEING * len(both):
            best = {**other, **best}
    return best


def _before_times(family: Family, times: Mapping[int, Timed]) -> list[tuple[float, dict[int, Name]]]:
    """The names right before the times, where no kind of element holds them: "NAME says:", or a nameless element."""
    texts = {o: _text_before(t.element) for o, t in times.items() if t.element.order != o}
    score, names = _author_score({o: text for o, text in texts.items() if text}, family)
    if score > _GOOD:
        return [(score, {o: Name(name, times[o].element) for o, name in names.items()})]
    above = {o: e for o, t in times.items() if (e := _element_before(t.element)) is not None}
    if any(e.words != len(WORD.findall(e.own_text)) for e in above.values()):
        return []
    score, names = _author_score({o: e.line for o, e in above.items()}, family)
    return [(score, {o: Name(name, above[o]) for o, name in names.items()})] if score > _GOOD else []


def _are_labelled(texts: Collection[str]) -> bool:
    """Whether most texts begin with a label that is not one of authors: "ID: khT0zhgi0", "From: Larkmouth"."""
    labels = [found[1].casefold() for text in texts if (found := _LABEL.match(text))]
    return 2 * sum(not AUTHOR.search(label) and not is_only("byline", label) for label in labels) > len(texts)


def _are_clocks(texts: Collection[str]) -> bool:
    """Whether most texts begin with the rest of a time: " En 8:12 am"."""
    return 2 * sum(_CLOCK.search(text[:_BEGINNING]) is not None for text in texts) > len(texts)


def _text_before(element: Element) -> str:
    """The text right before an element, where no other element comes between."""
    row = element.parent
    at = row.places.get(element.order, 0) if row is not None else 0
    before = row.children[at - 1] if row is not None and at else ""
    line = " ".join(before[-2 * _LONGEST_LINE :].split()) if isinstance(before, str) else ""
    return line if len(line) <= _LONGEST_LINE else ""


def _element_before(element: Element) -> Element | None:
    """The short element right before another one, without text between them."""
    row = element.parent
    at = row.places.get(element.order, 0) if row is not None else 0
    before = (
        next((c for c in row.children[:at][::-1] if not isinstance(c, str) or not c.isspace()), None) if row else None
    )
    return before if isinstance(before, Element) and 0 < before.words <= _LONGEST_NAME else None


def _read(kind: str, firsts: dict[int, Element], family: Family) -> tuple[float, dict[int, Name]]:
    """How much the first elements of some kinds look like authors, and the names in them."""
    several = [o for o, e in firsts.items() if _is_composite(e)]
    if 0 < len(several) < len(firsts) * _BADGED:
        firsts, several = _without_badges(firsts, several), []
    texts = without_initials(firsts)
    # "Joined: 4. Jul 2012" leaves a word that could be a name.
    if all(printed_time(text) for text in list(texts.values())[:3]):
        return 0.0, {}
    if 2 * sum(REPLYING.match(text) is not None for text in texts.values()) > len(texts):
        return 0.0, {}
    score, names = _author_score(texts, family)
    if AUTHOR.search(kind):
        score *= 1.5 if any(len(name) > 1 for name in names.values()) else _INITIALS
    elif any(_to_person(e) for e in list(firsts.values())[:3]):
        score *= 1.3
    score *= 0.6 if NO_AUTHOR.search(kind) else 1.0
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
) -> Iterator[tuple[str, dict[int, Element]]]:
    """The kinds whose first element is short in enough members; kinds of the same elements come as one."""
    same: dict[tuple[int, ...], tuple[str, dict[int, Element]]] = {}
    for names, found in slots:
        if len(found) < 0.3 * len(family.members):
            continue
        worded = {
            o: es[0] if es[0].words > 1 or _is_said(es[0]) else next(filter(_is_said, es[1:4]), es[0])
            for o, es in found.items()
        }
        alone = [o for o, es in found.items() if len(es) == 1]
        if len(found) / 2 < len(alone) < len(found):
            worded |= _beside_times(found, alone, times)
        firsts = {o: e for o, e in worded.items() if 0 < e.words <= _LONGEST_NAME}
        if len(firsts) >= 0.3 * len(family.members):
            key = tuple(e.order for e in firsts.values())
            same[key] = (" ".join((same[key][0], *names) if key in same else names), firsts)
    yield from same.values()


def _is_said(element: Element) -> bool:
    """Whether an element holds words, not just the number of an entry."""
    return element.words > 1 or (element.words == 1 and any(map(str.isalpha, element.line)))


def _beside_times(found: dict[int, list[Element]], alone: Sequence[int], times: dict[int, Timed]) -> dict[int, Element]:
    """Of several elements of a kind in a member, the one in a row with its time, if those that stand alone do so."""
    if not all(_is_beside(found[o][0], times.get(o)) for o in alone):
        return {}
    several = {o: es for o, es in found.items() if len(es) > 1}
    beside = {o: next((e for e in es if _is_beside(e, times.get(o))), None) for o, es in several.items()}
    return {o: e for o, e in beside.items() if e is not None}


def _is_beside(element: Element, time: Timed | None) -> bool:
    return time is not None and element.parent is not None and element.parent is time.element.parent


def _author_score(texts: dict[int, str], family: Family) -> tuple[float, dict[int, str]]:
    """How much texts of one slot look like the authors of the records, and the names in them."""
    if not texts:
        return 0.0, {}
    alone = tuple([(_ADDRESS.sub("", text) if "@" in text else text).strip('" ') or text for text in texts.values()])
    is_landlord = bool(family.beside) and len(set(alone)) == 1  # all answers below the reviews of an inn are his
    names = dict(zip(texts, alone if is_landlord else _names_in(alone), strict=True))
    score = sum(map(likeness, names.values())) / len(family.members)
    dated = sum(_FIGURE.search(text) is not None and not _FIGURE.search(names[o]) for o, text in texts.items())
    score *= _FIGURES_GONE if 2 * dated > len(texts) else 1.0
    # Labels repeat ("Joined", "Location"), and so does a page's own name; of many comments some have other authors.
    sole = not is_landlord and len(names) > 2 and len(set(names.values())) <= max(1, len(names) // 12)
    sole = sole and not any(is_only("anonymous", name) for name in set(names.values()))
    return score * (0.25 if sole else 1.0), {
        o: _ROLE.sub("", name) for o, name in names.items() if name and likeness(name) and not _is_time(name)
    }


@lru_cache(maxsize=200)
def _names_in(texts: tuple[str, ...]) -> list[str]:
    return [_closed(name, text) for name, text in zip(strip_usual(texts), texts, strict=True)]


def _closed(name: str, text: str) -> str:
    """The name with the bracket that all names end in, "Asha (ASHA)", where that was taken for a usual ending."""
    return f"{name})" if name.count("(") > name.count(")") and f"{name})" in text else name


def _is_time(name: str) -> bool:
    """Whether a text is nothing but a time, which some records print where others have their author."""
    moment = printed_time(name) if len(name) < 40 and any(map(str.isdigit, name)) else None
    return moment is not None and len(name) - (moment.end - moment.start) <= 2


def _to_person(element: Element) -> bool:
    """Whether the element links to a person's page."""
    inner = next((c for c in element.children if isinstance(c, Element) and c.tag == "a"), element)
    return links_to_person(inner)
