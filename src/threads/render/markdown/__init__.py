"""A report as Markdown (CommonMark with GitHub's tables): the content of the HTML page, every text escaped."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from threads.given import require
from threads.model import Thread
from threads.render.content import LONGEST_TEXT, page
from threads.render.content.wording import FILTERS
from threads.render.neutral import neutral
from threads.render.tree import outline
from threads.reports import Report

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

__all__ = ["markdown_environment", "to_markdown"]

_MOST_IN_TREE = 300
_INLINE = re.compile(r"[\\`*_\[\]~|$]")
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
# What makes a heading, list, rule or fence of a line, and blanks that make it code
_LINE_START = re.compile(r"^[ \t]*([#+=:-]|\d+(?=[.)]))?", re.MULTILINE)


def to_markdown(report: Report, thread: Thread | None = None) -> str:
    """The report as Markdown. `thread` is what it is of; without it figures and passages alone are written.

    No text of a source can become markup: what Markdown or HTML would read as a sign is escaped.
    """
    require(report, "to_markdown", Report)
    content = page(report, thread)
    tree = list(outline(content.comments)) if content.comments and report.thread.comments <= _MOST_IN_TREE else []
    template = markdown_environment().get_template("report.md.jinja")
    written = template.render(page=content, report=report, tree=tree, longest=LONGEST_TEXT)
    return re.sub(r"\n{3,}", "\n\n", written).strip() + "\n"


@cache
def markdown_environment() -> Environment:
    """The templates of this package; every value that is not our own markup is escaped for Markdown."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("threads.render.markdown"),
        autoescape=True,  # marks what our templates wrote, so that only values pass through _finalized
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_finalized,
    )
    made.filters |= FILTERS | {"quoted": _quoted, "code": _code, "strong": _strong}
    return made


def escaped(text: str) -> str:
    """A text on one line without anything that Markdown or HTML would read as a sign."""
    return _inline(re.sub(r"\s+", " ", neutral(text)))


def _inline(text: str) -> str:
    plain = re.sub(r"[&<>]", lambda found: _HTML[found[0]], text)
    return _INLINE.sub(lambda found: "\\" + found[0], plain)


def _finalized(value: Any) -> Any:
    from markupsafe import Markup

    return Markup(escaped(value)) if type(value) is str else value  # noqa: S704 -- escaped right here


def _strong(text: str) -> Markup:
    """Words in bold; signs at their edges stand outside, where the asterisks would not be read as emphasis."""
    from markupsafe import Markup

    before, words, after = re.fullmatch(r"([\W_]*)(.*?)([\W_]*)", text, re.DOTALL).groups()  # type: ignore[union-attr] # matches any text
    bold = f"**{escaped(words)}**" if words else ""
    return Markup(escaped(before) + bold + escaped(after))  # noqa: S704 -- escaped right here


def _quoted(text: str, level: int = 1) -> Markup:
    """A text of several lines as a block quotation."""
    from markupsafe import Markup

    lines = _LINE_START.sub(_harmless, _inline(neutral(text).strip())).split("\n")
    marks = "> " * min(level, 6)
    return Markup("\n".join(f"{marks}{line.rstrip()}  " if line.strip() else marks.rstrip() for line in lines))  # noqa: S704


def _harmless(found: re.Match[str]) -> str:
    sign = found[1] or ""
    return f"{sign}\\" if sign.isdigit() else f"\\{sign}" if sign else ""


def _code(line: str) -> Markup:
    """A line of an indented code block: nothing in it is a sign."""
    from markupsafe import Markup

    return Markup("    " + neutral(line).replace("\n", " "))  # noqa: S704 -- code is not parsed
