"""The numbers of comments that headers print: of an outline ("#2.1"), or those that bodies point at (">>58102")."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from threads.model import Marker
from threads.sources.text.bodies import Body
from threads.sources.text.lines import Line
from threads.sources.text.records import Header

_POINTING = re.compile(r"(?:>>|@\s?#?)(\d{1,12})(?!\w)")
_PRINTED = re.compile(r"(?<![\w>@])(?<!\d[.,:/-])\d{1,12}(?:\.\d{1,4}){0,30}(?![\w/-]|[.,:]\d)")
_BEFORE = re.compile(r"\S{0,4}\s?$")
_MOST = 0.7  # of the headers print a number where a page numbers comments

Numbered = dict[int, Marker]  # by header


def numbers(lines: Sequence[Line], headers: Sequence[Header], bodies: Sequence[Body]) -> list[Marker | None]:
    """A mark for each comment with its number: what stands behind the same sign in most headers, in each another one
    ("No.58102", but not "2 points"), if a comment points at one of them or they number replies."""
    pointed = {number for body in bodies for number in _pointed(body)}
    by_sign: dict[str, Numbered] = defaultdict(dict)
    for n, header in enumerate(headers):
        for sign, mark in _printed(lines[header.top : header.bottom + 1]):
            by_sign[sign].setdefault(n, mark)
    fitting = [found for found in by_sign.values() if _are_numbers(found, len(headers), pointed)]
    best = max(fitting, key=len, default={})
    return [best.get(n) for n in range(len(headers))]


def _pointed(body: Body) -> list[str]:
    marks = [mark.value[1:] for mark in body.markers if mark.kind == "number" and mark.value.startswith("@")]
    return marks + _POINTING.findall(body.text)


def _printed(lines: Sequence[Line]) -> Iterator[tuple[str, Marker]]:
    """The numbers in a header beside its time, each with the sign before it."""
    for line in lines:
        for match in _PRINTED.finditer(line.text):
            if not any(moment.start <= match.start() < moment.end for moment in line.moments):
                sign = _BEFORE.search(line.text[: match.start()])
                mark = Marker(kind="number", value=match[0], printed=line.text, line=line.number)
                yield sign[0].strip().casefold() if sign else "", mark


def _are_numbers(found: Numbered, headers: int, pointed: set[str]) -> bool:
    values = {mark.value for mark in found.values()}
    replies = [value.rpartition(".")[0] for value in values if "." in value]
    named = not pointed.isdisjoint(values) or (len(replies) > 1 and all(above in values for above in replies))
    return named and len(found) >= _MOST * headers and len(values) == len(found) > 1
