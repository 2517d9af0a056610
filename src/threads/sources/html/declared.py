"""Pages of known platforms: platforms/*.toml say what is a record and what the general reader could not tell.

A declaration names the records by CSS selector and only those further parts that a page's own repetitions do not
show; all else (author, body, time, nesting) is learned as on any page.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from pydantic import Field

from threads.model import Value
from threads.sources.html.family import Family, own_times, owners
from threads.sources.html.times import Timed
from threads.sources.markup import Element, Page


class Platform(Value):
    """How one platform marks up its comments; selectors are CSS."""

    name: str
    about: str = Field(description="Which software and pages, and what it prints that others do not.")
    recognise: tuple[str, ...] = Field(description="Selectors that must all match.")
    records: str = Field(description="Selector of the elements that are one comment or post each.")
    author: str | None = Field(None, description="Selector of the author inside a record.")
    body: str | None = Field(None, description="Selector of the text inside a record.")
    post: str | None = Field(None, description="Selector of the record that all others answer, if one does.")


class Declared(NamedTuple):
    """A platform's records on one page."""

    platform: Platform
    family: Family
    author: dict[int, Element]
    body: dict[int, Element]
    post: Element | None


@cache
def platforms() -> tuple[Platform, ...]:
    """All declarations, in the order of their names."""
    folder = files(__package__) / "platforms"
    texts = sorted((f.name, f.read_text(encoding="utf-8")) for f in folder.iterdir() if f.name.endswith(".toml"))
    return tuple(Platform.model_validate(tomllib.loads(text), strict=False) for _, text in texts)


def find(page: Page, timed: Sequence[Timed]) -> Declared | None:
    """The records of the first platform that recognises the page."""
    for platform in platforms():
        if all(page.select(selector) for selector in platform.recognise):
            members = tuple(page.select(platform.records))
            if members:
                return _declared(page, platform, members, timed)
    return None


def _declared(page: Page, platform: Platform, members: tuple[Element, ...], timed: Sequence[Timed]) -> Declared:
    family = Family(platform.name, members, own_times(members, timed), float(len(members)))
    posts = page.select(platform.post) if platform.post else ()
    inside = {
        n: _inside(page.select(selector), members)
        for n, selector in enumerate((platform.author, platform.body))
        if selector
    }
    return Declared(platform, family, inside.get(0, {}), inside.get(1, {}), posts[0] if posts else None)


def _inside(elements: Sequence[Element], members: Sequence[Element]) -> dict[int, Element]:
    """The first of the elements in each member that is not in a member nested in it."""
    first: dict[int, Element] = {}
    for element, owner in zip(elements, owners(elements, members), strict=True):
        if owner is not None:
            first.setdefault(owner.order, element)
    return first
