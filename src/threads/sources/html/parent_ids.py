"""Attributes of records that hold the id of the comment that is answered."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from threads.sources.markup import Element

_PARENT_ATTRIBUTE = re.compile(r"parent|reply-?to|in-?reply")
FIGURES = re.compile(r"(\d+)(?!.*\d)")


def attributed(records: Sequence[Element], by_id: Mapping[str, int]) -> dict[int, int | None]:
    """By an attribute of the records whose values are ids of earlier ones, whatever it is called; {} without one.

    One that names the record itself, or always the one before, says something else.
    """
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for n, record in enumerate(records):
        for name, value in record.attributes.items():
            at = _indexed(value, by_id) if name.startswith("data-") and value else None
            if at is not None:
                found[name][n] = at
    for pointed in found.values():
        if len(pointed) > 1 and all(p < n for n, p in pointed.items()) and any(p < n - 1 for n, p in pointed.items()):
            return {n: pointed.get(n) for n in range(len(records))}
    return {}


def stated(records: Sequence[Element], by_id: Mapping[str, int]) -> dict[int, int | None]:
    """By an attribute of the record, or of something inside it, that names its parent."""
    members = [r.order for r in records]
    found: dict[int, int | None] = {}
    for n, record in enumerate(records):
        for element in record.walk(members):
            if "parent" not in element.head and "reply" not in element.head:
                continue
            for name, value in element.attributes.items():
                if value and (name.startswith("data-") or "-" in element.tag) and _PARENT_ATTRIBUTE.search(name):
                    at = _indexed(value, by_id)
                    if at is not None and at != n:
                        found.setdefault(n, at)
    return {n: found.get(n) for n in range(len(records))} if found else {}


def _indexed(value: str, by_id: Mapping[str, int]) -> int | None:
    """The record of an id, or of the last figure in it."""
    figures = FIGURES.search(value)
    return by_id.get(value, by_id.get(figures[1]) if figures else None)
