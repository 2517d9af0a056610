"""Two reports side by side: each figure of both, the difference, and an interval where one can be given."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from threads.given import require
from threads.model import Id, Thread, Value
from threads.reports import Report, report
from threads.reports.figures import Figure, mean, number, rate, share


class Compared(Value):
    """Which report stands on one side."""

    id: Id = Field(description="Of the thread.")
    title: str | None = Field(description="As the source has it.")
    source: str = Field(description="Name of the file.")
    first: str | None = Field(description="Earliest comment.")
    last: str | None = Field(description="Latest comment.")


class Comparison(Value):
    """Two reports compared; B minus A. `cautions` say why figures may not be comparable."""

    schema_version: Literal["1.0"] = Field("1.0", description="Of this schema.")
    a: Compared
    b: Compared
    figures: tuple[Figure, ...]
    in_both: tuple[str, ...] = Field(description="Names that take part in both, in the order of A.")
    cautions: tuple[str, ...] = Field(description="Why figures may not compare, a sentence each.")


def compare(a: Report | Thread, b: Report | Thread) -> Comparison:
    """The comparison of two reports, or of two threads: size, shape, links, rebuttals, each pattern found in either."""
    for one in (a, b):
        require(one, "compare", Thread, Report)
    a, b = (one if isinstance(one, Report) else report(one) for one in (a, b))
    names = {person.name for person in b.participants}
    return Comparison(
        a=_compared(a),
        b=_compared(b),
        figures=(*_size(a, b), *_shape(a, b), *_links(a, b), *_rebuttals(a, b), *_patterns(a, b)),
        in_both=tuple(p.name for p in a.participants if p.name is not None and p.name in names),
        cautions=tuple(_cautions(a, b)),
    )


def _compared(one: Report) -> Compared:
    about = one.thread
    return Compared(id=about.id, title=about.title, source=one.source.name, first=about.first, last=about.last)


def _size(a: Report, b: Report) -> Iterator[Figure]:
    yield number("size", "Comments", a.thread.comments, b.thread.comments)
    yield number("size", "Participants", a.thread.participants, b.thread.participants)
    yield number("size", "Words", _words(a), _words(b))
    yield share("size", "Deleted or removed", *((_removed(one), one.thread.comments) for one in (a, b)))


def _shape(a: Report, b: Report) -> Iterator[Figure]:
    yield number("shape", "Levels of depth", a.structure.max_depth, b.structure.max_depth)
    yield mean("shape", "Mean depth", a.structure.mean_depth, b.structure.mean_depth)
    yield mean("shape", "Replies per comment answered", a.structure.branching.mean, b.structure.branching.mean)
    yield mean("shape", "Structural virality", a.structure.structural_virality, b.structure.structural_virality)
    median_a, median_b = (one.structure.reply_gaps.median for one in (a, b))
    yield mean("shape", "Median time to a reply", median_a, median_b, "seconds")
    both = ((one.structure.reciprocity.answered, one.structure.reciprocity.pairs) for one in (a, b))
    yield share("shape", "Pairs that answer each other", *both)


def _links(a: Report, b: Report) -> Iterator[Figure]:
    both = ((sum(row.links for row in one.links.by_basis if row.basis != "stated"), _linked(one)) for one in (a, b))
    yield share("links", "Recovered, of all links", *both)
    unknown = ((0 if one.structure.top_level_known else one.links.unlinked, one.thread.comments) for one in (a, b))
    yield share("links", "Comments whose parent is unknown", *unknown)


def _rebuttals(a: Report, b: Report) -> Iterator[Figure]:
    yield share("rebuttals", "Replies that disagree", *((len(r.rebuttals.links), r.rebuttals.judged) for r in (a, b)))
    yield share("rebuttals", "Replies that agree", *((r.rebuttals.agreements, r.rebuttals.judged) for r in (a, b)))
    longest = (max((chain.rebuttals for chain in one.rebuttals.chains), default=0) for one in (a, b))
    yield number("rebuttals", "Rebuttals in the longest chain", *longest)
    granted = ((sum(c.ended == "concession" for c in r.rebuttals.chains), len(r.rebuttals.chains)) for r in (a, b))
    yield share("rebuttals", "Chains that end in a concession", *granted)
    returned = ((r.rebuttals.network.reciprocity.answered, r.rebuttals.network.reciprocity.pairs) for r in (a, b))
    yield share("rebuttals", "Rebuttals returned, of pairs", *returned)


def _patterns(a: Report, b: Report) -> Iterator[Figure]:
    found = [{one.id: one.findings for one in report.patterns} for report in (a, b)]
    names = {one.id: one.name for report in (a, b) for one in report.patterns}
    for name in sorted(names, key=lambda one: (-found[0].get(one, 0) - found[1].get(one, 0), one)):
        if all(name in side for side in found) and any(side[name] for side in found):
            yield rate(names[name], (found[0][name], _words(a)), (found[1][name], _words(b)))


def _cautions(a: Report, b: Report) -> Iterator[str]:
    if a.generator.patterns_digest != b.generator.patterns_digest:
        yield "The reports were made with different patterns: only patterns in both are compared, and may differ too."
    if a.generator.stance_digest != b.generator.stance_digest:
        yield "The reports were made with different cues of stance: their rebuttals do not compare."
    if a.structure.top_level_known != b.structure.top_level_known:
        yield "Only one source says what every comment answers: depth and rebuttals of the other are lower bounds."
    if a.source.sha256 == b.source.sha256 and a.thread.id == b.thread.id:
        yield "Both reports are of the same thread in the same file."


def _words(one: Report) -> int:
    return sum(person.words for person in one.participants)


def _removed(one: Report) -> int:
    return sum(person.removed for person in one.participants)


def _linked(one: Report) -> int:
    return sum(row.links for row in one.links.by_basis)
