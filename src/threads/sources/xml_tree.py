"""XML exports as element trees, without entities or anything outside the file; a broken end costs only what follows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from threads.errors import MalformedInput
from threads.model import Note
from threads.sources.document import Document

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# XML 1.0 has no such characters, but exporters write those that users typed.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_START = re.compile(r"<(?:\?xml|[A-Za-z])")


class Tree(NamedTuple):
    """The root element of what could be read, and notes on what could not."""

    root: Element
    notes: tuple[Note, ...]


def tree(document: Document) -> Tree:
    """The element tree; where the XML breaks, what stands before it and a note; MalformedInput if nothing does."""
    from xml.etree.ElementTree import ParseError, TreeBuilder

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    text, forbidden = _FORBIDDEN.subn("", document.text)
    start = _START.search(text)
    builder = TreeBuilder()
    parser = DefusedXMLParser(target=builder)
    notes = [_note("xml-characters", f"{forbidden} characters that XML cannot hold were left out")] if forbidden else []
    try:
        parser.feed(text[start.start() if start else 0 :])
        return Tree(parser.close(), tuple(notes))
    except DefusedXmlException as error:
        wanted = "remove the document type declaration"
        raise MalformedInput(document.name, "the XML", "declares entities", wanted) from error
    except ParseError as error:
        broken = error
    line = broken.position[0] + (text.count("\n", 0, start.start()) if start else 0)
    why = str(broken).split(":")[0]
    root = _so_far(builder)
    if root is None or not len(root):
        found = f"is no XML ({why})"
        raise MalformedInput(document.name, f"line {line}", found, "pass the whole export, unchanged") from broken
    notes.append(_note("broken-xml", f"the XML breaks at line {line} ({why}); what follows could not be read"))
    return Tree(root, tuple(notes))


def _so_far(builder: object) -> Element | None:
    """What a tree builder holds when its parser had to stop."""
    try:
        root: Element = builder.close()  # type: ignore[attr-defined]
    except AssertionError:  # the builder in Python insists on end tags
        return None
    return root


def _note(code: str, message: str) -> Note:
    return Note(code=code, message=message)


def local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition("}")[2]


def child(element: Element, name: str) -> Element | None:
    """The first child with a local name."""
    return next((inner for inner in element if local(inner.tag) == name), None)


def value(element: Element, name: str) -> str:
    """The text of the first child with a local name, without blanks around it; empty if there is none."""
    found = child(element, name)
    return (found.text or "").strip() if found is not None else ""


def attribute(element: Element | None, name: str) -> str | None:
    """An attribute by its local name; None if it or the element is not there."""
    attributes = element.attrib.items() if element is not None else ()
    return next((found.strip() or None for key, found in attributes if local(key) == name), None)
