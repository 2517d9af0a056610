"""Find the element that repeats once per comment, on pages of any site.

A family is all elements of one lasting kind (a class word, an id without its figures, a schema.org name). Families
whose members hold times and words are candidates; which one holds the comments is decided when it is known how well
author, time and body can be told in each (see `slots`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import islice

from threads.sources.html.family import Family, first_of, own_times, own_words
from threads.sources.html.people import author_parts
from threads.sources.html.times import Timed
from threads.sources.html.unnamed import unnamed
from threads.sources.markup import Element

_COMMENT = re.compile(r"comment|kommentar|comentario|coment[aá]rio|reply|replies|respuesta|reponse|reaction")
_POST = re.compile(
    r"post(?!er|ed|date|meta|info|[-_]?head|[-_]?foot)|message|answer|respon(?!siv)|review|discuss|question|opinion|thread|beitrag|entry|note"
)
# Only whole name parts: "withSidebar" and "has-sidebar" say that the page has one, not that this is it.
_ASIDE = re.compile(
    r"(?<!has[-_])(?<!with[-_])(?<!no[-_])(?:\b|(?<=[_-]))(?:recent|widget|sidebar|related|popular|trending|latest|similar|footer|nav"
    r"|navigation|breadcrumbs?|menu|teaser|archive|topic-list|promo)(?:\b|(?=[_-]))"
)
_IS_LIST = re.compile(r"[uo]l[.#\[][^>]*$")
_LIST = 0.5
_NO_COMMENT = re.compile(r"pingback|trackback|^pings?$|\bpinglist\b")
_LONGEST_CLIMB = 30
_NEAR = 8
_TEXT = re.compile(r"(?:comment|post|message|reply)[-_]*(?:body|content|text)")
_NAME_TAGS = ("a", "b", "strong", "cite", "h3", "h4", "h5")
_LONGEST_NAME = 6  # words
_FEWEST = 3  # comments of a page without times


def families(root: Element, timed: Sequence[Timed]) -> list[Family]:
    """The families that may be the comments, the most promising first; `timed` are the posting times."""
    with_time: dict[str, dict[int, Element]] = defaultdict(dict)
    for time in timed:
        for n, element in enumerate((time.element, *time.element.ancestors())):
            if n > _LONGEST_CLIMB or element.tag in ("body", "html"):
                break
            for kind in element.kinds or (element.place,):
                with_time[kind][element.order] = element
    everywhere = _everywhere(root, with_time)
    _join_rows(with_time, everywhere)
    alike: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for kind, dated in with_time.items():
        if _may_be_records(kind, len(everywhere[kind]), len(dated)):
            alike[tuple([m.order for m in everywhere[kind]])].append(kind)
    for kind, dated, members in unnamed(timed):
        if _may_be_records(kind, len(members), len(dated)):
            alike[tuple([m.order for m in members])].append(kind)
    elements = root.page.elements
    found = [_family(kinds, [elements[n] for n in orders], orders, timed) for orders, kinds in alike.items()]
    return sorted((f for f in found if f.prior > 0), key=lambda f: -f.prior)


def _join_rows(with_time: dict[str, dict[int, Element]], everywhere: dict[str, list[Element]]) -> None:
    """Add the few with a name to those without one in the same row: an `li` of the editors among those of readers."""
    rows: dict[str, set[int]] = {}
    joined: dict[str, set[str]] = defaultdict(set)
    for kind in with_time:
        members = everywhere[kind]
        place = members[0].place if members and members[0].kinds else ""
        if place in with_time and len(members) < len(everywhere[place]):
            if place not in rows:
                rows[place] = {id(m.parent) for m in everywhere[place]}
            if all(id(m.parent) in rows[place] for m in members):
                joined[place].add(kind)
    for place, kinds in joined.items():
        for kind in sorted(kinds):
            with_time[place] |= with_time[kind]
        named = {m.order: m for kind in kinds for m in everywhere[kind]}
        everywhere[place] = sorted([*everywhere[place], *named.values()], key=lambda m: m.order)


def undated(root: Element) -> list[Family]:
    """Families of a page without times: what holds a short link or bold line and is called a comment, three times.

    What holds one author and one text that are called so is a record even where it has no name itself.
    """
    linked: dict[str, dict[int, Element]] = defaultdict(dict)
    texts = [e.order for e in root.walk() if e.head and e.words and _TEXT.search(e.look.called)]
    for name in root.walk():
        is_author = bool(name.head) and bool(author_parts(name.look.classes))
        if 0 < name.words <= _LONGEST_NAME and (name.tag in _NAME_TAGS or is_author):
            for element in islice(name.ancestors(), _NEAR):
                if element.tag in ("body", "html"):
                    break
                is_record = is_author and _within(texts, element) == 1
                for kind in element.kinds or (element.place,):
                    if not _ASIDE.search(kind) and (is_record or _COMMENT.search(kind)):
                        linked[kind][element.order] = element
    many = ((kind, sorted(found.items())) for kind, found in linked.items() if len(found) >= _FEWEST)
    return [Family(kind, tuple([element for _, element in found]), {}, float(len(found))) for kind, found in many]


def _within(orders: Sequence[int], element: Element) -> int:
    """How many of the ascending numbers are of elements inside one."""
    return bisect_right(orders, element.end) - bisect_right(orders, element.order)


def _everywhere(root: Element, kinds: dict[str, dict[int, Element]]) -> dict[str, list[Element]]:
    """All elements of the kinds, those without a time too: hidden and deleted comments often have none."""
    found: dict[str, list[Element]] = defaultdict(list)
    tags = {re.split(r"[.#\[]", kind.rpartition(">")[2], maxsplit=1)[0] for kind in kinds}
    placed = {kind.rpartition(">")[2] for kind in kinds if ">" in kind}
    skipped = -1  # the last element inside a link back
    for element in root.walk():
        if element.order <= skipped:
            continue
        head = element.head
        if ("back" in head or "ping" in head) and any(
            map(_NO_COMMENT.search, (*element.classes[:12], element.get("id")))
        ):
            skipped = element.end
        elif element.tag in tags:
            for kind in element.kinds or ((element.place,) if element.tag in placed else ()):
                if kind in kinds:
                    found[kind].append(element)
    return found


def _may_be_records(kind: str, members: int, dated: int) -> bool:
    """Whether enough elements of a kind have a time; one alone must be named as comments are."""
    named = members > 1 or (">" not in kind and bool(_COMMENT.search(kind) or _POST.search(kind)))
    return named and members > 0 and dated >= 0.15 * members


def _family(kinds: Sequence[str], members: Sequence[Element], orders: Sequence[int], timed: Sequence[Timed]) -> Family:
    """The family of elements that are all of some kinds, under the kind that speaks most for comments."""
    owned = own_times(members, timed)
    score = sum(
        min(1.0, own_words(m, members, orders) / 12) / (1 + 0.15 * abs(len(owned.get(m.order, ())) - 1))
        for m in members
    )
    factor, kind = max(((commentness(kind, members, owned), kind) for kind in kinds), key=lambda pair: pair[0])
    return Family(kind, tuple(members), owned, score * factor)


def is_called_comments(kind: str, member: Element) -> bool:
    """Whether the page calls a record or what it stands in comments, but not recent or popular ones."""
    around = _names_around(member)
    return bool(_COMMENT.search(kind) or _COMMENT.search(around)) and not _ASIDE.search(around)


def commentness(kind: str, members: Sequence[Element], owned: Mapping[int, Sequence[Timed]]) -> float:
    """How much the names on the page speak for comments, or for something beside them.

    The first member and the first with a time must both stand among comments: one may be the site's motto.
    """
    firsts = (members[0], first_of(members, owned))
    return min(_speaks_for_comments(kind, _names_around(first)) for first in firsts)


def _names_around(member: Element) -> str:
    near = [a for a in (member, *islice(member.ancestors(), 7)) if a.tag not in ("body", "html")]
    return " ".join([a.look.called for a in near if a.head])


@lru_cache(maxsize=1000)
def _speaks_for_comments(kind: str, around: str) -> float:
    factor = 2.5 if _COMMENT.search(kind) else 1.6 if _POST.search(kind) else 1.3 if _COMMENT.search(around) else 1.0
    if _ASIDE.search(around) and not _COMMENT.search(kind):
        factor *= 0.3
    factor *= _LIST if _IS_LIST.match(kind) else 1.0  # `ul.replies` holds replies
    return factor * (0.4 if _ASIDE.search(kind) else 1.0)
