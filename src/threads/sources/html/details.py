"""What a page says of a comment beside author, time and text: its address, its score, when it was edited."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pydantic import JsonValue

from threads.sources.document import Options
from threads.sources.html.people import links_to_person
from threads.sources.html.times import is_posting_time, resolve, times
from threads.sources.html.worth import Filled
from threads.sources.markup import Element, Page

_SCORE = re.compile(
    r"score|points|karma|vot(?:e|ing|os)|rating|(?:^|[._#-])likes?(?:$|[_-])|like-?count|stimmen|puntos|punkte|голос|reputation-count"
)
_NO_SCORE = re.compile(r"down|dislike|negative|author|user")
_NUMBER = re.compile(r"([+−–-]?\d{1,6})(?:\s+[^\W\d_]{2,12})?")
_NO_ADDRESS = re.compile(r"reply|quote|report|flag|react|timeline|share|edit|like|vote")
_MOST_VOTES = 3  # words of a score: "12 points"
_SHORTEST = 5  # characters of an id without its prefix
_NOTE = 20  # words
_EDITED = re.compile("edit(?!or)|modif|updat|geändert|bearbeitet|modifié|editado|bewerkt|измен")


def details(
    record: Filled,
    own: Sequence[Element],
    own_id: str,
    notes: frozenset[int],
    day_first: bool | None,
    options: Options,
) -> dict[str, JsonValue]:
    """The further facts of one record, under the names that `Comment.extra` uses; `notes` are those of edits."""
    member = record.member
    written = resolve(record.time, day_first, options) if record.time else None
    edited = _edited(own, notes, day_first, options)
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
    for element in (member, *own):
        if not (head := element.head):
            continue
        stated = element.get("score") or element.get("data-score") if "score" in head else ""
        if stated or (element.words <= _MOST_VOTES and _is_named_for_votes(element.look.called)):
            number = _NUMBER.fullmatch(stated or element.line)
            if number:
                return int(number[1].replace("−", "-").replace("–", "-"))
    return None


@lru_cache(maxsize=5000)
def _is_named_for_votes(names: str) -> bool:
    return any(_SCORE.search(n) and not _NO_SCORE.search(n) for n in names.split())


def _speaks_of_edits(text: str) -> bool:
    return _EDITED.search(text.casefold().replace("credit", "")) is not None


def notes_of_edits(page: Page) -> frozenset[int]:
    """The numbers of the page's short elements whose own texts speak of edits."""
    return frozenset({e.order for _, e, text in page.worded if e.words <= _NOTE and _speaks_of_edits(text)})


def _edited(own: Sequence[Element], notes: frozenset[int], day_first: bool | None, options: Options) -> str | None:
    """The time in a note such as "Last edited on 3 May"."""
    for element in own:
        if element.order in notes or (0 < element.words <= _NOTE and element.head and _is_note(element.look.classes)):
            for time in times(element):
                if not is_posting_time(time) or element.own_text:
                    return resolve(time, day_first, options)
    return None


@lru_cache(maxsize=5000)
def _is_note(classes: str) -> bool:
    return _speaks_of_edits(classes)
