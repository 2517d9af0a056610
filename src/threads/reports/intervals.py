"""Confidence intervals of 95 %: of a count that a rate is made of, and of a share."""

from __future__ import annotations

from functools import cache
from math import exp, sqrt

_Z = 1.959963984540054  # the normal distribution's 97.5th percentile
_TAIL = 0.025
_EXACT = 200  # up to this count the limits are solved for; above, the closed form is right to five digits
_HALVINGS = 60


def count_interval(count: int) -> tuple[float, float]:
    """Limits of the mean of a Poisson distribution of which `count` was seen (Garwood 1936, Biometrika 28).

    Exact up to 200; above by the closed form of Byar (Breslow & Day 1987, Statistical Methods in Cancer Research II,
    p. 69). It takes passages for independent of each other, which those of one heated comment are not: read it as the
    least uncertainty there is.
    """
    return _exact(count) if count <= _EXACT else (_byar(count, -_Z), _byar(count + 1, _Z))


def share_interval(hits: int, of: int) -> tuple[float, float] | None:
    """Limits of a share by the score interval of Wilson (1927, J. Am. Stat. Assoc. 22); None of nothing."""
    if not of:
        return None
    share, spread = hits / of, _Z * _Z / of
    middle = share + spread / 2
    half = _Z * sqrt(share * (1 - share) / of + spread / (4 * of))
    low, high = ((middle - half) / (1 + spread), (middle + half) / (1 + spread))
    return (0.0 if hits == 0 else low, 1.0 if hits == of else high)


@cache
def _exact(count: int) -> tuple[float, float]:
    return (_mean(count - 1, 1 - _TAIL) if count else 0.0, _mean(count, _TAIL))


def _mean(most: int, share: float) -> float:
    """The mean of the Poisson distribution that gives at most `most` with this probability, by halving."""
    low, high = 0.0, 2.0 * most + 10
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if _at_most(most, middle) > share else (low, middle)
    return (low + high) / 2


def _at_most(most: int, mean: float) -> float:
    term = total = exp(-mean)
    for k in range(1, most + 1):
        term *= mean / k
        total += term
    return total


def _byar(count: int, z: float) -> float:
    return float(count * (1 - 1 / (9 * count) + z / (3 * sqrt(count))) ** 3)
