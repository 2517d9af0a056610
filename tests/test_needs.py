"""The words that wake a phrase or a regex: none is asked for that a text with it may lack."""

from __future__ import annotations

from itertools import islice

import pytest

from threads.patterns import Pattern, catalogue
from threads.patterns.engine import _phrases
from threads.patterns.expansion import Grammar
from threads.patterns.literals import keys_of_expression
from threads.patterns.loading import SHARED_LEXICONS, read_lexicons
from threads.patterns.needs import Check
from threads.patterns.reading import Reading
from threads.patterns.scan import Scan

SHARED = read_lexicons(SHARED_LEXICONS)
UNFOLDED = 800  # a phrase of more strings becomes a regex, which asks for more apostrophes
EVERY, MOST = 13, 60  # of the strings of a phrase, so many are tried


@pytest.mark.parametrize("pattern", catalogue(), ids=lambda pattern: pattern.id)
def test_every_string_of_a_phrase_wakes_it(pattern: Pattern) -> None:
    grammar = Grammar({**SHARED, **pattern.lexicons}, "file.toml")
    for matcher in pattern.matchers:
        for text in (text for _, texts in _phrases(matcher) for text in texts):
            scan, phrase = Scan(), grammar.phrase(text)
            if phrase.size() > UNFOLDED or "*" in text:  # an asterisk is emphasis, which a text is read without
                continue
            scan.add_phrase(phrase, (0, 0), "file.toml")
            for string in islice(phrase.strings(), 0, EVERY * MOST, EVERY):
                reading = Reading(f"So, ({string}).")
                assert (6, 6 + len(string)) in scan.hits(reading).get((0, 0), [])


NEEDS = [
    (r"\bold (?:river|ferry)\b", [[" old river ", " old ferry "]]),
    (r"\bferry(?: \w+){0,3} late\b", [[" ferry "], ["late"]]),
    (r"\bferry|pier\b", [[" ferry", "pier "]]),
    (r"\bisn't\b", [[" isn t ", " isnt "]]),
    (r"\bpier [0-9]\b", [[f" pier {figure} " for figure in range(10)]]),
    (r"\bcaptain (?:\w+ ){0,3}(?:old )?ferry\b", [[" captain "], ["ferry"]]),
    (r"\w+!", []),
]


@pytest.mark.parametrize(("regex", "words"), NEEDS)
def test_needs_of_a_regex(regex: str, words: list[list[str]]) -> None:
    keys = keys_of_expression(Grammar({}, "file.toml").expression(regex))
    found = [
        strings for key in keys for strings in (set(key.strings), *key.far, *(check.words for check in key.around))
    ]
    assert all(set(strings) in found for strings in words)
    assert bool(found) == bool(words)


def test_a_common_word_is_checked_only_around_a_rarer_one() -> None:
    [key] = keys_of_expression(Grammar({}, "file.toml").expression(r"\byou (?:\w+ )?barge\b"))
    assert key.strings == (" barge ",)
    assert [check.words for check in (*key.around, *[Check(words) for words in key.far])] == [{"you"}]
