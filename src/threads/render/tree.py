"""The reply tree as lines of text: who answers whom by indentation, what is doubtful by the kind of line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from threads.model import Thread
from threads.printable import printable
from threads.render.content import Comments, Shown
from threads.render.content.wording import one_line, short_moment
from threads.reports import report
from threads.structure import POST

if TYPE_CHECKING:
    from rich.text import Text

_DEEPEST = 24  # levels that are indented; below them the level is written out, so that output stays linear
_SNIPPET = 60
_SIGNS = {"disagrees": "≠ ", "agrees": "= "}


class Branch(NamedTuple):
    """A comment with the lines that lead to it."""

    lines: str
    shown: Shown


def branches(comments: Comments) -> Iterator[Branch]:
    """Every comment in the order of the tree, without recursion: replies may nest by thousands."""
    shape, known = comments.shape, comments.thread.nesting == "stated"
    waiting = [(root, "", "") for root in reversed(range(len(shape.parents))) if shape.parents[root] == POST]
    while waiting:
        here, before, own = waiting.pop()
        shown = comments.all[here]
        deep = f"{'   ' * _DEEPEST}level {shown.depth} " if shown.depth > _DEEPEST else before + own
        yield Branch(deep if own or known else "? ", shown)
        below = before + {"└": "   ", "├": "│  "}.get(own[:1], "" if known else "  ") if shown.depth < _DEEPEST else ""
        replies = shape.children[here]
        for place, reply in reversed(list(enumerate(replies))):
            corner = "└" if place == len(replies) - 1 else "├"
            basis = comments.all[reply].basis
            waiting.append((reply, below, f"{corner}{'┄┄' if basis and basis.recovered else '──'} "))


def outline(comments: Comments) -> Iterator[str]:
    """The tree as plain lines."""
    for lines, one in branches(comments):
        yield lines + "  ".join(part for part, _ in _parts(one))


def styled_outline(thread: Thread) -> Iterator[Text]:
    """The tree for a terminal: the title, one line per comment, a legend; colour only repeats what signs say."""
    from rich.text import Text

    comments = Comments(report(thread, patterns=()), thread)
    yield Text(printable(one_line(thread.title or thread.id, 200)), style="bold")
    for lines, one in branches(comments):
        line = Text().append(lines, style="dim")
        for place, (part, style) in enumerate(_parts(one)):
            line.append("  " if place else "", style="")
            line.append(part, style=style)
        yield line
    if legend := "   ".join(_legend(comments)):
        yield Text(legend, style="dim")


def _legend(comments: Comments) -> Iterator[str]:
    """What the signs mean that the tree has."""
    recovered = {one.basis.recovered for one in comments.all if one.basis}
    stances = {one.stance for one in comments.all}
    if False in recovered:
        yield "── link stated by the source"
    if True in recovered:
        yield "┄┄ recovered"
    if comments.thread.nesting != "stated" and any(one.basis is None for one in comments.all):
        yield "? answered comment unknown"
    yield from (f"{sign}{stance}" for stance, sign in _SIGNS.items() if stance in stances)


def _parts(one: Shown) -> Iterator[tuple[str, str]]:
    """What a line says, each part with its style."""
    sign = _SIGNS.get(one.stance or "", "")
    style = {"disagrees": "bold red", "agrees": "bold cyan"}.get(one.stance or "", "bold")
    yield sign + printable(one_line(one.author, 40)), style
    if one.comment.created_at:
        yield short_moment(one.comment.created_at), "dim"
    if one.basis and one.basis.recovered:
        yield f"({'doubtful, ' if one.basis.doubtful else ''}by {one.basis.basis})", "dim italic"
    if one.comment.state != "visible":
        yield f"[{one.comment.state}]", "dim"
    said = printable(one_line(one.snippet, _SNIPPET))
    if said:
        yield said, ""
