"""Cut the bodies of the comments out of a page whose headers are known, without buttons, marks and the page's tail."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from threads.model import Marker
from threads.sources.text.lines import Line
from threads.sources.text.profiles import without_profiles
from threads.sources.text.records import Header, Layout, spans
from threads.sources.text.reply_marks import reply_mark, reply_marks, to_author
from threads.sources.text.section import section_end, section_start


class Body(NamedTuple):
    """A body's text, the lines it takes, and the marks found at its edges."""

    text: str
    first: int
    last: int
    markers: tuple[Marker, ...]
    lead: bool = False  # the first marker stood above the comment's header


def bodies(lines: Sequence[Line], layout: Layout) -> list[Body]:
    """One body per header, in the page's order."""
    headers = layout.headers
    start = section_start(lines, layout)
    whole = spans(headers, layout.body, start, section_end(lines, layout))
    found: list[Body] = []
    pending: tuple[Marker, ...] = ()
    for n, span in enumerate(whole):
        low = _first_body(lines, whole) if layout.body == "above" and not n else span.start
        body, after = _trim(lines, low, max(low, span.stop), layout)
        inside = reply_marks(lines[headers[n].top : headers[n].bottom + 1]) if layout.body == "below" else ()
        above = reply_marks(lines[headers[n - 1].bottom + 1 if n else max(0, headers[0].top - 3) : headers[n].top])
        marks = pending or (above[-1:] if layout.body != "below" else ())
        found.append(body._replace(markers=(*marks[-1:], *inside, *body.markers), lead=bool(pending)))
        pending = after
    found = _without_profiles(lines, found, layout)
    authors = frozenset(header.author for header in headers if header.author)
    return [
        body._replace(markers=tuple(to_author(mark, authors) for mark in body.markers))
        for body in _settled(found, headers, pending)
    ]


def _without_profiles(lines: Sequence[Line], found: Sequence[Body], layout: Layout) -> list[Body]:
    """The bodies without the lines at their edges that each author carries along."""
    whole = [range(body.first, body.last) for body in found]
    cut = without_profiles(lines, whole, [header.author for header in layout.headers])
    return [
        body
        if span == before
        else _trim(lines, span.start, span.stop, layout)[0]._replace(markers=body.markers, lead=body.lead)
        for body, before, span in zip(found, whole, cut, strict=True)
    ]


def _settled(found: Sequence[Body], headers: Sequence[Header], last: tuple[Marker, ...]) -> list[Body]:
    """Marks between two comments belong to the lower one, unless they name an author and then hardly ever that of the
    comment right above them, as marks that are printed below their comment do."""
    named = [
        (n, mark)
        for n, body in enumerate(found)
        for mark in body.markers
        if n and mark.kind == "reply-to" and body.lead
    ]
    above = sum(mark.value == headers[n - 1].author for n, mark in named)
    if not named or 4 * above >= len(named):
        return list(found)
    marks = [body.markers if not body.lead else body.markers[1:] for body in found]
    leads = [body.markers[:1] if body.lead else () for body in found[1:]] + [last]
    return [body._replace(markers=(*own, *below)) for body, own, below in zip(found, marks, leads, strict=True)]


def _first_body(lines: Sequence[Line], whole: Sequence[range]) -> int:
    """Where the first of the bodies that stand above their headers begins: at a list mark, if most others do, else no
    further up than the longest of the others reaches."""
    first = whole[0]
    begins = [next((lines[i].mark for i in span if not lines[i].is_blank), "")[:1] for span in whole[1:]]
    mark, count = next(iter(Counter(begins).most_common(1)), ("", 0))
    if mark and count > 0.5 * len(begins):
        return next((i for i in reversed(first) if lines[i].mark[:1] == mark), first.start)
    longest = max((len(span) for span in whole[1:]), default=len(first))
    return max(first.start, first.stop - longest)


def _trim(lines: Sequence[Line], low: int, high: int, layout: Layout) -> tuple[Body, tuple[Marker, ...]]:
    """The body between two lines without what the page prints at its edges; marks before it belong to this comment,
    marks after it to the next one ("In Response" is printed above the reply that it announces)."""
    before: list[Marker] = []
    after: list[Marker] = []
    says_more = any(not (_is_edge(line, layout) or reply_mark(line)) for line in lines[low:high])
    is_edge = _is_edge if says_more else _is_pages  # "+1" may be all that a comment says
    while low < high and (is_edge(lines[low], layout) or (mark := reply_mark(lines[low]))):
        before += [mark] if not lines[low].is_blank and (mark := reply_mark(lines[low])) else []
        low += 1
    while high > low and (is_edge(lines[high - 1], layout) or (mark := reply_mark(lines[high - 1]))):
        after += [mark] if not lines[high - 1].is_blank and (mark := reply_mark(lines[high - 1])) else []
        high -= 1
    if layout.body != "below":
        before, after = before + after, []
    return Body(_text(lines[low:high], layout), low, high, tuple(before)), tuple(after)


def _is_edge(line: Line, layout: Layout) -> bool:
    known = layout.constants
    return known.holds(line) or known.recurs(line) or bool(re.fullmatch(r"[\W\d]{1,6}", line.text))


def _is_pages(line: Line, layout: Layout) -> bool:
    return layout.constants.holds(line)


def _text(lines: Sequence[Line], layout: Layout) -> str:
    """The lines as they stand, without the indentation they share and without trailing blanks."""
    raw = [line.raw.expandtabs(4).rstrip() for line in lines]
    if lines and lines[0].mark and (layout.body == "above" or layout.headers[0].bottom < layout.headers[0].top):
        raw[0] = " " * (len(raw[0]) - len(lines[0].text)) + raw[0][-len(lines[0].text) :]
    return re.sub(r"\n{3,}", "\n\n", textwrap.dedent("\n".join(raw))).strip()
