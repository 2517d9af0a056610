"""The names by which a page calls people in quotes and marks of replies, and what they tell of the names in headers:
where a rank follows the name, or the name of whom the comment answers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from threads.sources.interface import begins_with, words
from threads.sources.text.lines import Line
from threads.sources.text.names import likeness, undecorated

_LONGEST = 40  # characters of a name
_HEADER = 160  # characters of a line that may head a quote
_BETWEEN = re.compile(r"^[\s•·|>→▸►»›–—,:-]+|[\s•·|>→▸►»›–—,:@-]+$")
_GLUED = re.compile(r"(?<=[a-z])[A-Z][a-z]{3,}$")  # "AnnModerator"
_FEWEST, _ANSWERING = 3, 0.15  # headers, and share of them, that name whom they answer
_RANKED = 0.6  # of the names end with a word that others end with, too
_LAST_WORD = re.compile(r"(?<=\S\s)(?:\([^()]+\)|\S+)$")
_LAST_PART = re.compile(r"[A-Z]?[^A-Z\s]*$")
_SHORTEST = 3  # characters of a name that another may begin or end with


class Person(NamedTuple):
    """Who wrote a comment, and the name of whom it answers if the header says so (else empty)."""

    name: str
    answers: str = ""


def called(lines: Sequence[Line]) -> frozenset[str]:
    """All names in the headers of quotes and the marks of replies, as printed."""
    found = {undecorated(name.strip()) for line in lines if len(line.text) < _HEADER for name in _called(line.text)}
    return frozenset(name for name in found if len(name) <= _LONGEST and likeness(name) > 0.5)


def _called(text: str) -> Iterator[str]:
    if said := begins_with("in_reply_to", text):
        yield text[len(said) :].strip(" :")
    if text.endswith(":") or "…" in text[-2:]:
        for pattern in (_quote_header(), _quoted_from()):
            if match := pattern.match(text):
                yield match[1]
    elif match := _quoted_from().match(text):
        yield match[1]


@cache
def _quote_header() -> re.Pattern[str]:
    """ "NAME wrote:", "On DATE, NAME wrote:" is for mail."""
    return re.compile(rf"(\S.{{0,38}}?)\s(?:{'|'.join(map(re.escape, words('says')))})\s?:", re.IGNORECASE)


@cache
def _quoted_from() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{'|'.join(map(re.escape, words('quoted_from')))})\s?:?\s+(\S.{{0,38}}?)(?:\s(?:on|am|le|el|,).*)?:?$",
        re.IGNORECASE,
    )


def share_called(names: Sequence[str], known: frozenset[str]) -> float:
    """The share of the names that the page calls people by."""
    called_so = {name.casefold() for name in known}
    return sum(name.casefold() in called_so for name in names) / max(1, len(names))


def people(names: Sequence[str], known: frozenset[str]) -> list[Person]:
    """The names in headers without badges behind them, and apart from the name of whom the comment answers.

    A badge is what stands behind several names that also stand alone or are called so, or is glued to them: "Ann
    Moderator" and "Tom Moderator", "AnnStaff"; not "Ann Renn" beside another Ann.
    """
    badges = _badges(names, known)
    bare = [_without(name, badges) for name in names]
    answering = [one._replace(name=_without(one.name, badges)) for one in _answering(bare)]
    return answering or [Person(name) for name in bare]


def _badges(names: Sequence[str], known: frozenset[str]) -> frozenset[str]:
    """What stands behind names and is no name."""
    stems = {name for name in {*names, *known} if len(name) >= _SHORTEST}
    behind: dict[str, set[str]] = defaultdict(set)
    glued: set[str] = set()
    for name in names:
        stem, rest = _split(name, stems)
        if rest and rest not in stems:
            behind[rest].add(stem)
            glued |= {rest} if name == stem + rest and _GLUED.search(name) else set()
        if match := _GLUED.search(name):
            behind[match[0]].add(_LAST_PART.findall(name[: match.start()])[0])
    return frozenset(badge for badge, stems in behind.items() if len(stems) > 1) | glued | _ranks(names)


def _ranks(names: Sequence[str]) -> frozenset[str]:
    """The last words that different names share, where most names have one; and what stands in brackets behind two."""
    before: dict[str, set[str]] = defaultdict(set)
    ends = [match[0] if (match := _LAST_WORD.search(name)) else "" for name in names]
    for name, end in zip(names, ends, strict=True):
        before[end].add(_LAST_PART.findall(name[: len(name) - len(end)].rstrip())[0])
    shared = {end for end, heads in before.items() if end and len(heads) > 1}
    ranked = sum(end in shared for end in ends) >= _RANKED * len(names)
    return frozenset(end for end in shared if ranked or end.startswith("("))


def _without(name: str, badges: frozenset[str]) -> str:
    badge = next((one for one in badges if _ends_with(name, one)), "")
    return _BETWEEN.sub("", name[: len(name) - len(badge)])


def _answering(names: Sequence[str]) -> list[Person]:
    """The names as authors and whom they answer, where many end with the name of an earlier author: "Tom Ann" is Tom,
    who answers Ann. A single "Big Tom" after a Tom is a name of its own. Empty where few do."""
    found: list[Person] = []
    earlier: set[str] = set()
    for name in names:
        starts = [match.end() for match in re.finditer(r"[\s•·|>→▸►»›@]+|(?<=[a-z\d])(?=[A-Z\d])", name)]
        answers = next((name[at:] for at in starts if name[at:] in earlier and at > 1), "")
        author = _BETWEEN.sub("", name[: len(name) - len(answers)]) if answers else name
        found.append(Person(author, answers))
        if len(author) >= _SHORTEST:
            earlier.add(author)
    answering = sum(bool(person.answers) for person in found)
    return found if answering >= max(_FEWEST, _ANSWERING * len(names)) else []


def _ends_with(name: str, badge: str) -> bool:
    """Whether a badge stands behind the name, a blank or a change from small letters to capitals between them."""
    before = name[: -len(badge)]
    if not before or not name.endswith(badge):
        return False
    return not before[-1].isalnum() or (before[-1].islower() and badge[0].isupper())


def _split(name: str, stems: set[str]) -> tuple[str, str]:
    """The name as the longest other name that it begins with and what stands behind that."""
    for end in range(len(name) - 1, _SHORTEST - 1, -1):
        stem = name[:end].rstrip()
        if stem in stems and stem != name:
            rest = _BETWEEN.sub("", name[end:])
            if rest and (not name[end].isalnum() or not rest[0].islower()):  # "Anna" is not "Ann" with a badge
                return stem, rest
    return name, ""
