"""How probable a parent must be for its link to count as a quotation or a mention, on labelled threads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from link_choices import Choice

from threads.links.claims import POST
from threads.links.talk import KINDS, TalkKind
from threads.links.weighing import Weights, probabilities
from threads.model import Basis

STRONG: tuple[Basis, ...] = ("quote", "mention")
WANTED = 0.965  # least precision of a strong basis within a kind of talk, on threads fitted on and on others
FEW = 20  # links that must show it
STEPS = tuple(n / 100 for n in range(30, 100))


class Judged(NamedTuple):
    """The likeliest parent of a comment: its chance, the strong bases that name it, and whether it is right."""

    set: str
    kind: TalkKind
    bases: tuple[Basis, ...]
    chance: float
    right: bool


def judged(many: Iterable[Choice], weights: Weights) -> Iterator[Judged]:
    """The comments whose likeliest parent is named by words."""
    for choice in many:
        each = probabilities(choice.options, weights.of[choice.kind])
        best = int(np.argmax(each))
        one = choice.options[best]
        named = {claim.basis for claim in one.claims if not claim.certain}
        bases = tuple(basis for basis in STRONG if basis in named)
        if bases and one.parent != POST and not any(claim.certain for claim in one.claims):
            yield Judged(choice.set, choice.kind, bases, each[best], bool(choice.right[best]))


def certainty(many: Iterable[Judged]) -> dict[TalkKind, dict[Basis, float]]:
    """Per kind of talk and strong basis, how probable a parent must be for every set's links of it to be right.

    Sets count twice, as fitted and in folds: weights are surer of the threads that they were fitted on.
    """
    by_kind: dict[TalkKind, list[Judged]] = defaultdict(list)
    for one in many:
        by_kind[one.kind].append(one)
    found: dict[TalkKind, dict[Basis, float]] = defaultdict(dict)
    for kind in KINDS:
        left = by_kind[kind] if kind != "page" else []
        for basis in STRONG:  # strongest first: a link has the first of its bases that is certain enough
            seen: dict[str, list[tuple[float, bool]]] = defaultdict(list)
            for one in left:
                if basis in one.bases:
                    seen[one.set].append((one.chance, one.right))
            if seen:
                least = found[kind][basis] = _least(list(seen.values()))
                left = [one for one in left if basis not in one.bases or one.chance < least]
    return found


def _least(sets: list[list[tuple[float, bool]]]) -> float:
    """The least probability above which the links of every set that has enough of them are right often enough."""
    for step in STEPS:
        above = [[right for chance, right in one if chance >= step] for one in sets]
        pooled = [right for one in above for right in one]
        if len(pooled) >= FEW and all(_right_enough(one) for one in [*above, pooled] if len(one) >= FEW):
            return step
    return STEPS[-1]


def _right_enough(links: Sequence[bool]) -> bool:
    """Whether so many are right; a single wrong one among few shows nothing."""
    return links.count(False) <= max(1.0, (1 - WANTED) * len(links))
