"""The possible parents of a comment: whom the cues name, each with all that speaks for it as named numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from threads.links.adjacent import adjacent
from threads.links.answer import answer
from threads.links.attribution import attribution
from threads.links.claims import POST, Claim
from threads.links.context import Context
from threads.links.features import Features, describe, describe_none, manner
from threads.links.marker import marker
from threads.links.mention import mention
from threads.links.order import order
from threads.links.quote import quote
from threads.links.reading import Reading
from threads.links.reference import reference
from threads.links.topic import topic
from threads.links.turns import turns

CUES = (marker, quote, attribution, reference, mention, order, answer, turns, topic, adjacent)
_ADDRESSES = ("mention_", "reference", "quote_attributed", "quote_dated")


@dataclass(slots=True)
class Candidate:
    """A possible parent (POST: none of the comments), its features, and the claims that name it."""

    parent: int
    features: Features = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)


def candidates(reading: Reading, context: Context) -> list[Candidate]:
    """All candidates, POST first; just one if a claim is certain."""
    found: dict[int, Candidate] = {POST: Candidate(POST)}
    for claim in claims(reading, context):
        candidate = found.get(claim.parent)
        if candidate is None:
            candidate = found[claim.parent] = Candidate(claim.parent)
        candidate.claims.append(claim)
        if claim.value > candidate.features.get(claim.feature, -1.0):
            candidate.features[claim.feature] = claim.value
        if claim.certain:
            return [candidate]
    named = {feature for candidate in found.values() for feature in candidate.features}
    how = manner(reading, context, addressing=any(name.startswith(_ADDRESSES) for name in named))
    quoting = "quote_words" in named
    context.quoting += quoting
    addressed = _addressed(found.values(), context) if how.addressing else frozenset()
    describe_none(found[POST].features, how, quoting, reading, context)
    for at, candidate in found.items():
        if at != POST:
            describe(candidate.features, at, how, reading, context)
            if addressed and context.comments[at].author not in addressed:
                candidate.features["someone_else_addressed"] = 1.0
    return list(found.values())


def claims(reading: Reading, context: Context) -> Iterator[Claim]:
    """What the cues say, strongest first."""
    for cue in CUES:
        yield from cue(reading, context)


def _addressed(found: Iterable[Candidate], context: Context) -> frozenset[str | None]:
    """The authors of the candidates that are addressed by a name, a number or an attribution."""
    return frozenset(
        context.comments[candidate.parent].author
        for candidate in found
        if candidate.parent != POST and any(name.startswith(_ADDRESSES) for name in candidate.features)
    )
