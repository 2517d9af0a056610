"""Estimate how right the patterns are on texts that nobody saw while writing their phrases.

usage: python scripts/unseen_patterns.py DIR [PATTERN ...]

DIR holds NAME.C.ndjson as for measure_catalogue.py. The counts that the files keep flatter: a phrase may have been
written because of the one text that it finds. So each text rightly found is counted twice more, without the help of
what only it supports: `parts` leaves out phrases and expressions that find no other such text, `words` also phrases
that find none by the same words. What is wrongly found all counts, though what had been found so was mended.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from threads.patterns import Catalogue, Pattern, catalogue
from threads.patterns.matchers import Phrases, Reply

GOLD = Path(__file__).parent / "gold.toml"


class Found(NamedTuple):
    """One labelled text: whether it means the pattern, and which parts find it by which words."""

    text: str
    means: bool
    by: frozenset[tuple[str, str]]


class Estimate(NamedTuple):
    """Right ones among those found, as measured and without lonely support; wrong ones; all that are meant."""

    measured: int
    parts: int
    words: int
    wrong: int
    meant: int

    def row(self) -> str:
        """Precision and F1 of each kind."""
        precision = [right / max(1, right + self.wrong) for right in self[:3]]
        f1 = [2 * right / max(1, right + self.wrong + self.meant) for right in self[:3]]
        kinds = (" ".join(f"{value:.2f}" for value in values) for values in (precision, f1))
        return "found {:4d}  P {}  F1 {}".format(self.measured + self.wrong, *kinds)


def parts(pattern: Pattern) -> Iterator[Pattern]:
    """The pattern taken apart: one for each of its phrases, and for each matcher that is no list of phrases."""
    for at, matcher in enumerate(pattern.matchers):
        apart: Sequence[object] = [matcher]
        if isinstance(matcher, Phrases | Reply):
            apart = [matcher.model_copy(update={"phrases": (phrase,)}) for phrase in matcher.phrases]
        for number, one in enumerate(apart):
            yield pattern.model_copy(update={"id": f"part-{at}-{number}", "matchers": (one,)})


def texts(path: Path, labels: Sequence[str], apart: Catalogue, fixed: frozenset[str]) -> list[Found]:
    """What the parts find in one set; of the parts in `fixed` the words count."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = row["text"] or ""
        by = {(one.pattern, one.text.lower() if one.pattern in fixed else "") for one in apart.engine.find(text, None)}
        found.append(Found(text, not set(labels).isdisjoint(row["labels"]), frozenset(by)))
    return found


def estimates(pattern: Pattern, sets: dict[str, list[str]], folder: Path) -> dict[str, Estimate]:
    """An estimate for each set of the pattern that is there; all of them support its parts."""
    apart = Catalogue(parts(pattern), catalogue().lexicons)
    fixed = frozenset(part.id for part in apart if isinstance(part.matchers[0], Phrases | Reply))
    paths = {name: folder / f"{name}.C.ndjson" for name in sets}
    rows = {name: texts(path, sets[name], apart, fixed) for name, path in paths.items() if path.is_file()}
    support: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for text, means, by in (found for of_set in rows.values() for found in of_set):
        for part, words in by if means else ():
            support[part,].add(text)
            support[part, words].add(text)
    return {name: _estimate(found, support) for name, found in rows.items()}


def _estimate(rows: Sequence[Found], support: dict[tuple[str, ...], set[str]]) -> Estimate:
    right = [row for row in rows if row.means and row.by]
    return Estimate(
        measured=len(right),
        parts=sum(any(support[part,] - {row.text} for part, _ in row.by) for row in right),
        words=sum(any(support[one] - {row.text} for one in row.by) for row in right),
        wrong=sum(bool(row.by) and not row.means for row in rows),
        meant=sum(row.means for row in rows),
    )


def main() -> None:
    """Print one row for each pattern and set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("patterns", nargs="*", metavar="PATTERN")
    args = parser.parse_args()
    gold: dict[str, dict[str, list[str]]] = tomllib.loads(GOLD.read_text(encoding="utf-8"))
    print("P and F1: measured, parts, words")
    for name in args.patterns or gold:
        for of_set, estimate in estimates(catalogue()[name], gold[name], args.folder).items():
            print(f"{name:22s} {of_set:20s} {estimate.row()}", flush=True)


if __name__ == "__main__":
    main()
