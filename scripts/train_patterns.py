"""Train the linear models of the patterns on labelled texts and write them as readable tables of weights.

usage: python scripts/train_patterns.py DIR [MODEL ...] [--out src/threads/patterns/models]

DIR holds NAME.C.ndjson, one text per line: {"text", "labels"}. Needs numpy and scikit-learn, which the package itself
does not. Logistic regression on the words and word pairs that several of the sets share, so that no set's topics get
weights. The threshold is the least score at which texts that the model did not see (five folds) are right as often as
`precision` asks. Sets named under `check` are never trained on; a left-out training set is a second check. Both stand
at the head of the file written. The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.feature_extraction import DictVectorizer  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from sklearn.model_selection import StratifiedKFold  # type: ignore[import-untyped]

from threads.patterns.linear import LinearModel, own_tokens, word_places
from threads.patterns.reading import Reading

# The sets whose licences allow weights to be published; "listed": on the project's list of such sets, text not at hand.
LICENCES = {
    "argotario": "listed (Habernal et al. 2017)",
    "cmv_ah": "Apache-2.0 (Habernal et al. 2018)",
    "github_incivility": "listed (Ehsani et al. 2024)",
    "informal_fallacies": "listed (Sahai et al. 2021)",
    "mafalda": "listed (Helwe et al. 2024)",
    "storyarg": "CC BY-SA 4.0 (Falk and Lapesa 2023)",
    "toxic_spans": "MIT (Pavlopoulos et al. 2021)",
    "whatabout": "listed (Phi et al. 2024)",
}
RARE = 3  # texts of a set that must have a word for the set to count as knowing it
FOLDS = 5
COMMON = 0.05  # a word that so large a share of the texts has tells little
Vector = np.ndarray[Any, Any]


class Recipe(NamedTuple):
    """What one model is trained on: labels that mean it per set; `check` sets are only measured."""

    train: Mapping[str, frozenset[str]]
    check: Mapping[str, frozenset[str]]
    precision: float
    ship: bool = False  # False: tried, printed, and not good enough on sets that it was not trained on
    shared: int = 3  # a word must be known to so many of all sets
    weights: int = 800
    telling: int = 100
    cues: frozenset[str] = frozenset()  # a telling word or pair has one of these in it; none: any will do
    penalty: float = 10.0


class Words(NamedTuple):
    """One text: which words and pairs it has, and how many tokens."""

    words: frozenset[str]
    length: int


class Rows(NamedTuple):
    """The texts of one set and whether each means the pattern."""

    texts: list[Words]
    means: Vector


UNCIVIL = frozenset(
    ("Vulgarity", "Insulting", "Threat", "Identity attack/Name-Calling", "Bitter frustration", "Mocking")
)
HOSTILE = frozenset(("DH1: Ad hominem/ad argument", "DH0: Name calling/hostility"))
# Only `personal-experience` is worth its errors. Tried and left out: `ad-hominem` (0.80 right on its own set, 0.34 on
# talk pages), `incivility` (0.09 right on newspaper comments), `whataboutism` and `hasty-generalization` (no score at
# which even half of the unseen texts are right).
RECIPES = {
    "ad-hominem": Recipe(
        train={"cmv_ah": frozenset(["ad hominem"]), "argotario": frozenset(["Ad Hominem"])},
        check={"wikitactics": HOSTILE},
        precision=0.80,
    ),
    "incivility": Recipe(
        train={"github_incivility": UNCIVIL, "toxic_spans": frozenset(["toxic"]), "cmv_ah": frozenset(["ad hominem"])},
        check={"unhealthy": frozenset(["hostile", "antagonize"])},
        precision=0.60,
    ),
    "personal-experience": Recipe(
        train={"storyarg": frozenset(["anecdote"])},
        check={},
        precision=0.70,
        cues=frozenset(("i", "i'd", "i've", "me", "my", "mine", "myself", "we", "we'd", "us", "our")),
        ship=True,
    ),
    "whataboutism": Recipe(
        train={"whatabout": frozenset(["whataboutism"]), "informal_fallacies": frozenset(["worse_problems"])},
        check={"cocolofa": frozenset(["appeal to worse problems"])},
        precision=0.60,
    ),
    "hasty-generalization": Recipe(
        train={
            "informal_fallacies": frozenset(["hasty_generalization"]),
            "argotario": frozenset(["Hasty Generalization"]),
            "mafalda": frozenset(["hasty generalization"]),
        },
        check={"cocolofa": frozenset(["hasty generalization"])},
        precision=0.50,
    ),
}


def load(folder: Path, name: str, labels: frozenset[str]) -> Rows:
    """The texts of one set, each as the words that it does not quote."""
    texts, means = [], []
    for line in (folder / f"{name}.C.ndjson").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        reading = Reading(row["text"] or "")
        tokens = own_tokens(reading)
        texts.append(Words(frozenset(word_places(reading, tokens)), len(tokens)))
        means.append(bool(labels.intersection(row["labels"])))
    return Rows(texts, np.array(means))


def common_words(folder: Path, shared: int) -> frozenset[str]:
    """The words and pairs that at least `shared` of the sets know: English, not the matter of one set."""
    known: Counter[str] = Counter()
    for name in LICENCES:
        counts = Counter(word for text in load(folder, name, frozenset()).texts for word in text.words)
        known.update(word for word, count in counts.items() if count >= RARE)
    return frozenset(word for word, sets in known.items() if sets >= shared)


def fit(sets: Sequence[Rows], words: frozenset[str], recipe: Recipe) -> LinearModel:
    """Weights on all rows of `sets`, a set's say growing with the root of its size; threshold not yet chosen."""
    texts = [text for rows in sets for text in rows.texts]
    means = np.concatenate([rows.means for rows in sets])
    share = np.concatenate([np.full(len(rows.means), len(rows.means) ** -0.5) for rows in sets])
    kept, weights, bias = words, np.zeros(0), 0.0
    for _ in range(2):  # once on all words, once on those that weighed
        vectorizer = DictVectorizer()
        table = vectorizer.fit_transform(
            [dict.fromkeys(sorted(text.words & kept), max(1, text.length) ** -0.5) for text in texts]
        )
        model = LogisticRegression(C=recipe.penalty, max_iter=5000)
        model.fit(table, means, sample_weight=share / share.mean())
        weights, bias = model.coef_[0], float(model.intercept_[0])
        order = np.argsort(-np.abs(weights) * np.sqrt(np.asarray((table != 0).sum(axis=0))[0]), kind="stable")
        names = vectorizer.get_feature_names_out()
        kept = frozenset(str(names[at]) for at in order[: recipe.weights])
    table_of = {str(name): round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}
    return LinearModel(round(bias, 3), 0.0, table_of, telling_words(table_of, texts, recipe))


