"""In which line of a JSON text a value stands, so that a violation can be shown beside the line that is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from threads.pointers import pointer

# A string, a bracket, a comma, or anything else without a bracket (numbers, literals, colons).
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],]|[^\s"{}\[\],]+')


def lines_of(text: str, pointers: Iterable[str]) -> dict[str, int]:
    """The line, from 1, in which each value begins that a JSON Pointer names.

    The text is a JSON document that has been parsed before. A pointer to what is not there has the line of the
    closest value around it that is. No recursion: documents nest as deep as they like.
    """
    wanted = set(pointers)
    around = {above for one in wanted for above in _above(one)}
    deepest = max((one.count("/") for one in wanted), default=0)
    found: dict[str, int] = {}
    path: list[str | int] = []  # the place of the value that comes next
    open_: list[bool] = []  # the brackets around it: True for an object, whose names come before values
    name_next = False
    line, seen = 1, 0
    for token in _TOKEN.finditer(text):
        line, seen = line + text.count("\n", seen, token.start()), token.start()
        kind = token[0][0]
        if name_next and kind == '"':
            path[-1], name_next = json.loads(token[0]), False
        elif kind in "}]":
            open_.pop()
            path.pop()
            name_next = False
        elif kind == ",":
            name_next = open_[-1]
            if not name_next:
                path[-1] = int(path[-1]) + 1
        elif token[0] != ":":
            if len(path) <= deepest and (here := pointer(path)) in around:
                found.setdefault(here, line)
            if kind in "{[":
                open_.append(kind == "{")
                path.append(0)
                name_next = open_[-1]
    return {one: max((found[above] for above in _above(one) if above in found), default=1) for one in wanted}


def _above(one: str) -> list[str]:
    """The pointer and those of the values around it, the document last."""
    return [one] + [one[:at] for at in range(len(one) - 1, -1, -1) if one[at] == "/"]
