"""Phrases as authors write them, and what they stand for: `{lexicon}` is any of its words, `(a|b|)` is a or b or
nothing, and both may stand inside each other.

"you (really|) are {insult}" with two insults stands for four strings. Apostrophes are straight, white space is one
blank, and a contraction is also known without its apostrophe ("dont"), unless that is another word ("were").
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from threads.errors import InvalidPattern

Lexicons = Mapping[str, tuple[str, ...]]

_BLANK = r"(?: +|\b)"
_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ‘´′＇", "'"))
_TOKEN = re.compile(r"\{([a-z][a-z0-9-]*)\}|[(|)]|[^(){}|]+")
_IN_REGEX = re.compile(r"\{([a-z][a-z0-9-]*)\}")
_FIRST_PRIVATE = 0xF0000  # private characters of Unicode stand for lexicons, so that a parser of regexes can read on
# Contractions that are other words without their apostrophe, and those possessives that end in one.
_KEEPS_APOSTROPHE = re.compile(
    r"\b(?:we're|i'll|he'll|she'll|we'll|i'd|she'd|he'd|we'd|let's|who're)\b|'(?!\w)|(?<!\w)'"
)


@dataclass(frozen=True, eq=False)
class Choice:
    """One of several phrases stands here."""

    options: tuple[Phrase, ...]

    @cached_property
    def size(self) -> int:
        """How many strings it stands for, at most."""
        return sum([option.size() for option in self.options])

    @cached_property
    def strings(self) -> tuple[str, ...]:
        """What may stand here, its blanks as they are written."""
        return tuple(string for option in self.options for string in option.plain())

    @cached_property
    def may_be_nothing(self) -> bool:
        """Whether one of its phrases is empty."""
        return any(option.may_be_nothing() for option in self.options)

    @cached_property
    def regex(self) -> str:
        """Its phrases as a group for RE2."""
        return "(?:" + "|".join(option.regex() for option in self.options) + ")"


class Phrase(NamedTuple):
    """Strings and choices in a row."""

    parts: tuple[str | Choice, ...]

    def size(self) -> int:
        """How many strings the phrase stands for, at most."""
        total = 1
        for part in self.parts:
            if isinstance(part, Choice):
                total *= part.size
        return total

    def strings(self) -> Iterator[str]:
        """Each string the phrase stands for, with and without the apostrophes of contractions."""
        for string in self.plain():
            plain = " ".join(string.split())
            if plain:
                yield plain
            if "'" in plain and not _KEEPS_APOSTROPHE.search(plain):
                yield plain.replace("'", "")

    def plain(self) -> Iterator[str]:
        """Each string with its blanks as they are written."""
        fixed = [(part,) if isinstance(part, str) else part.strings for part in self.parts]
        return map("".join, itertools.product(*fixed))

    def may_be_nothing(self) -> bool:
        """Whether one of its strings is empty."""
        return all(_may_be_nothing(part) for part in self.parts)

    def regex(self) -> str:
        """The phrase as an expression for RE2; where a choice of nothing leaves two blanks, one is enough."""
        return "".join(
            part.regex
            if isinstance(part, Choice)
            else _escaped(part, _optional(self.parts[:number][-1:]), _optional(self.parts[number + 1 :][:1]))
            for number, part in enumerate(self.parts)
        )


class Expression(NamedTuple):
    """An author's regex: `outline` has a private character for each lexicon, `lexicons` says which it stands for."""

    outline: str
    lexicons: Mapping[str, Choice]

    def regex(self) -> str:
        """The regex with each lexicon as the alternation of its words."""
        return self.outline.translate({ord(mark): choice.regex for mark, choice in self.lexicons.items()})


class Grammar:
    """Reads the phrases and regexes of one pattern file, given the lexicons it may name."""

    def __init__(self, lexicons: Lexicons, file: str) -> None:
        self._lexicons = lexicons
        self._file = file
        self._choices: dict[str, Choice] = {}
        self._open: list[str] = []  # the lexicons being read: none may contain itself

    def expression(self, regex: str) -> Expression:
        """What an author's regex says; quantifiers such as {1,3} stay, InvalidPattern for an unknown lexicon."""
        used: dict[str, str] = {}

        def mark(name: re.Match[str]) -> str:
            return used.setdefault(name[1], chr(_FIRST_PRIVATE + len(used)))

        outline = _IN_REGEX.sub(mark, regex.translate(_APOSTROPHES))
        return Expression(outline, {private: self._choice(name) for name, private in used.items()})

    def phrase(self, text: str) -> Phrase:
        """What an author's phrase stands for; InvalidPattern for an unknown lexicon or brackets that do not match."""
        plain = text.translate(_APOSTROPHES).lower()
        if "\\" in plain:
            raise InvalidPattern(self._file, f"a backslash in the phrase {text!r}", "use a matcher of the kind regex")
        if not ("{" in plain or "(" in plain or "|" in plain or ")" in plain or "}" in plain):
            return Phrase((plain,))
        tokens = list(_TOKEN.finditer(plain))
        if "".join(token[0] for token in tokens) != plain:
            raise InvalidPattern(self._file, f"a stray brace in {text!r}", "write {lexicon} with a word list's name")
        return self._nested(tokens, text)

    def _nested(self, tokens: list[re.Match[str]], text: str) -> Phrase:
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
                    raise self._brackets(f"a stray {token[0]!r}", text)
                case string:
                    open_choices[-1][-1].append(self._choice(token[1]) if token[1] else string)
        if len(open_choices) > 1:
            raise self._brackets("an open bracket", text)
        return Phrase(tuple(open_choices[0][0]))

    def _brackets(self, found: str, text: str) -> InvalidPattern:
        return InvalidPattern(self._file, f"{found} in {text!r}", "write alternatives as (one|other|)")

    def _choice(self, name: str) -> Choice:
        """Any word of the lexicon, longest first; a word may use brackets, and other lexicons."""
        if name not in self._choices:
            if name in self._open or name not in self._lexicons:
                known = ", ".join(sorted(set(self._lexicons).difference(self._open))) or "(none)"
                raise InvalidPattern(self._file, f"no lexicon {name!r}", f"name one of {known}; none contains itself")
            self._open.append(name)
            words = sorted(self._lexicons[name], key=len, reverse=True)
            self._choices[name] = Choice(tuple(self.phrase(word) for word in words))
            self._open.pop()
        return self._choices[name]


def _may_be_nothing(part: str | Choice) -> bool:
    return part.may_be_nothing if isinstance(part, Choice) else not part.strip()


def _optional(neighbour: tuple[str | Choice, ...]) -> bool:
    return any(_may_be_nothing(part) for part in neighbour)


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
