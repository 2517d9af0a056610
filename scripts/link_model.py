"""The model of reply links as it is fitted: what threads ask of it, and weights of greatest penalised likelihood.

A conditional logit (McFadden 1974) over the candidates of each comment, with shared weights and what each kind of talk
adds to them, both under an L2 penalty. Needs numpy and scipy, which the package itself does not.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
from link_choices import Choice
from scipy import sparse  # type: ignore[import-untyped]
from scipy.optimize import minimize  # type: ignore[import-untyped]

from threads.links.talk import KINDS, TalkKind
from threads.links.weighing import Weights
from threads.model import Basis

# L2 of what all talk shares, and of what a kind adds. Lists without times come from places with little in common: what
# one of them shows hardly helps another.
PENALTIES: dict[str, float] = {"all": 0.2, "untimed": 3.0}
PENALTY = 0.3  # of any other kind
RARE = 8  # a feature that fewer comments have gets no weight
SMALL = 0.02
# Share of each set in the loss, beside the square root of its size. argmin2016 is small, and the only set in the order
# of a page as it was found. cocolofa's comments are written to order below an article that the file lacks, and most
# answer that.
SHARES = {"argmin2016": 2.0, "cocolofa": 0.3}
# F1 is greatest where every link is given that is right more often than half of the F1 reached (Lipton et al. 2014);
# the sets whose links are hard to find reach two thirds.
LEAST_CHANCE = 0.33
# By hand: the labelled pages are too few to fit. There several comments by the author addressed are told apart by the
# latest, since what a page prints last was read last.
PAGE = {"authors_latest": 1.0, "authors_first": -0.4, "order_above": 1.0, "answer_points_up": 1.0, "reference": 3.0}


class Design:
    """Choices as one sparse matrix, a row per candidate; `fit` takes any of them."""

    def __init__(self, many: Iterable[Choice]) -> None:
        self.posed = list(many)
        self.choices = [choice for choice in self.posed if any(choice.right)]
        self.column: dict[tuple[str, str], int] = {}
        places: list[int] = []
        values: list[float] = []
        ends, right, counts = [0], [], []
        for choice in self.choices:
            for one, is_right in zip(choice.options, choice.right, strict=True):
                for name, value in one.features.items():
                    for key in (("all", name), (choice.kind, name)):
                        places.append(self.column.setdefault(key, len(self.column)))
                        values.append(value)
                ends.append(len(places))
                right.append(is_right)
            counts.append(len(choice.options))
        self.matrix = sparse.csr_matrix((values, places, ends), shape=(len(right), len(self.column)))
        self.right, self.counts = np.array(right, dtype=float), np.array(counts)
        self.penalty = np.array([PENALTIES.get(kind, PENALTY) for kind, _ in self.column])

    def fit(self, taken: Callable[[Choice], bool], start: Any = None) -> Any:
        """The weights of greatest penalised likelihood on some choices, by column; `start` only saves time."""
        chosen = np.array([taken(choice) for choice in self.choices])
        rows = np.repeat(chosen, self.counts)
        part = _Part(self.matrix[rows], self.right[rows], self.counts[chosen], self._shares(chosen), self.penalty)
        begin = np.zeros(len(self.column)) if start is None else start
        found = minimize(part.loss, begin * part.enough, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
        return found * part.enough

    def named(self, found: Any) -> dict[str, dict[str, float]]:
        """Fitted numbers by kind of talk ("all": the shared ones) and feature, without those that say nothing."""
        by_kind: dict[str, dict[str, float]] = defaultdict(dict)
        for (kind, name), column in self.column.items():
            if abs(found[column]) >= SMALL:
                by_kind[kind][name] = round(float(found[column]), 2)
        by_kind["page"] = dict(PAGE)
        return by_kind

    def _shares(self, chosen: Any) -> Any:
        sets = [(choice.set, choice.printed) for choice, taken in zip(self.choices, chosen, strict=True) if taken]
        sizes = Counter(sets)
        return np.array([SHARES.get(one[0], 1.0) * sizes[one] ** -0.5 for one in sets])


class _Part:
    """The loss of some choices; a column that too few candidates have is left at zero."""

    def __init__(self, matrix: Any, right: Any, counts: Any, shares: Any, penalty: Any) -> None:
        self.enough = np.asarray((matrix != 0).sum(axis=0)).ravel() >= RARE
        self._rows, self._columns = matrix, matrix.T.tocsr()
        self._right, self._shares, self._penalty = right, shares, penalty
        self._starts = np.cumsum(counts) - counts
        self._group = np.repeat(np.arange(len(counts)), counts)

    def loss(self, w: Any) -> tuple[float, Any]:
        """Penalised negative log likelihood and its slope."""
        scores = self._rows @ w
        raised = np.exp(scores - np.maximum.reduceat(scores, self._starts)[self._group])
        total = np.add.reduceat(raised, self._starts)
        good = np.add.reduceat(raised * self._right, self._starts)
        loss = float(self._shares @ (np.log(total) - np.log(good))) + 0.5 * float(self._penalty @ (w * w))
        pull = raised / total[self._group] - raised * self._right / good[self._group]
        slope = self._columns @ (pull * self._shares[self._group]) + self._penalty * w
        return loss, slope * self.enough


def as_weights(
    by_kind: Mapping[str, Mapping[str, float]], certain: Mapping[TalkKind, Mapping[Basis, float]]
) -> Weights:
    """Fitted numbers as the package uses them."""
    shared = by_kind["all"]
    of: dict[TalkKind, dict[str, float]] = {}
    for kind in KINDS:
        own = by_kind.get(kind, {})
        of[kind] = {name: shared.get(name, 0.0) + own.get(name, 0.0) for name in {*shared, *own}}
    return Weights(of, certain, LEAST_CHANCE)
