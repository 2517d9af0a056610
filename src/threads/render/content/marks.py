"""A text in pieces: plain ones, and ones that claims of a report rest on, overlapping claims taken together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

ClaimKind = Literal["pattern", "stance", "concession", "link"]


class Claim(NamedTuple):
    """What a report says of `text[start:end]`: its kind, a name, and a definition or reason for the reader."""

    start: int
    end: int
    kind: ClaimKind
    name: str
    definition: str
    id: str = ""


class Segment(NamedTuple):
    """Words under the same claims."""

    text: str
    kinds: tuple[ClaimKind, ...]


class Said(NamedTuple):
    """A claim as it is shown beside its words; `words` are empty where the whole piece is meant."""

    kind: ClaimKind
    name: str
    definition: str
    id: str
    words: str


class Piece(NamedTuple):
    """A stretch of a text; without claims it is plain and has one segment."""

    segments: tuple[Segment, ...]
    claims: tuple[Said, ...] = ()

    @property
    def names(self) -> str:
        """What the claims are called, for places without room for definitions."""
        return ", ".join(dict.fromkeys(claim.name for claim in self.claims))


def pieces(text: str, claims: Iterable[Claim], start: int = 0, end: int | None = None) -> tuple[Piece, ...]:
    """`text[start:end]` cut where claims begin and end; their texts joined are that stretch again.

    Claims that overlap share a piece, so that each word is shown once however many claims rest on it. Claims that do
    not lie within the stretch are left out.
    """
    end = len(text) if end is None else min(end, len(text))
    kept = sorted(claim for claim in set(claims) if start <= claim.start < claim.end <= end)
    return tuple(_pieces(text, kept, start, end))


def _pieces(text: str, claims: Sequence[Claim], start: int, end: int) -> Iterator[Piece]:
    here = start
    for cluster in _clusters(claims):
        first, last = cluster[0].start, max(claim.end for claim in cluster)
        if first > here:
            yield Piece((Segment(text[here:first], ()),))
        yield Piece(tuple(_segments(text, cluster)), tuple(_said(text, cluster, first, last)))
        here = last
    if end > here:
        yield Piece((Segment(text[here:end], ()),))


def _clusters(claims: Sequence[Claim]) -> Iterator[list[Claim]]:
    """Claims in groups whose words overlap."""
    cluster: list[Claim] = []
    last = -1
    for claim in claims:
        if cluster and claim.start >= last:
            yield cluster
            cluster = []
        cluster.append(claim)
        last = max(last, claim.end)
    if cluster:
        yield cluster


def _segments(text: str, cluster: Sequence[Claim]) -> Iterator[Segment]:
    edges = sorted({edge for claim in cluster for edge in (claim.start, claim.end)})
    for start, end in pairwise(edges):
        kinds = {claim.kind: None for claim in cluster if claim.start <= start and end <= claim.end}
        yield Segment(text[start:end], tuple(kinds))


def _said(text: str, cluster: Sequence[Claim], first: int, last: int) -> Iterator[Said]:
    seen = set()
    for claim in cluster:
        whole = (claim.start, claim.end) == (first, last)
        said = Said(claim.kind, claim.name, claim.definition, claim.id, "" if whole else text[claim.start : claim.end])
        if said not in seen:
            seen.add(said)
            yield said


def window(text: str, start: int, end: int, width: int) -> tuple[int, int]:
    """About `width` characters around `text[start:end]`, cut between words where there are any."""
    spare = max(width - (end - start), 0)
    left, right = max(start - spare // 2, 0), min(end + spare - spare // 2, len(text))
    if left:
        space = max(text.find(" ", left, start), text.find("\n", left, start))
        left = space + 1 if space >= 0 else left
    if right < len(text):
        space = max(text.rfind(" ", end, right), text.rfind("\n", end, right))
        right = space if space > end else right
    return left, right
