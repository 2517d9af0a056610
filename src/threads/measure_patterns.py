"""How often a pattern or a stance is right on labelled texts: counts, the shares made of them, and the misses.

Labelled texts are NDJSON: {"text", "labels": [...]} for patterns, {"parent_text", "text", "label"} for stance. A text
counts as found if the pattern has a finding in it. docs/measuring.md says what rows may hold.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, get_args

from threads.errors import MalformedInput, UnknownName, UnreadableInput
from threads.patterns import Catalogue, catalogue
from threads.printable import printable
from threads.rebuttals import stance
from threads.rebuttals.judgement import Label
from threads.reports.intervals import share_interval

STANCES = get_args(Label)
FOLDED = {
    **dict.fromkeys(("disagree", "deny", "rebuttal", "partial_disagree", "attack"), "disagree"),
    **dict.fromkeys(("agree", "support", "partial_agree"), "agree"),
}
_Row = tuple[int, Mapping[str, Any], str]  # the number of its line, the row, its text
_LONGEST = 160  # characters of a miss on the terminal


class Miss(NamedTuple):
    """A text that was found and not meant, with the words found; or meant and not found, without any."""

    text: str
    meant: bool
    words: tuple[str, ...] = ()
    row: int = 0


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
        return f1(self.tp, self.fp, self.fn)

    def document(self, most: int) -> dict[str, Any]:
        """The counts, the shares with their intervals of 95 %, and at most so many misses of each kind, for JSON."""
        return {
            **{name: getattr(self, name) for name in ("tp", "fp", "fn", "tn")},
            "precision": _rounded(self.precision),
            "precision_interval": _limits(self.tp, self.tp + self.fp),
            "recall": _rounded(self.recall),
            "recall_interval": _limits(self.tp, self.tp + self.fn),
            "f1": round(self.f1, 4),
            "misses": [miss._asdict() for miss in self.first_misses(most)],
        }

    def first_misses(self, most: int) -> list[Miss]:
        """At most so many texts wrongly found, and at most so many not found."""
        wrong = [miss for miss in self.misses if not miss.meant]
        missed = [miss for miss in self.misses if miss.meant]
        return wrong[:most] + missed[:most]


class _Judged(NamedTuple):
    """One labelled text: whether it is meant, whether it is found, and by which words."""

    row: int
    text: str
    meant: bool
    found: bool
    words: tuple[str, ...]


def f1(tp: int, fp: int, fn: int) -> float:
    """The harmonic mean of precision and recall, from counts; 0 where nothing is right."""
    return 2 * tp / (2 * tp + fp + fn) if tp else 0.0


def measure_patterns(
    path: str | Path,
    pattern: str,
    labels: Collection[str],
    patterns: Catalogue | None = None,
    stratum: str | None = None,
) -> Counts:
    """What `pattern` finds in the texts of `path` against those whose labels hold one of `labels`.

    stratum: only the rows of this stratum, such as "random": see `threads.annotation`. UnknownName if there is none.
    UnknownName if there is no such pattern, or if the file has labels and none of these, unless it is the pattern's
    id, which nobody may have given; UnreadableInput and MalformedInput say what is wrong with the file.
    """
    chosen = (patterns or catalogue()).select([pattern])
    wanted = frozenset(labels)
    rows = _of_stratum(path, list(_rows(path, "labels", list)), stratum)
    there = {label for _, row, _ in rows for label in row["labels"]}
    if there and wanted.isdisjoint(there) and pattern not in wanted:
        raise UnknownName(f"label in {path}", ", ".join(sorted(wanted)), tuple(sorted(there)))
    return _counts(
        _Judged(number, text, bool(wanted.intersection(row["labels"])), bool(found), tuple(f.text for f in found))
        for number, row, text in rows
        for found in [chosen.engine.find(text, row.get("parent_text"))]
    )


def strata(path: str | Path) -> tuple[str, ...]:
    """The strata that the rows of a labelled file were drawn from, by name; none for rows that say nothing of it."""
    return tuple(sorted({str(row["stratum"]) for _, row, _ in _rows(path, "labels", list) if row.get("stratum")}))


def _of_stratum(path: str | Path, rows: list[_Row], stratum: str | None) -> list[_Row]:
    chosen = [found for found in rows if stratum is None or found[1].get("stratum") == stratum]
    if not chosen:
        raise UnknownName(f"stratum in {path}", str(stratum), strata(path))
    return chosen


def measure_stance(path: str | Path) -> Mapping[str, Counts]:
    """Per stance (disagree, agree, neither) how often a reply of `path` gets it against its label.

    "deny", "rebuttal", "attack" and "partial_disagree" count as disagree, "support" and "partial_agree" as agree, every
    other label as neither.
    """
    judged = [
        (number, text, FOLDED.get(row["label"], "neither"), stance(text, row.get("parent_text") or ""))
        for number, row, text in _rows(path, "label", str)
    ]
    return {
        name: _counts(
            _Judged(number, text, gold == name, got.label == name, tuple(span.text for span in got.evidence))
            for number, text, gold, got in judged
        )
        for name in STANCES
    }


def table(title: str, counts: Counts, most: int) -> str:
    """For people: one line of shares with their intervals and counts, and at most so many misses of each kind."""
    shares = f"precision {_share(counts.tp, counts.tp + counts.fp)}  recall {_share(counts.tp, counts.tp + counts.fn)}"
    sizes = f"{counts.tp} right, {counts.fp} wrong, {counts.fn} missed of {sum(counts[:4])} texts"
    lines = [f"{title}  {shares}  F1 {counts.f1:.3f}  ({sizes})", *map(_line, counts.first_misses(most))]
    return "".join(f"{printable(line)}\n" for line in lines)


def _line(miss: Miss) -> str:
    text = " ".join(miss.text.split())
    shown = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    words = f"{list(miss.words)} in " if miss.words else ""
    return f"  {'missed' if miss.meant else 'wrong '} line {miss.row}: {words}{shown!r}"


def _share(hits: int, of: int) -> str:
    limits = share_interval(hits, of)
    return f"{hits / of:.3f} [{limits[0]:.3f}, {limits[1]:.3f}]" if limits else "-"


def _limits(hits: int, of: int) -> list[float] | None:
    limits = share_interval(hits, of)
    return [round(limit, 4) for limit in limits] if limits else None


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


def _counts(judged: Iterable[_Judged]) -> Counts:
    cells = {(meant, found): 0 for meant in (True, False) for found in (True, False)}
    misses = []
    for one in judged:
        cells[one.meant, one.found] += 1
        if one.meant != one.found:
            misses.append(Miss(one.text, one.meant, () if one.meant else one.words, one.row))
    return Counts(cells[True, True], cells[False, True], cells[True, False], cells[False, False], tuple(misses))


def _rows(path: str | Path, label: str, kind: type) -> Iterator[_Row]:
    """Each row with its line and its text; it surely has `label`, of that kind. Empty lines are none."""
    lines = _lines(path)
    if not any(line.strip() for line in lines):
        raise MalformedInput(str(path), "line 1", "no row", f"give text and {label}, one JSON object per line")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise MalformedInput(str(path), f"line {number}", f"no JSON ({error.msg})", "mend it") from None
        if not (isinstance(row, dict) and _is(row.get(label), kind)):
            raise MalformedInput(str(path), f"line {number}", f"no {label!r}", f"give text and {label}")
        texts = row.get("text"), row.get("parent_text")
        if not all(text is None or isinstance(text, str) for text in texts):
            raise MalformedInput(str(path), f"line {number}", "a text that is no string", "give text as a string")
        yield number, row, texts[0] or ""


def _lines(path: str | Path) -> Sequence[str]:
    try:
        # Not splitlines: texts may hold U+2028, which parts no rows
        return Path(path).read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableInput(str(path), str(error), "pass a file of labelled texts") from None


def _is(value: object, kind: type) -> bool:
    if kind is list:
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    return isinstance(value, kind)
