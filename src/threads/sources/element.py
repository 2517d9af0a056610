"""One element of a parsed page: tag, attributes, children, and its place in the order of the page.

A page has many more elements than readers ask about, so what takes work (attributes, kinds, lines) is done when asked.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from threads.sources.rendering import BLOCKS, WORD, visible_text

if TYPE_CHECKING:
    from threads.sources.markup import Page

T = TypeVar("T")

_ATTRIBUTE = re.compile(r' (=?[^ =>]*)="([^"]*)"')
# Attributes by which pages tell machines, tests or readers what an element is.
_NAMING = {"itemprop", "itemtype", "rel", "role", "component", "data-testid", "data-role", "data-type"}
_NAMES = re.compile(rf' (class|id|{"|".join(sorted(_NAMING))}|data-[^ =>]*id)="([^"]*)"')
# Class words that differ from comment to comment without meaning another kind of element.
_VOLATILE = re.compile(
    r"\d|^(?:odd|even|alt|first|last|active|current|parent|new|read|unread|expanded|collapsed|hidden)$"
)
_FIGURES = re.compile(r"[0-9a-f]*\d[0-9a-f]*")


class Look(NamedTuple):
    """What an element is called: its kinds (see `Element`), its class words, these and its id; lower case."""

    kinds: tuple[str, ...]
    classes: str
    called: str


class lazy(Generic[T]):  # noqa: N801 - a decorator, as `property` is
    """An attribute worked out when first asked for; `cached_property` locks, which takes longer than the work."""

    def __init__(self, work: Callable[[Element], T]) -> None:
        self.work = work
        self.name = work.__name__

    def __get__(self, element: Element, owner: type[Element]) -> T:
        value = element.__dict__[self.name] = self.work(element)
        return value


class Element:
    """One element of a page; `order` and `end` number it and its last descendant in document order.

    `inner` is the number of the first element inside, `first` and `last` are those of the page's texts that stand
    inside (the latter is the first behind them); `head` holds the attributes as they are written.
    """

    __slots__ = (
        "__dict__",
        "children",
        "end",
        "first",
        "head",
        "inner",
        "last",
        "order",
        "page",
        "parent",
        "tag",
        "words",
    )

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

    def get(self, name: str) -> str:
        """An attribute, empty if there is none; a quotation mark ends it, since those inside are written `&quot;`."""
        head = self.head
        at = head.find(f' {name}="')
        if at < 0:
            return ""
        at += len(name) + 3
        value = head[at : head.index('"', at)]
        return unescape(value) if "&" in value else value

    @lazy
    def attributes(self) -> dict[str, str]:
        """Values by names; those written without a value are empty."""
        found = _ATTRIBUTE.findall(self.head) if self.head else ()
        return dict(found) if "&" not in self.head else {name: unescape(value) for name, value in found}

    @lazy
    def look(self) -> Look:
        """What its tag and attributes call it, worked out once for all elements that are written alike."""
        written = self.tag + self.head
        known = self.page.looks.get(written)
        if known is None:
            known = self.page.looks[written] = look_of(self.tag, self.head)
        return known

    @lazy
    def kinds(self) -> tuple[str, ...]:
        """What kind of element it is, by its lasting class words, its id without figures, and its schema.org names."""
        return self.look.kinds

    @lazy
    def classes(self) -> tuple[str, ...]:
        """The class words, lower case."""
        return tuple(self.look.classes.split())

    @lazy
    def place(self) -> str:
        """What kind of element it is on a page without names: its tag and its parents' up to one that has a name."""
        at, path = self, [self.tag]
        while at.parent is not None and len(path) < 4:
            at = at.parent
            path.append(at.kinds[0] if at.kinds else at.tag)
            if at.kinds:
                break
        return ">".join(reversed(path))

    @lazy
    def places(self) -> dict[int, int]:
        """The place among the children of each one that is an element, by its number."""
        return {c.order: n for n, c in enumerate(self.children) if isinstance(c, Element)}

    @lazy
    def own_text(self) -> str:
        """The text directly in the element, without that of its children."""
        return " ".join([" ".join(c.split()) for c in self.children if isinstance(c, str) and not c.isspace()])

    @lazy
    def line(self) -> str:
        """All text on one line, for names and labels."""
        return " ".join("".join(self.page.texts[self.first : self.last]).split())

    @lazy
    def top(self) -> tuple[int, ...]:
        """The numbers of the elements that it stands for: its own, or those of the neighbours it was set around."""
        around = self.inner == self.order
        return tuple(c.order for c in self.children if isinstance(c, Element)) if around else (self.order,)

    def wrapping(self, children: Sequence[Element | str]) -> Element:
        """One element around children of this one, at least one of them an element, such as a `dt` and its `dd`."""
        elements = [c for c in children if isinstance(c, Element)]
        around = Element(self.page, "div", elements[0].head, self, elements[0].order, elements[0].first)
        around.inner = around.order
        around.children = list(children)
        behind = len(children) - 1 - max(n for n, c in enumerate(children) if c is elements[-1])
        around.end, around.last = elements[-1].end, elements[-1].last + behind + (elements[-1].tag in BLOCKS)
        around.words = sum([len(WORD.findall(c)) if isinstance(c, str) else c.words for c in children])
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

    def among(self, texts: Sequence[tuple[int, Element, str]]) -> Sequence[tuple[int, Element, str]]:
        """Those of the page's numbered texts (see `Page.worded`) that stand inside."""
        return texts[bisect_left(texts, (self.first,)) : bisect_left(texts, (self.last,))]

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
        pieces: list[str] = []
        stack: list[Element | str] = [self]
        while stack:
            item = stack.pop()
            if isinstance(item, str):
                pieces.append(item)
            else:
                stack += reversed(item.children)
        return "".join(pieces)


def look_of(tag: str, head: str) -> Look:
    """What an element with such a tag and such attributes is called."""
    names: tuple[str, ...] = ("",) if "-" in tag else ()  # custom elements are named for what they are
    classes = own_id = ""
    for name, written in _NAMES.findall(head):
        value = unescape(written) if "&" in written else written
        if name == "class":
            classes = value.lower()
        elif name == "id":
            own_id = value.lower()
        elif name in _NAMING and value and len(value) < 60:
            names += (f"[{name}={value}]",)
        elif name.endswith("id"):
            names += (f"[{name}]",)
    if own_id:
        names = ("#" + _FIGURES.sub("0", own_id), *names)
    return Look(tuple([tag + name for name in (*_lasting(classes), *names)]), classes, f"{classes} {own_id}")


@lru_cache(maxsize=5000)
def _lasting(classes: str) -> tuple[str, ...]:
    """The class words that last, as selectors; each once, though some pages repeat them."""
    return tuple(f".{c}" for c in dict.fromkeys(classes.split()) if not _VOLATILE.search(c))
