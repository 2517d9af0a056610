"""Rhetorical patterns: what the catalogue holds, and where in a text its patterns are found.

A pattern is one TOML file (`Pattern` is its model); users add folders of their own with `load`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from pathlib import Path

from threads.errors import InvalidPattern, UnknownName
from threads.patterns.engine import Engine
from threads.patterns.expansion import Lexicons
from threads.patterns.linear import MODELS
from threads.patterns.loading import PACKAGED, SHARED_LEXICONS, installed, read_lexicons, read_patterns
from threads.patterns.matchers import Linear
from threads.patterns.pattern import Example, Finding, Measured, NearMiss, Pattern

__all__ = [
    "Catalogue",
    "Example",
    "Finding",
    "Measured",
    "NearMiss",
    "Pattern",
    "catalogue",
    "find_patterns",
    "load",
]


class Catalogue:
    """Patterns by id, compiled when a text is first searched for them."""

    def __init__(self, patterns: Iterable[Pattern], lexicons: Lexicons) -> None:
        self._patterns = {pattern.id: pattern for pattern in sorted(patterns, key=lambda pattern: pattern.id)}
        self._lexicons = lexicons
        self._selections: dict[tuple[str, ...], Catalogue] = {}

    def __iter__(self) -> Iterator[Pattern]:
        return iter(self._patterns.values())

    def __len__(self) -> int:
        return len(self._patterns)

    def __contains__(self, name: object) -> bool:
        return name in self._patterns or name in self._patterns.values()

    def __getitem__(self, name: str) -> Pattern:
        """The pattern of that id; UnknownName lists those there are."""
        if name not in self._patterns:
            raise UnknownName("pattern", name, self.ids)
        return self._patterns[name]

    @property
    def lexicons(self) -> Lexicons:
        """The shared word lists of the patterns."""
        return self._lexicons

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the patterns, sorted."""
        return tuple(self._patterns)

    @cached_property
    def engine(self) -> Engine:
        """The compiled matchers; InvalidPattern if one cannot be compiled."""
        return Engine(self, self._lexicons)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of everything that decides what is found: equal digests find the same in the same text."""
        deciding = {"id", "languages", "quotations", "experimental", "lexicons", "matchers"}
        content = [pattern.model_dump(mode="json", by_alias=True, include=deciding) for pattern in self]
        models = sorted({m.model for pattern in self for m in pattern.matchers if isinstance(m, Linear)})
        weights = [(MODELS / f"{name}.tsv").read_text(encoding="utf-8") for name in models]
        packed = json.dumps([content, weights, dict(self._lexicons)], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(packed.encode()).hexdigest()

    @cached_property
    def settled(self) -> Catalogue:
        """The catalogue without the experimental patterns."""
        return self.select(pattern.id for pattern in self if not pattern.experimental)

    def select(self, names: Iterable[str]) -> Catalogue:
        """The catalogue of only these patterns; UnknownName if one does not exist."""
        wanted = tuple(sorted({names} if isinstance(names, str) else set(names)))  # one id is no list of letters
        if wanted not in self._selections:
            self._selections[wanted] = Catalogue([self[name] for name in wanted], self._lexicons)
        return self._selections[wanted]


@cache
def catalogue() -> Catalogue:
    """The packaged patterns, and those of installed packages, read once."""
    return _with(Catalogue(read_patterns(PACKAGED), read_lexicons(SHARED_LEXICONS)), installed())


def load(*folders: str | Path, examples: bool = False) -> Catalogue:
    """The patterns of `catalogue` and those of `folders`, checked and compiled; with `examples`, held to theirs.

    A folder holds one TOML file per pattern and may hold shared word lists in `lexicons/`. InvalidPattern names the
    first file that must not load, also one whose id the catalogue already has.
    """
    known = catalogue()
    loaded = _with(known, [Path(folder) for folder in folders])
    loaded.engine.compile()
    if examples:
        for pattern in loaded:
            if pattern.id not in known.ids:
                _hold_to_examples(pattern, loaded)
    return loaded


def _hold_to_examples(pattern: Pattern, patterns: Catalogue) -> None:
    """The examples of a pattern are its tests, also of a user's: InvalidPattern names the first that fails."""
    alone = patterns.select([pattern.id]).engine
    for number, example in enumerate(pattern.positives):
        found = [one.text for one in alone.find(example.plain, example.parent)]
        if found != list(example.evidence):
            said = f"positives.{number}: finds {found} in {example.plain!r}"
            raise InvalidPattern(f"{pattern.id}.toml", said, f"it is marked to find {list(example.evidence)}")
    for number, near_miss in enumerate(pattern.negatives):
        if found := [one.text for one in alone.find(near_miss.text, near_miss.parent)]:
            said = f"negatives.{number}: finds {found} in {near_miss.text!r}"
            raise InvalidPattern(f"{pattern.id}.toml", said, "narrow its matchers, or drop the near miss")


def _with(known: Catalogue, folders: Sequence[Path]) -> Catalogue:
    for folder in folders:
        patterns = read_patterns(folder)
        for pattern in patterns:
            if pattern.id in known.ids:
                file = f"{folder / pattern.id}.toml"
                raise InvalidPattern(file, "the catalogue has this id", "name the file otherwise")
        known = Catalogue([*known, *patterns], {**known.lexicons, **read_lexicons(folder / "lexicons")})
    return known


def find_patterns(
    text: str,
    parent: str | None = None,
    patterns: Catalogue | Iterable[str] | None = None,
    *,
    experimental: bool = True,
) -> list[Finding]:
    """The passages of `text` that read as a rhetorical pattern, by place; those of one pattern never overlap.

    `parent` is the text that it answers, for patterns that show only in an answer. `patterns` is a catalogue from
    `load`, or ids of packaged patterns; by default the packaged ones, of which `experimental=False` leaves out those
    measured to be wrong more often than right (a report leaves them out unless asked for). Offsets are code points, and
    `text[start:end] == finding.text`. Words inside a quotation are another person's and are not searched.
    """
    if patterns is None:
        chosen = catalogue() if experimental else catalogue().settled
    else:
        chosen = patterns if isinstance(patterns, Catalogue) else catalogue().select(patterns)
    return chosen.engine.find(text, parent)
