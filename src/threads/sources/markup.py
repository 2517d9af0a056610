"""A parsed page: its elements in document order, its texts, and what a CSS selector names.

The parser (lexbor) repairs markup as browsers do and writes it again, well formed; one regular expression then cuts it
into tags and texts, which is much faster than asking the parser's own nodes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from html import unescape
from typing import Self

from selectolax.lexbor import LexborHTMLParser, LexborNode

from threads.sources.element import Element, Look
from threads.sources.rendering import BLOCKS, WORD

__all__ = ["Element", "Page"]

# A tag, or a comment that hides some, and the text behind it, as the parser writes them.
_TOKEN = re.compile(r'<(?:(/)[^>]*|([a-z][^ >]*)((?: =?[^ =>]*="[^"]*")*+)|!--.*?--)>([^<]*)', re.DOTALL)
_FIGURE = re.compile(r"\d")
_ASCII_WORD = re.compile(r"\w+")
# What no reader sees as text.
_UNSEEN = "script,style,template,svg,select,textarea,iframe,object,math,noembed,noframes"
_DRAWN = "title,desc,text,metadata,symbol,defs"  # of a drawing
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
            _unsee(node)
        self._by_tag: dict[str, dict[int, Element]] = {}
        self.looks: dict[str, Look] = {}
        self.rendered: dict[tuple[int, ...], tuple[str, int]] = {}  # what readers keep of the texts that they cleaned
        self.names: dict[int, tuple[str, ...]] = {}  # and of the elements that they have named
        self.sets: dict[tuple[str, ...], tuple[str, ...]] = {}  # those names, each set once
        self.texts: list[str] = []
        self.elements: list[Element] = []
        self.tagged: dict[str, list[Element]] = defaultdict(list)  # those of each tag
        self.worded: list[tuple[int, Element, str]] = []  # each text with words: its number, its element, itself
        self._build(self._document.html or "")
        self.root = self.elements[0]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the elements, which refer to each other and would else wait for the garbage collector."""
        for element in self.elements:
            element.children = []
        self.__dict__.clear()

    @property
    def language(self) -> str:
        """The language that the page says it is in, such as "de" or "en-US"; empty if it says none."""
        return self.root.get("lang")

    def select(self, selector: str) -> list[Element]:
        """The elements that a CSS selector matches, in document order."""
        nodes = self._document.css(selector)
        return [e for node in nodes if (e := self._numbers(node.tag or "").get(node.mem_id)) is not None]

    @cached_property
    def figured(self) -> list[tuple[int, Element, str]]:
        """Those of the texts with words that have a figure."""
        return [worded for worded in self.worded if _FIGURE.search(worded[2])]

    def _numbers(self, tag: str) -> dict[int, Element]:
        """The elements of a tag by what the parser calls them; its own list of them is in the same order."""
        if tag not in self._by_tag:
            nodes = self._document.css(tag if tag.isalnum() else "*")
            same = self.tagged[tag] if tag.isalnum() else self.elements
            self._by_tag[tag] = {node.mem_id: e for node, e in zip(nodes, same, strict=False)}
        return self._by_tag[tag]

    def _build(self, written: str) -> None:
        elements, texts, worded, words = self.elements, self.texts, self.worded, 0
        tagged = self.tagged
        outside = at = Element(self, "", "", None, -1, 0)
        for closed, tag, head, text in _TOKEN.findall(written):
            if tag:
                if tag in BLOCKS:
                    texts.append(" ")
                element = Element(self, tag, head, at, len(elements), len(texts))
                at.children.append(element)
                elements.append(element)
                tagged[tag].append(element)
                if tag not in _VOID:
                    at = element
                    at.words = words  # so many before it
            elif closed:
                at.end, at.last, at.words = len(elements) - 1, len(texts), words - at.words
                if at.tag in BLOCKS:
                    texts.append(" ")
                at = at.parent or outside
            if text:
                if "&" in text:
                    text = unescape(text)
                at.children.append(text)
                if not text.isspace():
                    worded.append((len(texts), at, text))
                    words += len((_ASCII_WORD if text.isascii() else WORD).findall(text))
                texts.append(text)
        elements[0].parent = None


def _unsee(node: LexborNode) -> None:
    """Drop a node; of a drawing with HTML in it, which browsers show, only what is drawn."""
    if node.tag == "svg" and node.css_first("foreignObject"):
        for part in reversed(node.css(_DRAWN)):
            part.decompose()
    else:
        node.decompose()


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
