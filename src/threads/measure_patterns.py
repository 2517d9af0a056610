"""How often a pattern or a stance is right on labelled texts, and the counts that the pattern files carry.

Labelled texts are NDJSON: {"text", "labels": [...]} for patterns, {"parent_text", "text", "label"} for stance. A text
counts as found if the pattern has a finding in it; precision is read from counts, never stored.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from threads.errors import MalformedInput, UnreadableInput
from threads.patterns import Catalogue, Measured, Pattern, catalogue
from threads.rebuttals import stance

LEAST_PRECISION = 0.5  # below, a pattern is marked experimental
STANCES = ("disagree", "agree", "neither")
FOLDED = {
    **dict.fromkeys(("disagree", "deny", "rebuttal", "partial_disagree", "attack"), "disagree"),
    **dict.fromkeys(("agree", "support", "partial_agree"), "agree"),
}
_MEASURED = re.compile(r"\n*^\[\[measured\]\]\n(?:[^\[\n][^\n]*\n|\n)*", re.MULTILINE)
_EXPERIMENTAL = re.compile(r"^experimental = (?:true|false)\n", re.MULTILINE)


class Miss(NamedTuple):
    """A text that was found and not meant, or meant and not found."""

    text: str
    meant: bool


class Counts(NamedTuple):
    """Texts found and meant, found only, meant only, neither; with the texts of the two in the middle."""

    tp: int
    fp: int
    fn: int
    tn: int
    misses: tuple[Miss, ...] = ()

    @property
    def precision(self) -> float | None:
        """The share of the texts found that are meant; None if nothing is found."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else None

    @property
    def recall(self) -> float | None:
        """The share of the texts meant that are found; None if none is meant."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else None

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 where nothing is both found and meant."""
        return 2 * self.tp / (2 * self.tp + self.fp + self.fn) if self.tp else 0.0


def measure_patterns(
    path: str | Path, pattern: str, labels: Collection[str], patterns: Catalogue | None = None
) -> Counts:
    """What `pattern` finds in the texts of `path` against those whose labels hold one of `labels`.

    UnknownName if there is no such pattern; UnreadableInput and MalformedInput say what is wrong with the file.
    """
    chosen = (patterns or catalogue()).select([pattern])
    wanted = frozenset(labels)
    return _counts(
        (text, bool(wanted.intersection(row["labels"])), bool(chosen.engine.find(text, row.get("parent_text"))))
        for row, text in _rows(path, "labels", list)
    )


def measure_stance(path: str | Path) -> Mapping[str, Counts]:
    """Per stance (disagree, agree, neither) how often a reply of `path` gets it against its label.

    "deny", "rebuttal", "attack" and "partial_disagree" count as disagree, "support" and "partial_agree" as agree, every
    other label as neither.
    """
    judged = [
        (text, FOLDED.get(row["label"], "neither"), stance(text, row.get("parent_text") or "").label)
        for row, text in _rows(path, "label", str)
    ]
    return {name: _counts((text, gold == name, got == name) for text, gold, got in judged) for name in STANCES}


def _counts(judged: Iterable[tuple[str, bool, bool]]) -> Counts:
    cells = {(meant, found): 0 for meant in (True, False) for found in (True, False)}
    misses = []
    for text, meant, found in judged:
        cells[meant, found] += 1
        if meant != found:
            misses.append(Miss(text, meant))
    return Counts(cells[True, True], cells[False, True], cells[True, False], cells[False, False], tuple(misses))


def _rows(path: str | Path, label: str, kind: type) -> Iterator[tuple[dict[str, Any], str]]:
    """Each row with its text; the row surely has `label`, of that kind."""
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableInput(str(path), str(error), "pass a file of labelled texts") from None
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise MalformedInput(str(path), f"line {number}", f"no JSON ({error.msg})", "mend it") from None
        if not (isinstance(row, dict) and isinstance(row.get(label), kind)):
            raise MalformedInput(str(path), f"line {number}", f"no {label!r}", f"give text and {label}")
        yield row, str(row.get("text") or "")


# --- the counts that pattern files carry --------------------------------------------------------------------------


def pooled_precision(measured: Iterable[Measured]) -> float | None:
    """The share of right ones among all texts found in all sets; None if nothing was found."""
    counts = list(measured)
    found = sum(count.tp + count.fp for count in counts)
    return sum(count.tp for count in counts) / found if found else None


def is_weak(pattern: Pattern) -> bool:
    """Whether the pattern was measured and is wrong more often than right."""
    precision = pooled_precision(pattern.measured)
    return precision is not None and precision < LEAST_PRECISION


def with_measured(toml: str, measured: Iterable[Measured]) -> str:
    """The text of a pattern file with these counts in place of its own, and marked experimental if they are weak."""
    counts = sorted(measured, key=lambda count: count.set)
    precision = pooled_precision(counts)
    weak = precision is not None and precision < LEAST_PRECISION
    plain = _EXPERIMENTAL.sub("", _MEASURED.sub("\n", toml)).rstrip("\n") + "\n"
    if weak:
        plain = re.sub(r"^(family = .*\n)", r"\1experimental = true\n", plain, count=1, flags=re.MULTILINE)
    sections = [
        f'\n[[measured]]\nset = "{count.set}"\ntp = {count.tp}\nfp = {count.fp}\nfn = {count.fn}\n' for count in counts
    ]
    return "".join([plain, *sections])


def write_measured(
    folder: str | Path,
    gold: Mapping[str, Mapping[str, Collection[str]]],
    path_of: Callable[[str], Path],
) -> tuple[str, ...]:
    """Measure the patterns of `gold` ({pattern: {set: labels}}) and write the counts into their files in `folder`.

    Gives the ids of those whose file has changed. A pattern or a set that does not exist is left out.
    """
    known, changed = catalogue(), []
    for pattern, sets in gold.items():
        file = Path(folder) / f"{pattern}.toml"
        if pattern not in known or not file.is_file():
            continue
        measured = [
            Measured(set=name, tp=counts.tp, fp=counts.fp, fn=counts.fn)
            for name, labels in sets.items()
            if path_of(name).is_file()
            for counts in [measure_patterns(path_of(name), pattern, labels)]
        ]
        before = file.read_text(encoding="utf-8")
        after = with_measured(before, measured)
        if after != before:
            file.write_text(after, encoding="utf-8")
            changed.append(pattern)
    return tuple(changed)
