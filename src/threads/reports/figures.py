"""One figure of two reports: its value in both, the difference, and an interval where one can be given."""

from __future__ import annotations

import math
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from threads.model import Value
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


def number(section: Literal["size", "shape", "rebuttals"], name: str, a: int, b: int) -> Figure:
    """A count of both sides."""
    sides = (Estimate(value=float(a)), Estimate(value=float(b)))
    return Figure(section=section, name=name, kind="count", a=sides[0], b=sides[1], difference=b - a, interval=None)


def mean(
    section: Literal["shape"],
    name: str,
    a: float | None,
    b: float | None,
    kind: Literal["mean", "seconds"] = "mean",
) -> Figure:
    """A mean, or a time, of both sides; null where one has none."""
    difference = None if a is None or b is None else b - a
    sides = (Estimate(value=a), Estimate(value=b))
    return Figure(section=section, name=name, kind=kind, a=sides[0], b=sides[1], difference=difference, interval=None)


def share(
    section: Literal["size", "shape", "links", "rebuttals"], name: str, a: tuple[int, int], b: tuple[int, int]
) -> Figure:
    """A share of both sides, each as (so many, of how many)."""
    one, other = (
        Estimate(value=n / of if of else None, count=n, of=of, interval=_interval(share_interval(n, of)))
        for n, of in (a, b)
    )
    return _estimated(section, name, "share", one, other)


def rate(name: str, a: tuple[int, int], b: tuple[int, int]) -> Figure:
    """Passages of a pattern on both sides, each as (so many, in how many words)."""
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
