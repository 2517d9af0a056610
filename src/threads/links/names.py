"""How commenters are called by others: full names, parts of them, handles cut short, and slips of the pen."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Literal, NamedTuple

How = Literal["full", "part", "slip"]
_PART = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_CAMEL = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_MAIL = re.compile(r"(?<!\s)\s*(?:<[^<>]*>|\([^()]*\))")
_SHORTEST_PART = 3
_SHORTEST_SLIP = 5
_TELLING = 3  # authors of one name that need to be known: oneself and two others


class Called(NamedTuple):
    """Who is meant by a name, and how the name stands to theirs."""

    author: str
    how: How


class Names:
    """The authors met so far, by whatever they may be called."""

    def __init__(self) -> None:
        self._by_alias: dict[How, dict[str, list[str]]] = {"full": defaultdict(list), "part": defaultdict(list)}
        self._by_slip: dict[str, set[str]] = defaultdict(set)
        self._known: dict[str, None] = {}
        self._by_first: dict[str, list[str]] = defaultdict(list)
        self._abbreviated: dict[str, tuple[int, tuple[str, ...]]] = {}  # authors tried, and those of them that fit
        self.longest = 1  # words of the longest name

    def __contains__(self, name: str) -> bool:
        """Whether a name (casefolded) can mean anybody at all."""
        return name in self._by_alias["full"] or name in self._by_alias["part"]

    def add(self, author: str) -> None:
        """Take in an author once."""
        if author in self._known:
            return
        self._known[author] = None
        self._by_first[author[:1].casefold()].append(author)
        for alias, how in aliases(author).items():
            self._by_alias[how][alias].append(author)
            self.longest = max(self.longest, min(4, len(alias.split())))
            if how == "full" and len(alias) >= _SHORTEST_SLIP:
                for cut in _cuts(alias):
                    self._by_slip[cut].add(author)

    def who(self, name: str, but: str | None = None) -> Called | None:
        """The one author whom a name (casefolded) can mean, leaving out `but`; full names go before parts."""
        for how, by_alias in self._by_alias.items():
            # Thousands may share a part, such as "guest": two and oneself show that it means nobody.
            authors = [author for author in by_alias.get(name, ())[:_TELLING] if author != but]
            if authors:
                return Called(authors[0], how) if len(authors) == 1 else None
        return None

    def slip(self, name: str, but: str | None = None) -> Called | None:
        """The one author whose full name differs from this one by a letter missing, added, changed or moved."""
        if len(name) < _SHORTEST_SLIP:
            return None
        authors = {author for cut in _cuts(name) for author in self._by_slip.get(cut, ())} - {but}
        return Called(authors.pop(), "slip") if len(authors) == 1 else None

    def abbreviated(self, letters: str) -> set[str]:
        """The authors whose name begins with the first letter and holds the others in order: "OS" for "Oldschool".

        A few of them, if there are many.
        """
        authors = self._by_first[letters[0].casefold()]
        tried, found = self._abbreviated.get(letters, (0, ()))
        found = (*found, *(author for author in authors[tried:] if _holds(letters, author)))[:_TELLING]
        self._abbreviated[letters] = (len(authors), found)
        return set(found)


def _holds(letters: str, author: str) -> bool:
    rest = iter(author.casefold())
    return all(letter in rest for letter in letters.casefold())


def aliases(author: str) -> dict[str, How]:
    """What an author may be called, casefolded: the whole name, its first and last word, the words in a handle."""
    name = _MAIL.sub("", author).strip() or author.strip()
    whole = name.casefold()
    found: dict[str, How] = {}
    parts = [part.casefold() for part in _PART.findall(name)]
    for part in (*parts[:1], *parts[-1:], *(piece.casefold() for piece in _CAMEL.findall(name))):
        if len(part) >= _SHORTEST_PART:
            found[part] = "part"
    bare = re.sub(r"[\W\d_]+$", "", whole)
    if len(bare) >= _SHORTEST_PART:
        found[bare] = "part"
    found[" ".join(parts)] = "full"
    found[whole] = "full"
    return {alias: how for alias, how in found.items() if alias}


def _cuts(name: str) -> set[str]:
    """The name, and the name without one of its letters: two names with a cut in common differ by one slip."""
    return {name, *(name[:n] + name[n + 1 :] for n in range(1, len(name)))}
