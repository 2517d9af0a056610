"""The possible parents of a comment: whom the cues name, each with all that speaks for it as named numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from threads.links.adjacent import adjacent
from threads.links.answer import answer
from threads.links.attribution import attribution
from threads.links.claims import POST, Claim
from threads.links.context import Context
from threads.links.dialogue import dialogue
from threads.links.features import describe, describe_none
from threads.links.manner import Features, manner
from threads.links.marker import marker
from threads.links.mention import mention
from threads.links.order import order
from threads.links.quote import quote
from threads.links.reading import Reading
from threads.links.reference import reference
from threads.links.topic import topic
from threads.links.turns import turns
from threads.model import Basis

NAMING = (marker, quote, attribution, reference, mention, order, answer, dialogue)  # can name a parent alone
HELPING = (turns, topic, adjacent)
CUES = NAMING + HELPING
BASES: tuple[Basis, ...] = ("quote", "mention", "answer", "order")  # strongest first; adjacent is what else remains
_STRONG = frozenset({"quote", "mention"})
_ADDRESSES = ("mention_", "reference", "quote_attributed", "quote_dated")


@dataclass(slots=True)
class Candidate:
    """A possible parent (POST: none of the comments), its features, and the claims that name it."""

    parent: int
    features: Features = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)


def candidates(reading: Reading, context: Context) -> list[Candidate]:
    """All candidates, POST first if it is one; just one if a claim is certain; none where nothing names any."""
    found: dict[int, Candidate] = {POST: Candidate(POST)}
    for claim in claims(reading, context):
        candidate = found.get(claim.parent)
        if candidate is None:
            candidate = found[claim.parent] = Candidate(claim.parent, {}, [])
        candidate.claims.append(claim)
        if claim.value > candidate.features.get(claim.feature, -1.0):
            candidate.features[claim.feature] = claim.value
        if claim.certain:
            return [candidate]
    context.habits.note(reading.at, {at for at, one in found.items() if any(c.basis in _STRONG for c in one.claims)})
    named = {feature for candidate in found.values() for feature in candidate.features}
    how = manner(reading, context, addressing=any(name.startswith(_ADDRESSES) for name in named))
    quoting = "quote_words" in named
    context.quoting += quoting
    addressed = _addressed(found.values(), context) if how.addressing else frozenset()
    if context.any_may_answer_the_post:
        found = _claimed(found)
    else:
        describe_none(found[POST].features, how, quoting)
    for at, candidate in found.items():
        if at != POST:
            describe(candidate.features, at, how, reading, context)
            if addressed and context.comments[at].author not in addressed:
                candidate.features["someone_else_addressed"] = 1.0
    return list(found.values())


def _claimed(found: Mapping[int, Candidate]) -> dict[int, Candidate]:
    """The candidates that words or times name. On a page any comment may answer the article: place alone shows nothing.

    The article itself stays one if it is quoted or its author addressed; that most comments answer it is no evidence.
    """
    return {
        at: one
        for at, one in found.items()
        if (one.claims if at == POST else any(_names(claim) for claim in one.claims))
    }


def _names(claim: Claim) -> bool:
    """Whether a claim can name a parent on its own: by words or times, or by who speaks in turn."""
    return claim.basis in BASES or claim.feature == "dialogue"


def claims(reading: Reading, context: Context) -> Iterator[Claim]:
    """What the cues say, strongest first; where place says nothing, helping cues speak only of a parent named."""
    named = not context.any_may_answer_the_post
    for cue in NAMING:
        for claim in cue(reading, context):
            named = named or _names(claim)
            yield claim
    if named:
        for cue in HELPING:
            yield from cue(reading, context)


def _addressed(found: Iterable[Candidate], context: Context) -> frozenset[str | None]:
    """The authors of the candidates that are addressed by a name, a number or an attribution."""
    return frozenset(
        context.comments[candidate.parent].author
        for candidate in found
        if candidate.parent != POST and any(name.startswith(_ADDRESSES) for name in candidate.features)
    )
