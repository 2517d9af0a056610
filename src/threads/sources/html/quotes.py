"""Quoted posts inside a body, as marks: the id of the quoted post where the page gives one, else its author's name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import islice, takewhile

from threads.model import Marker
from threads.sources.interface import words
from threads.sources.markup import Element

_QUOTE = re.compile(r"quote(?!d?-?(?:button|link|btn|action|reply))|(?:^|[-_ ])zitat")
_HOLDS_QUOTES = ("div", "aside", "table", "fieldset", "td", "details", "section")
_HEADS = 3  # elements of a quotation among which its first line is looked for
_HEAD = 12  # words
_LONGEST_LINE = 100  # characters
_FIGURES = re.compile(r"\d+")


def _any_of(phrases: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, phrases), key=len, reverse=True))


_FROM = _any_of((*words("quoted_from"), "posted by", "citation", "cita", "geschrieben von"))
_FROM_WHOM = _any_of(phrase for phrase in (*words("quoted_from"), "geschrieben von") if " " in phrase)
_VERB = rf"(?:{_any_of((*words('says'), 'sagte', 'meinte'))}|писал\w*)"  # Russian verbs have a gender
_SAID = re.compile(rf"^(?:(?:{_FROM})\b)?:?\s*(?P<name>[^:\n]{{2,40}}?)\s*(?:\b{_VERB})?\s*:", re.IGNORECASE)
_LABEL = re.compile(rf"(?:{_FROM})\b", re.IGNORECASE)
_POSTED_BY = re.compile(rf"^(?:(?:quote|zitat):?\s*)?(?:{_FROM_WHOM}):?\s+(?P<name>[^\s:][^:]{{1,39}})", re.IGNORECASE)


def quotations(body: Element) -> Iterator[Element]:
    """The outermost quotations in a body, by tag, by class, or by the label "Quote:" that old boards print."""
    last = body.order
    for element in body.walk():
        if element.order > last and element.words and _is_quotation(element):
            last = element.end
            yield element


def quoted(body: Element) -> frozenset[int] | None:
    """The numbers of all quotations in a body, nested ones too; None if `blockquote` alone tells them."""
    outer = [q for q in quotations(body) if q.tag != "blockquote"]
    if not outer:
        return None
    doubled = {b.order for q in outer if (b := next((e for e in q.walk() if e.tag == "blockquote"), None))}
    blocks = {e.order for e in body.walk() if e.tag == "blockquote" and e.order not in doubled}
    return frozenset(blocks | {q.order for q in outer})


def quotes(body: Element, ids: Collection[str], names: Collection[str] = ()) -> Iterator[Marker]:
    """One mark for each quotation in a body that names its source; `ids` and `names` are the page's."""
    head: Element | None = None
    for element in quotations(body):
        before, head = head, None
        above = before if before is not None and _next_to(before, element) else None
        source = _source(above, ids, names) if above is not None else None
        source = source or _source(element, ids, names)
        if source is None or (element.tag != "blockquote" and _is_head(element)):
            head = element  # a line above the quotation that says whose it is
            continue
        yield Marker(kind="quote-of", value=source, printed=" ".join(element.text().split())[:80])


def _is_quotation(element: Element) -> bool:
    if element.tag == "blockquote":
        return True
    if element.tag not in _HOLDS_QUOTES:
        return False
    if any(_QUOTE.search(name) for name in element.classes):
        return True
    return bool(_label(element))


def _label(element: Element) -> str:
    """The label at the beginning of an element, in lower case: "quote", "originally posted by"; empty without one."""
    inner = [c for c in element.children if isinstance(c, Element)][:1]
    line = element.own_text[:40] or (inner[0].own_text[:40] if inner else "")
    found = _LABEL.match(line)
    return found[0].casefold() if found and len(line.split()) <= 4 and element.words > len(line.split()) else ""


def _is_head(element: Element) -> bool:
    """Whether a quotation is no more than the line that names its source."""
    return any("head" in name or "author" in name for name in element.classes)


def _next_to(head: Element, quotation: Element) -> bool:
    return 0 < quotation.order - head.end <= 3


def _beginning(quote: Element, count: int) -> list[Element]:
    """The first elements inside a quotation, but none of one that is quoted in it and says whose that is."""
    return list(takewhile(lambda e: not _is_alike(e, quote), quote.beginning(count)))


def _is_alike(inner: Element, quote: Element) -> bool:
    """Whether an element in a quotation is one too, not a part of it, such as `quote-body`."""
    if inner.tag != quote.tag or quote.tag == "blockquote":
        return inner.tag == quote.tag
    called = [name for name in quote.classes if _QUOTE.search(name)]
    return any(name in inner.classes for name in called) or (not called and _label(inner) == _label(quote) != "")


def _written_by(quote: Element, names: Collection[str]) -> str | None:
    """The longest of the page's authors in the line that heads a quotation, whatever its language; None without one."""
    first = (e for e in _beginning(quote, _HEADS) if 0 < e.words <= _HEAD and e.words < quote.words)
    heads = [e.line[:_LONGEST_LINE] for e in islice(first, 1)]
    heads += [line for line in [_line_before(quote)] if line.endswith(":")]
    if not heads or not names:
        return None
    return max(
        (name for line in heads for name in names_in(line, names)), key=lambda name: (len(name), name), default=None
    )


def names_in(line: str, names: Collection[str]) -> Iterator[str]:
    """The names that stand in a line, each from the edge of a word to another; however many names there are."""
    edges = [n for n in range(len(line) + 1) if not (line[n - 1 : n].isalnum() and line[n : n + 1].isalnum())]
    return (line[a:b] for a in edges for b in edges if a < b and line[a:b] in names)


def _line_before(quote: Element) -> str:
    """The text right before a quotation, if it is short: "Ann wrote:"."""
    row = quote.parent
    at = row.places.get(quote.order, 0) if row is not None else 0
    before = [c for c in row.children[max(0, at - 2) : at] if isinstance(c, Element) or not c.isspace()] if row else []
    line = "" if not before else before[-1] if isinstance(before[-1], str) else before[-1].line
    return " ".join(line.split()) if len(line) <= _LONGEST_LINE else ""


def _source(quote: Element, ids: Collection[str], names: Collection[str]) -> str | None:
    """The quoted post's id: a figure in the quotation's attributes or first links that is a comment's; else a name."""
    head = [quote, *_beginning(quote, _HEAD)]
    values = [v for e in head for name, v in e.attributes.items() if v and name not in ("class", "style", "src", "alt")]
    known = [value for value in values if value in ids]
    known += [f for value in values for f in _FIGURES.findall(value) if f in ids]
    if known:
        return str(known[-1])
    named = quote.get("data-username") or quote.get("data-quote") or quote.get("data-author")
    if named:
        return named
    if (written := _written_by(quote, names)) is not None:
        return written
    line = " ".join(quote.text().replace("> ", "").split())[:90]
    posted = next((p for e in head if (p := _POSTED_BY.match(e.line[:80])) and e.words <= 12), None)
    said = posted or _SAID.match(line)
    return str(said["name"]).strip() if said else None
