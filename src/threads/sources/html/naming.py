"""How much texts that stand in one place of each record look like the authors' names, and the names in them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from threads.sources.html.family import Family
from threads.sources.html.times import printed_time
from threads.sources.interface import is_only
from threads.sources.markup import Element
from threads.sources.text.names import likeness, strip_usual

_ADDRESS = re.compile(r"\s+[<([][\w.+-]+@[\w.]*[>)\]]?$")  # "Dov Aster" <dov@...>
_HANDLE = re.compile(r"(?<=\S)\s+@[\w.@-]+$")  # "Dov Aster @dov@larkmouth.example"
_ROLE = re.compile(r"(?<=\w)\s+\[[\w ]+\]$")  # "Dov Aster [mod]"
_IN_BRACKETS = re.compile(r"\s*[(（]([^()（）]+)[)）]$")  # "Dov Aster (not verified)"
_FIGURE = re.compile(r"\d")
_LANDLORD = 0.6  # a label is the same in each record too
_FIGURES_GONE = 0.8  # "Jan 2008" leaves a word that could be a name


class Name(NamedTuple):
    """An author's name and the element that holds it."""

    text: str
    element: Element


def score(texts: dict[int, str], family: Family) -> tuple[float, dict[int, str]]:
    """How much texts of one slot look like the authors of the records, and the names in them."""
    if not texts:
        return 0.0, {}
    handles = 2 * sum(_HANDLE.search(text) is not None for text in texts.values()) > len(texts)
    texts = {o: _HANDLE.sub("", text) for o, text in texts.items()} if handles else texts
    alone = tuple([(_ADDRESS.sub("", text) if "@" in text else text).strip('" ') or text for text in texts.values()])
    is_landlord = bool(family.beside) and len(set(alone)) == 1  # all answers below the reviews of an inn are his
    names = dict(zip(texts, alone if is_landlord else _names_in(alone), strict=True))
    points = sum(map(likeness, names.values())) / len(family.members)
    dated = sum(_FIGURE.search(text) is not None and not _FIGURE.search(names[o]) for o, text in texts.items())
    names = _without_states(names)
    points *= _FIGURES_GONE if 2 * dated > len(texts) else 1.0
    # Labels repeat ("Joined", "Location"), and so does a page's own name; of many comments some have other authors.
    sole = not is_landlord and len(names) > 2 and len(set(names.values())) <= max(1, len(names) // 12)
    sole = sole and not any(is_only("anonymous", name) for name in set(names.values()))
    return points * (0.25 if sole else _LANDLORD if is_landlord else 1.0), {
        o: _ROLE.sub("", name)
        for o, name in names.items()
        if name and likeness(name) and not _is_time(name, len(family.own_times.get(o, ())))
    }


def _without_states(names: Mapping[int, str]) -> dict[int, str]:
    """The names without what stands in brackets behind those of several people: "(not verified)".

    Behind the name of one it may be a part of that: "Dov (mod)".
    """
    found = {o: match for o, name in names.items() if (match := _IN_BRACKETS.search(name))}
    of = defaultdict[str, set[str]](set)
    for order, match in found.items():
        of[match[1]].add(names[order][: match.start()])
    states = {said for said, people in of.items() if len(people) > 1}
    return {o: n[: m.start()] if (m := found.get(o)) and m[1] in states else n for o, n in names.items()}


@lru_cache(maxsize=200)
def _names_in(texts: tuple[str, ...]) -> list[str]:
    return [_closed(name, text) for name, text in zip(strip_usual(texts), texts, strict=True)]


def _closed(name: str, text: str) -> str:
    """The name with the bracket that all names end in, "Asha (ASHA)", where that was taken for a usual ending."""
    return f"{name})" if name.count("(") > name.count(")") and f"{name})" in text else name


def _is_time(name: str, times: int) -> bool:
    """Whether a text is nothing but a time, which some records print where others have their author.

    In a record with several times a day of no year may be somebody's name: "Jan 1".
    """
    moment = printed_time(name) if len(name) < 40 and any(map(str.isdigit, name)) else None
    if moment is None or (times > 1 and not moment.is_absolute and moment.hour is None and moment.ago is None):
        return False
    return len(name) - (moment.end - moment.start) <= 2
