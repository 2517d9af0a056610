"""The text of a record: that of its bodies, with what belongs to them and without what the page added."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from itertools import islice

from threads.sources.html.bodies import tools
from threads.sources.html.quotes import quoted
from threads.sources.markup import Element

_DANGLING = re.compile(r"(?<!\s)\s+[–—|-]+$")  # between a text and its author
_FEW = 20  # words
_IN_TEXTS = ("ul", "ol", "pre", "blockquote", "table")
_SIGNED = re.compile(r"^_{5,}[ ]*$", re.MULTILINE)  # the line that old boards set above a signature
_NUMBER = re.compile(r"#?\d{1,6}[.:)]?")
_FEWEST = 3  # records
_MOST = 0.9  # of the records have their number before their text
_WORD = re.compile(r"\w+")


def text_of(member: Element, bodies: Sequence[Element], heads: set[int], nested: Sequence[int]) -> tuple[str, int]:
    """What a record says, and how many of those words are in links; `heads` are the numbers of author and time."""
    outermost = [b for n, b in enumerate(bodies) if not any(o.contains(b) for o in bodies[:n])]
    if len(outermost) > 1:
        outermost = _around(member, outermost, heads)
    parts = [_rendered(body, nested, heads) for body in _with_lists(outermost, heads, nested)]
    text = _DANGLING.sub("", "\n\n".join([text for text, _ in parts if text]))
    text = _SIGNED.split(text, maxsplit=1)[0].rstrip() if "_____" in text else text
    return text, sum([linked for _, linked in parts])


def own_numbers(bodies: Mapping[int, Sequence[Element]]) -> dict[int, int]:
    """The element before each record's text that shows no more than which record it is, "#12", by their numbers."""
    firsts = {o: first for o, es in bodies.items() if es and (first := _first(es[0])) is not None}
    shown = {e.line for e in firsts.values()}
    is_number = len(shown) == len(firsts) >= max(_FEWEST, _MOST * len(bodies))
    return {o: e.order for o, e in firsts.items()} if is_number else {}


def _first(body: Element) -> Element | None:
    """The first child of a text's element, if it is a number."""
    first = next((c for c in body.children if not isinstance(c, str) or not c.isspace()), None)
    return first if isinstance(first, Element) and first.words == 1 and _NUMBER.fullmatch(first.line) else None


def words_said(text: str, linked: int, enough: int) -> int:
    """The words of a text outside links, up to `enough`: a row of links is no comment."""
    return max(0, sum(1 for _ in islice(_WORD.finditer(text), linked + enough)) - linked)


def between(numbers: Sequence[int], member: Element) -> Sequence[int]:
    """Those of the ascending numbers that stand inside a member."""
    return numbers[bisect_right(numbers, member.order) : bisect_right(numbers, member.end)]


def _rendered(body: Element, nested: Sequence[int], heads: set[int]) -> tuple[str, int]:
    """The text of a body without what the page added, and its words in links; families tried in turn often share it."""
    apart = _heads_in(body, heads)
    key = (body.order, body.inner, *between(nested, body), *apart)
    known = body.page.rendered
    if key not in known:
        without = tools(body, nested).union(apart)
        linked = sum([e.words for e in body.inside(sorted(without)) if e.tag == "a"]) if body.words else 0
        known[key] = body.text(without, quoted(body)), linked
    return known[key]


def _heads_in(body: Element, heads: set[int]) -> tuple[int, ...]:
    """The parts of a text's element that hold the author or the time."""
    if not any(body.order < h <= body.end for h in heads):
        return ()
    parts = (c for c in body.children if isinstance(c, Element) and c.words <= _FEW)
    return tuple(c.order for c in parts if any(c.order <= h <= c.end for h in heads))


def _around(member: Element, bodies: list[Element], heads: set[int]) -> list[Element]:
    """What holds all parts of a text, with the quotations between them; the parts alone if it holds the head too."""
    for around in bodies[0].ancestors():
        if around is member or any(around.order <= h <= around.end for h in heads):
            return bodies
        if all(around.contains(b) for b in bodies):
            return [around]
    return bodies


def _with_lists(bodies: list[Element], heads: Collection[int], nested: Sequence[int]) -> list[Element]:
    """Bare paragraphs with the bare lists, quotations and code in their row, which belong to the text as well."""
    row = bodies[0].parent if bodies else None
    if row is None or any(b.tag != "p" or b.head or b.parent is not row for b in bodies):
        return bodies
    more = [c for c in row.children if isinstance(c, Element) and c.tag in _IN_TEXTS and c.words and not c.head]
    more = [c for c in more if c.order > bodies[0].order and not any(c.order <= h <= c.end for h in heads)]
    more = [c for c in more if bisect_left(nested, c.order) == bisect_right(nested, c.end)]  # no record in it
    return sorted([*bodies, *more], key=lambda e: e.order) if more else bodies
