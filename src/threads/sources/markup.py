"""A parsed page as plain elements: tag, attributes, children, and the order in which they stand.

The parser (lexbor) repairs markup as browsers do; its nodes are copied once into these light values, since the readers
ask every element several questions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode

_NO_TEXT = {"script", "style", "template", "svg", "select", "option", "textarea", "head", "iframe", "object", "math"}
_WORD = re.compile(r"\w+")
_BLOCKS = {
    *(
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "br",
        "tr",
        "table",
        "pre",
        "section",
        "article",
        "header",
        "footer",
    ),
    *(
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "blockquote",
        "figure",
        "form",
        "aside",
        "details",
        "summary",
        "address",
    ),
}
# Attributes by which pages tell machines, tests or readers what an element is.
_NAMING = ("itemprop", "itemtype", "rel", "role", "component", "data-testid", "data-role", "data-type")
# Class words that differ from comment to comment without meaning another kind of element.
_VOLATILE = re.compile(
    r"\d|^(?:odd|even|alt|first|last|active|current|parent|new|read|unread|expanded|collapsed|hidden)$"
)


class Element:
    """One element of a page; `order` and `end` number it and its last descendant in document order, `words` counts
    the words in both."""

    __slots__ = ("__dict__", "attributes", "children", "end", "order", "parent", "tag", "words")

    def __init__(self, tag: str, attributes: dict[str, str | None], parent: Element | None, order: int) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.order = self.end = order
        self.words = 0
        self.children: list[Element | str] = []

    def get(self, name: str) -> str:
        """An attribute, empty if there is none."""
        return self.attributes.get(name) or ""

    @cached_property
    def classes(self) -> tuple[str, ...]:
        """The class words, lower case."""
        return tuple(self.get("class").lower().split())

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """What kind of element it is, by its lasting class words, its id without figures, and its schema.org names."""
        names = [f".{c}" for c in self.classes if not _VOLATILE.search(c)]
        if self.get("id"):
            names.append("#" + re.sub(r"[0-9a-f]*\d[0-9a-f]*", "0", self.get("id").lower()))
        if "-" in self.tag:  # custom elements are named for what they are
            names.append("")
        names += [f"[{name}={value}]" for name in _NAMING if (value := self.get(name)) and len(value) < 60]
        names += [f"[{name}]" for name in self.attributes if name.startswith("data-") and name.endswith("id")]
        return tuple(f"{self.tag}{name}" for name in names)

    @cached_property
    def place(self) -> str:
        """What kind of element it is on a page without names: its tag and its parents' up to one that has a name."""
        at, path = self, [self.tag]
        while at.parent is not None and len(path) < 4:
            at = at.parent
            path.append(at.kinds[0] if at.kinds else at.tag)
            if at.kinds:
                break
        return ">".join(reversed(path))

    @cached_property
    def places(self) -> dict[int, int]:
        """The place among the children of each one that is an element, by its number."""
        return {c.order: n for n, c in enumerate(self.children) if isinstance(c, Element)}

    @cached_property
    def own_text(self) -> str:
        """The text directly in the element, without that of its children."""
        return " ".join(" ".join(c.split()) for c in self.children if isinstance(c, str) and not c.isspace())

    @cached_property
    def line(self) -> str:
        """All text of a short element on one line, for names and labels."""
        parts: list[str] = []
        stack: list[Element | str] = [self]
        while stack:
            item = stack.pop()
            if isinstance(item, str):
                parts.append(item)
            elif item.tag not in _NO_TEXT:
                if item.tag in _BLOCKS:
                    parts.append(" ")
                stack += reversed(item.children)
        return " ".join("".join(parts).split())

    @classmethod
    def wrapping(cls, children: Sequence[Element | str]) -> Element:
        """One element around neighbours, at least one of them an element, such as a `dt` and its `dd`."""
        elements = [c for c in children if isinstance(c, Element)]
        around = cls("div", elements[0].attributes, elements[0].parent, elements[0].order)
        around.children = list(children)
        around.end = elements[-1].end
        around.words = sum(e.words for e in elements) + len(_WORD.findall(around.own_text))
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

    def walk(self, without: frozenset[int] = frozenset()) -> Iterator[Element]:
        """The element and its descendants in document order, but none inside an element numbered in `without`."""
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            stack += [c for c in reversed(element.children) if isinstance(c, Element) and c.order not in without]

    def text(self, without: frozenset[int] = frozenset(), quoted: frozenset[int] | None = None) -> str:
        """The text as a reader sees it: blocks on lines of their own, quoted blocks behind "> ".

        Quoted is what stands in the elements numbered in `quoted`, else in each `blockquote`.
        """
        pieces: list[str] = []
        stack: list[Element | str] = [self]
        while stack:
            item = stack.pop()
            if isinstance(item, str):
                pieces.append(item)
                continue
            if item.tag in _NO_TEXT or item.order in without:
                continue
            inner = list(reversed(item.children))
            if item is not self and (item.tag == "blockquote" if quoted is None else item.order in quoted):
                stack += ["\x00", *inner, "\x01"]
            elif item.tag == "br":
                stack.append("\n")
            elif item.tag == "pre":
                stack += ["\n", _Kept(item.text_raw()), "\n"]
            elif item.tag in _BLOCKS:
                stack += ["\n" if item.tag != "p" else "\n\n", *inner, "\n" if item.tag != "p" else "\n\n"]
            else:
                stack += inner
        return _tidy("".join(_spaces(p) if p.strip("\n") else p for p in pieces))

    def text_raw(self) -> str:
        """All text inside, as it stands."""
        return "".join(c for e in self.walk() for c in e.children if isinstance(c, str))


