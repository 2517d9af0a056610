"""How uncivil a chain of rebuttals is, and whether that rises, falls or stays from its first half to its second."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, lgamma, log
from typing import Literal, NamedTuple

from pydantic import Field

from threads.model import Value, unchecked

LEVEL = 0.1
"""The p up to which a difference of the halves counts as a rise or a fall."""

Course = Literal["rises", "falls", "stays", "none", "too little"]


class Said(NamedTuple):
    """What one comment adds: its own words, and how many of its passages read as an attack on persons."""

    words: int
    uncivil: int


class Rate(Value):
    """Uncivil passages in a number of own words."""

    passages: int = Field(description="How many they are.")
    words: int = Field(description="Own words that they are counted in.")
    per_100_words: float | None = Field(description="Null without words.")


class Incivility(Value):
    """Passages along a chain that read as a pattern of the family `attack-on-persons`; overlapping ones count once.

    `halves` are the first and the last half of the chain's comments; the middle one of an odd number belongs to
    neither. `p` is of the exact conditional test that both have the same rate per word (Przyborowski & Wilenski 1940,
    Biometrika 31), two-sided by doubling the smaller tail. `course`: `none` without a passage in the whole chain;
    `too little` if no split of the passages over the halves could have p up to 0.1; `rises` or `falls` if it is up to
    0.1, else `stays`. Short chains seldom tell by themselves; the counts of many chains can be added up.
    """

    whole: Rate
    halves: tuple[Rate, Rate]
    course: Course = Field(description="From the first half to the second, see above.")
    p: float | None = Field(description="Null where either half has no words, or none has a passage.")


_rate_of, _incivility = unchecked(Rate), unchecked(Incivility)


def incivility(said: Sequence[Said]) -> Incivility:
    """The incivility of a chain, from what each of its comments adds, in order. Linear in comments and passages."""
    half, words, passages = len(said) // 2, [one.words for one in said], [one.uncivil for one in said]
    whole, first = _rate(words, passages), _rate(words[:half], passages[:half])
    second = _rate(words[len(said) - half :], passages[len(said) - half :])
    chances = _chances(first, second)
    p = _two_sided(chances, second.passages) if chances else None
    course = _course(whole, chances, second.passages, p)
    return _incivility(whole=whole, halves=(first, second), course=course, p=p)


def _rate(each_words: list[int], each_passages: list[int]) -> Rate:
    words, passages = sum(each_words), sum(each_passages)
    return _rate_of(passages=passages, words=words, per_100_words=round(100 * passages / words, 3) if words else None)


def _course(whole: Rate, chances: list[float], later: int, p: float | None) -> Course:
    if not whole.passages:
        return "none"
    if p is None or min(_two_sided(chances, 0), _two_sided(chances, len(chances) - 1)) > LEVEL:
        return "too little"
    if p > LEVEL:
        return "stays"
    return "rises" if sum(chances[later:]) < sum(chances[: later + 1]) else "falls"


def _chances(first: Rate, second: Rate) -> list[float]:
    """P of 0, 1, ... of the passages being in the second half, if each word is as likely as any to begin one."""
    count, words = first.passages + second.passages, first.words + second.words
    if not (count and first.words and second.words):
        return []
    share = second.words / words
    return [exp(_log_choose(count, k) + k * log(share) + (count - k) * log(1 - share)) for k in range(count + 1)]


def _two_sided(chances: Sequence[float], at: int) -> float:
    # The nudge settles ties such as 0.03125, which the last bit of a logarithm would round either way
    return round(min(1.0, 2 * min(sum(chances[: at + 1]), sum(chances[at:])) + 1e-12), 4)


def _log_choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
