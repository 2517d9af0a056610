"""What a caller gave instead of a value of ours, told in a sentence."""

from __future__ import annotations

_MADE_BY = {"Thread": "read it with threads.parse first", "Report": "make it with threads.report first"}


def require(given: object, function: str, *kinds: type) -> None:
    """TypeError for a value of none of the kinds: mostly a path, or the list that `threads.parse` makes."""
    if isinstance(given, kinds):
        return
    do = _MADE_BY[kinds[0].__name__]
    if isinstance(given, list | tuple):
        do = f"call it for each: [threads.{function}(one) for one in ...]"
    wanted = " or ".join(kind.__name__ for kind in kinds)
    raise TypeError(f"threads.{function} takes a {wanted}, and this is a {type(given).__name__}; {do}")


def require_names(given: tuple[object, ...], function: str) -> None:
    """TypeError for arguments that are no names: mostly all of them in one list."""
    for one in given:
        if not isinstance(one, str):
            found = type(one).__name__
            raise TypeError(
                f"threads.{function} takes names one by one, and this is a {found}; write *names for a list"
            )
