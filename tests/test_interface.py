"""The interface words of comment sections: each is found at the beginning of a line."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from threads.sources.interface import begins_with

KINDS = tomllib.loads((files("threads.sources") / "interface.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_line_begins_with_each_word_however_it_is_written(kind: str) -> None:
    for word in KINDS[kind]:
        for written in (word, word.capitalize(), word.upper(), word.replace("'", "’")):
            said = begins_with(kind, f"{written} 12")
            assert said is not None, written
            assert said.startswith(written)


@pytest.mark.parametrize("line", ["", "R", "Repl", "Replying takes long", "The ferry", "’"])
def test_other_lines_begin_with_none(line: str) -> None:
    assert begins_with("buttons", line) is None
