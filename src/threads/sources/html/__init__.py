"""Saved web page: comments that the page states, that a known platform prints, or that repeat as comments do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from threads.collector import uncollected
from threads.errors import NoComments
from threads.model import Comment, Note, Transcript
from threads.sources.document import Document, Options
from threads.sources.html import article, declared, general, nesting, preformatted, signed
from threads.sources.html.kept import shown
from threads.sources.html.limits import is_ordinary, read_apart
from threads.sources.html.placeholders import load_more
from threads.sources.html.slots import read
from threads.sources.html.stated import stated, statements
from threads.sources.html.times import Timed, posted, times
from threads.sources.html.worth import Reading, full
from threads.sources.interface import count_notes
from threads.sources.markup import Page

FIELDS = ("id", "parent_id", "author", "created_at", "created_at_text", "text", "state", "markers", "extra")
ANY = True  # a format that knows a page goes first


def recognise(document: Document) -> bool:
    """Whether the input is an HTML page."""
    return document.container == "html"


def parse(document: Document, options: Options) -> Iterator[Transcript]:
    """The page's comments, or NoComments; MalformedInput if the page would take too long (see `limits`)."""
    if is_ordinary(document.text):
        yield transcript(document, options, document.text)
    else:
        yield read_apart(document, options)


def transcript(document: Document, options: Options, text: str) -> Transcript:
    """What a page says, however long that takes; `text` is its markup."""
    with uncollected(), Page(text) as page:
        return _transcript(page, document, options)


def _transcript(page: Page, document: Document, options: Options) -> Transcript:
    timed = posted(list(times(page.root)))
    reading, platform, comments = _printed(page, timed, options)
    said = statements(page)
    posting = stated(said, options)
    # What is printed has quotations, states and ids beside the words; what is stated may be more than what is printed.
    left: tuple[Note, ...] = ()
    if posting is not None and len(posting.comments) > len(comments):
        left = _contradicted(comments, posting.comments)
        reading, comments = None, posting.comments
    if not comments and not options.allow_empty:
        raise NoComments(document.name)
    beside = article.read(page, [r.member for r in reading.records] if reading else [], timed, options, said)
    members = [r.member for r in shown(reading)] if reading else []
    held = load_more(page.root, members, [c.id for c in comments]) if members else ()
    declared_count = posting.declared if beside.declared is None and posting else beside.declared
    return Transcript(
        id=document.stem,
        source=document.source("html"),
        title=beside.title or (posting.title if posting else None),
        url=beside.url or (posting.url if posting else None),
        platform=platform,
        declared_comments=declared_count,
        nesting=nesting.told(page.root, comments),
        post=beside.post or (posting.post if posting else None),
        comments=comments,
        notes=(*count_notes(declared_count, len(comments)), *held, *left),
    )


def _contradicted(printed: Sequence[Comment], stated: Sequence[Comment]) -> tuple[Note, ...]:
    """A note if the page prints comments that are none of those it states, which were taken since they are more."""
    known = {" ".join(comment.text.split()) for comment in stated}
    others = sum(" ".join(comment.text.split()) not in known for comment in printed if comment.text)
    if 2 * others <= len(printed):
        return ()
    message = f"the page states {len(stated)} comments in its data; {others} texts that it prints are none of them"
    return (Note(code="stated-differs", message=message),)


def _printed(
    page: Page, timed: Sequence[Timed], options: Options
) -> tuple[Reading | None, str | None, tuple[Comment, ...]]:
    """The comments that the page prints, by the declaration of its platform or by what repeats."""
    known = declared.find(page, timed)
    if known is not None:
        reading = read(known.family, known.author, known.body)
        return reading, known.platform.name, general.comments(reading, timed, options, page.language, known.post)
    best = general.find(page.root, timed)
    talk = signed.find(page)
    best = talk if talk is not None and (best is None or len(talk.records) > full(best.records)) else best
    mail = preformatted.comments(page, options)
    if mail and (best is None or len(mail) >= full(best.records)):
        return None, None, mail
    return best, None, general.comments(best, timed, options, page.language) if best else ()
