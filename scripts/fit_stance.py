"""Fit the weights of the stance cues on labelled reply pairs and write them as readable TOML, with their counts.

usage: python scripts/fit_stance.py DIR [--out src/threads/rebuttals/weights.toml]

DIR holds NAME.B.ndjson, one pair per line: {"parent_text", "text", "label"}. Needs numpy and scikit-learn, which the
package itself does not. Multinomial logistic regression with a strong L2 penalty. Prints what to expect of new texts
from the same places (five folds, by parent) and of new places (each set left out in turn); both also stand at the head
of the file written, and as counts in measured.toml beside it, which reports cite.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.feature_extraction import DictVectorizer  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from sklearn.metrics import precision_recall_fscore_support  # type: ignore[import-untyped]
from sklearn.model_selection import StratifiedGroupKFold  # type: ignore[import-untyped]

from threads.measure_patterns import FOLDED, STANCES, Counts
from threads.measure_written import write_stance
from threads.rebuttals.cues import cue_book
from threads.rebuttals.features import features
from threads.rebuttals.judgement import settled_label

UNCLEAR = "both"  # a label that is measured as neither, and teaches nothing
# Share of each set in the loss. The set of plain comments counts most: with equal shares its replies are judged by
# what tells disputes on talk pages, and its disagree precision falls by five points. A little of rumoureval keeps short
# posts about news from looking like disputes. argmin2016 is only a hundred pairs. No text of these sets is in the cues,
# which are written by hand; what is fitted is one pair of numbers per cue.
SETS = {"argmin2016": 2.3, "subreddit_agree": 8.0, "toxichat": 1.2, "wikitactics": 3.2, "rumoureval": 0.2}
DIRECT_ONLY = frozenset(("rumoureval",))  # its other rows are labelled towards the first post, not towards the parent
PENALTY = 0.005
# Added to the two biases; chosen out of fold. More for `disagree` trades precision on plain comments for the recall of
# wikitactics, where three replies in four disagree.
SHIFT = (-0.28, 0.45)
RARE = 10  # a cue that fewer pairs have gets no weight: it would be a weight for those pairs
SMALL = 0.02
SETTLED = 100.0  # what a cue that decides alone adds


class Rows(NamedTuple):
    """The pairs of one set: feature values, labels, and which parent each answers."""

    values: list[dict[str, float]]
    labels: np.ndarray[Any, Any]
    parents: np.ndarray[Any, Any]

    def only(self, places: np.ndarray[Any, Any]) -> Rows:
        """The pairs at these places."""
        return Rows([self.values[at] for at in places], self.labels[places], self.parents[places])


class Model(NamedTuple):
    """Weights per feature for (disagree, agree), `neither` being zero, and the two biases."""

    weights: dict[str, tuple[float, float]]
    bias: tuple[float, float]


def load(folder: Path, name: str) -> Rows:
    """The pairs of one set, labels folded to three."""
    values, labels, parents = [], [], []
    for line in (folder / f"{name}.B.ndjson").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        label = FOLDED.get(row["label"], "neither")
        if row["label"] != UNCLEAR and (name not in DIRECT_ONLY or row["direct"]):
            values.append(features(row["text"], row["parent_text"] or "").values)
            labels.append(label)
            parents.append(row["parent_text"] or "")
    return Rows(values, np.array(labels), np.unique(parents, return_inverse=True)[1])


def fit(sets: dict[str, Rows]) -> Model:
    """Weights on all rows of `sets`, each set having its share whatever its size."""
    values = [row for rows in sets.values() for row in rows.values]
    labels = np.concatenate([rows.labels for rows in sets.values()])
    share = np.concatenate([np.full(len(rows.labels), SETS[name] / len(rows.labels)) for name, rows in sets.items()])
    vectorizer = DictVectorizer()
    table = vectorizer.fit_transform(values)
    scale = np.asarray(np.sqrt(table.multiply(table).mean(axis=0)))[0] + 1e-9
    model = LogisticRegression(C=PENALTY, max_iter=5000)
    model.fit(table.multiply(1 / scale).tocsr(), labels, sample_weight=share / share.mean())
    rows = dict(zip(model.classes_, model.coef_ / scale, strict=True))
    start = dict(zip(model.classes_, model.intercept_, strict=True))
    common = np.asarray((table != 0).sum(axis=0))[0] >= RARE
    weights = {
        name: in_its_sense(
            name, float(rows["disagree"][at] - rows["neither"][at]), float(rows["agree"][at] - rows["neither"][at])
        )
        for name, at in vectorizer.vocabulary_.items()
        if common[at]
    }
    return Model(weights, tuple(start[label] - start["neither"] for label in STANCES[:2]))


def in_its_sense(name: str, disagree: float, agree: float) -> tuple[float, float]:
    """A cue's two weights, those against its sense set to zero: thin data must not make "oh sure" agreement."""
    sense = cue_book().speaks_for.get(name.removeprefix("opening:"))
    if sense is None:
        return disagree, agree
    return (
        max(disagree, 0.0) if sense == "disagree" else min(disagree, 0.0),
        max(agree, 0.0) if sense == "agree" else min(agree, 0.0),
    )


