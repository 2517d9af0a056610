"""Literal words without which something cannot match, so that it need not be looked for where they do not stand.

A chain of needs is a list of sets of strings in the order of the text: one string of each set must stand there, not
too far behind the one before. Which needs are worth looking for is a matter of how often they stand in a text.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from threads.patterns.reading import words_only

Strings = frozenset[str]

BOUND = "\x1f"  # in a string: here a word surely begins or ends. Python takes it for white space, so `strip` drops it.
FAR = 1_000_000
_SLACK = 4  # blanks at the ends of strings are not looked for
_SHORTEST = 2
_FARTHEST = 300  # characters: what may stand farther off is looked for in the whole text
# How often, roughly, a rare string of so many letters stands in a comment of some forty words: as a word, and anywhere.
_AS_WORD = (9.0, 0.1, 0.02, 0.006, 0.003, 0.002, 0.001)
_ANYWHERE = (9.0, 9.0, 1.5, 0.1, 0.01, 0.004, 0.002)
_RARE = 0.0005
_DIGITS = 0.02
_NEXT_WORD = 0.1  # how likely the next of several words follows the one before it
_COMMON = {
    word: share
    for share, words in {
        0.35: "the to a an and of that is you i it in t",
        0.18: "not s for are be have this on but if with they as what people can or your do so just we about",
        0.09: "all there don like would from was at because my no by more think who one their how has re will them m "
        "should when than me out other some get any then up why he which know only being even make",
        0.04: "want say been way see were time also well right could doesn now really here these point need much does "
        "good going those same something his ve said most where our someone had very into things many did still go isn "
        "us person over its thing use change actually believe saying take never am mean sure work against",
        0.02: "better own such wrong first fact after problem without while may before d made life view every doing "
        "off trying look years women back different feel agree ll give let issue again didn lot bad new since makes "
        "two another might nothing having less done both down part everyone either him reason find used making though "
        "she her enough example already read help case anyone idea try long through else always real men man money "
        "post long world great maybe around between talking understand question argument anything everything",
    }.items()
    for word in words.split()
}


class Need(NamedTuple):
    """One of these strings stands at most `gap` characters behind the need before it."""

    strings: Strings
    gap: int = FAR


class Check(NamedTuple):
    """One of these words stands at most so many characters before a key that was met, or behind it."""

    words: frozenset[str]
    before: int = 0
    behind: int = 0


class Key(NamedTuple):
    """By what a text is told that may hold a phrase or a regex: one of `strings` stands in its `Reading.words`.

    What is commoner is not looked for in every text, but where a key is met: a word of each of `around` beside it, and
    one of each of `far` anywhere.
    """

    strings: tuple[str, ...]
    around: tuple[Check, ...]
    far: tuple[frozenset[str], ...]


def choose(needs: Sequence[Need]) -> Key | None:
    """The rarest need, and a word of every other one, as far as it has whole words. None if no need is usable."""
    usable = [at for at, need in enumerate(needs) if all(map(_is_usable, need.strings))]
    if not usable:
        return None
    rarest = min(usable, key=lambda at: _share(needs[at].strings))
    checks = [check for at in range(len(needs)) if at != rarest for check in _check(needs, at, rarest)]
    return Key(
        as_read(needs[rarest].strings),
        tuple(check for check in checks if check.before + check.behind <= _FARTHEST),
        tuple(check.words for check in checks if check.before + check.behind > _FARTHEST),
    )


def merged(keys: Iterable[Key]) -> tuple[Key, ...]:
    """The keys, those that differ only in what is `far` as one that needs what all of these need."""
    far: dict[tuple[tuple[str, ...], tuple[Check, ...]], set[frozenset[str]]] = {}
    for key in keys:
        far.setdefault((key.strings, key.around), set(key.far)).intersection_update(key.far)
    return tuple(Key(strings, around, tuple(far)) for (strings, around), far in far.items())


def share(key: Key | None) -> float:
    """How large a share of comments, roughly, has one of the strings of a key."""
    return _share(key.strings) if key else 1.0


def rarest(needs: Iterable[Strings]) -> Strings | None:
    """The set that a text is least likely to have."""
    return min((strings for strings in needs if all(map(_is_usable, strings))), key=_share, default=None)


def _is_usable(string: str) -> bool:
    return len(string.replace("'", "").strip()) >= _SHORTEST


def _share(strings: Iterable[str]) -> float:
    """How large a share of comments, roughly, has one of these strings."""
    return 1 - math.exp(-sum(map(_share_of_string, strings)))


@cache
def _share_of_string(string: str) -> float:
    """Of several words the rarest counts; a string that need not be whole words is found within others too."""
    words = string.replace(BOUND, "").split()
    is_whole = string[:1].isspace() and string[-1:].isspace()
    rarest = min([max(_share_of_word(word), 0 if is_whole else _share_of_letters(word)) for word in words])
    return float(rarest * _NEXT_WORD ** (len(words) - 1))


@cache
def _share_of_word(word: str) -> float:
    plain, _, rest = word.partition("'")
    share = _COMMON.get(plain) or _of_length(plain, _AS_WORD)
    return (
        share * _NEXT_WORD if len(rest) > 1 else share
    )  # "people've" is rarer than "people", "don't" hardly than "don"


@cache
def _share_of_letters(word: str) -> float:
    return _DIGITS if any(map(str.isdigit, word)) else _of_length(word, _ANYWHERE)


def _of_length(word: str, shares: tuple[float, ...]) -> float:
    return shares[len(word)] if len(word) < len(shares) else _RARE


def _check(needs: Sequence[Need], at: int, key: int) -> Iterator[Check]:
    """That a word of this need stands beside the key; nothing if one of its strings has no whole word."""
    words = [_rarest_word(string) for string in as_read(needs[at].strings)]
    if all(words):
        reach = min(FAR, _gap(needs, *sorted([at, key])) + max(map(len, needs[at].strings)))
        yield Check(frozenset(words), before=reach) if at < key else Check(frozenset(words), behind=reach)


def _rarest_word(string: str) -> str:
    """The rarest word that surely stands alone; nothing if there is none."""
    words = string.split()
    whole = words[string[0] != " " : len(words) - (string[-1] != " ")]
    return min(whole, key=_share_of_word, default="")


def _gap(needs: Sequence[Need], one: int, other: int) -> int:
    """How many characters may stand between two needs."""
    between = needs[one + 1 : other]
    return min(FAR, _SLACK + needs[other].gap + sum(need.gap + max(map(len, need.strings)) for need in between))


def as_read(strings: Iterable[str]) -> tuple[str, ...]:
    """The strings as they stand in `Reading.words`: contractions without their apostrophe as well."""
    found: dict[str, None] = {}
    for string in strings:
        text = " ".join(string.replace(BOUND, "").split())
        begins, ends = string[:1].isspace() and text[0].isalnum(), string[-1:].isspace() and text[-1].isalnum()
        for variant in (text, text.replace("'", "")) if "'" in text else (text,):
            found[f"{' ' * begins}{words_only(variant)}{' ' * ends}"] = None
    return tuple(found)
