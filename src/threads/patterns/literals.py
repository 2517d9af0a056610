"""The literal words that a phrase or a regular expression needs: a text without them cannot match.

What RE2's own filter does, but for the automaton that runs anyway, and with the order of the words. Expressions are
read with Python's parser; one that only RE2 understands needs no words as far as this module knows.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from re import _constants as code  # type: ignore[attr-defined]  # no public parser gives the tree
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from threads.patterns.expansion import Choice, Expression, Phrase
from threads.patterns.needs import BOUND, FAR, Key, Need, Strings, choose, merged, rarest, share

_MOST_JOINED = 24  # neighbours are joined up to so many strings; beyond, each is a need of its own
_MOST_OF_COMMON, _COMMON = 400, 0.06  # up to so many where the words stand in a larger share of texts otherwise
_MOST_OPTIONS = 4000
_MOST_CHAINS = 16
_MOST_OF_RANGE = 10
_EMPTY = frozenset([""])
_EDGE = frozenset([BOUND])


class _Part(NamedTuple):
    """What a part of an expression matches if that is known (`exact`), what it needs, its greatest length.

    Of what is not known: whether it may be nothing, and if it is something, whether a word surely ends before it or
    begins behind it.
    """

    exact: Strings | None
    needs: tuple[Need, ...]
    width: int
    optional: bool = True
    word_before: bool = False
    word_behind: bool = False

    def is_optional(self) -> bool:
        return self.optional if self.exact is None else "" in self.exact

    def ends_word(self) -> bool:
        return self.word_before if self.exact is None else all(_parts_words(s[0]) for s in self.exact if s)

    def begins_word(self) -> bool:
        return self.word_behind if self.exact is None else all(_parts_words(s[-1]) for s in self.exact if s)


def key_of_phrase(phrase: Phrase) -> Key | None:
    """The words of which a text with the phrase holds one; a phrase begins and ends with whole words."""
    edge = _Part(_EDGE, (), 0)
    return _key([edge, *map(_phrase_part, phrase.parts), edge])


def keys_of_expression(expression: Expression) -> tuple[Key, ...]:
    """Keys of which a text holds one if the regex matches; none if nothing is known."""
    try:
        tree = parser.parse(expression.outline)
    except (re.error, RecursionError, OverflowError):
        return ()
    keys = [_key(parts) for parts in _alternatives(tree, expression.lexicons)]
    return merged(key for key in keys if key) if all(keys) else ()


def _key(parts: Sequence[_Part]) -> Key | None:
    """The key of parts in a row; of more strings if it would else be met in many texts."""
    key = choose(_needs(_sequence(parts)))
    if key is None or share(key) < _COMMON:
        return key
    return choose(_needs(_sequence(parts, _MOST_OF_COMMON)))


def _needs(part: _Part) -> tuple[Need, ...]:
    return part.needs if part.exact is None else (Need(part.exact),)


def _phrase_part(part: str | Choice) -> _Part:
    if isinstance(part, str):
        return _Part(frozenset([part]), (), len(part))
    return _choice(part)


def _parts_words(char: str) -> bool:
    """Whether no word goes on across it; an apostrophe may be left out."""
    return not char.isalnum() and char != "'"


def _choice(choice: Choice) -> _Part:
    if choice.size > _MOST_OPTIONS:
        return _branch([_sequence(map(_phrase_part, option.parts)) for option in choice.options])
    exact = frozenset(choice.strings)
    return _Part(exact, (), max(map(len, exact)))


# --- parts in a row -----------------------------------------------------------------------------------------------


def _sequence(parts: Iterable[_Part], most: int = _MOST_JOINED) -> _Part:
    """Parts in a row: neighbours that are known are joined as far as they do not become too many."""
    parts = list(parts)
    width = min(FAR, sum([part.width for part in parts]))
    known = [part.exact for part in parts if part.exact is not None]
    if len(known) == len(parts) and math.prod(map(len, known)) <= most:
        return _Part(frozenset(map("".join, itertools.product(*known))), (), width)
    ends = _chain(parts[::-1], _Part.ends_word, False)[::-1]
    begins = _chain(parts, _Part.begins_word, False)
    needs: list[Need] = []
    run, gap, first = _EMPTY, 0, True
    for at, part in enumerate(parts):
        exact = part.exact
        if exact is not None and len(run) * len(exact) <= most:
            if run == _EMPTY and begins[at] and not first:
                exact = _with_edge(exact, BOUND, "")
            run = frozenset(map("".join, itertools.product(run, exact)))
            continue
        first = False
        gap = _add(needs, _with_edge(run, "", BOUND) if ends[at] else run, gap)
        run = _EMPTY
        if part.exact is not None:
            run = _with_edge(part.exact, BOUND, "") if begins[at] else part.exact
        elif part.needs:
            needs += (need._replace(gap=gap + part.width if not at else need.gap) for at, need in enumerate(part.needs))
            gap = part.width
        else:
            gap += part.width
    if first:  # fewer than it seemed: some were alike
        return _Part(run, (), width)
    _add(needs, run, gap)
    return _Part(
        None,
        tuple(needs),
        width,
        all(map(_Part.is_optional, parts)),
        _chain(parts[::-1], _Part.ends_word, True)[-1],
        _chain(parts, _Part.begins_word, True)[-1],
    )


def _chain(parts: Sequence[_Part], holds: Callable[[_Part], bool], outside: bool) -> list[bool]:
    """Whether it holds at the place before each part and behind the last, `outside` at the first."""
    places = [outside]
    for part in parts:
        places.append(holds(part) and (not part.is_optional() or places[-1]))
    return places


def _add(needs: list[Need], run: Strings, gap: int) -> int:
    """The run as one more need, unless it may be nothing; returns how far the next need may stand behind the last."""
    if all(map(str.strip, run)):
        needs.append(Need(run, gap))
        return 0
    return gap + max(map(len, run))


def _with_edge(strings: Strings, before: str, after: str) -> Strings:
    return frozenset(f"{before}{string}{after}" if string or before else string for string in strings)


def _branch(options: Sequence[_Part]) -> _Part:
    """Known if every option is; else one set of what each option needs most."""
    width = max(option.width for option in options)
    if all(option.exact is not None for option in options):
        exact = frozenset(string for option in options for string in option.exact or ())
        if len(exact) <= _MOST_OPTIONS:
            return _Part(exact, (), width)
    best = [rarest(need.strings for need in _needs(option)) for option in options]
    merged = frozenset(string for strings in best for string in strings or ())
    return _Part(
        None,
        (Need(merged),) if all(best) else (),
        width,
        any(map(_Part.is_optional, options)),
        all(map(_Part.ends_word, options)),
        all(map(_Part.begins_word, options)),
    )


# --- regular expressions ------------------------------------------------------------------------------------------

Lexicons = Mapping[str, Choice]


def _alternatives(items: Iterable[Any], lexicons: Lexicons) -> list[list[_Part]]:
    """The expression as alternatives, each of parts in a row: its branches are taken apart while they are few."""
    rows: list[list[_Part]] = [[]]
    for operation, argument, part in _parts(items, lexicons):
        options = [[part]]
        if part.exact is None and operation in (code.BRANCH, code.SUBPATTERN):
            branches = argument[1] if operation is code.BRANCH else [argument[-1]]
            options = [row for branch in branches for row in _alternatives(branch, lexicons)]
        if len(rows) * len(options) > _MOST_CHAINS:
            options = [[part]]
        rows = [[*row, *option] for row in rows for option in options]
    return rows


def _parts(items: Iterable[Any], lexicons: Lexicons) -> Iterator[tuple[Any, Any, _Part]]:
    """The items with what they match; plain characters in a row are one part."""
    for plain, group in itertools.groupby(items, lambda item: item[0] is code.LITERAL and chr(item[1]) not in lexicons):
        if plain:
            text = "".join([chr(value).lower() for _, value in group])
            yield code.LITERAL, text, _Part(frozenset([text]), (), len(text))
        else:
            for operation, argument in group:
                yield operation, argument, _part(operation, argument, lexicons)


def _items(items: Iterable[Any], lexicons: Lexicons) -> Iterator[_Part]:
    return (part for _, _, part in _parts(items, lexicons))


def _part(operation: Any, argument: Any, lexicons: Lexicons) -> _Part:
    if operation is code.LITERAL:
        return _character(argument, lexicons)
    if operation is code.AT:
        return _Part(_EDGE if argument is code.AT_BOUNDARY else _EMPTY, (), 0)
    if operation is code.SUBPATTERN:
        return _sequence(_items(argument[-1], lexicons))
    if operation is code.BRANCH:
        return _branch([_sequence(_items(option, lexicons)) for option in argument[1]])
    if operation is code.IN and (values := list(_listed(argument))):
        return _branch([_character(value, lexicons) for value in values])
    if operation in (code.MAX_REPEAT, code.MIN_REPEAT):
        least, most, inner = argument
        return _repeat(least, most, _sequence(_items(inner, lexicons)))
    return _Part(None, (), 1 if operation in (code.IN, code.ANY, code.NOT_LITERAL) else FAR)


def _listed(members: Iterable[Any]) -> Iterator[int]:
    """The characters of a set, [0-9] among them, unless it names some by kind, leaves some out or has many."""
    members = list(members)
    if all(
        kind is code.LITERAL or (kind is code.RANGE and value[1] - value[0] < _MOST_OF_RANGE) for kind, value in members
    ):
        for kind, value in members:
            yield from (value,) if kind is code.LITERAL else range(value[0], value[1] + 1)


def _character(value: int, lexicons: Lexicons) -> _Part:
    choice = lexicons.get(chr(value))
    return _choice(choice) if choice else _Part(frozenset([chr(value).lower()]), (), 1)


def _repeat(least: int, most: int, inner: _Part) -> _Part:
    if (least, most) == (1, 1):
        return inner
    width = min(FAR, inner.width * int(most))
    if (least, most) == (0, 1) and inner.exact is not None:
        return _Part(inner.exact | _EMPTY, (), width)
    needs = _needs(inner) if least else ()
    return _Part(
        None,
        needs if all(all(need.strings) for need in needs) else (),
        width,
        not least or inner.is_optional(),
        inner.ends_word(),
        inner.begins_word(),
    )
