"""Expressions that are tried only where they may open: none of their matches begins with another word."""

from __future__ import annotations

import re
from random import Random
from re import _constants as code  # type: ignore[attr-defined]  # no public parser gives the tree
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from threads.patterns import guards
from threads.patterns.denial import DENIED, DENIED_AFTER
from threads.patterns.openings import Openings

ALL = {
    "denied": DENIED,
    "denied after": DENIED_AFTER,
    "mentioned": guards._MENTIONED,
    "conditional": guards._CONDITIONAL,
    "reported": guards._REPORTED,
}
TEXTS = 3000


def said(items: Any, chance: Random) -> str:
    """A text that an expression may match: of branches any, of repetitions a few, of characters a letter or itself."""
    text = ""
    for operation, argument in items:
        if operation is code.LITERAL:
            text += chr(argument)
        elif operation is code.IN:
            kind, value = chance.choice(argument)
            text += chr(value) if kind is code.LITERAL else " " if value is code.CATEGORY_SPACE else "e"
        elif operation is code.SUBPATTERN:
            text += said(argument[-1], chance)
        elif operation is code.BRANCH:
            text += said(chance.choice(argument[1]), chance)
        elif operation in (code.MAX_REPEAT, code.MIN_REPEAT):
            least, most, inner = argument
            text += "".join(said(inner, chance) for _ in range(chance.randint(least, min(int(most), least + 1))))
    return text


@pytest.mark.parametrize("name", ALL)
def test_no_match_of_a_search_is_missed(name: str) -> None:
    chance = Random(name)  # noqa: S311 -- the same texts every time
    openings = ALL[name]
    for expression in {expression for some in openings._by_opening.values() for expression in some}:
        tree = parser.parse(expression.pattern)
        texts = [f"{chance.choice(['the ', 'to ', ''])}{said(tree, chance)}" for _ in range(TEXTS)]
        matched = [text for text in texts if expression.search(text)]
        assert len(matched) > TEXTS // 20
        for text in matched:
            assert expression in {match.re for match in openings.matches(text, 0, len(text))}, text


def test_a_match_ends_where_the_text_is_said_to_end() -> None:
    openings = Openings(("not", re.compile(r"\bnot \w+\Z")))
    text = "it is not late now"
    assert [match.span() for match in openings.matches(text, 0, 14)] == [(6, 14)]
    assert openings.matches(text, 0, len(text)) == []
    assert openings.matches(text, 7, 14) == []
