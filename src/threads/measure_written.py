"""The counts that pattern files and stance carry, written so that a score which falls says why."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path

from threads.errors import MalformedInput, ScoreFell, UnwritableOutput
from threads.measure_patterns import Counts, f1, measure_patterns
from threads.patterns import Measured, catalogue
from threads.patterns.loading import PACKAGED
from threads.rebuttals.measured import FILE as STANCE_COUNTS
from threads.rebuttals.measured import How, StanceCounts, fitted_on, read_counts

LEAST_PRECISION = 0.5  # below, a pattern is marked experimental
_MEASURED = re.compile(r"\n*^\[\[measured\]\]\n(?:[^\[\n][^\n]*\n|\n)*", re.MULTILINE)
_EXPERIMENTAL = re.compile(r"^(#.*\n)?experimental = (?:true|false)\n", re.MULTILINE)
_STANCE_HEAD = """\
# How often the stance of a reply is right on labelled pairs. Written by `threads measure stance --write`, and by
# scripts/fit_stance.py for the sets that the weights were fitted on: those are counted by models that did not see the
# texts counted ("texts unseen"), or nothing of the set at all ("set unseen").
"""


def pooled_precision(measured: Iterable[Measured]) -> float | None:
    """The share of right ones among all texts found in all sets; None if nothing was found."""
    counts = list(measured)
    found = sum(count.tp + count.fp for count in counts)
    return sum(count.tp for count in counts) / found if found else None


def is_weak(measured: Iterable[Measured]) -> bool:
    """Whether a pattern was measured and is wrong more often than right."""
    precision = pooled_precision(measured)
    return precision is not None and precision < LEAST_PRECISION


def fallen(before: Iterable[Measured], now: Iterable[Measured]) -> list[tuple[Measured, Measured]]:
    """The sets whose F1 is lower than before, as (before, now), where `now` does not say why.

    A reason that stood there before does not speak for a new fall.
    """
    earlier = {count.set: count for count in before}
    pairs = [(earlier[count.set], count) for count in now if count.set in earlier]
    return [(old, new) for old, new in pairs if _f1(new) < _f1(old) and (not new.why or new.why == old.why)]


def with_measured(toml: str, measured: Iterable[Measured]) -> str:
    """The text of a pattern file with these counts in place of its own, and marked experimental if they are weak."""
    counts = sorted(measured, key=lambda count: count.set)
    plain = _EXPERIMENTAL.sub(_by_hand, _MEASURED.sub("\n", toml)).rstrip("\n") + "\n"
    if is_weak(counts) and not _EXPERIMENTAL.search(plain):
        plain = re.sub(r"^(family = .*\n)", r"\1experimental = true\n", plain, count=1, flags=re.MULTILINE)
    return "".join([plain, *map(_section, counts)])


def _by_hand(mark: re.Match[str]) -> str:
    """A mark with a reason above it was made by a reader, whom counts do not overrule."""
    return mark[0] if mark[1] else ""


def pattern_file(pattern: str, folders: Sequence[Path]) -> Path:
    """The file of a pattern: in the first of the caller's folders that has it, else in the catalogue."""
    return next(file for folder in (*folders, PACKAGED) if (file := folder / f"{pattern}.toml").is_file())


def write_pattern(file: Path, before: Iterable[Measured], now: Iterable[Measured]) -> bool:
    """Put counts into a pattern file, beside those of other sets, and say whether that changed it.

    ScoreFell if a score gets lower and does not say why: nothing is written then. A reason stays with its counts until
    the score is higher.
    """
    old, new = {count.set: count for count in before}, list(now)
    for was, now_ in fallen(old.values(), new):
        raise ScoreFell(file.name, was.set, _f1(was), _f1(now_))
    kept = [
        count.model_copy(update={"why": old[count.set].why})
        if count.why is None and count.set in old and _f1(count) == _f1(old[count.set])
        else count
        for count in new
    ]
    toml = file.read_text(encoding="utf-8")
    written = with_measured(toml, {**old, **{count.set: count for count in kept}}.values())
    if written != toml:
        _save(file, written)
    return written != toml


def write_measured(
    folder: str | Path,
    gold: Mapping[str, Mapping[str, Collection[str]]],
    path_of: Callable[[str], Path],
    why: str | None = None,
) -> tuple[str, ...]:
    """Measure the patterns of `gold` ({pattern: {set: labels}}) and write the counts into their files in `folder`.

    Gives the ids of those whose file has changed. A pattern or a set that does not exist is left out. ScoreFell if a
    score gets lower and there is no `why`.
    """
    known = catalogue()
    changed = []
    for pattern, sets in gold.items():
        file = Path(folder) / f"{pattern}.toml"
        if pattern not in known or not file.is_file():
            continue
        before = known[pattern].measured
        now = [
            measured_as(name, measure_patterns(path_of(name), pattern, labels, known), before, why)
            for name, labels in sets.items()
            if path_of(name).is_file()
        ]
        if write_pattern(file, before, now):
            changed.append(pattern)
    return tuple(changed)


def measured_as(name: str, counts: Counts, before: Iterable[Measured], why: str | None) -> Measured:
    """Counts as a pattern file keeps them; `why` is kept only where the score is lower than before."""
    now = Measured(set=name, tp=counts.tp, fp=counts.fp, fn=counts.fn)
    fell = any(count.set == name and _f1(now) < _f1(count) for count in before)
    return now.model_copy(update={"why": why}) if fell and why else now


def write_stance(name: str, counts: Mapping[str, Counts], how: How = "whole set", file: Path = STANCE_COUNTS) -> None:
    """Put the counts of one labelled set into the file of stance counts, in place of older ones of the same kind.

    MalformedInput if the weights were fitted on the set, and the counts are of models that saw it.
    """
    if how == "whole set" and name in fitted_on():
        found = "the weights of stance were fitted on this set, which counts of all of it would flatter"
        raise MalformedInput(name, "--write", found, "write those of scripts/fit_stance.py")
    known = {(one.set, one.how, one.label): one for one in read_counts(file)} if file.is_file() else {}
    for label in ("disagree", "agree"):
        one = counts[label]
        known[name, how, label] = StanceCounts(set=name, how=how, label=label, tp=one.tp, fp=one.fp, fn=one.fn)
    _save(file, _STANCE_HEAD + "".join(_stance_section(known[key]) for key in sorted(known)))


def _save(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UnwritableOutput(str(file), reason, "leave out --write, or make it writable") from None


def _f1(count: Measured) -> float:
    return f1(count.tp, count.fp, count.fn)


def _section(count: Measured) -> str:
    why = f"why = {json.dumps(count.why, ensure_ascii=False)}\n" if count.why else ""
    return f'\n[[measured]]\nset = "{count.set}"\ntp = {count.tp}\nfp = {count.fp}\nfn = {count.fn}\n{why}'


def _stance_section(one: StanceCounts) -> str:
    names = "".join(f"{key} = {json.dumps(getattr(one, key))}\n" for key in ("set", "how", "label"))
    return f"\n[[measured]]\n{names}tp = {one.tp}\nfp = {one.fp}\nfn = {one.fn}\n"