def scores(model: Model, values: Sequence[dict[str, float]]) -> np.ndarray[Any, Any]:
    """Totals per row for (disagree, agree, neither)."""
    totals = np.zeros((len(values), 3))
    for at, row in enumerate(values):
        pairs = [(model.weights.get(name, (0.0, 0.0)), value) for name, value in row.items()]
        totals[at, 0] = model.bias[0] + sum(weight[0] * value for weight, value in pairs)
        totals[at, 1] = model.bias[1] + sum(weight[1] * value for weight, value in pairs)
        settled = settled_label(row)
        if settled is not None:
            totals[at, STANCES.index(settled)] += SETTLED
    return totals


def out_of_fold(sets: dict[str, Rows]) -> dict[str, np.ndarray[Any, Any]]:
    """Totals for every row from a model that saw neither it nor another reply to its parent (five folds)."""
    totals = {name: np.zeros((len(rows.labels), 3)) for name, rows in sets.items()}
    splitter = StratifiedGroupKFold(5, shuffle=True, random_state=0)
    folds = {name: list(splitter.split(rows.labels, rows.labels, rows.parents)) for name, rows in sets.items()}
    for number in range(5):
        model = fit({name: rows.only(folds[name][number][0]) for name, rows in sets.items()})
        for name, rows in sets.items():
            unseen = folds[name][number][1]
            totals[name][unseen] = scores(model, rows.only(unseen).values)
    return totals


def decided(totals: np.ndarray[Any, Any], shift: tuple[float, float]) -> np.ndarray[Any, Any]:
    """The label of each row."""
    labels: np.ndarray[Any, Any] = np.array(STANCES)[(totals + np.array([*shift, 0.0])).argmax(axis=1)]
    return labels


def measures(labels: np.ndarray[Any, Any], totals: np.ndarray[Any, Any], shift: tuple[float, float]) -> list[float]:
    """Disagree precision, recall and F1, agree F1, macro F1."""
    found = decided(totals, shift)
    p, r, f, _ = precision_recall_fscore_support(labels, found, labels=STANCES, zero_division=0)
    return [float(p[0]), float(r[0]), float(f[0]), float(f[1]), float(f.mean())]


def counts(labels: np.ndarray[Any, Any], totals: np.ndarray[Any, Any], shift: tuple[float, float]) -> dict[str, Counts]:
    """Rows of each label found and meant, found only, meant only, neither."""
    got = decided(totals, shift)
    return {
        label: Counts(
            tp=int(((got == label) & (labels == label)).sum()),
            fp=int(((got == label) & (labels != label)).sum()),
            fn=int(((got != label) & (labels == label)).sum()),
            tn=int(((got != label) & (labels != label)).sum()),
        )
        for label in STANCES
    }


def line(name: str, numbers: list[float]) -> str:
    """One row of the table of measures."""
    keys = ("disagree P", "R", "F1", "agree F1", "macro F1")
    return f"{name:16s} " + "  ".join(f"{key} {number:.3f}" for key, number in zip(keys, numbers, strict=True))


def written(model: Model, sets: dict[str, Rows], report: list[str]) -> str:
    """The TOML file: training counts and expectations as comments, then one line per feature."""
    lines = [
        "# Weights of the stance cues, written by scripts/fit_stance.py. Do not edit: change cues.toml and fit again."
    ]
    lines += ["# A reply's total for a label is its bias + the sum of weight * feature value; `neither` is 0.", "#"]
    lines += [f"# {row}".rstrip() for row in report]
    lines += ["", "[training]"]
    lines += [
        f"{name} = {{{', '.join(f'{label} = {(rows.labels == label).sum()}' for label in STANCES)}}}"
        for name, rows in sets.items()
    ]
    lines += ["", "[bias]", f"disagree = {model.bias[0]:.3f}", f"agree = {model.bias[1]:.3f}", "", "[weights]"]
    for name, (disagree, agree) in sorted(model.weights.items()):
        if max(abs(disagree), abs(agree)) >= SMALL:
            lines.append(f'"{name}" = {{disagree = {disagree:.3f}, agree = {agree:.3f}}}')
    return "\n".join(lines) + "\n"


def main() -> None:
    """Fit, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, default=Path("src/threads/rebuttals/weights.toml"))
    args = parser.parse_args()
    sets = {name: load(args.folder, name) for name in SETS}
    measured = args.out.with_name("measured.toml")
    totals = out_of_fold(sets)
    report = ["Out of fold (texts not seen, places seen):"]
    for name, rows in sets.items():
        report.append(line(name, measures(rows.labels, totals[name], SHIFT)))
        write_stance(name, counts(rows.labels, totals[name], SHIFT), "texts unseen", measured)
    report += ["Left out (places not seen):"]
    for name, rows in sets.items():
        unseen = scores(fit({other: pairs for other, pairs in sets.items() if other != name}), rows.values)
        report.append(line(name, measures(rows.labels, unseen, SHIFT)))
        write_stance(name, counts(rows.labels, unseen, SHIFT), "set unseen", measured)
    model = fit(sets)
    report += ["On the texts it was fitted on:"]
    report += [line(name, measures(rows.labels, scores(model, rows.values), SHIFT)) for name, rows in sets.items()]
    model = model._replace(bias=(model.bias[0] + SHIFT[0], model.bias[1] + SHIFT[1]))
    print("\n".join(report))
    args.out.write_text(written(model, sets, report), encoding="utf-8")


if __name__ == "__main__":
    main()
