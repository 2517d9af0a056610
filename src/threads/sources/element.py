"""One element of a parsed page: tag, attributes, children, and its place in the order of the page.

A page has many more elements than readers ask about, so what takes work (attributes, kinds, lines) is done when asked.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING, Any

from threads.sources.rendering import BLOCKS, visible_text

if TYPE_CHECKING:
    from threads.sources.markup import Page

_ATTRIBUTE = re.compile(r' (=?[^ =>]*)="([^"]*)"')
_WORD = re.compile(r"\w+")
# Attributes by which pages tell machines, tests or readers what an element is.
_NAMING = {"itemprop", "itemtype", "rel", "role", "component", "data-testid", "data-role", "data-type"}
# Class words that differ from comment to comment without meaning another kind of element.
_VOLATILE = re.compile(
    r"\d|^(?:odd|even|alt|first|last|active|current|parent|new|read|unread|expanded|collapsed|hidden)$"
)
_FIGURES = re.compile(r"[0-9a-f]*\d[0-9a-f]*")


class Element:
    """One element of a page; `order` and `end` number it and its last descendant in document order.

    `inner` is the number of the first element inside, `first` and `last` are those of the page's texts that stand
    inside (the latter is the first behind them); `head` holds the attributes as they are written.
    """

    # fmt: off
    __slots__ = (
        "attributes", "children", "classes", "end", "first", "head", "inner", "kinds", "last", "line",
        "order", "own_text", "page", "parent", "parts", "place", "places", "tag", "words",
    )
    # fmt: on

    attributes: dict[str, str]
    classes: tuple[str, ...]
    kinds: tuple[str, ...]
    line: str
    own_text: str
    parts: tuple[str, ...]
    place: str
    places: dict[int, int]

    def __init__(self, page: Page, tag: str, head: str, parent: Element | None, order: int, first: int) -> None:
        self.page = page
        self.tag = tag
        self.head = head
        self.parent = parent
        self.children: list[Element | str] = []
        self.order = self.end = order
        self.inner = order + 1
        self.first = self.last = first
        self.words = 0

    def __getattr__(self, name: str) -> Any:
        """Work out what is asked for the first time."""
        if name not in _LAZY:
            raise AttributeError(name)
        value = _LAZY[name](self)
        setattr(self, name, value)
        return value

    def get(self, name: str) -> str:
        """An attribute, empty if there is none."""
        return self.attributes.get(name, "")

    def wrapping(self, children: Sequence[Element | str]) -> Element:
        """One element around children of this one, at least one of them an element, such as a `dt` and its `dd`."""
        elements = [c for c in children if isinstance(c, Element)]
        around = Element(self.page, "div", elements[0].head, self, elements[0].order, elements[0].first)
        around.inner = around.order
        around.children = list(children)
        behind = len(children) - 1 - max(n for n, c in enumerate(children) if c is elements[-1])
        around.end, around.last = elements[-1].end, elements[-1].last + behind + (elements[-1].tag in BLOCKS)
        around.words = len(_WORD.findall(" ".join(self.page.texts[around.first : around.last])))
        return around

    def contains(self, other: Element) -> bool:
        """Whether `other` is this element or stands inside it."""
        return self.order <= other.order <= self.end

    def ancestors(self) -> Iterator[Element]:
        """Parent, grandparent, and so on."""
        at = self.parent
        while at is not None:
            yield at
            at = at.parent

    def beginning(self, count: int) -> list[Element]:
        """The first of the descendants."""
        return self.page.elements[self.inner : min(self.inner + count, self.end + 1)]

    def inside(self, without: Sequence[int] = ()) -> list[Element]:
        """The descendants in document order, but no element numbered in `without` (ascending) and none inside it."""
        elements, at = self.page.elements, self.inner
        cuts = without[bisect_left(without, self.order + 1) : bisect_left(without, self.end + 1)] if without else ()
        if not cuts:
            return elements[at : self.end + 1]
        found: list[Element] = []
        for cut in cuts:
            if cut >= at:
                found += elements[at:cut]
                at = elements[cut].end + 1
        return found + elements[at : self.end + 1]

    def walk(self, without: Sequence[int] = ()) -> list[Element]:
        """The element and its descendants, as `inside`."""
        return [self, *self.inside(without)]

    def text(self, without: frozenset[int] = frozenset(), quoted: frozenset[int] | None = None) -> str:
        """The text as a reader sees it (see `rendering`)."""
        return visible_text(self, without, quoted)

    def text_raw(self) -> str:
        """All text inside, as it stands."""
        return "".join(c for e in self.walk() for c in e.children if isinstance(c, str))


def _attributes(element: Element) -> dict[str, str]:
    head = element.head
    if not head:
        return {}
    return dict(_ATTRIBUTE.findall(head)) if "&" not in head else {n: unescape(v) for n, v in _ATTRIBUTE.findall(head)}


def _kinds(element: Element) -> tuple[str, ...]:
    """What kind of element it is, by its lasting class words, its id without figures, and its schema.org names."""
    if not element.head and "-" not in element.tag:
        return ()
    return element.page.kinds(element)


def named(element: Element) -> tuple[str, ...]:
    """The kinds of an element, worked out (see `Page.kinds`)."""
    tag, attributes = element.tag, element.attributes
    names = [*_lasting(attributes.get("class", ""))]
    if own_id := attributes.get("id"):
        names.append("#" + _FIGURES.sub("0", own_id.lower()))
    if "-" in tag:  # custom elements are named for what they are
        names.append("")
    if len(attributes) > ("class" in attributes) + ("id" in attributes):
        for name, value in attributes.items():
            if name in _NAMING and value and len(value) < 60:
                names.append(f"[{name}={value}]")
            elif name.endswith("id") and name.startswith("data-"):
                names.append(f"[{name}]")
    return tuple([tag + name for name in names])


@lru_cache(maxsize=5000)
def _lasting(classes: str) -> tuple[str, ...]:
    return tuple(f".{c}" for c in classes.lower().split() if not _VOLATILE.search(c))


def _parts(element: Element) -> tuple[str, ...]:
    """The names under which it can be found in other records: its kinds, its tag, its tag in its parent's."""
    tag = element.tag
    outer = element.parent.tag if element.parent else ""
    return (*(element.kinds or (f"{tag}:bare",)), tag, f"{outer}>{tag}")


def _place(element: Element) -> str:
    """What kind of element it is on a page without names: its tag and its parents' up to one that has a name."""
    at, path = element, [element.tag]
    while at.parent is not None and len(path) < 4:
        at = at.parent
        path.append(at.kinds[0] if at.kinds else at.tag)
        if at.kinds:
            break
    return ">".join(reversed(path))


def _own_text(element: Element) -> str:
    """The text directly in the element, without that of its children."""
    return " ".join([" ".join(c.split()) for c in element.children if isinstance(c, str) and not c.isspace()])


def _line(element: Element) -> str:
    """All text on one line, for names and labels."""
    return " ".join("".join(element.page.texts[element.first : element.last]).split())


_LAZY: dict[str, Callable[[Element], object]] = {
    "attributes": _attributes,
    "classes": lambda element: tuple(element.get("class").lower().split()),
    "kinds": _kinds,
    "line": _line,
    "own_text": _own_text,
    "parts": _parts,
    "place": _place,
    "places": lambda element: {c.order: n for n, c in enumerate(element.children) if isinstance(c, Element)},
}
