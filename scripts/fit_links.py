"""Fit what each cue of reply links is worth on labelled threads, and write it as readable TOML.

usage: python scripts/fit_links.py DIR [--out src/threads/links/weights.toml]

DIR holds NAME.A.ndjson, as `threads measure links` reads them. What is fitted stands in `link_model.py` beside this.
Prints what to expect of the threads fitted on, of other threads of the same sets (folds), and of other sets (each left
out in turn); the figures stand at the head of the file written. How probable a parent must be for its link to count as
a quotation or a mention is set on both.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from link_model import FOLDS, LEAST_CHANCE, MOST, Choice, Design, as_weights, choices

from threads.links import recover
from threads.links.claims import POST
from threads.links.talk import KINDS, TalkKind
from threads.links.weighing import Weights, probabilities
from threads.measure import Labelled, LinkScores, labelled_threads, score_links
from threads.model import Basis

STRONG: tuple[Basis, ...] = ("quote", "mention")
WANTED = 0.965  # least precision of a strong basis within a kind of talk, on threads fitted on and on others
FEW = 20  # links that must show it
STEPS = tuple(n / 100 for n in range(30, 100))
HEAD = """\
# What each cue of reply links is worth. Written by scripts/fit_links.py; see there for the method.
# Weights are added logits of a candidate parent; those of a kind of talk are added to those of all.
# F1 on the threads fitted on, on other threads of the same sets (folds), on a set left out:
"""


class Judged(NamedTuple):
    """The likeliest parent of a comment: its chance, the strong bases that name it, and whether it is right."""

    set: str
    kind: TalkKind
    bases: tuple[Basis, ...]
    chance: float
    right: bool


def judged(many: Iterable[Choice], weights: Weights) -> Iterator[Judged]:
    """The comments whose likeliest parent is named by words."""
    for choice in many:
        chances = probabilities(choice.options, weights.of[choice.kind])
        best = int(np.argmax(chances))
        one = choice.options[best]
        named = {claim.basis for claim in one.claims if not claim.certain}
        bases = tuple(basis for basis in STRONG if basis in named)
        if bases and one.parent != POST and not any(claim.certain for claim in one.claims):
            yield Judged(choice.set, choice.kind, bases, chances[best], bool(choice.right[best]))


def certainty(many: Iterable[Judged]) -> dict[TalkKind, dict[Basis, float]]:
    """Per kind of talk and strong basis, how probable a parent must be for every set's links of it to be right.

    Sets count twice, as fitted and in folds: weights are surer of the threads that they were fitted on.
    """
    by_kind: dict[TalkKind, list[Judged]] = defaultdict(list)
    for one in many:
        by_kind[one.kind].append(one)
    found: dict[TalkKind, dict[Basis, float]] = defaultdict(dict)
    for kind in KINDS:
        left = by_kind[kind] if kind != "page" else []
        for basis in STRONG:  # strongest first: a link has the first of its bases that is certain enough
            seen: dict[str, list[tuple[float, bool]]] = defaultdict(list)
            for one in left:
                if basis in one.bases:
                    seen[one.set].append((one.chance, one.right))
            if seen:
                least = found[kind][basis] = _least(list(seen.values()))
                left = [one for one in left if basis not in one.bases or one.chance < least]
    return found


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


def sum_of(parts: Sequence[LinkScores]) -> LinkScores:
    """The counts of several parts of one set together."""
    bases: dict[Basis, tuple[int, int]] = {}
    for part in parts:
        for basis, (r, n) in part.bases.items():
            before = bases.get(basis, (0, 0))
            bases[basis] = before[0] + r, before[1] + n
    threads, comments, right, found, true = (sum(column) for column in zip(*(one[1:6] for one in parts), strict=True))
    return LinkScores(parts[0].set, threads, comments, right, found, true, bases)


class Fold(NamedTuple):
    """A part of the threads of every set, and the weights fitted on the other parts."""

    threads: Mapping[str, Sequence[Labelled]]
    weights: Weights


def folds(design: Design, start: Any, threads: Mapping[str, Sequence[Labelled]]) -> Iterator[Fold]:
    """All parts, each with weights that know nothing of it."""
    for fold in range(FOLDS):
        by_kind = design.named(design.fit(lambda choice, fold=fold: choice.fold != fold, start))  # type: ignore[misc]
        yield Fold({name: many[:MOST][fold::FOLDS] for name, many in threads.items()}, as_weights(by_kind, {}))


def judgements(which: str, parts: Iterable[Fold]) -> Iterator[Judged]:
    """What the weights of each part say of its threads: `which` tells those fitted on from those held out."""
    for part in parts:
        for name, many in part.threads.items():
            for one in judged(choices(name, many, part.weights), part.weights):
                yield one._replace(set=f"{name} {which}")


def in_folds(parts: Iterable[Fold], certain: Mapping[TalkKind, Mapping[Basis, float]]) -> dict[str, LinkScores]:
    """How right the links of each set are where a part of the threads of every set is left out in turn."""
    found: dict[str, list[LinkScores]] = defaultdict(list)
    for part in parts:
        for name, many in part.threads.items():
            found[name].append(scores(name, many, part.weights._replace(certain=certain)))
    return {name: sum_of(each) for name, each in found.items()}


def without(name: str, design: Design, start: Any, threads: Sequence[Labelled]) -> float:
    """F1 of a set that is left out."""
    return scores(name, threads, as_weights(design.named(design.fit(lambda choice: choice.set != name, start)), {})).f1


def written(by_kind: Mapping[str, Mapping[str, float]], weights: Weights, lines: Iterable[str]) -> str:
    """The file that the package reads."""
    parts = [HEAD, *(f"# {line}\n" for line in lines), f"\n[decision]\nleast_chance = {LEAST_CHANCE}\n"]
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
    parts = [] if args.quick else list(folds(design, fitted, threads))
    certain = certainty([*judgements("fitted", [Fold(threads, as_weights(by_kind, {}))]), *judgements("folds", parts)])
    weights = as_weights(by_kind, certain)
    figures = {name: scores(name, many, weights) for name, many in threads.items()}
    lines = {name: _line(own, "") for name, own in figures.items()}
    args.out.write_text(written(by_kind, weights, lines.values()), encoding="utf-8")
    for name, own in figures.items():
        print(lines[name], _by_basis(own), flush=True)
    if args.quick:
        return
    inner = in_folds(parts, certain)
    for name, own in inner.items():
        print(f"{name:<11}in folds {own.f1:.3f}", _by_basis(own), flush=True)
    for name, own in figures.items():
        outer = without(name, design, fitted, threads[name])
        lines[name] = _line(own, f"  folds {inner[name].f1:.3f}  left out {outer:.3f}")
        print(lines[name], flush=True)
    args.out.write_text(written(by_kind, weights, lines.values()), encoding="utf-8")


def _by_basis(own: LinkScores) -> dict[Basis, str]:
    return {basis: f"{right}/{found}" for basis, (right, found) in own.bases.items()}


def _line(own: LinkScores, rest: str) -> str:
    size = f"{own.threads:>5} threads {own.comments:>6} comments {own.true:>5} links"
    return f"{own.set:<11}{size}  fitted {own.f1:.3f}{rest}"


if __name__ == "__main__":
    main()
