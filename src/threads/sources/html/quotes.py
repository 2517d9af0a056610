"""Quoted posts inside a body, as marks: the id of the quoted post where the page gives one, else its author's name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from threads.model import Marker
from threads.sources.markup import Element

_QUOTE = re.compile(r"quote")
_FIGURES = re.compile(r"\d+")
_FROM = r"(?:quote(?:\s+from)?|zitat(?:\s+von)?|originally posted by|posted by|citation|cita de)?"
_VERB = r"wrote|said|writes|says|schrieb|sagte|meinte|a écrit|a dit|escribió|dijo|ha scritto|ha detto|escreveu|schreef"
_SAID = re.compile(rf"^{_FROM}:?\s*(?P<name>[^:\n]{{2,40}}?)\s*(?:{_VERB}|писал\w*|пише)?\s*:", re.IGNORECASE)


def quotes(body: Element, ids: Collection[str]) -> Iterator[Marker]:
    """One mark for each outermost quotation in a body that names its source; `ids` are those of the page's comments."""
    last = -1
    for element in body.walk():
        if element.order <= last or not _is_quote(element):
            continue
        last = element.end
        source = _source(element, ids)
        if source is not None:
            yield Marker(kind="quote-of", value=source, printed=" ".join(element.text().split())[:80])


def _is_quote(element: Element) -> bool:
    names = " ".join(element.classes)
    return element.tag == "blockquote" or (element.tag in ("div", "aside", "table") and bool(_QUOTE.search(names)))


def _source(quote: Element, ids: Collection[str]) -> str | None:
    """The quoted post's id: a figure in the quotation's attributes or first links that is a comment's; else a name."""
    head = [e for e in quote.walk() if e.order - quote.order <= 12]
    values = [v for e in head for name, v in e.attributes.items() if v and name not in ("class", "style", "src", "alt")]
    figures = [f for value in values for f in _FIGURES.findall(value)]
    known = [f for f in figures if f in ids]
    if known:
        return str(known[-1])
    named = quote.get("data-username") or quote.get("data-quote") or quote.get("data-author")
    if named:
        return named
    said = _SAID.match(" ".join(quote.text().replace("> ", "").split())[:90])
    return str(said["name"]).strip() if said else None
