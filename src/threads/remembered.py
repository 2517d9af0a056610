"""Results by argument, remembered up to a bound: for what is asked again and again, such as the words of a language."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
_MOST = 2**16  # texts; a few MB


class Remembered(dict[str, T]):
    """What a function makes of a text, by text: a dictionary that fills itself, so that `map` can look in it.

    Full, it forgets all: what is frequent is soon there again, and nothing is done where it is found.
    """

    def __init__(self, function: Callable[[str], T], most: int = _MOST) -> None:
        super().__init__()
        self._function, self._most = function, most

    def __missing__(self, text: str) -> T:
        if len(self) >= self._most:
            self.clear()
        found = self[text] = self._function(text)
        return found
