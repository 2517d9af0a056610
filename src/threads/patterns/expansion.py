"""Phrases as authors write them, and what they stand for: `{lexicon}` is any of its words, `(a|b|)` is a or b or
nothing, and both may stand inside each other.

"you (really|) are {insult}" with two insults stands for four strings. A phrase that stands for few strings is unfolded
for the automaton; one that stands for thousands becomes one regular expression, run where one of its `anchors` stands.
Apostrophes are straight, white space is one blank, and a contraction is also known without its apostrophe ("dont"),
unless that is another word ("were").
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from threads.errors import InvalidPattern

Lexicons = Mapping[str, tuple[str, ...]]

MOST_STRINGS = 400
MOST_ANCHORS = 400
_BLANK = r"(?: +|\b)"
_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ‘´′＇", "'"))
_TOKEN = re.compile(r"\{([a-z][a-z0-9-]*)\}|[(|)]|[^(){}|]+")
_IN_REGEX = re.compile(r"\{([a-z][a-z0-9-]*)\}")
# Contractions that are other words without their apostrophe, and those possessives that end in one.
_KEEPS_APOSTROPHE = re.compile(
    r"\b(?:we're|i'll|he'll|she'll|we'll|i'd|she'd|he'd|we'd|let's|who're)\b|'(?!\w)|(?<!\w)'"
)


class Choice(NamedTuple):
    """One of several phrases stands here."""

    options: tuple[Phrase, ...]


class Phrase(NamedTuple):
    """Strings and choices in a row."""

    parts: tuple[str | Choice, ...]

    def size(self) -> int:
        """How many strings the phrase stands for, at most."""
        total = 1
        for part in self.parts:
            if isinstance(part, Choice):
                total *= sum(option.size() for option in part.options)
        return total

    def strings(self) -> Iterator[str]:
        """Each string the phrase stands for, with and without the apostrophes of contractions."""
        for string in self._plain():
            plain = " ".join(string.split())
            if plain:
                yield plain
            if "'" in plain and not _KEEPS_APOSTROPHE.search(plain):
                yield plain.replace("'", "")

    def _plain(self) -> Iterator[str]:
        fixed = [
            [part] if isinstance(part, str) else [s for o in part.options for s in o._plain()] for part in self.parts
        ]
        yield from map("".join, itertools.product(*fixed))

    def anchors(self) -> tuple[str, ...]:
        """Strings of which any text with the phrase in it holds one: those of its most telling few parts in a row."""
        best: tuple[str, ...] = ()
        for first in range(len(self.parts)):
            for last in range(first + 1, len(self.parts) + 1):
                stretch = Phrase(self.parts[first:last])
                if stretch.size() > MOST_ANCHORS and last > first + 1:
                    break
                if not stretch.may_be_nothing():
                    strings = tuple(stretch.strings())
                    best = max(best, strings, key=_telling)
        return best

    def may_be_nothing(self) -> bool:
        """Whether one of its strings is empty."""
        return all(_may_be_nothing(part) for part in self.parts)

    def regex(self) -> str:
        """The phrase as an expression for RE2; where a choice of nothing leaves two blanks, one is enough."""
        return "".join(
            "(?:" + "|".join(option.regex() for option in part.options) + ")"
            if isinstance(part, Choice)
            else _escaped(part, _optional(self.parts[:number][-1:]), _optional(self.parts[number + 1 :][:1]))
            for number, part in enumerate(self.parts)
        )


def _telling(strings: tuple[str, ...]) -> tuple[int, float]:
    """How rare a text with one of the strings is likely to be: by the shortest, then by their mean length."""
    lengths = [len(string) for string in strings]
    return (min(lengths), sum(lengths) / len(lengths)) if lengths else (0, 0.0)


def _may_be_nothing(part: str | Choice) -> bool:
    return any(option.may_be_nothing() for option in part.options) if isinstance(part, Choice) else not part.strip()


def _optional(neighbour: tuple[str | Choice, ...]) -> bool:
    return any(_may_be_nothing(part) for part in neighbour)


def parse(phrase: str, lexicons: Lexicons, file: str) -> Phrase:
    """What an author's phrase stands for; InvalidPattern for an unknown lexicon or brackets that do not match."""
    plain = phrase.translate(_APOSTROPHES).lower()
    if "\\" in plain:
        raise InvalidPattern(file, f"a backslash in the phrase {phrase!r}", "use a matcher of the kind regex")
    tokens = list(_TOKEN.finditer(plain))
    if "".join(token[0] for token in tokens) != plain:
        raise InvalidPattern(file, f"a stray brace in {phrase!r}", "write {lexicon} with the name of a word list")
    # A stack of choices that are still open; each is the list of its options, each of these the list of its parts.
    open_choices: list[list[list[str | Choice]]] = [[[]]]
    for token in tokens:
        match token[0]:
            case "(":
                open_choices.append([[]])
            case "|" if len(open_choices) > 1:
                open_choices[-1].append([])
            case ")" if len(open_choices) > 1:
                closed = open_choices.pop()
                open_choices[-1][-1].append(Choice(tuple(Phrase(tuple(parts)) for parts in closed)))
            case "|" | ")":
                raise InvalidPattern(file, f"a stray {token[0]!r} in {phrase!r}", "write alternatives as (one|other|)")
            case text:
                open_choices[-1][-1].append(_choice(token[1], lexicons, file) if token[1] else text)
    if len(open_choices) > 1:
        raise InvalidPattern(file, f"an open bracket in {phrase!r}", "write alternatives as (one|other|)")
    return Phrase(tuple(open_choices[0][0]))


def in_regex(regex: str, lexicons: Lexicons, file: str) -> str:
    """The author's regex with each `{lexicon}` as the alternation of its words; quantifiers such as {1,3} stay."""
    return _IN_REGEX.sub(
        lambda name: Phrase((_choice(name[1], lexicons, file),)).regex(), regex.translate(_APOSTROPHES)
    )


def _choice(name: str, lexicons: Lexicons, file: str) -> Choice:
    """Any word of the lexicon, longest first; a word may use brackets, and lexicons that stand before its own."""
    if name not in lexicons:
        known = ", ".join(sorted(lexicons)) or "(none)"
        raise InvalidPattern(file, f"no lexicon {name!r}", f"name one of {known}; none contains itself")
    others = {other: words for other, words in lexicons.items() if other != name}
    return Choice(tuple(parse(word, others, file) for word in sorted(lexicons[name], key=len, reverse=True)))


def _escaped(text: str, after_optional: bool, before_optional: bool) -> str:
    """A literal for RE2, in which the apostrophe of a contraction may be missing, and a blank beside an option."""
    opens, closes = after_optional and text[:1] == " ", before_optional and text[-1:] == " "
    if text == " ":
        return _BLANK if opens or closes else text
    core = text[opens : len(text) - closes]
    kept = {at for match in _KEEPS_APOSTROPHE.finditer(core) for at in range(*match.span())}
    literal = "".join("'?" if char == "'" and at not in kept else char if char == " " else re.escape(char)
                      for at, char in enumerate(core))  # fmt: skip
    return _BLANK * opens + literal + _BLANK * closes
