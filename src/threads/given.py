"""What a caller gave instead of a value of ours, told in a sentence."""

from __future__ import annotations


def require(given: object, kind: type, function: str) -> None:
    """TypeError for a value of another kind: mostly a path, or the list that `threads.parse` makes."""
    if isinstance(given, kind):
        return
    do = "read it with threads.parse first"
    if isinstance(given, list | tuple):
        do = f"call it for each: [threads.{function}(one) for one in ...]"
    raise TypeError(f"threads.{function} takes a {kind.__name__}, and this is a {type(given).__name__}; {do}")
