"""Which of a page's records are comments: not the frame around them, copies of some, or a digest of other pages."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import islice

from threads.model import State
from threads.sources.html.family import outer
from threads.sources.html.ids import record_id
from threads.sources.html.people import links_to_person
from threads.sources.html.records import is_called_comments
from threads.sources.html.worth import Filled, Reading
from threads.sources.interface import begins_with
from threads.sources.markup import Element

_FEWEST = 4  # words of a comment without author and time; of a text that two people hardly write alike
_LINKED = 0.75  # of the words of such a text
_BEGINNING = 30  # characters
_FEW_TEASERS = 3
_CITED = 0.75  # of the texts with an author
_TITLE = 3  # words
_TITLED = 0.75  # of the teasers
_CUT = re.compile(r"(?:\.\.\.|…)\W{0,2}$")
_COPIED = 0.25  # of the records at most are shown twice


def shown(reading: Reading) -> list[Filled]:
    """The records that are comments: with a text or an author, or of which the page says that they are gone."""
    around = _with_nested(reading)
    heading = _is_frame(reading.records) or _is_heading(reading.records)
    kept = [
        r
        for r in reading.records[heading:]
        if (_is_comment(r) or r.member.order in around or (not r.text and _is_gone(r)))
    ]
    copies = _copies(kept, around)
    return [r for r in kept if r.member.order not in copies]


def is_digest(reading: Reading) -> bool:
    """Whether the records are of other pages: their comments, all in links to them, teasers of articles, or praise."""
    texts = [r.body for r in reading.records if r.text and r.body is not None]
    if 2 * sum(map(_leads_elsewhere, texts)) > len(texts):
        return True
    if is_called_comments(reading.family.kind, reading.records[0].member):
        return False
    return not _are_complete(reading) or _are_cut(reading) or _are_teasers(reading) or _are_cited(reading)


def _are_complete(reading: Reading) -> bool:
    """Whether most of what is there has a text, and an author or a time; parts of the layout have this or that."""
    there = [r for r in reading.records if r.author or r.time or r.text]
    return 2 * sum(bool(r.text and (r.author or r.time)) or r.notice is not None for r in reading.records) > len(there)


def _are_cut(reading: Reading) -> bool:
    """Whether most texts are links or cut short, as in a list of the latest elsewhere, or all the same: a heading."""
    texts = [r.text for r in reading.records if r.text]
    if len(texts) < _FEW_TEASERS:
        return False
    links = [r.body for r in reading.records if r.body is not None and r.body.tag == "a"]
    if 2 * sum(link.get("href")[:1] not in ("", "#") for link in links) > len(texts):
        return True
    return len(set(texts)) == 1 or 2 * sum(_CUT.search(text) is not None for text in texts) > len(texts)


def _are_cited(reading: Reading) -> bool:
    """Whether each text is a quotation, and its author cited, or called praise: what a shop's customers say of it."""
    if any("testimonial" in e.look.classes for e in _near(reading.records[-1].member)):
        return True
    said = [r for r in reading.records if r.text and r.author and r.body is not None]
    cited = [r for r in said if r.body is not None and _is_quoted(r.body, r.member) and _is_cited(r)]
    return len(cited) > _CITED * len(said)


def _near(member: Element) -> tuple[Element, ...]:
    """A record, what it stands in, and what it begins with."""
    return (member, *islice(member.ancestors(), 1), *member.beginning(1))


def _is_quoted(body: Element, member: Element) -> bool:
    return any(e.tag == "blockquote" for e in (body, *body.ancestors()) if e.order > member.order)


def _is_cited(record: Filled) -> bool:
    return any(e.tag == "cite" and e.line.startswith(record.author or "") for e in record.member.inside())


def _are_teasers(reading: Reading) -> bool:
    """Whether nearly each record has a title of its own that links to a page of its own, as comments have not."""
    records = reading.records
    if len(records) < _FEW_TEASERS:
        return False
    titles = [title for record in records if (title := _title(record)) is not None]
    paths = {title.get("href").partition("#")[0].partition("?")[0] for title in titles}
    return min(len(paths), len({title.line for title in titles})) >= _TITLED * len(records)