def telling_words(weights: Mapping[str, float], texts: Sequence[Words], recipe: Recipe) -> frozenset[str]:
    """The heaviest words that few texts have: worth weighing a text for, and worth showing."""
    counts = Counter(word for text in texts for word in text.words)
    fit_to_show = [
        word
        for word, weight in weights.items()
        if weight > 0
        and (" " in word and not recipe.cues.isdisjoint(word.split()) if recipe.cues else len(word) > 2)
        and counts[word] <= COMMON * len(texts)
    ]
    return frozenset(sorted(fit_to_show, key=lambda word: (-weights[word], word))[: recipe.telling])


def scores(model: LinearModel, texts: Sequence[Words]) -> Vector:
    """The score of each text; those without a telling word get the lowest there is."""
    return np.array(
        [
            model.score(dict.fromkeys(text.words, 1), text.length)
            if not model.telling.isdisjoint(text.words)
            else -np.inf
            for text in texts
        ]
    )


def out_of_fold(sets: Sequence[Rows], words: frozenset[str], recipe: Recipe) -> list[Vector]:
    """A score for every text from a model that did not see it."""
    totals = [np.zeros(len(rows.means)) for rows in sets]
    folds = [list(StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(rows.means, rows.means)) for rows in sets]
    for number in range(FOLDS):
        seen = [
            Rows([rows.texts[at] for at in fold[number][0]], rows.means[fold[number][0]])
            for rows, fold in zip(sets, folds, strict=True)
        ]
        model = fit(seen, words, recipe)
        for rows, fold, total in zip(sets, folds, totals, strict=True):
            unseen = fold[number][1]
            total[unseen] = scores(model, [rows.texts[at] for at in unseen])
    return totals


