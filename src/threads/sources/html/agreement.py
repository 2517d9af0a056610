"""Which of several slots has the authors, and whom it lacks: told by how the slots agree from record to record."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from threads.sources.html.initials import is_initials
from threads.sources.html.naming import Name
from threads.sources.markup import Element

_AGREEING = 0.8
_TOLD = 0.6  # of the records that show one show the other too
_CLOSE = 0.5  # of the best score at least, to be taken in its place
_TOGETHER = 3  # slots that are compared with the best
_NEXT = 4  # elements of a slot in one record, among which its labels are looked for
_LONGEST = 8  # words of a label
_NUMBER = re.compile(r"^#?\d+$")


class Candidate(NamedTuple):
    """What may be the authors' names: how much it looks so, the names, and all elements of its slot."""

    score: float
    names: Mapping[int, Name]
    found: Mapping[int, Sequence[Element]] = {}


def names_of(candidates: Sequence[Candidate], count: int, more: Iterable[Mapping[int, Name]]) -> dict[int, Name]:
    """The names of the best candidate, the most likely first, for up to `count` records.

    Records that lack it (guests without a link) take the next one that agrees with it elsewhere, `more` last.
    """
    best = _best(candidates)
    if best is None:
        return {}
    names = without_labels(best)
    for other in candidates:
        if len(names) >= count:
            return names
        if other is not best:
            names = _filled(names, without_labels(other))
    for rest in more if len(names) < count else ():
        names = _filled(names, rest)
    return names


def _best(candidates: Sequence[Candidate]) -> Candidate | None:
    best = next(iter(candidates), None)
    for other in candidates[1 : 1 + _TOGETHER]:
        if best is None or other.score <= _CLOSE * best.score:
            continue
        if _is_better(other.names, best.names) or _are_initials(best.names, other.names):
            best = other
    return best


def _are_initials(names: Mapping[int, Name], others: Mapping[int, Name]) -> bool:
    """Whether some names are the first letters of others, in the place of pictures: "DA" beside "Dov Aster"."""
    both = names.keys() & others.keys()
    return _TOLD * len(names) <= sum(is_initials(names[o].text, others[o].text) for o in both)


def _is_better(names: Mapping[int, Name], others: Mapping[int, Name]) -> bool:
    """Whether names are told apart from others by what repeats: the same name has the same rank or place each time,
    and the same place has people of several names."""
    both = names.keys() & others.keys()
    if _TOLD * len(others) > len(both):
        return False
    beside, of = defaultdict[str, list[str]](list), defaultdict[str, set[str]](set)
    for order in both:
        name, other = names[order].text, others[order].text
        if name in other or other in name:
            return False
        beside[name].append(other)
        of[other].add(name)
    repeats = any(len(found) > 1 for found in beside.values())
    return repeats and all(len(set(found)) == 1 for found in beside.values()) and max(map(len, of.values())) > 1


def _filled(names: dict[int, Name], other: Mapping[int, Name]) -> dict[int, Name]:
    """The names, and those of other records too if the two agree where both have one."""
    both = names.keys() & other.keys()
    agrees = both and sum(f"{other[o].text} ".startswith(f"{names[o].text} ") for o in both) >= _AGREEING * len(both)
    return {**other, **names} if agrees else names


def without_labels(candidate: Candidate) -> dict[int, Name]:
    """The names but for those that most other records print beside theirs: "Report this" where a guest has no link."""
    beside: Counter[str] = Counter()
    several = 0
    for order, elements in candidate.found.items():
        own = candidate.names.get(order)
        if len(elements) > 1 and own is not None:
            short = [e.line for e in islice(elements, _NEXT) if 0 < e.words <= _LONGEST]
            beside.update({_even(line) for line in short if line != own.text and line != own.element.line})
            several += 1
    labels = {line for line, times in beside.items() if 2 * times > several}
    return {o: name for o, name in candidate.names.items() if labels.isdisjoint((name.text, _even(name.element.line)))}


def _even(line: str) -> str:
    """A line with the number that it consists of made equal: "#12"."""
    return _NUMBER.sub("#0", line)
