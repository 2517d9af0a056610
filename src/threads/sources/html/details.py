"""What a page says of a comment beside author, time and text: its address, its score, when it was edited."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pydantic import JsonValue

from threads.sources.html.times import is_posting_time, times
from threads.sources.markup import Element
from threads.timestamps import parse_time

_SCORE = re.compile(
    r"(?:^|[._#-])(?:score|points|karma|votes?(?:-?count)?|rating|likes?(?:-?count)?|upvotes?)(?:$|[_-])"
)
_NUMBER = re.compile(r"[+−–-]?\d{1,6}")
_EDITED = re.compile(r"edit|modif|updat|geändert|bearbeitet|modifié|editado|modificato|bewerkt|измен", re.IGNORECASE)


def details(member: Element, body: Element | None, own: Sequence[Element], own_id: str) -> dict[str, JsonValue]:
    """The further facts of one record, under the names that `Comment.extra` uses."""
    found = {"url": _address(own, own_id), "score": _score(member, own), "edited_at": _edited(own, body)}
    return {name: value for name, value in found.items() if value is not None}


def _address(own: Sequence[Element], own_id: str) -> str | None:
    """The link that names the comment's own id."""
    links = (e.get("href") for e in own if e.tag == "a")
    return next((link for link in links if own_id in link and not re.search(r"reply|quote|report|flag|react|timeline|share|edit|like", link)), None)


def _score(member: Element, own: Sequence[Element]) -> int | None:
    """A number in an attribute or an element that is named for votes."""
    for element in (member, *own):
        stated = element.get("score") or element.get("data-score")
        named = any(_SCORE.search(name) for name in element.classes)
        number = _NUMBER.match(stated or (element.line if named and element.words <= 3 else ""))
        if number:
            return int(number[0].replace("−", "-").replace("–", "-"))
    return None


def _edited(own: Sequence[Element], body: Element | None) -> str | None:
    """The time in a note such as "Last edited on 3 May"."""
    for element in own:
        if element.words <= 20 and (
            _EDITED.search(element.own_text) or any(_EDITED.search(c) for c in element.classes)
        ):
            for time in times(element):
                if not is_posting_time(time) or element.own_text:
                    return time.value or parse_time(time.printed)
    return None