def threshold_for(precision: float, means: Vector, totals: Vector) -> float:
    """The least score from which on so large a share of the texts means it."""
    order = np.argsort(-totals, kind="stable")
    right = np.cumsum(means[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero((right >= precision) & (np.cumsum(means[order]) >= 10))
    return round(float(totals[order[enough[-1]]]), 3) if len(enough) else float("inf")


def line(name: str, means: Vector, totals: Vector, threshold: float) -> str:
    """One row of figures: what the model finds in a set at the threshold."""
    found = totals >= threshold
    tp, fp, fn = int((found & means).sum()), int((found & ~means).sum()), int((~found & means).sum())
    precision, recall = tp / max(1, tp + fp), tp / max(1, tp + fn)
    return f"{name}: tp {tp}, fp {fp}, fn {fn}, precision {precision:.2f}, recall {recall:.2f}"


def train(folder: Path, recipe: Recipe, words: frozenset[str]) -> tuple[LinearModel, list[str]]:
    """The model with its threshold, and what to expect of it, one line per set."""
    sets = {name: load(folder, name, labels) for name, labels in recipe.train.items()}
    totals = out_of_fold(list(sets.values()), words, recipe)
    main = max(range(len(totals)), key=lambda at: int(list(sets.values())[at].means.sum() < 2000) * len(totals[at]))
    threshold = threshold_for(recipe.precision, list(sets.values())[main].means, totals[main])
    lines = [
        "out of fold " + line(name, rows.means, total, threshold)
        for (name, rows), total in zip(sets.items(), totals, strict=True)
    ]
    for name in sets if len(sets) > 1 else ():
        others = fit([rows for other, rows in sets.items() if other != name], words, recipe)
        lines.append("left out " + line(name, sets[name].means, scores(others, sets[name].texts), threshold))
    model = fit(list(sets.values()), words, recipe)._replace(threshold=threshold)
    for name, labels in recipe.check.items():
        rows = load(folder, name, labels)
        lines.append("never trained on " + line(name, rows.means, scores(model, rows.texts), threshold))
    heads = [
        f"trained on {name}: {int(rows.means.sum())} of {len(rows.means)} texts mean it; labels "
        f"{', '.join(sorted(recipe.train[name]))}; licence {LICENCES[name]}"
        for name, rows in sets.items()
    ]
    return model, heads + lines


def written(name: str, model: LinearModel, heads: Sequence[str]) -> str:
    """The file: what it is, what it was trained on and how well it does, then bias, threshold and weights."""
    return "\n".join([*_head(name, heads), *_rows(model)]) + "\n"


def _head(name: str, heads: Sequence[str]) -> Iterator[str]:
    yield f"# Linear model {name}, version 1, written by scripts/train_patterns.py; do not edit, train again."
    yield "# Score: bias + sum of the weights of the words in the text / root of its number of words."
    yield from (f"# {head}" for head in heads)


def _rows(model: LinearModel) -> Iterator[str]:
    yield f"bias\t{model.bias}"
    yield f"threshold\t{model.threshold}"
    for word, weight in sorted(model.weights.items(), key=lambda item: (-item[1], item[0])):
        if abs(weight) >= 0.05:
            yield f"{word}\t{weight}\t{'telling' if word in model.telling else '-'}"


def main() -> None:
    """Train, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("models", nargs="*", metavar="MODEL", default=sorted(RECIPES))
    parser.add_argument("--out", type=Path, default=Path("src/threads/patterns/models"))
    args = parser.parse_args()
    words: dict[int, frozenset[str]] = {}
    for name in args.models:
        recipe = RECIPES[name]
        if recipe.shared not in words:
            words[recipe.shared] = common_words(args.folder, recipe.shared)
        model, heads = train(args.folder, recipe, words[recipe.shared])
        print(f"{name}, threshold {model.threshold}", *heads, sep="\n  ")
        if not recipe.ship:
            print("  not written: see its recipe")
            continue
        args.out.mkdir(exist_ok=True)
        (args.out / f"{name}.tsv").write_text(written(name, model, heads), encoding="utf-8")


if __name__ == "__main__":
    main()
