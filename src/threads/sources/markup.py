"""A parsed page: its elements in document order, its texts, and what a CSS selector names.

The parser (lexbor) repairs markup as browsers do and writes it again, well formed; one regular expression then cuts it
into tags and texts, which is much faster than asking the parser's own nodes.
"""

from __future__ import annotations

import re
from functools import cached_property
from html import unescape

from selectolax.lexbor import LexborHTMLParser

from threads.sources.element import Element, named
from threads.sources.rendering import BLOCKS, WORD

__all__ = ["Element", "Page"]

# A tag, or a comment that hides some, and the text behind it, as the parser writes them.
_TOKEN = re.compile(r'<(?:(/)[^>]*|([a-z][^ >]*)((?: =?[^ =>]*="[^"]*")*+)|!--.*?--)>([^<]*)', re.DOTALL)
# What no reader sees as text.
_UNSEEN = "script,style,template,svg,select,textarea,iframe,object,math,noembed,noframes"
# The parts of a component, which browsers show in its place: `<template shadowrootmode="open">`.
_SHADOW = re.compile(r"<template\b[^>]*>|</template\s*>", re.IGNORECASE)
_LINKED_DATA = "script[type='application/ld+json']"
_VOID = frozenset(
    {
        *("area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen", "link"),
        *("meta", "param", "source", "track", "wbr"),
    }
)


class Page:
    """A parsed page."""

    def __init__(self, markup: bytes | str) -> None:
        self._document = LexborHTMLParser(_with_shadows(markup) if isinstance(markup, str) else markup)
        self.linked_data = tuple(node.text() for node in self._document.css(_LINKED_DATA))
        for node in reversed(self._document.css(_UNSEEN)):  # those inside others first
            node.decompose()
        self._kinds: dict[str, tuple[str, ...]] = {}
        self.rendered: dict[tuple[int, ...], str] = {}  # what readers keep of the texts that they have cleaned
        self.texts: list[str] = []
        self.elements: list[Element] = []
        self.worded: list[tuple[Element, str]] = []  # each text with words, and the element that it stands in
        self._build(self._document.html or "")
        self.root = self.elements[0]

    @property
    def language(self) -> str:
        """The language that the page says it is in, such as "de" or "en-US"; empty if it says none."""
        return self.root.get("lang")

    def select(self, selector: str) -> list[Element]:
        """The elements that a CSS selector matches, in document order."""
        return [self.elements[self._numbers[node.mem_id]] for node in self._document.css(selector)]

    def kinds(self, element: Element) -> tuple[str, ...]:
        """The kinds of an element, worked out once for all that are written alike."""
        written = element.tag + element.head
        if written not in self._kinds:
            self._kinds[written] = named(element)
        return self._kinds[written]

    @cached_property
    def _numbers(self) -> dict[int, int]:
        return {node.mem_id: n for n, node in enumerate(self._document.css("*"))}

    def _build(self, written: str) -> None:
        elements, texts, worded, words = self.elements, self.texts, self.worded, 0
        outside = at = Element(self, "", "", None, -1, 0)
        for closed, tag, head, text in _TOKEN.findall(written):
            if closed:
                at.end, at.last, at.words = len(elements) - 1, len(texts), words - at.words
                if at.tag in BLOCKS:
                    texts.append(" ")
                at = at.parent or outside
            elif tag:
                if tag in BLOCKS:
                    texts.append(" ")
                element = Element(self, tag, head, at, len(elements), len(texts))
                at.children.append(element)
                elements.append(element)
                if tag not in _VOID:
                    at = element
                    at.words = words  # so many before it
            if text:
                if "&" in text:
                    text = unescape(text)
                at.children.append(text)
                texts.append(text)
                if not text.isspace():
                    worded.append((at, text))
                    words += 1 if text.isascii() and text.isalnum() else len(WORD.findall(text))
        elements[0].parent = None


def _with_shadows(markup: str) -> str:
    """The markup with what stands in declarative shadow roots shown as an element; other templates stay unseen."""
    if "shadowroot" not in markup:
        return markup
    shown: list[bool] = []

    def tag(found: re.Match[str]) -> str:
        if not found[0].startswith("</"):
            shown.append("shadowroot" in found[0].lower())
            return f"<div{found[0][9:]}" if shown[-1] else found[0]
        return "</div>" if shown and shown.pop() else found[0]

    return _SHADOW.sub(tag, markup)
