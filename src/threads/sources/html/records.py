"""Find the element that repeats once per comment, on pages of any site.

A family is all elements of one lasting kind (a class word, an id without its figures, a schema.org name). Families
whose members hold times and words are candidates; which one holds the comments is decided when it is known how well
author, time and body can be told in each (see `slots`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from threads.sources.html.times import Timed, is_posting_time
from threads.sources.markup import Element

_COMMENT = re.compile(r"comment|kommentar|comentario|coment[aá]rio|reply|replies|respuesta|reponse|reaction")
_POST = re.compile(
    r"post(?!er|ed|date|meta|info)|message|answer|respon|review|discuss|opinion|thread|beitrag|entry|note"
)
# Only whole name parts: "withSidebar" and "has-sidebar" say that the page has one, not that this is it.
_ASIDE = re.compile(
    r"(?<!has[-_])(?<!with[-_])(?<!no[-_])(?:\b|(?<=[_-]))(?:recent|widget|sidebar|related|popular|trending|latest|similar|footer|nav"
    r"|navigation|breadcrumbs?|menu|teaser|archive|topic-list|promo)(?:\b|(?=[_-]))"
)
_NO_COMMENT = re.compile(r"pingback|trackback")
_LONGEST_CLIMB = 30
_CANDIDATES = 10
_SAMPLE = 40


Inside = dict[str, dict[int, list[Element]]]
"""Kind -> number of a member -> the elements of that kind inside it."""


class Family(NamedTuple):
    """The elements of one kind, each with the times of its own (not those of members nested in it)."""

    kind: str
    members: tuple[Element, ...]
    own_times: dict[int, list[Timed]]
    prior: float

    def sample(self) -> Family:
        """The first members alone: enough to see where they keep what."""
        return self._replace(members=self.members[:_SAMPLE])

    @property
    def numbers(self) -> frozenset[int]:
        """The members' numbers in the page."""
        return frozenset(m.order for m in self.members)


def candidates(root: Element, found: Sequence[Timed]) -> list[Family]:
    """The families that may be the comments, the most promising first."""
    timed = [t for t in found if is_posting_time(t)] or list(found)
    with_time: dict[str, dict[int, Element]] = defaultdict(dict)
    for time in timed:
        for n, element in enumerate((time.element, *time.element.ancestors())):
            if n > _LONGEST_CLIMB or element.tag in ("body", "html"):
                break
            for kind in element.kinds:
                with_time[kind][element.order] = element
    everywhere = _everywhere(root, with_time)
    families = [_family(kind, everywhere[kind], len(timed_ones), timed) for kind, timed_ones in with_time.items()]
    distinct: dict[frozenset[int], Family] = {}
    for family in sorted((f for f in families if f and f.prior > 0), key=lambda f: -f.prior):
        distinct.setdefault(family.numbers, family)
    best = list(distinct.values())[:_CANDIDATES]
    return best + [joined for f in best if (joined := _with_siblings(f, timed))]


def _everywhere(root: Element, kinds: dict[str, dict[int, Element]]) -> dict[str, list[Element]]:
    """All elements of the kinds, those without a time too: hidden and deleted comments often have none."""
    found: dict[str, list[Element]] = defaultdict(list)
    links_back = frozenset(e.order for e in root.walk() if any(_NO_COMMENT.search(c) for c in e.classes[:12]))
    for element in root.walk(links_back):
        for kind in element.kinds:
            if kind in kinds:
                found[kind].append(element)
    return found


def _family(kind: str, members: Sequence[Element], timed_members: int, timed: Sequence[Timed]) -> Family | None:
    if len(members) < 2 and not (_COMMENT.search(kind) or _POST.search(kind)):
        return None
    if not members or timed_members < 0.15 * len(members):
        return None
    owned = own_times(members, timed)
    among = {m.order: m for m in members}
    score = sum(min(1.0, own_words(m, among) / 12) / (1 + 0.15 * abs(len(owned.get(m.order, ())) - 1)) for m in members)
    return Family(kind, tuple(members), owned, score * commentness(kind, members[0]))


def commentness(kind: str, member: Element) -> float:
    """How much the names on the page speak for comments, or for something beside them."""
    near = [a for a in (member, *member.ancestors()) if a.tag not in ("body", "html")][:8]
    around = " ".join(c for a in near for c in (*a.classes, a.get("id").lower()))
    factor = 2.5 if _COMMENT.search(kind) else 1.6 if _POST.search(kind) else 1.3 if _COMMENT.search(around) else 1.0
    if _ASIDE.search(around) and not _COMMENT.search(kind):
        factor *= 0.3
    return factor * (0.4 if _ASIDE.search(kind) else 1.0)


def own_times(members: Sequence[Element], timed: Sequence[Timed]) -> dict[int, list[Timed]]:
    """The times of each member that belong to no member nested in it."""
    among = {m.order: m for m in members}
    owned: dict[int, list[Timed]] = defaultdict(list)
    for time in timed:
        owner = nearest(time.element, among)
        if owner is not None:
            owned[owner.order].append(time)
    return dict(owned)


def nearest(element: Element | None, among: dict[int, Element]) -> Element | None:
    """The element itself or its nearest ancestor that is one of `among`."""
    while element is not None and element.order not in among:
        element = element.parent
    return element


def own_words(member: Element, among: dict[int, Element]) -> int:
    """The words of a member without those of members nested in it."""
    words = member.words
    for order in range(member.order + 1, member.end + 1) if len(among) > 1 else ():
        if order in among and nearest(among[order].parent, among) is member:
            words -= among[order].words
    return words


def _with_siblings(family: Family, timed: Sequence[Timed]) -> Family | None:
    """The family with what follows each member up to the next one, for pages that set head and body side by side."""
    numbers = family.numbers
    joined = []
    for member in family.members:
        siblings = member.parent.children if member.parent else []
        at = next((i for i, c in enumerate(siblings) if c is member), None)
        if at is None:
            return None
        group = [member]
        for sibling in siblings[at + 1 :]:
            if isinstance(sibling, Element):
                if any(sibling.order <= n <= sibling.end for n in numbers):
                    break
                group.append(sibling)
        joined.append(Element.wrapping(group))
    if all(len(w.children) == 1 for w in joined):
        return None
    owned: dict[int, list[Timed]] = defaultdict(list)
    for time in timed:
        for wrapper in joined:
            if wrapper.contains(time.element):
                owned[wrapper.order].append(time)
    return Family(family.kind + "+", tuple(joined), dict(owned), family.prior)
