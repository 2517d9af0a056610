"""Two reports side by side: each figure of both, the difference, and an interval where one can be given."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from threads.given import require
from threads.model import Id, Thread, Value
from threads.reports import Report, report
from threads.reports.intervals import count_interval, share_interval

FigureKind = Literal["count", "mean", "seconds", "share", "rate"]
Rounded = Annotated[float, AfterValidator(lambda number: round(number, 4))]


class Interval(Value):
    """A 95 % interval."""

    low: Rounded = Field(description="Lower limit.")
    high: Rounded = Field(description="Upper limit.")


class Estimate(Value):
    """One figure of one report: `count` out of `of` where it is a share or a rate."""

    value: Rounded | None = Field(description="Null where there is nothing to take it of.")
    count: float | None = Field(None, description="What is counted: comments, links, passages.")
    of: float | None = Field(None, description="Out of how many, or in how many words.")
    interval: Interval | None = None


class Figure(Value):
    """One figure in both reports.

    Shares have Wilson's score interval, rates per 1,000 words the exact limits of a Poisson count; differences combine
    the two as Newcombe (1998, Stat. Med. 17, method 10) and Zou & Donner (2008, Stat. Med. 27) do. They take comments
    as independent, which those of one person or one quarrel are not: read them as too narrow.
    """

    section: Literal["size", "shape", "links", "rebuttals", "patterns"] = Field(description="What the figure is about.")
    name: str = Field(description="Its name for people.")
    kind: FigureKind = Field(description="How its value is to be read; rates are per 1,000 words.")
    a: Estimate
    b: Estimate
    difference: Rounded | None = Field(description="B minus A; null where one is missing.")
    interval: Interval | None = Field(description="Of the difference; null for counts, means and times.")

    @property
    def tells(self) -> bool:
        """Whether the interval of the difference leaves out zero."""
        return self.interval is not None and (self.interval.low > 0 or self.interval.high < 0)


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
    yield _number("size", "Comments", a.thread.comments, b.thread.comments)
    yield _number("size", "Participants", a.thread.participants, b.thread.participants)
    yield _number("size", "Words", _words(a), _words(b))
    yield _share("size", "Deleted or removed", *((_removed(one), one.thread.comments) for one in (a, b)))


def _shape(a: Report, b: Report) -> Iterator[Figure]:
    yield _number("shape", "Levels of depth", a.structure.max_depth, b.structure.max_depth)
    yield _mean("shape", "Mean depth", a.structure.mean_depth, b.structure.mean_depth)
    yield _mean("shape", "Replies per comment answered", a.structure.branching.mean, b.structure.branching.mean)
    yield _mean("shape", "Structural virality", a.structure.structural_virality, b.structure.structural_virality)
    median_a, median_b = (one.structure.reply_gaps.median for one in (a, b))
    yield _mean("shape", "Median time to a reply", median_a, median_b, "seconds")
    both = ((one.structure.reciprocity.answered, one.structure.reciprocity.pairs) for one in (a, b))
    yield _share("shape", "Pairs that answer each other", *both)


def _links(a: Report, b: Report) -> Iterator[Figure]:
    both = ((sum(row.links for row in one.links.by_basis if row.basis != "stated"), _linked(one)) for one in (a, b))
    yield _share("links", "Recovered, of all links", *both)
    unknown = ((0 if one.structure.top_level_known else one.links.unlinked, one.thread.comments) for one in (a, b))
    yield _share("links", "Comments whose parent is unknown", *unknown)


def _rebuttals(a: Report, b: Report) -> Iterator[Figure]:
    yield _share("rebuttals", "Replies that disagree", *((len(r.rebuttals.links), r.rebuttals.judged) for r in (a, b)))
    yield _share("rebuttals", "Replies that agree", *((r.rebuttals.agreements, r.rebuttals.judged) for r in (a, b)))
    longest = (max((chain.rebuttals for chain in one.rebuttals.chains), default=0) for one in (a, b))
    yield _number("rebuttals", "Rebuttals in the longest chain", *longest)
    granted = ((sum(c.ended == "concession" for c in r.rebuttals.chains), len(r.rebuttals.chains)) for r in (a, b))
    yield _share("rebuttals", "Chains that end in a concession", *granted)
    returned = ((r.rebuttals.network.reciprocity.answered, r.rebuttals.network.reciprocity.pairs) for r in (a, b))
    yield _share("rebuttals", "Rebuttals returned, of pairs", *returned)


def _patterns(a: Report, b: Report) -> Iterator[Figure]:
    found = [{one.id: one.findings for one in report.patterns} for report in (a, b)]
    names = {one.id: one.name for report in (a, b) for one in report.patterns}
    for name in sorted(names, key=lambda one: (-found[0].get(one, 0) - found[1].get(one, 0), one)):
        if all(name in side for side in found) and any(side[name] for side in found):
            yield _rate(names[name], (found[0][name], _words(a)), (found[1][name], _words(b)))


def _cautions(a: Report, b: Report) -> Iterator[str]:
    if a.generator.patterns_digest != b.generator.patterns_digest:
        yield "The reports were made with different patterns: only patterns in both are compared, and may differ too."
    if a.generator.stance_digest != b.generator.stance_digest:
        yield "The reports were made with different cues of stance: their rebuttals do not compare."
    if a.structure.top_level_known != b.structure.top_level_known:
        yield "Only one source says what every comment answers: depth and rebuttals of the other are lower bounds."
    if a.source.sha256 == b.source.sha256 and a.thread.id == b.thread.id:
        yield "Both reports are of the same thread in the same file."


def _number(section: Literal["size", "shape", "rebuttals"], name: str, a: int, b: int) -> Figure:
    sides = (Estimate(value=float(a)), Estimate(value=float(b)))
    return Figure(section=section, name=name, kind="count", a=sides[0], b=sides[1], difference=b - a, interval=None)


def _mean(
    section: Literal["shape"],
    name: str,
    a: float | None,
    b: float | None,
    kind: Literal["mean", "seconds"] = "mean",
) -> Figure:
    difference = None if a is None or b is None else b - a
    sides = (Estimate(value=a), Estimate(value=b))
    return Figure(section=section, name=name, kind=kind, a=sides[0], b=sides[1], difference=difference, interval=None)


def _share(
    section: Literal["size", "shape", "links", "rebuttals"], name: str, a: tuple[int, int], b: tuple[int, int]
) -> Figure:
    one, other = (
        Estimate(value=n / of if of else None, count=n, of=of, interval=_interval(share_interval(n, of)))
        for n, of in (a, b)
    )
    return _estimated(section, name, "share", one, other)


def _rate(name: str, a: tuple[int, int], b: tuple[int, int]) -> Figure:
    one, other = (
        Estimate(value=1000 * n / of if of else None, count=n, of=of, interval=_per_1000(n, of)) for n, of in (a, b)
    )
    return _estimated("patterns", name, "rate", one, other)


def _estimated(
    section: Literal["size", "shape", "links", "rebuttals", "patterns"],
    name: str,
    kind: FigureKind,
    a: Estimate,
    b: Estimate,
) -> Figure:
    if a.value is None or b.value is None or a.interval is None or b.interval is None:
        return Figure(section=section, name=name, kind=kind, a=a, b=b, difference=None, interval=None)
    difference = b.value - a.value
    low = difference - math.hypot(b.value - b.interval.low, a.interval.high - a.value)
    high = difference + math.hypot(b.interval.high - b.value, a.value - a.interval.low)
    return Figure(
        section=section, name=name, kind=kind, a=a, b=b, difference=difference, interval=Interval(low=low, high=high)
    )


def _interval(limits: tuple[float, float] | None) -> Interval | None:
    return None if limits is None else Interval(low=limits[0], high=limits[1])


def _per_1000(count: int, words: int) -> Interval | None:
    if not words:
        return None
    low, high = count_interval(count)
    return Interval(low=1000 * low / words, high=1000 * high / words)


def _words(one: Report) -> int:
    return sum(person.words for person in one.participants)


def _removed(one: Report) -> int:
    return sum(person.removed for person in one.participants)


def _linked(one: Report) -> int:
    return sum(row.links for row in one.links.by_basis)
