"""The literal words that a regular expression needs: a text without them cannot match, and one automaton finds them.

What RE2's own filter does, but within the automaton that runs anyway. Reads the expression with Python's parser; an
expression that only RE2 understands needs no words as far as this module knows.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from re import _constants as code  # type: ignore[attr-defined]  # no public parser gives the tree
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from threads.patterns.expansion import is_telling, telling

MOST_STRINGS = 400
SHORTEST = 2
_EMPTY = frozenset([""])
Strings = frozenset[str]


class _Part(NamedTuple):
    """What a part of an expression matches if that is known (`exact`), and the sets of which it needs one each."""

    exact: Strings | None
    needed: tuple[Strings, ...]


def needed_words(regex: str, most: int = 2) -> tuple[tuple[str, ...], ...]:
    """Up to `most` sets of lower-case strings, best first; whatever the regex matches holds one string of each set."""
    try:
        tree = parser.parse(regex)
    except (re.error, RecursionError, OverflowError):
        return ()
    part = _sequence(tree)
    sets = [strings for strings in _with_exact(part) if _shortest(strings) >= SHORTEST]
    best, *others = sorted(sets, key=telling, reverse=True) or [_EMPTY]
    chosen = [best, *filter(is_telling, others)][:most] if best != _EMPTY else []
    return tuple(tuple(sorted(strings)) for strings in chosen)


def _shortest(strings: Strings) -> int:
    return min(len(string.strip()) for string in strings)


def _with_exact(part: _Part) -> Iterator[Strings]:
    yield from part.needed
    if part.exact is not None and "" not in part.exact:
        yield part.exact


def _sequence(items: Iterable[Any]) -> _Part:
    """Parts in a row: neighbours that are known are joined as far as they do not become too many."""
    run, whole = _EMPTY, True
    needed: list[Strings] = []
    for operation, argument in items:
        part = _part(operation, argument)
        needed += part.needed
        if part.exact is not None and len(run) * len(part.exact) <= MOST_STRINGS:
            run = frozenset(map("".join, itertools.product(run, part.exact)))
            continue
        whole = False
        needed.append(run)
        run = part.exact if part.exact is not None else _EMPTY
    if whole:
        return _Part(run, tuple(needed))
    return _Part(None, tuple(strings for strings in (*needed, run) if "" not in strings))


def _part(operation: Any, argument: Any) -> _Part:
    if operation is code.LITERAL:
        return _Part(frozenset([chr(argument).lower()]), ())
    if operation is code.AT:
        return _Part(_EMPTY, ())
    if operation is code.SUBPATTERN:
        return _sequence(argument[-1])
    if operation is code.BRANCH:
        return _branch([_sequence(option) for option in argument[1]])
    if operation is code.IN and all(kind is code.LITERAL for kind, _ in argument):
        return _Part(frozenset(chr(value).lower() for _, value in argument), ())
    if operation in (code.MAX_REPEAT, code.MIN_REPEAT):
        return _repeat(*argument)
    return _Part(None, ())


def _branch(options: list[_Part]) -> _Part:
    """Known if every option is; else one set of what each option needs most."""
    if all(option.exact is not None for option in options):
        exact = frozenset(string for option in options for string in option.exact or ())
        if len(exact) <= MOST_STRINGS or "" in exact:
            return _Part(exact if len(exact) <= MOST_STRINGS else None, ())
        return _Part(None, (exact,))
    best = [max(_with_exact(option), key=telling, default=None) for option in options]
    if any(strings is None for strings in best):
        return _Part(None, ())
    return _Part(None, (frozenset(string for strings in best for string in strings or ()),))


def _repeat(least: int, most: int, items: Iterable[Any]) -> _Part:
    inner = _sequence(items)
    if (least, most) == (1, 1):
        return inner
    if (least, most) == (0, 1):
        return _Part(inner.exact | _EMPTY if inner.exact is not None else None, ())
    return _Part(None, tuple(_with_exact(inner)) if least else ())
