"""Linear matchers: what they find, what they show, what undoes them, and a model that does not load."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from threads.errors import InvalidPattern
from threads.patterns import Finding, catalogue, find_patterns, linear
from threads.patterns.linear import MODELS, LinearModel, read_model
from threads.patterns.matchers import Linear
from threads.patterns.reading import Reading

SHIPPED = sorted(path.stem for path in MODELS.glob("*.tsv"))
STORY = "We went down to the quay and I saw the boat leave, so I had to wait with my father."


@pytest.fixture
def ferry(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> LinearModel:
    """A model of four words in a folder of its own."""
    rows = ["# made up", "bias\t-1.0", "threshold\t0.0", "ferry\t4.0\ttelling", "late again\t3.0\ttelling"]
    (tmp_path / "ferry.tsv").write_text("\n".join([*rows, "the\t0.5\t-", "thanks\t-9.0\t-"]), encoding="utf-8")
    monkeypatch.setattr(linear, "MODELS", tmp_path)
    read_model.cache_clear()
    return read_model("ferry", "river-talk.toml")


def evidence(model: LinearModel, text: str, said: bool = True) -> list[str]:
    reading = Reading(text)
    is_said = lambda span: said and reading.is_own(*reading.in_text(*span))  # noqa: E731
    return [text[slice(*reading.in_text(*span))] for span in linear.evidence(model, reading, is_said)]


CASES = [
    ("a telling word", "The ferry!", ["ferry"]),
    ("two, heaviest first", "Late again, the ferry.", ["ferry", "Late again"]),
    ("a pair across a comma is no pair", "late, again", []),
    ("no telling word", "the the the", []),
    ("a word against it", "Thanks for the ferry", []),
    ("too thin in a long text", "ferry " + "and so on " * 30, []),
    ("quoted", 'She said "the ferry" to me', []),
    ("white space", "the\n  ferry", ["ferry"]),
]


@pytest.mark.parametrize(("name", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_evidence(name: str, text: str, expected: list[str], ferry: LinearModel) -> None:
    assert evidence(ferry, text) == expected


def test_words_that_are_not_said_do_not_count(ferry: LinearModel) -> None:
    assert evidence(ferry, "The ferry!", said=False) == []


def test_a_missing_and_a_damaged_model_name_the_patterns_file(ferry: LinearModel, tmp_path: Path) -> None:
    with pytest.raises(InvalidPattern, match=r"river-talk\.toml: no linear model 'pier'.*ferry"):
        read_model("pier", "river-talk.toml")
    (tmp_path / "pier.tsv").write_text("bias\t1.0\n", encoding="utf-8")
    with pytest.raises(InvalidPattern, match="damaged"):
        read_model("pier", "river-talk.toml")


def test_every_model_is_used_and_says_what_it_was_trained_on() -> None:
    used = {m.model for pattern in catalogue() for m in pattern.matchers if isinstance(m, Linear)}
    assert used == set(SHIPPED)
    for name in SHIPPED:
        text = (MODELS / f"{name}.tsv").read_text(encoding="utf-8")
        assert re.search(r"# trained on .*licence", text)
        assert "# out of fold" in text
        assert 100 <= len(read_model(name, "")[2]) <= 2000


QUOTED = ["> {}\n\nNo comment.", "“{}” No comment.", "[quote]{}[/quote] No comment."]


def test_a_story_told_in_no_phrase_of_the_pattern_is_found_by_its_words() -> None:
    findings = find_patterns(STORY, patterns=["personal-experience"])
    assert findings
    assert all(isinstance(f, Finding) and STORY[f.start : f.end] == f.text for f in findings)


@pytest.mark.parametrize("quoting", QUOTED)
def test_a_quoted_story_is_not_the_quoters(quoting: str) -> None:
    assert find_patterns(quoting.format(STORY), patterns=["personal-experience"]) == []


def test_a_denied_story_is_not_told() -> None:
    denied = f"Nobody here is saying that {STORY[0].lower()}{STORY[1:]}"
    assert find_patterns(denied, patterns=["personal-experience"]) == []
