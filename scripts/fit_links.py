"""Fit what each cue of reply links is worth on labelled threads, and write it as readable TOML.

usage: python scripts/fit_links.py DIR [--out src/threads/links/weights.toml]

DIR holds NAME.A.ndjson, as `threads measure links` reads them. Needs numpy and scipy, which the package itself
does not. A conditional logit (McFadden 1974) over the candidates
of each comment, with shared weights and what each kind of talk adds to them, both under an L2 penalty. Prints what to
expect of the threads fitted on, of other threads of the same sets (folds), and of other sets (each left out in
turn); the figures stand at the head of the file written.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse  # type: ignore[import-untyped]
from scipy.optimize import minimize  # type: ignore[import-untyped]

from threads.links import recover
from threads.links.candidates import BASES, Candidate, candidates
from threads.links.claims import POST
from threads.links.context import prepare
from threads.links.reading import read
from threads.links.talk import KINDS, TalkKind
from threads.links.weighing import Weights, probabilities
from threads.measure import Labelled, LinkScores, labelled_threads, score_links
from threads.model import Basis

SHARED_PENALTY, KIND_PENALTY = 0.1, 0.3
MOST = 400  # threads of a set; more of a kind add time only
FOLDS = 5
RARE = 8  # a feature that fewer comments have gets no weight
SMALL = 0.02
# Share of each set in the loss, beside the square root of its size. argmin2016 is small, and the only set in the order
# of a page. cocolofa's comments are written to order below an article that the file lacks; most answer that.
SHARES = {"argmin2016": 3.0, "cocolofa": 0.3}
NONE_OVER_BEST = 1.4  # F1 of every set is flat from 1 to 2
STRONG: tuple[Basis, ...] = ("quote", "mention")
WANTED = 0.965  # least precision of a strong basis within a kind of talk, on the threads fitted on
FEW = 20  # links that must show it
STEPS = tuple(n / 100 for n in range(30, 100))
# By hand: the labelled pages are too few to fit. There several comments by the author addressed are told apart by the
# latest, since what a page prints last was read last.
PAGE = {"authors_latest": 1.0, "authors_first": -0.4, "order_above": 1.0, "answer_points_up": 1.0, "reference": 3.0}
HEAD = """\
# What each cue of reply links is worth. Written by scripts/fit_links.py; see there for the method.
# Weights are added logits of a candidate parent; those of a kind of talk are added to those of all.
# F1 on the threads fitted on, on other threads of the same sets (folds), on a set left out:
"""


class Choice(NamedTuple):
    """One comment: its set, its fold in it, its kind of talk, and its candidates with which of them are right."""

    set: str
    fold: int
    kind: TalkKind
    options: list[Candidate]
    right: list[bool]


def choices(name: str, threads: Sequence[Labelled], weights: Weights | None) -> Iterator[Choice]:
    """The choices that the threads of a set pose."""
    for n, thread in enumerate(threads[:MOST]):
        yield from _of_thread(name, n % FOLDS, thread, weights)


def _of_thread(name: str, fold: int, thread: Labelled, weights: Weights | None) -> Iterator[Choice]:
    """The choices that a thread poses, earlier links being the true ones, or those that these weights find."""
    context = prepare(thread.transcript)
    place = context.place
    links = {} if weights is None else {one.child_id: one.parent_id for one in recover(thread.transcript, {}, weights)}
    for at, comment in enumerate(thread.transcript.comments):
        reading = read(at, comment)
        options = candidates(reading, context)
        wanted = thread.parents[at]
        if at and wanted is not None:
            right = [(one.parent in wanted) if wanted else one.parent == POST for one in options]
            yield Choice(name, fold, context.talk.kind, options, right)
        earlier = [parent for parent in wanted or () if parent < at]
        parent = max(earlier, default=None) if weights is None else place.get(links.get(comment.id, ""))
        context.add(reading, parent if parent is None or parent < at else None)


class Design:
    """Choices as one sparse matrix, a row per candidate; `fit` takes any of them."""

    def __init__(self, many: Iterable[Choice]) -> None:
        self.choices = [choice for choice in many if any(choice.right)]
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
        self.penalty = np.array([SHARED_PENALTY if kind == "all" else KIND_PENALTY for kind, _ in self.column])

    def fit(self, taken: Callable[[Choice], bool], start: Any = None) -> Any:
        """The weights of greatest penalised likelihood on some choices, by column; `start` only saves time."""
        chosen = np.array([taken(choice) for choice in self.choices])
        rows = np.repeat(chosen, self.counts)
        part = _Part(self.matrix[rows], self.right[rows], self.counts[chosen], self._shares(chosen), self.penalty)
        begin = np.zeros(len(self.column)) if start is None else start
        found = minimize(part.loss, begin * part.enough, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
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
        sets = [choice.set for choice, taken in zip(self.choices, chosen, strict=True) if taken]
        sizes = Counter(sets)
        return np.array([SHARES.get(name, 1.0) * sizes[name] ** -0.5 for name in sets])


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
    return Weights(of, certain, NONE_OVER_BEST)


def certainty(many: Iterable[Choice], weights: Weights) -> dict[TalkKind, dict[Basis, float]]:
    """Per kind of talk and strong basis, how probable a parent must be for every set's links of it to be right."""
    seen: dict[tuple[TalkKind, Basis], dict[str, list[tuple[float, bool]]]] = defaultdict(lambda: defaultdict(list))
    for choice in many:
        chances = probabilities(choice.options, weights.of[choice.kind])
        best = int(np.argmax(chances))
        named = {claim.basis for claim in choice.options[best].claims}
        basis = next((basis for basis in BASES if basis in named), None)
        if basis in STRONG and choice.options[best].parent != POST:
            seen[choice.kind, basis][choice.set].append((chances[best], bool(choice.right[best])))
    return {
        kind: {basis: _least(list(seen[kind, basis].values())) for basis in STRONG if seen.get((kind, basis))}
        for kind in KINDS
        if kind != "page"
    }


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


