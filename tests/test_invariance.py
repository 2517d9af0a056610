"""Who quotes, denies or names a pattern does not use it: every pattern's own positives, put into frames that do so."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from _pytest.mark.structures import ParameterSet

from threads.patterns import Example, Pattern, catalogue, find_patterns
from threads.prose import sentences

PATTERNS = tuple(catalogue())
CASES: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parent / "data" / "invariance.toml").read_text(encoding="utf-8")
)

QUOTING = {
    "quotation marks": "Tobias told us: “{}” I read it twice.",
    "he wrote": '"{}", he wrote.',
    "nobody wrote": 'Nobody wrote "{}" here.',
    "quoted lines": "> {}\n\nI read it twice.",
    "quote block": "[quote=river_rat]{}[/quote]\nI read it twice.",
    "attribution": "river_rat wrote:\n{}\n\nI read it twice.",
}
DENYING = {
    "nobody says": "Nobody says that {}",
    "nobody here is saying": "Nobody here is saying that {}",
    "i am not saying": "I am not saying that {}",
    "i never said": "I never said that {}",
    "she did not claim": "She did not claim that {}",
    "wrong to say": "It would be wrong to say that {}",
    "stop telling": "Stop telling people that {}",
    "not true": "It is not true that {}",
    "simply false": "It is simply false that {}",
    "reject the idea": "I reject the idea that {}",
}


def noted(kind: str, pattern: Pattern, frame: str, number: int) -> str | None:
    """Why this case is known to fail, or apt to be found; None for all others."""
    for case in CASES.get(kind, []):
        if case["pattern"] == pattern.id and frame in case["frames"] and case.get("example", number) == number:
            return str(case["why"])
    return None


def cases(frames: dict[str, str]) -> list[ParameterSet]:
    """Each pattern in each frame with all of its examples, but the known misses one by one as expected failures."""
    params = []
    for pattern in PATTERNS:
        for frame, template in frames.items():
            plain = []
            for number, example in enumerate(pattern.positives, 1):
                name = f"{pattern.id}-{frame}-{number}"
                if why := noted("known", pattern, frame, number):
                    mark = pytest.mark.xfail(reason=why, strict=True)
                    params.append(pytest.param(pattern, [example], template, marks=mark, id=name))
                elif not noted("apt", pattern, frame, number):
                    plain.append(example)
            if plain:
                params.append(pytest.param(pattern, plain, template, id=f"{pattern.id}-{frame}"))
    return params


def found(pattern: Pattern, text: str, parent: str | None) -> list[str]:
    return [finding.text for finding in find_patterns(text, parent, patterns=[pattern.id])]


def clause(example: Example) -> str:
    """The sentence of the example that holds its evidence, as a clause to stand behind "that"."""
    text = example.plain
    at = text.index(example.evidence[0])
    start, end = next(sentence for sentence in sentences(text) if sentence.start <= at < sentence.end)
    first = text[start] if text[start : start + 2] in ("I ", "I'") else text[start].lower()
    return first + text[start + 1 : end]


@pytest.mark.parametrize(("pattern", "examples", "template"), cases(QUOTING))
def test_quoted_words_are_not_the_writers(pattern: Pattern, examples: list[Example], template: str) -> None:
    for example in examples:
        text = template.format(example.plain.replace('"', "'"))
        assert bool(found(pattern, text, example.parent)) == pattern.quotations, text


@pytest.mark.parametrize(("pattern", "examples", "template"), cases(DENYING))
def test_denied_words_are_not_said(pattern: Pattern, examples: list[Example], template: str) -> None:
    for example in examples:
        text = template.format(clause(example))
        assert found(pattern, text, example.parent) == [], text


def test_every_noted_case_is_one_that_is_tested() -> None:
    for case in (*CASES["known"], *CASES["apt"]):
        assert len(catalogue()[case["pattern"]].positives) >= case.get("example", 1)
        assert set(case["frames"]) <= {*QUOTING, *DENYING}
        assert len(case["why"]) > 20


# --- single sentences, by what undoes the match --------------------------------------------------------------------

NOT_SAID = [
    ("name-calling", "Nobody here is an idiot."),
    ("name-calling", "I am not saying everyone on the council is a moron."),
    ("name-calling", "Calling him an idiot would be wrong."),
    ("name-calling", "Please stop calling people morons."),
    ("name-calling", "Tobias is no traitor."),
    ("name-calling", "The word idiot was never used."),
    ("ad-hominem", "> you are a fool\n\nWho said so?"),
    ("ad-hominem", '"you are a fool", he wrote.'),
    ("ad-hominem", "Nobody says you are a fool."),
    ("ad-hominem", "I never said you are an idiot."),
    ("ad-hominem", "You are not stupid, Ines."),
    ("ad-hominem", "I don't think you are a liar."),
    ("ad-hominem", "It would be wrong to call you a liar."),
    ("ad-hominem", "The claim that you are a liar has no ground, Dov."),
    (
        "hasty-generalization",
        "I am not saying everyone here is like that, or that all politicians are thieves.",
    ),
    # A denial may follow what it denies, and a pattern may be named instead of used.
    ("appeal-to-nature", "Just because it is natural does not make it safe."),
    ("appeal-to-nature", "That a flood is natural doesn't mean we should let it in."),
    ("appeal-to-nature", "That it is natural is no reason to leave the pier to the river."),
    ("appeal-to-tradition", "I am tired of the 'we have always crossed by boat' argument."),
    ("appeal-to-majority", "The notion that the majority is always right sank the last pier."),
    ("whataboutism", "Just because other towns have it worse doesn't mean that our pier may rot."),
    ("slippery-slope", "That is the old slippery slope fallacy."),
]


@pytest.mark.parametrize(("pattern", "text"), NOT_SAID)
def test_not_said(pattern: str, text: str) -> None:
    assert find_patterns(text, patterns=[pattern]) == []


SAID = [
    ("name-calling", "Not only is he late, he is an idiot.", "idiot"),
    ("name-calling", "I can't believe these idiots run a ferry.", "idiots"),
    ("name-calling", "It is not the tide but those idiots.", "idiots"),
    ("ad-hominem", "I'm not surprised, you are an idiot.", "you are an idiot"),
    ("ad-hominem", "I would call you a liar, and you are a liar.", "you are a liar"),
    ("ad-hominem", "I never said that, but you are a liar.", "you are a liar"),
    ("ad-hominem", "I won't deny that you are a fool.", "you are a fool"),
    ("appeal-to-nature", "My argument is that it is natural to fear the river.", "it is natural"),
    ("incivility", "What a pathetic excuse for a ferry.", "pathetic"),
    ("appeal-to-tradition", "We have always crossed by boat, and that does not need a reason.", "have always crossed"),
]


@pytest.mark.parametrize(("pattern", "text", "evidence"), SAID)
def test_a_denial_elsewhere_undoes_nothing(pattern: str, text: str, evidence: str) -> None:
    assert any(evidence in finding.text for finding in find_patterns(text, patterns=[pattern]))


# --- exceptions -----------------------------------------------------------------------------------------------------

EXCEPTED: list[tuple[str, str, list[str]]] = [
    ("incivility", "The files are corrupt data and the deploy makes garbage collection slow.", []),
    ("ad-hominem", "When you grow up on a river, you learn to wait.", []),
    ("whataboutism", "How about a break?", []),
]


@pytest.mark.parametrize(("pattern", "text", "expected"), EXCEPTED)
def test_an_exception_covers_the_words_it_names(pattern: str, text: str, expected: list[str]) -> None:
    assert [finding.text for finding in find_patterns(text, patterns=[pattern])] == expected
