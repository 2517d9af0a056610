"""The literal words that a phrase or a regular expression needs: a text without them cannot match.

What RE2's own filter does, but for the automaton that runs anyway, and with the order of the words. Expressions are
read with Python's parser; one that only RE2 understands needs no words as far as this module knows.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from re import _constants as code  # type: ignore[attr-defined]  # no public parser gives the tree
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from threads.patterns.expansion import Choice, Expression, Phrase
from threads.patterns.needs import FAR, Key, choose, merged, share
from threads.patterns.parts import EDGE, EMPTY, Part, branch, needs_of, of_choice, of_phrase, repeat, sequence

Lexicons = Mapping[str, Choice]
_MOST_OF_COMMON, _COMMON = 400, 0.06  # up to so many where the words stand in a larger share of texts otherwise
_MOST_CHAINS = 16
_MOST_OF_RANGE = 10


def key_of_phrase(phrase: Phrase) -> Key | None:
    """The words of which a text with the phrase holds one; a phrase begins and ends with whole words."""
    edge = Part(EDGE, (), 0)
    return _key([edge, *map(of_phrase, phrase.parts), edge])


def keys_of_expression(expression: Expression) -> tuple[Key, ...]:
    """Keys of which a text holds one if the regex matches; none if nothing is known."""
    try:
        tree = parser.parse(expression.outline)
    except (re.error, RecursionError, OverflowError):
        return ()
    keys = [_key(parts) for parts in _alternatives(tree, expression.lexicons)]
    return merged(key for key in keys if key) if all(keys) else ()


def _key(parts: Sequence[Part]) -> Key | None:
    """The key of parts in a row; of more strings if it would else be met in many texts."""
    key = choose(needs_of(sequence(parts)))
    if key is None or share(key) < _COMMON:
        return key
    return choose(needs_of(sequence(parts, _MOST_OF_COMMON)))


def _alternatives(items: Iterable[Any], lexicons: Lexicons) -> list[list[Part]]:
    """The expression as alternatives, each of parts in a row: its branches are taken apart while they are few."""
    rows: list[list[Part]] = [[]]
    for operation, argument, part in _parts(items, lexicons):
        options = [[part]]
        if part.exact is None and operation in (code.BRANCH, code.SUBPATTERN):
            branches = argument[1] if operation is code.BRANCH else [argument[-1]]
            options = [row for branch in branches for row in _alternatives(branch, lexicons)]
        if len(rows) * len(options) > _MOST_CHAINS:
            options = [[part]]
        rows = [[*row, *option] for row in rows for option in options]
    return rows


def _parts(items: Iterable[Any], lexicons: Lexicons) -> Iterator[tuple[Any, Any, Part]]:
    """The items with what they match; plain characters in a row are one part."""
    for plain, group in itertools.groupby(items, lambda item: item[0] is code.LITERAL and chr(item[1]) not in lexicons):
        if plain:
            text = "".join([chr(value).lower() for _, value in group])
            yield code.LITERAL, text, Part(frozenset([text]), (), len(text))
        else:
            for operation, argument in group:
                yield operation, argument, _part(operation, argument, lexicons)


def _items(items: Iterable[Any], lexicons: Lexicons) -> Iterator[Part]:
    return (part for _, _, part in _parts(items, lexicons))


def _part(operation: Any, argument: Any, lexicons: Lexicons) -> Part:
    if operation is code.LITERAL:
        return _character(argument, lexicons)
    if operation is code.AT:
        return Part(EDGE if argument is code.AT_BOUNDARY else EMPTY, (), 0)
    if operation is code.SUBPATTERN:
        return sequence(_items(argument[-1], lexicons))
    if operation is code.BRANCH:
        return branch([sequence(_items(option, lexicons)) for option in argument[1]])
    if operation is code.IN and (values := list(_listed(argument))):
        return branch([_character(value, lexicons) for value in values])
    if operation in (code.MAX_REPEAT, code.MIN_REPEAT):
        least, most, inner = argument
        return repeat(least, most, sequence(_items(inner, lexicons)))
    return Part(None, (), 1 if operation in (code.IN, code.ANY, code.NOT_LITERAL) else FAR)


def _listed(members: Iterable[Any]) -> Iterator[int]:
    """The characters of a set, [0-9] among them, unless it names some by kind, leaves some out or has many."""
    members = list(members)
    if all(
        kind is code.LITERAL or (kind is code.RANGE and value[1] - value[0] < _MOST_OF_RANGE) for kind, value in members
    ):
        for kind, value in members:
            yield from (value,) if kind is code.LITERAL else range(value[0], value[1] + 1)


def _character(value: int, lexicons: Lexicons) -> Part:
    choice = lexicons.get(chr(value))
    return of_choice(choice) if choice else Part(frozenset([chr(value).lower()]), (), 1)
