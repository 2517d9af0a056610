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
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from threads.errors import InvalidPattern

Lexicons = Mapping[str, tuple[str, ...]]

MOST_STRINGS = 800
MOST_ANCHORS = 400
MOST_GROUPS = 2
# Words that stand in every other text tell nothing about it.
COMMON = frozenset(
    [
        "the",
        "a",
        "an",
        "i",
        "it",
        "is",
        "that",
        "this",
        "these",
        "those",
        "you",
        "your",
        "so",
        "or",
        "in",
        "her",
        "as",
        "are",
        "not",
        "men",
        "use",
        "people",
        "his",
        "but",
        "some",
        "thing",
        "things",
        "would",
        "don't",
        "just",
        "about",
        "like",
        "it's",
        "its",
        "ever",
        "because",
        "think",
        "who",
        "was",
        "all",
        "if",
        "he",
        "she",
        "they",
        "we",
        "our",
        "us",
        "at",
        "on",
        "to",
        "of",
        "for",
        "with",
        "by",
        "be",
        "been",
        "has",
        "have",
        "had",
        "do",
        "does",
        "did",
        "what",
        "when",
        "will",
        "can",
        "could",
        "should",
        "there",
        "their",
        "them",
        "were",
        "from",
        "out",
        "up",
        "my",
        "me",
        "no",
        "one",
        "more",
        "most",
        "other",
        "than",
        "then",
        "any",
        "how",
        "why",
        "and",
        "know",
        "get",
        "really",
        "even",
        "good",
        "much",
        "only",
        "very",
        "too",
        "well",
        "now",
        "i'm",
        "you're",
        "make",
        "right",
        "way",
        "want",
        "see",
        "say",
        "said",
        "time",
        "ur",
    ]
)
TELLING = 3
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


class Anchor(NamedTuple):
    """Strings of which a text with a phrase in it holds one; they stand for its parts `first:last`.

    `whole`: only as whole words, since no other part of the phrase can touch them.
    """

    first: int
    last: int
    strings: tuple[str, ...]
    whole: bool


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

    def anchors(self) -> tuple[Anchor, ...]:
        """Its most telling few parts in a row, and the next most telling: a text with the phrase holds each anchor."""
        stretches = sorted(self._stretches(), key=lambda anchor: telling(anchor.strings), reverse=True)
        chosen: list[Anchor] = []
        for anchor in stretches:
            # Short words stand everywhere: one set of them may be needed, a second costs more than it spares.
            worth = not chosen or is_telling(anchor.strings)
            apart = all(anchor.last <= other.first or other.last <= anchor.first for other in chosen)
            if worth and apart and len(chosen) < MOST_GROUPS:
                chosen.append(anchor)
        return tuple(chosen)

    def _stretches(self) -> Iterator[Anchor]:
        for first in range(len(self.parts)):
            for last in range(first + 1, len(self.parts) + 1):
                stretch = Phrase(self.parts[first:last])
                if stretch.size() > MOST_ANCHORS and last > first + 1:
                    break
                if not stretch.may_be_nothing():
                    whole = self._blank_before(first) and self._blank_after(last)
                    yield Anchor(first, last, tuple(stretch.strings()), whole)

    def _blank_before(self, at: int) -> bool:
        """Whether part `at` surely begins a word."""
        if at == 0 or _literal(self.parts[at]).startswith(" ") or _literal(self.parts[at - 1]).endswith(" "):
            return True
        return _blank_or_ends(self.parts[at - 1], " ") and self._blank_before(at - 1)

    def _blank_after(self, at: int) -> bool:
        """Whether what stands before part `at` surely ends a word."""
        if at == len(self.parts) or _literal(self.parts[at - 1]).endswith(" "):
            return True
        return _literal(self.parts[at]).startswith(" ")

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


def _literal(part: str | Choice) -> str:
    return part if isinstance(part, str) else ""


def _blank_or_ends(part: str | Choice, mark: str) -> bool:
    """Whether every option is nothing or a plain string that ends in `mark`."""
    if isinstance(part, str):
        return False
    return all(
        not option.parts or (len(option.parts) == 1 and _literal(option.parts[0]).endswith(mark))
        for option in part.options
    )


def telling(strings: Collection[str]) -> tuple[int, int, float]:
    """How rare a text with one of the strings is likely to be: by how few of them are in every text, then by length."""
    lengths = [len(string.strip()) for string in strings]
    if not lengths:
        return (-MOST_ANCHORS, 0, 0.0)
    return (-sum(string.strip() in COMMON for string in strings), min(lengths), sum(lengths) / len(lengths))


def is_telling(strings: Collection[str]) -> bool:
    """Whether it is worth looking for these strings where others are looked for already."""
    common, shortest, _ = telling(strings)
    return common == 0 and shortest >= TELLING


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
