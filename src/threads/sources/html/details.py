"""What a page says of a comment beside author, time and text: its address, its score, when it was edited."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pydantic import JsonValue

from threads.sources.document import Options
from threads.sources.html.authors import links_to_person
from threads.sources.html.times import is_posting_time, resolve, times
from threads.sources.html.worth import Filled
from threads.sources.markup import Element

_SCORE = re.compile(
    r"score|points|karma|vot(?:e|ing|os)|rating|(?:^|[._#-])likes?(?:$|[_-])|like-?count|stimmen|puntos|punkte|голос|reputation-count"
)
_SCORE_STEMS = ("score", "point", "karma", "vot", "rating", "like", "stimmen", "punt", "punkt", "голос", "reputation")
_NO_SCORE = re.compile(r"down|dislike|negative|author|user")
_NUMBER = re.compile(r"([+−–-]?\d{1,6})(?:\s+[^\W\d_]{2,12})?")
_NO_ADDRESS = re.compile(r"reply|quote|report|flag|react|timeline|share|edit|like|vote")
_SHORTEST = 5  # characters of an id without its prefix
_EDITED = ("edit", "modif", "updat", "geändert", "bearbeitet", "modifié", "editado", "bewerkt", "измен")


def details(
    record: Filled, own: Sequence[Element], own_id: str, day_first: bool | None, options: Options
) -> dict[str, JsonValue]:
    """The further facts of one record, under the names that `Comment.extra` uses."""
    member = record.member
    written = resolve(record.time, day_first, options) if record.time else None
    edited = _edited(member, own, day_first, options)
    found = {
        "url": member.get("permalink") or _address(own, own_id),
        "score": _score(member, own),
        "edited_at": edited if edited != written else None,
    }
    return {name: value for name, value in found.items() if value is not None}


def _address(own: Sequence[Element], own_id: str) -> str | None:
    """The link that names the comment's own id."""
    short = own_id.rpartition("_")[2]  # "c_k3f9aa" is at /c/k3f9aa
    names = (own_id, short) if len(short) >= _SHORTEST else (own_id,)
    links = [e.get("href") for e in own if e.tag == "a" and short in e.head and not links_to_person(e)]
    found = (link for name in names for link in links if name in link and not _NO_ADDRESS.search(link))
    return next(found, None)


def _score(member: Element, own: Sequence[Element]) -> int | None:
    """A number in an attribute or an element that is named for votes."""
    written = "".join([member.head, *[e.head for e in own]]).lower()
    if not any(stem in written for stem in _SCORE_STEMS):
        return None
    for element in (member, *own):
        if not element.head:
            continue
        stated = element.get("score") or element.get("data-score") if "score" in element.head else ""
        named = element.words <= 3 and _is_named_for_votes(f"{element.get('class')} {element.get('id')}".lower())
        number = _NUMBER.fullmatch(stated or (element.line if named else ""))
        if number:
            return int(number[1].replace("−", "-").replace("–", "-"))
    return None


@lru_cache(maxsize=5000)
def _is_named_for_votes(names: str) -> bool:
    return any(_SCORE.search(n) and not _NO_SCORE.search(n) for n in names.split())


def _speaks_of_edits(text: str) -> bool:
    folded = text.casefold()
    return any(stem in folded for stem in _EDITED)


def _edited(member: Element, own: Sequence[Element], day_first: bool | None, options: Options) -> str | None:
    """The time in a note such as "Last edited on 3 May"."""
    around = "".join([member.head, *[e.head for e in own], *member.page.texts[member.first : member.last]])
    if not _speaks_of_edits(around):
        return None
    for element in own:
        if 0 < element.words <= 20 and (_speaks_of_edits(element.own_text) or _speaks_of_edits(element.get("class"))):
            for time in times(element):
                if not is_posting_time(time) or element.own_text:
                    return resolve(time, day_first, options)
    return None