def _title(record: Filled) -> Element | None:
    """The first link of several words beside the text that leads neither to a person nor to an answer."""
    return next((link for link in record.member.inside() if link.tag == "a" and _is_title(link, record)), None)


def _is_title(link: Element, record: Filled) -> bool:
    if link.words < _TITLE or link.get("href")[:1] in ("", "#", "?") or links_to_person(link):
        return False
    if (record.body is not None and record.body.contains(link)) or link.line == record.author:
        return False
    is_time = record.time is not None and link.contains(record.time.element)
    return not is_time and begins_with("in_reply_to", link.line) is None


def _leads_elsewhere(body: Element) -> bool:
    """Whether a text stands in links, and one of them is to a place in another page: `/quay-wall#comment-17`."""
    around = next((e for e in (body, body.parent) if e is not None and e.tag == "a"), None)
    links = [around] if around is not None else [e for e in body.inside() if e.tag == "a"]
    linked = sum(link.words for link in links)
    return linked >= _LINKED * body.words and any(_is_elsewhere(link.get("href")) for link in links)


def _is_elsewhere(address: str) -> bool:
    page, _, place = address.partition("#")
    return page.partition("?")[0].strip("/") != "" and any(map(str.isdigit, place))


def state(record: Filled) -> State:
    """Whether the page shows the comment: told from its notice or its class words."""
    if record.notice:
        return record.notice
    said = next((s for s in ("deleted", "removed", "hidden") if not record.text and s in record.member.classes), None)
    return said or ("visible" if record.text else "hidden")


def _is_comment(record: Filled) -> bool:
    """Whether a record has two of author, time and text; a text of some words is enough."""
    known = (record.author is not None) + (record.time is not None) + bool(record.text)
    return known >= 2 or record.said >= _FEWEST


def _with_nested(reading: Reading) -> set[int]:
    """The members that have others nested in them: even without a text they were comments that others answered."""
    return {around.order for around in outer(reading.family.members) if around is not None}


def _is_gone(record: Filled) -> bool:
    """Whether a record without words stands for a comment: it says so, or it has an id as comments have."""
    if record.notice is not None or state(record) != "hidden":
        return True
    return (record.author is None or record.time is not None) and record_id(record.member) is not None


def _is_frame(records: Sequence[Filled]) -> bool:
    """Whether the first record says nothing and holds all others: a list of lists."""
    first = records[0] if records else None
    if first is None or first.author or first.time or first.text or first.notice or len(records) < 2:
        return False
    return all(first.member.contains(r.member) for r in records)


def _is_heading(records: Sequence[Filled]) -> bool:
    """Whether the first record is the row above a table, "Author | Topic": the only one without a time and an id."""
    first, others = records[0], records[1:]
    if first.time or first.member.tag != "tr" or not others or not all(r.time for r in others):
        return False
    return record_id(first.member) is None


def _copies(records: Sequence[Filled], around: Collection[int]) -> set[int]:
    """The members that show a comment a second time, pinned or picked by the editors; {} if there are many.

    Of two the one without an id is the copy, or the earlier one. Times may differ where only one of them has one.
    """
    first: dict[tuple[str, str], Filled] = {}
    copies: set[int] = set()
    for record in records:
        if record.said < _FEWEST or record.author is None:
            continue
        beginning = (record.author, record.text[:_BEGINNING])
        other = first.setdefault(beginning, record)
        if other is not record and _says_the_same(record, other) and _may_be_of_one_time(record, other):
            copy = record if record_id(record.member) is None else other
            copies |= {copy.member.order} - set(around)
            first[beginning] = other if copy is record else record
    return copies if len(copies) <= _COPIED * len(records) else set()


def _says_the_same(record: Filled, other: Filled) -> bool:
    """Whether two texts are the same, or one is the other's beginning: what is pinned may be cut short."""
    short, long = sorted((record.text, other.text), key=len)
    return long.startswith(short.rstrip(" .…"))


def _may_be_of_one_time(record: Filled, other: Filled) -> bool:
    if record.time is None or other.time is None:
        return record.time is not other.time
    if record.time.value and other.time.value:
        return record.time.value == other.time.value
    return record.time.printed == other.time.printed
