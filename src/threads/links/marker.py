"""The mark a page sets at a reply: indentation or "In Response", a printed number, the name it answers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from threads.links.attribution import attribution
from threads.links.claims import POST, Claim
from threads.links.context import Context
from threads.links.reading import Reading
from threads.model import Marker

_NUMBER = re.compile(r"#\s?(\d{1,12}(?:\.\d{1,4})*)")
_FEW = 12  # levels of indentation in which an author is looked for


def marker(reading: Reading, context: Context) -> Iterator[Claim]:
    """The parent that a mark names, for certain; a comment marked as outermost answers the post.

    A page indents all comments or none, so that a depth of 0 says "top level". A depth says who stands above, a name
    or number who is answered: the latter goes first, since pages stop indenting at some depth.
    """
    marks = {mark.kind: mark for mark in reading.comment.markers}
    depth = marks["depth"].value if "depth" in marks else ""
    above = _above(int(depth) if depth.isdecimal() else 0, reading.at, context)
    for kind in ("reply-to", "number", "depth"):
        if kind in marks:
            mark = marks[kind]
            at = above if kind == "depth" else _named(mark, context) if kind == "reply-to" else _numbered(mark, context)
            if at is not None:
                where = f" (line {mark.line})" if mark.line else ""
                fact = f'the source marks it "{mark.printed}"{where}'
                yield Claim(at, "marker", basis="marker", fact=fact, certain=True)
                return
    if "depth" in marks and marks["depth"].value == "0":
        quotes = next(attribution(reading, context), None) is not None  # as forums do, whatever little they indent
        yield Claim(POST, "marker", fact="outermost indentation", certain=not quotes)


def _above(depth: int, at: int, context: Context) -> int | None:
    """The nearest earlier comment that is less deep; unmarked comments are outermost."""
    open_ones = context.outer  # (depth, place) of the comments that later ones may still stand below
    while open_ones and open_ones[-1][0] >= depth:
        open_ones.pop()
    found = open_ones[-1][1] if open_ones else None
    open_ones.append((depth, at))
    return found


def _named(mark: Marker, context: Context) -> int | None:
    """The comment of the author whom a mark names: the one whose number the mark prints, too; the one still open where
    indentation shows it; else the last."""
    called = context.names.who(mark.value.casefold().strip(), but=None)
    author = mark.value if mark.value in context.by_author else called.author if called else _longer(mark, context)
    if author is None:
        return None
    number = _NUMBER.search(mark.printed)
    numbered = context.by_number.get(number[1]) if number else None
    if numbered is not None and context.comments[numbered].author == author:
        return numbered
    *ancestors, (depth, _) = context.outer[-_FEW:]
    still_open = [at for _, at in ancestors if context.comments[at].author == author]
    # at the deepest level pages list replies to replies, too
    return still_open[-1] if still_open and depth < context.deepest else context.by_author[author][-1]


def _longer(mark: Marker, context: Context) -> str | None:
    """The one author whose name goes on where the mark ends: "Ann Contributor" for "Ann"."""
    at = bisect_left(context.authors, mark.value)
    found = [name for name in context.authors[at : at + 2] if name.startswith(mark.value)]
    goes_on = [name for name in found if name in context.by_author and not name[len(mark.value) :][:1].islower()]
    return goes_on[0] if len(found) == 1 and goes_on else None


def _numbered(mark: Marker, context: Context) -> int | None:
    """ "@7" answers the comment numbered 7; "1.2" stands below number 1."""
    target = mark.value[1:] if mark.value.startswith("@") else mark.value.rpartition(".")[0]
    if not target:
        return None
    return context.by_number[target] if target in context.by_number else counted(target, context)


def counted(number: str, context: Context) -> int | None:
    """The place of the comment that is the n-th of the list, where the list does not print its numbers."""
    n = int(number) if number.isdecimal() and number.isascii() and len(number) < 8 else 0
    return n - 1 if 1 <= n <= len(context.parent) else None
