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
from collections.abc import Iterable, Mapping, Sequence
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
FOLDS, FOLDS_OF_FEW, FEW_THREADS = 2, 5, 40
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
    """One comment: its kind of talk, and its candidates with which of them are right."""

    kind: TalkKind
    options: list[Candidate]
    right: list[bool]


def choices(thread: Labelled, weights: Weights | None) -> list[Choice]:
    """The choices that a thread poses, earlier links being the true ones, or those that these weights find."""
    context = prepare(thread.transcript)
    place = context.place
    links = {} if weights is None else {one.child_id: one.parent_id for one in recover(thread.transcript, {}, weights)}
    found = []
    for at, comment in enumerate(thread.transcript.comments):
        reading = read(at, comment)
        options = candidates(reading, context)
        wanted = thread.parents[at]
        if at and wanted is not None:
            right = [(one.parent in wanted) if wanted else one.parent == POST for one in options]
            found.append(Choice(context.talk.kind, options, right))
        earlier = [parent for parent in wanted or () if parent < at]
        parent = max(earlier, default=None) if weights is None else place.get(links.get(comment.id, ""))
        context.add(reading, parent if parent is None or parent < at else None)
    return found


class Design:
    """Choices of several sets as one sparse matrix, a row per candidate."""

    def __init__(self, sets: Mapping[str, Sequence[Choice]]) -> None:
        counts: Counter[tuple[str, str]] = Counter()
        sets = {name: [choice for choice in many if any(choice.right)] for name, many in sets.items()}
        for many in sets.values():
            for choice in many:
                counts.update((choice.kind, name) for name in {name for one in choice.options for name in one.features})
        self.shared = sorted({name for (_, name), n in counts.items() if n >= RARE})
        self.own = sorted(key for key, n in counts.items() if n >= RARE)
        self._column = {("all", name): n for n, name in enumerate(self.shared)}
        self._column |= {key: n for n, key in enumerate(self.own, len(self.shared))}
        self._fill(sets)
        self.penalty = np.array([SHARED_PENALTY] * len(self.shared) + [KIND_PENALTY] * len(self.own))

    def _fill(self, sets: Mapping[str, Sequence[Choice]]) -> None:
        entries: list[tuple[int, int, float]] = []
        right: list[bool] = []
        starts, shares = [], []
        for set_name, many in sets.items():
            for choice in many:
                starts.append(len(right))
                shares.append(SHARES.get(set_name, 1.0) * len(many) ** -0.5)
                for one, is_right in zip(choice.options, choice.right, strict=True):
                    for name, value in one.features.items():
                        keys = (("all", name), (choice.kind, name))
                        entries += [(len(right), self._column[key], value) for key in keys if key in self._column]
                    right.append(is_right)
        rows, columns, values = zip(*entries, strict=True)
        self.matrix = sparse.csr_matrix((values, (rows, columns)), shape=(len(right), len(self._column)))
        self.starts, self.shares = np.array(starts), np.array(shares)
        self.group = np.repeat(np.arange(len(starts)), np.diff([*starts, len(right)]))
        self.right = np.array(right, dtype=float)

    def fit(self) -> dict[str, dict[str, float]]:
        """The weights of greatest penalised likelihood, by kind of talk ("all": the shared ones)."""
        start = np.zeros(self.matrix.shape[1])
        found = minimize(self._loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
        by_kind: dict[str, dict[str, float]] = defaultdict(dict)
        for (kind, name), column in self._column.items():
            if abs(found[column]) >= SMALL:
                by_kind[kind][name] = round(float(found[column]), 2)
        by_kind["page"] = dict(PAGE)
        return by_kind

    def _loss(self, w: Any) -> tuple[float, Any]:
        scores = self.matrix @ w
        raised = np.exp(scores - np.maximum.reduceat(scores, self.starts)[self.group])
        total = np.add.reduceat(raised, self.starts)
        good = np.add.reduceat(raised * self.right, self.starts)
        loss = float(self.shares @ (np.log(total) - np.log(good))) + 0.5 * float(self.penalty @ (w * w))
        pull = raised / total[self.group] - raised * self.right / good[self.group]
        return loss, self.matrix.T @ (pull * self.shares[self.group]) + self.penalty * w


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


def certainty(sets: Mapping[str, Sequence[Choice]], weights: Weights) -> dict[TalkKind, dict[Basis, float]]:
    """Per kind of talk and strong basis, how probable a parent must be for every set's links of it to be right."""
    seen: dict[tuple[TalkKind, Basis], dict[str, list[tuple[float, bool]]]] = defaultdict(lambda: defaultdict(list))
    for name, many in sets.items():
        for choice in many:
            chances = probabilities(choice.options, weights.of[choice.kind])
            best = int(np.argmax(chances))
            named = {claim.basis for claim in choice.options[best].claims}
            basis = next((basis for basis in BASES if basis in named), None)
            if basis in STRONG and choice.options[best].parent != POST:
                seen[choice.kind, basis][name].append((chances[best], choice.right[best]))
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
        if all(np.mean(one) >= WANTED for one in [*above, pooled] if len(one) >= FEW) and len(pooled) >= FEW:
            return step
    return STEPS[-1]


def fitted(sets: Mapping[str, Sequence[Choice]]) -> tuple[Weights, dict[str, dict[str, float]]]:
    """Weights with their thresholds, and the same as they are written."""
    by_kind = Design(sets).fit()
    weights = as_weights(by_kind, {})
    return as_weights(by_kind, certainty(sets, weights)), by_kind


def scores(name: str, threads: Sequence[Labelled], weights: Weights) -> LinkScores:
    """How right the links are that these weights give."""
    return score_links(name, threads, ([*recover(thread.transcript, {}, weights)] for thread in threads))


def sum_of(parts: Iterable[LinkScores]) -> float:
    """F1 of several parts of one set together."""
    parts = tuple(parts)
    return 2 * sum(p.right for p in parts) / max(1, sum(p.found + p.true for p in parts))


def held_out(name: str, threads: Sequence[Labelled], each: Mapping[str, list[list[Choice]]]) -> tuple[float, float]:
    """F1 of a set when parts of its threads are left out in turn, and when all of it is."""
    others = {other: flat(many) for other, many in each.items() if other != name}
    parts = FOLDS_OF_FEW if len(threads) <= FEW_THREADS else FOLDS
    folds = []
    for fold in range(parts):
        kept = flat([many for n, many in enumerate(each[name]) if n % parts != fold])
        weights, _ = fitted({**others, name: kept})
        folds.append(scores(name, [one for n, one in enumerate(threads) if n % parts == fold], weights))
    return sum_of(folds), scores(name, threads, fitted(others)[0]).f1


def flat(many: Iterable[list[Choice]]) -> list[Choice]:
    """The choices of several threads."""
    return [choice for one in many for choice in one]


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
    first, _ = fitted({name: flat(choices(one, None) for one in many[:MOST]) for name, many in threads.items()})
    each = {name: [choices(one, first) for one in many[:MOST]] for name, many in threads.items()}
    weights, by_kind = fitted({name: flat(many) for name, many in each.items()})
    figures = {name: scores(name, many, weights) for name, many in threads.items()}
    lines = {name: _line(own, "") for name, own in figures.items()}
    args.out.write_text(written(by_kind, weights, lines.values()), encoding="utf-8")
    for name, own in figures.items():
        if not args.quick:
            inner, outer = held_out(name, threads[name], each)
            lines[name] = _line(own, f"  folds {inner:.3f}  left out {outer:.3f}")
        print(lines[name], {basis: f"{right}/{found}" for basis, (right, found) in own.bases.items()}, flush=True)
    args.out.write_text(written(by_kind, weights, lines.values()), encoding="utf-8")


def _line(own: LinkScores, rest: str) -> str:
    size = f"{own.threads:>5} threads {own.comments:>6} comments {own.true:>5} links"
    return f"{own.set:<11}{size}  fitted {own.f1:.3f}{rest}"


if __name__ == "__main__":
    main()
