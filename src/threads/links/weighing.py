"""Which candidate a comment answers: a conditional logit over named features, its numbers read from weights.toml."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from threads.links.adjacent import standing
from threads.links.candidates import BASES, Candidate
from threads.links.claims import POST, Claim
from threads.links.context import Context
from threads.links.reading import Reading
from threads.links.talk import KINDS, TalkKind
from threads.model import Basis, Link


class Weights(NamedTuple):
    """The fitted numbers, per kind of talk."""

    of: Mapping[TalkKind, Mapping[str, float]]
    certain: Mapping[TalkKind, Mapping[Basis, float]]  # how probable a parent must be for a link of this basis
    least_chance: float  # no link to a parent that is less probable, where the post may be answered instead


@cache
def weights() -> Weights:
    """The committed weights: those of all talk with what each kind adds to them."""
    data = tomllib.loads((files(__package__) / "weights.toml").read_text(encoding="utf-8"))
    shared = data["weights"]["all"]
    of: dict[TalkKind, dict[str, float]] = {}
    for kind in KINDS:
        own = data["weights"].get(kind, {})
        of[kind] = {name: shared.get(name, 0.0) + own.get(name, 0.0) for name in (*shared, *own)}
    return Weights(of, data["certain"], data["decision"]["least_chance"])


def decide(found: Sequence[Candidate], reading: Reading, context: Context, numbers: Weights) -> Link | None:
    """The link to the likeliest candidate; None where even that one is too unlikely."""
    kind = context.talk.kind
    if found and any(claim.certain for claim in found[0].claims):
        return None if found[0].parent == POST else _link(found[0], reading, context, {}, 1.0)
    chances = probabilities(found, numbers.of[kind])
    parents = [(chance, one.parent, one) for chance, one in zip(chances, found, strict=True) if one.parent != POST]
    if not parents:
        return None
    chance, _, best = max(parents, key=lambda parent: parent[:2])
    if found[0].parent == POST and chance < numbers.least_chance:
        return None  # without the post among them, chances only tell which of those that words name is meant
    return _link(best, reading, context, numbers.certain.get(kind, {}), chance)


def probabilities(found: Sequence[Candidate], weight: Mapping[str, float]) -> list[float]:
    """How probable each candidate is; together 1."""
    scores = []
    weigh = weight.get
    for one in found:
        score = 0.0
        for name, value in one.features.items():
            score += weigh(name, 0.0) * value
        scores.append(score)
    most = max(scores, default=0.0)
    raised = [math.exp(score - most) for score in scores]
    total = sum(raised)
    return [one / total for one in raised]


def _link(best: Candidate, reading: Reading, context: Context, certain: Mapping[Basis, float], chance: float) -> Link:
    """A link on the strongest basis that is certain enough, with all words and facts of that basis."""
    parent = context.comments[best.parent]
    basis: Basis = "adjacent"
    for claim in best.claims:
        if claim.certain and claim.basis:
            basis = claim.basis
            break
    else:
        named = {claim.basis for claim in best.claims}
        basis = next((b for b in BASES if b in named and chance >= certain.get(b, 0.0)), basis)
    shown = [claim for claim in best.claims if claim.basis == basis]
    if basis == "adjacent":
        words = [claim for claim in best.claims if claim.basis in BASES and claim.evidence]
        shown = [*words[:1], *shown, Claim(best.parent, "", fact=standing(reading.at - best.parent))]
    evidence = {item: None for claim in shown for item in claim.evidence}
    facts = {claim.fact: None for claim in shown if claim.fact}
    return Link(
        child_id=reading.comment.id,
        parent_id=parent.id,
        basis=basis,
        evidence=tuple(evidence),
        fact="; ".join(facts) or None,
    )
