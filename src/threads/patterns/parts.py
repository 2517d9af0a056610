"""Parts of a phrase or a regular expression: which strings each matches or needs, alone and in a row.

Neighbours that are known are joined, since a text has two words in a row more seldom than either of them.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from threads.patterns.expansion import Choice
from threads.patterns.needs import BOUND, FAR, Need, Strings, rarest

_MOST_JOINED = 24  # neighbours are joined up to so many strings; beyond, each is a need of its own
_MOST_OPTIONS = 4000
EMPTY = frozenset([""])
EDGE = frozenset([BOUND])


class Part(NamedTuple):
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
        """Whether it may be nothing."""
        return self.optional if self.exact is None else "" in self.exact

    def ends_word(self) -> bool:
        """Whether a word surely ends before it, if it is something."""
        return self.word_before if self.exact is None else all(_parts_words(s[0]) for s in self.exact if s)

    def begins_word(self) -> bool:
        """Whether a word surely begins behind it, if it is something."""
        return self.word_behind if self.exact is None else all(_parts_words(s[-1]) for s in self.exact if s)


def of_phrase(part: str | Choice) -> Part:
    """What a string or a choice of an author's phrase matches."""
    return of_choice(part) if isinstance(part, Choice) else Part(frozenset([part]), (), len(part))


def of_choice(choice: Choice) -> Part:
    """Any of its strings, while they are not too many."""
    if choice.size > _MOST_OPTIONS:
        return branch([sequence(map(of_phrase, option.parts)) for option in choice.options])
    exact = frozenset(choice.strings)
    return Part(exact, (), max(map(len, exact)))


def needs_of(part: Part) -> tuple[Need, ...]:
    """The sets of strings of which a text has one each where the part stands."""
    return part.needs if part.exact is None else (Need(part.exact),)


def sequence(parts: Iterable[Part], most: int = _MOST_JOINED) -> Part:
    """Parts in a row: neighbours that are known are joined as far as they do not become too many."""
    parts = list(parts)
    width = min(FAR, sum([part.width for part in parts]))
    known = [part.exact for part in parts if part.exact is not None]
    if len(known) == len(parts) and math.prod(map(len, known)) <= most:
        return Part(frozenset(map("".join, itertools.product(*known))), (), width)
    ends = _chain(parts[::-1], Part.ends_word, False)[::-1]
    begins = _chain(parts, Part.begins_word, False)
    needs: list[Need] = []
    run, gap, first = EMPTY, 0, True
    for at, part in enumerate(parts):
        exact = part.exact
        if exact is not None and len(run) * len(exact) <= most:
            if run == EMPTY and begins[at] and not first:
                exact = _with_edge(exact, BOUND, "")
            run = frozenset(map("".join, itertools.product(run, exact)))
            continue
        first = False
        gap = _add(needs, _with_edge(run, "", BOUND) if ends[at] else run, gap)
        run = EMPTY
        if part.exact is not None:
            run = _with_edge(part.exact, BOUND, "") if begins[at] else part.exact
        elif part.needs:
            needs += (need._replace(gap=gap + part.width if not at else need.gap) for at, need in enumerate(part.needs))
            gap = part.width
        else:
            gap += part.width
    if first:  # fewer than it seemed: some were alike
        return Part(run, (), width)
    _add(needs, run, gap)
    return Part(
        None,
        tuple(needs),
        width,
        all(map(Part.is_optional, parts)),
        _chain(parts[::-1], Part.ends_word, True)[-1],
        _chain(parts, Part.begins_word, True)[-1],
    )


def _chain(parts: Sequence[Part], holds: Callable[[Part], bool], outside: bool) -> list[bool]:
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


def branch(options: Sequence[Part]) -> Part:
    """Known if every option is; else one set of what each option needs most."""
    width = max(option.width for option in options)
    if all(option.exact is not None for option in options):
        exact = frozenset(string for option in options for string in option.exact or ())
        if len(exact) <= _MOST_OPTIONS:
            return Part(exact, (), width)
    best = [rarest(need.strings for need in needs_of(option)) for option in options]
    merged = frozenset(string for strings in best for string in strings or ())
    return Part(
        None,
        (Need(merged),) if all(best) else (),
        width,
        any(map(Part.is_optional, options)),
        all(map(Part.ends_word, options)),
        all(map(Part.begins_word, options)),
    )


def repeat(least: int, most: int, inner: Part) -> Part:
    """The inner part `least` to `most` times in a row."""
    if (least, most) == (1, 1):
        return inner
    width = min(FAR, inner.width * int(most))
    if (least, most) == (0, 1) and inner.exact is not None:
        return Part(inner.exact | EMPTY, (), width)
    needs = needs_of(inner) if least else ()
    return Part(
        None,
        needs if all(all(need.strings) for need in needs) else (),
        width,
        not least or inner.is_optional(),
        inner.ends_word(),
        inner.begins_word(),
    )


def _parts_words(char: str) -> bool:
    """Whether no word goes on across it; an apostrophe may be left out."""
    return not char.isalnum() and char != "'"