def scores(name: str, threads: Sequence[Labelled], weights: Weights) -> LinkScores:
    """How right the links are that these weights give."""
    return score_links(name, threads, ([*recover(thread.transcript, {}, weights)] for thread in threads))


def sum_of(parts: Iterable[LinkScores]) -> float:
    """F1 of several parts of one set together."""
    parts = tuple(parts)
    return 2 * sum(p.right for p in parts) / max(1, sum(p.found + p.true for p in parts))


def in_folds(design: Design, start: Any, threads: Mapping[str, Sequence[Labelled]]) -> dict[str, float]:
    """F1 of each set where a part of the threads of every set is left out in turn."""
    parts: dict[str, list[LinkScores]] = defaultdict(list)
    for fold in range(FOLDS):
        weights = as_weights(design.named(design.fit(lambda choice, fold=fold: choice.fold != fold, start)), {})  # type: ignore[misc]
        for name, many in threads.items():
            parts[name].append(scores(name, many[:MOST][fold::FOLDS], weights))
    return {name: sum_of(each) for name, each in parts.items()}


def without(name: str, design: Design, start: Any, threads: Sequence[Labelled]) -> float:
    """F1 of a set that is left out."""
    return scores(name, threads, as_weights(design.named(design.fit(lambda choice: choice.set != name, start)), {})).f1


def written(by_kind: Mapping[str, Mapping[str, float]], weights: Weights, lines: Iterable[str]) -> str:
    """The file that the package reads."""
    parts = [HEAD, *(f"# {line}\n" for line in lines), f"\n[decision]\nnone_over_best = {NONE_OVER_BEST}\n"]
    for talk, certain in weights.certain.items():
        if certain:
            parts.append(f"\n[certain.{talk}]\n" + "".join(f"{b} = {v}\n" for b, v in certain.items()))
    for kind in ("all", *KINDS):
        comment = "# set by hand\n" if kind == "page" else ""
        values = "".join(f"{name} = {value}\n" for name, value in sorted(by_kind.get(kind, {}).items()))
        parts.append(f"\n{comment}[weights.{kind}]\n{values}")
    return "".join(parts)


def main() -> None:
    """Fit, print the figures, write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, default=Path("src/threads/links/weights.toml"))
    parser.add_argument("--quick", action="store_true", help="fit and score only, without leaving anything out")
    args = parser.parse_args()
    threads = {path.name.split(".")[0]: labelled_threads(path) for path in sorted(args.folder.glob("*.A.ndjson"))}
    first = Design(choice for name, many in threads.items() for choice in choices(name, many, None))
    found = as_weights(first.named(first.fit(lambda _: True)), {})
    design = Design(choice for name, many in threads.items() for choice in choices(name, many, found))
    fitted = design.fit(lambda _: True)
    by_kind = design.named(fitted)
    plain = as_weights(by_kind, {})
    posed = (choice for name, many in threads.items() for choice in choices(name, many, plain))
    weights = as_weights(by_kind, certainty(posed, plain))
    figures = {name: scores(name, many, weights) for name, many in threads.items()}
    lines = {name: _line(own, "") for name, own in figures.items()}
    args.out.write_text(written(by_kind, weights, lines.values()), encoding="utf-8")
    for name, own in figures.items():
        print(lines[name], {basis: f"{right}/{found}" for basis, (right, found) in own.bases.items()}, flush=True)
    if args.quick:
        return
    inner = in_folds(design, fitted, threads)
    for name, own in figures.items():
        outer = without(name, design, fitted, threads[name])
        lines[name] = _line(own, f"  folds {inner[name]:.3f}  left out {outer:.3f}")
        print(lines[name], flush=True)
    args.out.write_text(written(by_kind, weights, lines.values()), encoding="utf-8")


def _line(own: LinkScores, rest: str) -> str:
    size = f"{own.threads:>5} threads {own.comments:>6} comments {own.true:>5} links"
    return f"{own.set:<11}{size}  fitted {own.f1:.3f}{rest}"


if __name__ == "__main__":
    main()
