"""The text of an element as a reader sees it: blocks on lines of their own, quoted blocks behind "> "."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from threads.sources.markup import Element

BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "br", "dd", "details", "div", "dl", "dt", "figure", "footer"),
        *("form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "ol", "p", "pre", "section", "summary"),
        *("table", "tr", "ul"),
    }
)
# Chinese, Japanese and Korean set few spaces or none: two of their characters count as a word.
_WIDE = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
WORD = re.compile(rf"[{_WIDE}]{{1,2}}|[^\W{_WIDE}]+")
# Where a line, a paragraph and a quotation end or begin, among the texts of the page.
_LINE, _PARAGRAPH, _OPEN, _CLOSE = "\ufdd0", "\ufdd0\ufdd0", "\ufdd1", "\ufdd2"
_MARKS = re.compile(rf"(\n|{_CLOSE}|{_OPEN})")
_SPACES = re.compile(r"[ \t\r\n\f\xa0]+")
_BLANK_LINES = re.compile(r"\n{3,}")
_EDGES_OF_QUOTATION = re.compile(r"(?:^|(?<=\n))(?:>[> ]*\n)+(?=\n|[^>]|$)|(?<=\n\n)(?:>[> ]*\n)+")
_BLANK_QUOTED = re.compile(r"(\n>[> ]*){2,}(?=\n>)")


def visible_text(root: Element, without: frozenset[int] = frozenset(), quoted: frozenset[int] | None = None) -> str:
    """The text of `root` but for the elements numbered in `without`.

    Quoted is what stands in the elements numbered in `quoted`, else in each `blockquote`.
    """
    pieces: list[str] = []
    stack: list[Element | str] = [*reversed(root.children)]
    if root.order in without:
        return ""
    if root.tag == "pre":
        return _tidy(root.text_raw())
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            pieces.append(_SPACES.sub(" ", item))
            continue
        if item.order in without:
            continue
        tag = item.tag
        if tag == "blockquote" if quoted is None else item.order in quoted:
            stack += [_CLOSE, *reversed(item.children), _OPEN]
        elif tag == "br":
            pieces.append(_LINE)
        elif tag == "pre":
            pieces += [_LINE, item.text_raw(), _LINE]
        elif tag in BLOCKS:
            edge = _PARAGRAPH if tag == "p" else _LINE
            pieces.append(edge)
            stack.append(edge)
            stack += reversed(item.children)
        elif tag != "head":
            stack += [_LINE, *reversed(item.children)] if tag == "cite" and _heads(item) else reversed(item.children)
    return _tidy("".join(pieces).replace(_LINE, "\n"))


def _heads(cite: Element) -> bool:
    """Whether a `cite` is the first thing in a quotation, or in the element that it consists of: "NAME wrote:"."""
    at = cite
    for _ in range(2):
        row = at.parent
        if row is None or next((c for c in row.children if not isinstance(c, str) or not c.isspace()), None) is not at:
            return False
        if row.tag == "blockquote":
            return True
        at = row
    return False


def _tidy(text: str) -> str:
    """Lines without spaces at their ends, at most one blank line between two, "> " before the lines of quotations."""
    if _OPEN not in text:
        return _BLANK_LINES.sub("\n\n", "\n".join([line.strip() for line in text.split("\n")])).strip()
    lines: list[str] = []
    depth = 0
    for raw in _MARKS.split(text):
        if raw in (_OPEN, _CLOSE):
            depth += 1 if raw == _OPEN else -1
            lines.append("")
        elif raw != "\n":
            lines.append(("> " * depth + raw.strip()).strip() if raw.strip() or depth else "")
    # A quotation's own blank lines stay inside it, those at its edges do not.
    joined = _BLANK_LINES.sub("\n\n", "\n".join(lines))
    joined = _EDGES_OF_QUOTATION.sub("", joined)
    joined = _BLANK_QUOTED.sub(r"\1", joined)
    return _BLANK_LINES.sub("\n\n", joined).strip()