class _Kept(str):
    """Text whose line breaks are its own."""


def _spaces(piece: str) -> str:
    return piece if piece in ("\x00", "\x01") or isinstance(piece, _Kept) else re.sub(r"[ \t\r\n\f\xa0]+", " ", piece)


def _tidy(text: str) -> str:
    """Lines without spaces at their ends, at most one blank line between two, "> " before the lines of quotations."""
    lines: list[str] = []
    depth = 0
    for raw in re.split(r"(\n|\x00|\x01)", text):
        if raw in ("\x01", "\x00"):
            depth += 1 if raw == "\x01" else -1
            lines.append("")
        elif raw != "\n":
            lines.append(("> " * depth + raw.strip()).strip() if raw.strip() or depth else "")
    # A quotation's own blank lines stay inside it, those at its edges do not.
    joined = re.sub(r"\n{3,}", "\n\n", "\n".join(lines))
    joined = re.sub(r"(?:^|(?<=\n))(?:>[> ]*\n)+(?=\n|[^>]|$)|(?<=\n\n)(?:>[> ]*\n)+", "", joined)
    joined = re.sub(r"(\n>[> ]*){2,}(?=\n>)", r"\1", joined)
    return re.sub(r"\n{3,}", "\n\n", joined).strip()


class Page:
    """A parsed page: its root element, and the elements that a CSS selector names."""

    def __init__(self, markup: bytes | str) -> None:
        self._document = LexborHTMLParser(markup)
        self._by_node: dict[int, Element] = {}
        self.root = self._copy()

    @property
    def language(self) -> str:
        """The language that the page says it is in, such as "de" or "en-US"; empty if it says none."""
        return next((e.get("lang") for e in self.select("html[lang]")), "")

    def select(self, selector: str) -> tuple[Element, ...]:
        """The elements that a CSS selector matches, in document order."""
        found = (self._by_node.get(node.mem_id) for node in self._document.css(selector))
        return tuple(element for element in found if element is not None)

    def _copy(self) -> Element:
        root = Element("html", {}, None, 0)
        count = 0
        first = self._document.root.first_child if self._document.root else None
        stack: list[tuple[LexborNode | None, Element]] = [(first, root)]
        while stack:
            node, parent = stack.pop()
            while node is not None:
                if node.is_text_node:
                    if node.text_content:
                        parent.children.append(node.text_content)
                elif node.is_element_node:
                    count += 1
                    element = Element(node.tag or "", node.attributes, parent, count)
                    self._by_node[node.mem_id] = element
                    parent.children.append(element)
                    if node.first_child is not None:
                        # The siblings come once this element's inside is done, so that numbers follow the document.
                        stack.append((node.next, parent))
                        node, parent = node.first_child, element
                        continue
                node = node.next
        _close(root)
        return root


def _close(root: Element) -> None:
    """Set `end` and `words` of every element, from the last to the first."""
    for element in reversed(list(root.walk())):
        inner = [c for c in element.children if isinstance(c, Element)]
        element.end = inner[-1].end if inner else element.order
        own = 0 if element.tag in _NO_TEXT else len(_WORD.findall(element.own_text))
        element.words = own + sum(e.words for e in inner)
