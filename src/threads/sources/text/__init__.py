"""Text dump of a web page: comments found by their repeating headers, or a roundup article that quotes commenters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from threads.errors import NoComments
from threads.model import Comment, Location, Marker, Note, Transcript
from threads.sources.document import Document, Options
from threads.sources.interface import count_notes, declared_count
from threads.sources.text import article, listing, roundup
from threads.sources.text.bodies import Body, bodies
from threads.sources.text.depths import depths
from threads.sources.text.layout import learn
from threads.sources.text.lines import Line, split
from threads.sources.text.numbers import numbers
from threads.sources.text.records import Header, Layout
from threads.sources.text.roster import roster
from threads.sources.text.section import section_start
from threads.sources.text.years import with_years
from threads.timestamps import day_comes_first, iso

_HEADERLESS = Note(
    code="headers-lost",
    message="the dump dropped headers; comments without name and time are told from list marks or numbers",
)
FIELDS = ("author", "created_at", "created_at_text", "text", "location", "markers", "extra")
ANY = True  # a format that knows a page goes first


def recognise(document: Document) -> bool:
    """Whether the input is plain text: what is no JSON, XML, HTML or table."""
    return document.container == "text"


def parse(document: Document, options: Options) -> Iterator[Transcript]:
    """The page's comments; without a comment section, the commenters that an article quotes; else NoComments."""
    names, lines = roster(split(document.text))
    declared = [n for line in lines if (n := declared_count(line.text)) is not None]
    layout = learn(lines, names, declared)
    if layout is not None and _is_credible(layout, declared):
        whole = listing.with_orphans(lines, layout)
        yield _transcript(document, options, lines, whole, declared, *([] if whole is layout else [_HEADERLESS]))
        return
    if (items := listing.learn(lines)) is not None:
        yield _transcript(document, options, lines, items, declared, _HEADERLESS)
        return
    quoted = roundup.quotations(lines)
    said = {part for comment in quoted for part in comment.text.split("\n")}
    above = article.read([line for line in lines if line.text not in said], options)
    if not quoted and not options.allow_empty:
        raise NoComments(document.name)
    yield Transcript(
        id=document.stem,
        source=document.source("text"),
        kind="roundup" if quoted else "comments",
        title=above.title,
        nesting="lost",
        post=above.post,
        comments=quoted,
    )


def _is_credible(layout: Layout, declared: Sequence[int]) -> bool:
    """Two dated lines are no comment section yet: a page says so, or there are enough of them with bodies.

    Nor are any where all that the page says of comments is that there are none.
    """
    return (not declared or any(declared)) and layout.score >= (0.8 if declared else 1.2)


def _transcript(
    document: Document, options: Options, lines: Sequence[Line], layout: Layout, declared: Sequence[int], *notes: Note
) -> Transcript:
    start = section_start(lines, layout)
    above = article.read(lines, options, start, {header.author for header in layout.headers})
    day_first = day_comes_first(m for line in lines for m in line.moments)
    said = bodies(lines, layout)
    marks = zip(numbers(lines, layout.headers, said), depths(lines, layout), strict=True)
    records = [
        (header, body, own)
        for header, body, own in zip(with_years(lines, layout.headers, day_first), said, marks, strict=True)
        if not _is_trackback(body.text)
    ]
    comments = tuple(
        _comment(n, header, body, own, day_first, options, lines) for n, (header, body, own) in enumerate(records, 1)
    )
    left_out = _trackback_notes(len(layout.headers) - len(records))
    count = _nearest(declared, len(comments))
    return Transcript(
        id=document.stem,
        source=document.source("text"),
        title=above.title,
        declared_comments=count,
        nesting="lost",
        post=above.post,
        comments=comments,
        notes=(*notes, *left_out, *count_notes(count, len(comments))),
    )


def _comment(
    n: int,
    header: Header,
    body: Body,
    own: tuple[Marker | None, Marker | None],
    day_first: bool | None,
    options: Options,
    lines: Sequence[Line],
) -> Comment:
    moment = header.moment
    number, depth = own
    dated = lines[header.dated].text
    return Comment(
        id=f"c{n}",
        author=header.author or None,
        created_at=iso(moment, day_first, options.timezone, options.captured_at) if moment else None,
        created_at_text=dated[moment.start : moment.end] if moment else None,
        text=body.text,
        location=Location(line=lines[min(header.top, body.first)].number),
        markers=tuple(mark for mark in (number, *_answers(header, lines), *body.markers, depth) if mark),
        extra={label: value for label, value in header.fields.items() if label and value and value != header.author},
    )


def _answers(header: Header, lines: Sequence[Line]) -> tuple[Marker, ...]:
    """The mark of a header that names whom its comment answers: "TOM ANN"."""
    if not header.answers:
        return ()
    line = lines[header.anchor if header.answers in lines[header.anchor].text else header.top]
    return (Marker(kind="reply-to", value=header.answers, printed=line.text, line=line.number),)


def _is_trackback(text: str) -> bool:
    """Whether a body is the excerpt that another site's link left: "[...] words around the link [...]"."""
    return bool(re.fullmatch(r"\[\s?(?:…|\.\.\.)\s?\].*\[\s?(?:…|\.\.\.)\s?\]", text.strip(), re.DOTALL))


def _trackback_notes(count: int) -> tuple[Note, ...]:
    message = f"{count} excerpts of pages that link here are left out: they are no comments"
    return (Note(code="trackbacks", message=message),) if count else ()


def _nearest(declared: Sequence[int], found: int) -> int | None:
    """Of all counts that the page prints, the one nearest to the comments found."""
    return min(declared, key=lambda n: abs(n - found), default=None)
