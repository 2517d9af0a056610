"""The people of a page: short lines that other lines of one wording hold, too: "Ann" beside "Ann's profile", "@Ann"."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from threads.sources.interface import is_only, mentions
from threads.sources.text.calls import called
from threads.sources.text.lines import Line, even
from threads.sources.text.names import likeness

_LONGEST = 40  # characters of a name
_MOST_WORDS = 5  # of a name
_READ = 120  # characters of a line in which names are looked for
_HEADER = 16  # words: in longer lines only what stands right beside the name is its wording
_PEOPLE = 2  # that a wording must hold
_OFTEN = 3  # times that a button stands alone
_TITLE = re.compile(r"(?:re|aw|sv|odp|rif|res)\W*$", re.IGNORECASE)  # "Re: TITLE" holds no name
_OPENING = re.compile(r"[,:] |\s(?=[A-Z])")  # "Ann, no", "Ann That is so", where names open bodies
_TRIM = ',:;.!?()[]»«“”"↑'
_POSSESSIVE = ("'s", "’s")
_NAME = "\0"  # stands for a name, _TIME for a time
_TIME = "\1"


class Roster(NamedTuple):
    """The names, and the page's lines with the names that their wordings hold made equal in their keys."""

    names: frozenset[str]
    lines: tuple[Line, ...]


class _Held(NamedTuple):
    """A name that a line holds: where the line and the name stand, and the words around it."""

    at: int
    name: str
    start: int
    end: int
    wording: tuple[str, str]


def roster(lines: Sequence[Line]) -> Roster:
    """The names that the page calls people by, and those that stand in wordings which hold several of them."""
    alone = frozenset(line.text for line in lines if _may_be_name(line))
    first = frozenset(name.split()[0].strip(_TRIM) for name in alone)
    by_wording: dict[tuple[str, str], list[_Held]] = defaultdict(list)
    for at, line in enumerate(lines):
        for held in _held(at, line, alone, first):
            by_wording[held.wording].append(held)
    known = [held for some in by_wording.values() if len({one.name for one in some}) >= _PEOPLE for held in some]
    names = {held.name for held in known} - _in_pairs(lines, {held.name for held in known})
    names |= {name for name in called(lines) if not _goes_on(name, names)}
    return Roster(frozenset(names), _with_even_names(lines, known))


def _in_pairs(lines: Sequence[Line], names: set[str]) -> set[str]:
    """Those that always stand beside the same other one: buttons, "Twitter" above "Facebook"."""
    beside: dict[tuple[str, int], set[str]] = defaultdict(set)
    printed = [line.text for line in lines if not line.is_blank]
    for above, below in pairwise(printed):
        if above in names:
            beside[above, 1].add(below)
        if below in names:
            beside[below, -1].add(above)
    counts = Counter(printed)
    return {
        name
        for (name, _), others in beside.items()
        if len(others) == 1 and counts[name] >= _OFTEN and not names.isdisjoint(others - {name})
    }


def _goes_on(called: str, names: set[str]) -> bool:
    """Whether words of the page surround a name where somebody is called: "by Ann", "Ann View Post"."""
    words = called.split()
    cuts = [(words[:n], words[n:]) for n in range(1, len(words))]
    return "," in called or any(" ".join(part) in names for cut in cuts for part in cut)


def _with_even_names(lines: Sequence[Line], known: Sequence[_Held]) -> tuple[Line, ...]:
    """ "Ann's profile" is as "Tom's profile": both are lines of the page."""
    found = list(lines)
    for held in sorted(known, key=lambda held: held.end - held.start):  # the longest name last
        text = lines[held.at].text
        announces = mentions("says", text) or text.endswith(":")  # a quote: that belongs to a body
        if len(text.split()) <= _HEADER and not announces:
            found[held.at] = lines[held.at]._replace(alike=text[: held.start] + _NAME + text[held.end :])
    return tuple(found)


def _may_be_name(line: Line) -> bool:
    text = line.text
    fits = 1 < len(text) <= _LONGEST and len(text.split()) <= _MOST_WORDS and not line.moments
    return fits and likeness(text) > 0.5 and not line.heads_section and not is_only("status", text)


def _held(at: int, line: Line, alone: frozenset[str], first: frozenset[str]) -> Iterator[_Held]:
    """The names in a line that is more than a name."""
    text = line.text[:_READ]
    tokens = [(match.start(), match.end()) for match in re.finditer(r"\S+", text)]
    for n, (start, end) in enumerate(tokens):
        while start < end and text[start] in "@" + _TRIM:
            start += 1
        if text[start:end].rstrip(_TRIM).removesuffix("'s").removesuffix("’s") not in first:
            continue
        for _, stop in reversed(tokens[n : n + _MOST_WORDS]):
            name = _name(text[start:stop], alone)
            if name and name != line.text:
                wording = _wording(line, start, start + len(name), len(tokens))
                if wording:
                    yield _Held(at, name, start, start + len(name), wording)
                break


def _name(text: str, alone: frozenset[str]) -> str:
    """The name that a piece of a line is, but for a sign or an "'s" behind it."""
    if text in alone:
        return text
    bare = text.rstrip(_TRIM)
    for one in (bare, *(bare.removesuffix(end) for end in _POSSESSIVE)):
        if one in alone:
            return one
    return ""


def _wording(line: Line, start: int, end: int, words: int) -> tuple[str, str] | None:
    """The words around a name, up to the times around them."""
    text = line.text
    before, after = text[:start], text[end:]
    if before.endswith("@"):
        return "@", ""
    if not before and (opening := _OPENING.match(after)):
        return "", opening[0][:1]
    if words > _HEADER:
        return None
    for moment in line.moments:
        if moment.end <= start:
            before = _TIME + text[moment.end : start]
        elif moment.start >= end:
            after = text[end : moment.start] + _TIME
            break
    return None if _TITLE.search(before) else (even(before), even(after))
