"""Fit what each cue of reply links is worth on labelled threads, and write it as readable TOML.

usage: python scripts/fit_links.py DIR [--out src/threads/links/weights.toml]

DIR holds NAME.A.ndjson, as `threads measure links` reads them. What is fitted stands in `link_choices.py`,
`link_model.py` and `link_certainty.py` beside this. Prints what to expect of the threads fitted on, of other threads of
the same sets (folds), and of other sets (each left out in turn); the figures stand at the head of the file written. How
probable a parent must be for its link to count as a quotation or a mention is set on both.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from itertools import repeat
from pathlib import Path
from typing import Any, NamedTuple

from link_certainty import Judged, certainty, judged
from link_choices import FOLDS, MOST, all_choices, choices
from link_model import LEAST_CHANCE, Design, as_weights

from threads.links import recover
from threads.links.talk import KINDS
from threads.links.weighing import Weights
from threads.measure import Labelled, LinkScores, labelled_threads, score_links
from threads.model import Basis

_AT_ONCE = 4  # parts of a set that are counted at once
_KEPT: list[Design] = []  # what a process fits on: too large to be sent with every task
HEAD = """\
# What each cue of reply links is worth. Written by scripts/fit_links.py; see there for the method.
# Weights are added logits of a candidate parent; those of a kind of talk are added to those of all.
# F1 on the threads fitted on, on other threads of the same sets (folds), on a set left out:
"""


def sum_of(parts: Sequence[LinkScores]) -> LinkScores:
    """The counts of several parts of one set together."""
    bases: dict[Basis, tuple[int, int]] = {}
    for part in parts:
        for basis, (r, n) in part.bases.items():
            before = bases.get(basis, (0, 0))
            bases[basis] = before[0] + r, before[1] + n
    threads, comments, right, found, true = (sum(column) for column in zip(*(one[1:6] for one in parts), strict=True))
    return LinkScores(parts[0].set, threads, comments, right, found, true, bases)


class Part(NamedTuple):
    """Threads of a set, and the weights that link them."""

    set: str
    threads: Sequence[Labelled]
    weights: Weights


def folds(weights: Sequence[Weights], threads: Mapping[str, Sequence[Labelled]]) -> list[Part]:
    """A part of the threads of every set, with weights that know nothing of it; then the next."""
    each = enumerate(weights)
    return [Part(name, many[:MOST][fold::FOLDS], own) for fold, own in each for name, many in threads.items()]


def judgements(parts: Sequence[Part], pool: Executor) -> Iterator[Judged]:
    """What the weights of each part say of its threads."""
    for found in pool.map(_judgements, parts):
        yield from found


def _judgements(part: Part) -> list[Judged]:
    return list(judged(choices(f"{part.set} in folds", part.threads, part.weights), part.weights))


def counted(parts: Sequence[Part], pool: Executor) -> dict[str, LinkScores]:
    """How right the links of each set are."""
    tasks = [part._replace(threads=part.threads[n::_AT_ONCE]) for part in parts for n in range(_AT_ONCE)]
    found: dict[str, list[LinkScores]] = defaultdict(list)
    for own in pool.map(_scores, tasks):
        found[own.set].append(own)
    return {name: sum_of(own) for name, own in found.items()}


def _scores(part: Part) -> LinkScores:
    links = ([*recover(thread.transcript, {}, part.weights)] for thread in part.threads)
    return score_links(part.set, part.threads, links)


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
    parser.add_argument("--jobs", type=int, default=2, help="processes that count links")
    args = parser.parse_args()
    threads = {path.name.split(".")[0]: labelled_threads(path) for path in sorted(args.folder.glob("*.A.ndjson"))}
    with ProcessPoolExecutor(args.jobs) as pool:
        design, fitted = fit(threads, pool)
        by_kind = design.named(fitted)
        fits = {} if args.quick else leaving_out([*range(FOLDS), *threads], design, fitted, args.jobs)
        parts = folds([fits[fold] for fold in range(FOLDS) if fold in fits], threads)
        own = judged((one for one in design.posed if not one.printed), as_weights(by_kind, {}))
        certain = certainty([*own, *judgements(parts, pool)])
        weights = as_weights(by_kind, certain)
        figures = counted([Part(name, many, weights) for name, many in threads.items()], pool)
        for one in figures.values():
            print(_line(one, ""), _by_basis(one), flush=True)
        inner = counted([part._replace(weights=part.weights._replace(certain=certain)) for part in parts], pool)
        for name, one in inner.items():
            print(f"{name:<11}in folds {one.f1:.3f}", _by_basis(one), flush=True)
        outer = counted([Part(name, many, fits[name]) for name, many in threads.items() if name in fits], pool)
    rest = {name: f"  folds {inner[name].f1:.3f}  left out {one.f1:.3f}" for name, one in outer.items()}
    lines = [_line(one, rest.get(name, "")) for name, one in figures.items()]
    print(*lines, sep="\n")
    args.out.write_text(written(by_kind, weights, lines), encoding="utf-8")


def fit(threads: Mapping[str, Sequence[Labelled]], pool: Executor) -> tuple[Design, Any]:
    """All choices, and the weights fitted on them: first beside true parents, then beside the links that those give."""
    first = Design(all_choices(threads, None, pool))
    found = as_weights(first.named(first.fit(lambda _: True)), {})
    design = Design(all_choices(threads, found, pool))
    return design, design.fit(lambda _: True)


def leaving_out(out: Sequence[int | str], design: Design, start: Any, jobs: int) -> dict[int | str, Weights]:
    """The weights where a fold or a set is left out, by its number or name."""
    with ProcessPoolExecutor(jobs, initializer=_KEPT.append, initargs=(design,)) as pool:
        return dict(zip(out, pool.map(_without, out, repeat(start)), strict=True))


def _without(out: int | str, start: Any) -> Weights:
    [design] = _KEPT
    return as_weights(design.named(design.fit(lambda choice: out not in (choice.fold, choice.set), start)), {})


def _by_basis(own: LinkScores) -> dict[Basis, str]:
    return {basis: f"{right}/{found}" for basis, (right, found) in own.bases.items()}


def _line(own: LinkScores, rest: str) -> str:
    size = f"{own.threads:>5} threads {own.comments:>6} comments {own.true:>5} links"
    return f"{own.set:<11}{size}  fitted {own.f1:.3f}{rest}"


if __name__ == "__main__":
    main()
