"""Pattern files read from folders into `Pattern` values; a file that says too little does not load."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from threads.errors import InvalidPattern
from threads.patterns.expansion import Lexicons
from threads.patterns.pattern import Pattern
from threads.plugins import plugins

PACKAGED = Path(__file__).parent / "catalogue"
SHARED_LEXICONS = Path(__file__).parent / "lexicons"


def installed() -> tuple[Path, ...]:
    """The folders of pattern files that installed packages offer under the entry-point group "threads.patterns"."""
    return tuple(Path(package.__file__).parent for _, package in plugins("threads.patterns"))


def read_patterns(folder: Path) -> tuple[Pattern, ...]:
    """The patterns of the TOML files in `folder`, by name; InvalidPattern names the first that must not load."""
    if not folder.is_dir():
        raise InvalidPattern(str(folder), "no such folder", "pass a folder that holds pattern files (*.toml)")
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise InvalidPattern(str(folder), "no pattern file in it", "put one TOML file per pattern into the folder")
    return tuple(read_pattern(file) for file in files)


def read_pattern(file: Path) -> Pattern:
    """The pattern that one TOML file holds; its id is the file's name."""
    table = pattern_table(file.name, file.read_bytes())
    try:
        # By way of JSON, since strict validation takes a JSON array for a tuple, but not a Python list.
        return Pattern.model_validate_json(json.dumps(table))
    except ValidationError as error:
        raise InvalidPattern(file.name, *_found_and_wanted(error)) from None


def pattern_table(name: str, data: bytes) -> dict[str, Any]:
    """What a pattern file says, as the JSON object that it stands for: its id is the file's name."""
    table = _table(name, data)
    if "id" in table:
        raise InvalidPattern(name, "an id is given", "leave it out: the file's name is the id")
    packed = json.dumps({"id": name.removesuffix(".toml"), **table}, default=str)
    return json.loads(packed)  # type: ignore[no-any-return]  # the keys above are its own


def read_lexicons(folder: Path) -> Lexicons:
    """The shared word lists in `folder`: each file has `about` (what and whence) and `words`; its name is theirs."""
    return dict(_lexicons(folder))


def _lexicons(folder: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    for file in sorted(folder.glob("*.toml")):
        table = _table(file.name, file.read_bytes())
        words = table.get("words")
        if not (isinstance(words, list) and words and all(isinstance(word, str) and word.strip() for word in words)):
            raise InvalidPattern(file.name, "no list of words", 'give `words = ["...", ...]`')
        if not isinstance(table.get("about"), str):
            raise InvalidPattern(file.name, "not said what the words are", 'give `about = "..."`')
        yield file.stem, tuple(words)


def _table(name: str, data: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(data.decode("utf-8-sig"))  # editors of Windows write a byte order mark
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InvalidPattern(name, f"no valid TOML ({error})", "mend its syntax") from None


def _found_and_wanted(error: ValidationError) -> tuple[str, str]:
    """The first complaint as what was found and what to do; kinds of matchers in its path are left out."""
    first = error.errors(include_url=False)[0]
    where = ".".join(str(part) for part in first["loc"]) or "the file"
    hints = {"positives": _POSITIVES, "negatives": _NEGATIVES, "missed": _POSITIVES}
    hint = hints.get(str(first["loc"][0]) if first["loc"] else "", "see the catalogue for patterns that load")
    return f"{where}: {first['msg'][0].lower()}{first['msg'][1:]}", hint


_POSITIVES = "give at least three texts with their evidence marked [[so]]"
_NEGATIVES = "give at least three near misses, each with `text` and `reason`, and nothing marked"
