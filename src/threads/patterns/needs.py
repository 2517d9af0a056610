"""Literal words without which something cannot match, so that it need not be looked for where they do not stand.

A chain of needs is a list of sets of strings in the order of the text: one string of each set must stand there, not
too far behind the one before. Which needs are worth looking for is a matter of how often they stand in a text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from threads.patterns.reading import words_only

Strings = frozenset[str]

BOUND = "\x1f"  # in a string: here a word surely begins or ends. Python takes it for white space, so `strip` drops it.
FAR = 1_000_000
_SLACK = 4  # blanks at the ends of strings are not looked for
_MOST_NEEDS = 3
_SHORTEST = 2
_FEW = 10  # so many strings can be looked for one by one around a word that was seen
# What it costs to look into a text for what may be there, in units of what one more string found there costs.
_LOOK = 100
# How often, roughly, a rare string of so many letters stands in a comment of some forty words: as a word, and anywhere.
_AS_WORD = (9.0, 0.1, 0.02, 0.006, 0.003, 0.002, 0.001)
_ANYWHERE = (9.0, 9.0, 1.5, 0.1, 0.01, 0.004, 0.002)
_RARE = 0.0005
_NEXT_WORD = 0.1  # how likely the next of several words follows the one before it
_EVERYWHERE = 0.35
_EVERYWHERES = frozenset(
    re.findall(
        r"\S+",
        "the a an i it is that this you your so or in as are not but would don't just about like it's was all if "
        "he she they we at on to of for with by be has have do what when can there their from out my me no one "
        "more people and because will think who some how get good really even only very then than them know up "
        "want any other does",
    )
)
_COMMON = 0.08
_COMMONS = frozenset(
    re.findall(
        r"\S+",
        "these those her men use his thing things its ever our us been had did could should were most why much too "
        "well now i'm you're make right way see say said time ur here where which into over him also being back "
        "after two many first same never still before off down need must made going go take doesn't didn't isn't "
        "can't i've that's he's they're there's actually something someone anyone everyone nothing anything "
        "everything always every own again point work part new old better best bad long little lot sure feel look "
        "mean call called read try come came give keep let put tell told ask help show find world life day days "
        "year years person man women woman guy guys post comment question reason fact problem issue case might may "
        "maybe probably around while since though without through between both another such few least less enough "
        "already yet else away talking saying getting making thought believe understand agree wrong true real "
        "great hard different last next high big far kind",
    )
)


class Need(NamedTuple):
    """One of these strings stands at most `gap` characters behind the need before it."""

    strings: Strings
    gap: int = FAR


class Check(NamedTuple):
    """One of these strings stands at most so many characters before a word that was seen, or behind it.

    Common words are checked so, where a rarer one was seen: to meet each of them in every text costs more.
    """

    words: tuple[str, ...]
    before: int = 0
    behind: int = 0


class Link(NamedTuple):
    """One need of a chain that was chosen: strings to look for in `Reading.words`, and what stands around them."""

    words: tuple[str, ...]
    gap: int
    checks: tuple[Check, ...]


class _Cost(NamedTuple):
    """How often, roughly, a comment has one of the strings, and how many of them it has in its words anywhere."""

    share: float
    matches: float


def choose(needs: Sequence[Need]) -> tuple[Link, ...]:
    """The needs worth looking for, in order: the cheapest, and others as long as they spare more than they cost.

    Empty if none can be looked for at all.
    """
    costs = {at: _cost(need.strings) for at, need in enumerate(needs) if all(map(_is_usable, need.strings))}
    chosen: list[int] = []
    checked: list[int] = []
    expected = 1.0
    for at in sorted(costs, key=lambda at: costs[at].matches + _LOOK * costs[at].share):
        share, matches = costs[at]
        if chosen and len(needs[at].strings) <= _FEW:
            checked.append(at)
        elif not chosen or (len(chosen) < _MOST_NEEDS and expected * _LOOK * (1 - share) > matches):
            chosen.append(at)
        else:
            continue
        expected *= share
    return _links(needs, sorted(chosen), sorted(checked))


def rarest(needs: Iterable[Strings]) -> Strings | None:
    """The set that a text is least likely to have."""
    usable = [strings for strings in needs if all(map(_is_usable, strings))]
    return min(usable, key=lambda strings: _cost(strings), default=None)


def _is_usable(string: str) -> bool:
    return len(string.replace("'", "").strip()) >= _SHORTEST


def _cost(strings: Strings) -> _Cost:
    shares, matches = zip(*map(_of_string, strings), strict=True)
    return _Cost(1 - math.exp(-sum(shares)), sum(matches))


@lru_cache(1 << 14)
def _of_string(string: str) -> _Cost:
    """Of several words the rarest counts; a string that need not be whole words is found within others too."""
    words = string.replace(BOUND, "").split()
    factor = _NEXT_WORD ** (len(words) - 1)
    share = factor * min([_share(word, _AS_WORD) for word in words])
    if string[:1].isspace() and string[-1:].isspace():
        return _Cost(share, 1.5 * share)
    anywhere = factor * min([_share(word, _ANYWHERE) for word in words])
    return _Cost(max(share, anywhere), 3 * anywhere)


def _share(word: str, by_length: tuple[float, ...]) -> float:
    if word in _EVERYWHERES:
        return _EVERYWHERE
    if word in _COMMONS:
        return _COMMON
    return by_length[len(word)] if len(word) < len(by_length) else _RARE


def _links(needs: Sequence[Need], chosen: Sequence[int], checked: Sequence[int]) -> tuple[Link, ...]:
    checks: dict[int, list[Check]] = {at: [] for at in chosen}
    for at in checked:
        strings = needs[at].strings
        follower = next((other for other in chosen if other > at), -1)
        if follower >= 0:
            reach = _gap(needs, at, follower) + max(map(len, strings))
            checks[follower].append(Check(words(strings), before=min(FAR, reach)))
        else:
            reach = _gap(needs, chosen[-1], at) + max(map(len, strings))
            checks[chosen[-1]].append(Check(words(strings), behind=min(FAR, reach)))
    return tuple(
        Link(words(needs[at].strings), _gap(needs, last, at), tuple(checks[at]))
        for last, at in zip([-1, *chosen], chosen, strict=False)
    )


def _gap(needs: Sequence[Need], one: int, other: int) -> int:
    """How many characters may stand between two needs."""
    between = needs[one + 1 : other]
    return min(FAR, _SLACK + needs[other].gap + sum(need.gap + max(map(len, need.strings)) for need in between))


def words(strings: Iterable[str]) -> tuple[str, ...]:
    """The strings as they stand in `Reading.words`: contractions without their apostrophe as well."""
    found: dict[str, None] = {}
    for string in strings:
        text = " ".join(string.replace(BOUND, "").split())
        begins, ends = string[:1].isspace() and text[0].isalnum(), string[-1:].isspace() and text[-1].isalnum()
        for variant in (text, text.replace("'", "")) if "'" in text else (text,):
            found[f"{' ' * begins}{words_only(variant)}{' ' * ends}"] = None
    return tuple(found)
