"""Initials that a page prints in the place of a picture, in front of the name: `<i>D</i>Dov Aster`."""

from __future__ import annotations

from collections.abc import Mapping

from threads.sources.markup import Element

_MOST = 3  # letters


def without_initials(firsts: Mapping[int, Element]) -> dict[int, str]:
    """The line of each element, but for the initials in the place of a picture: `<i>D</i>Dov Aster`."""
    lines = {o: e.line for o, e in firsts.items()}
    rests = {o: rest for o, e in firsts.items() if (rest := _behind_initials(e))}
    return {**lines, **rests} if 2 * len(rests) > len(lines) else lines


def _behind_initials(element: Element) -> str:
    """The text behind an element's first part, if that is no more than its initials."""
    first = next((c for c in element.children if isinstance(c, Element) or not c.isspace()), None)
    if not isinstance(first, Element) or not 0 < len(first.line) <= _MOST:
        return ""
    rest = element.line[len(first.line) :].strip()
    return rest if is_initials(first.line, rest) else ""


def is_initials(letters: str, name: str) -> bool:
    """Whether a few letters are those with which the first words of a longer name begin."""
    firsts = "".join([word[0] for word in name.split()]).casefold()
    return 0 < len(letters) <= _MOST and len(letters) < len(name) and firsts.startswith(letters.casefold())
