"""Attributes of records, or of links in them, that hold the id of the comment that is answered."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from threads.sources.html.worth import Filled
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
    told = next((pointed for pointed in found.values() if _are_earlier(pointed)), None)
    return {n: told.get(n) for n in range(len(records))} if told else {}


def _are_earlier(pointed: Mapping[int, int]) -> bool:
    """Whether several records point to earlier ones, and not each to the one right before."""
    return len(pointed) > 1 and all(p < n for n, p in pointed.items()) and any(p < n - 1 for n, p in pointed.items())


def led(records: Sequence[Filled], inside: Sequence[Sequence[Element]], places: Mapping[str, int]) -> dict[int, int]:
    """By a link beside the text to the place of an earlier record, the only one in each; whatever it shows.

    Links that all lead to the same record say where the page begins. `places` are those that links may lead to.
    """
    found: dict[int, int] = {}
    for n, (record, elements) in enumerate(zip(records, inside, strict=True)):
        links = (e for e in elements if e.tag == "a" and "#" in e.head and not _in(e, record.body))
        others = {places.get(link.get("href").partition("#")[2], n) for link in links} - {n}
        if len(others) > 1:
            return {}
        found |= dict.fromkeys((n,), others.pop()) if others else {}
    return found if _are_earlier(found) and len(set(found.values())) > 1 else {}


def _in(link: Element, body: Element | None) -> bool:
    return body is not None and body.contains(link)


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
