"""Links and printed numbers that lead to the comment that is answered: "in reply to NAME", "parent", ">>12", "#1.2"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from threads.sources.html.ids import anchors
from threads.sources.html.parent_ids import FIGURES, led
from threads.sources.html.people import links_to_person
from threads.sources.html.worth import Filled
from threads.sources.interface import begins_with, is_only, words
from threads.sources.markup import Element

_TO_PARENT = re.compile(
    r"parent[-_]?link|postmention|in[-_]?reply[-_]?to|reply[-_]?to(?!\w)|replied[-_]?to|to[-_]?parent|comment[-_]?parent"
)
_PARENT_STEM = re.compile(r"parent|mention|repl", re.IGNORECASE)  # one of which those names hold
_PRINTED = re.compile(r"(?:>>|@)?#\s?(\d{1,5}(?:\.\d{1,3})*)(?![\w.])")
_ORDINAL = re.compile(r"(\d{1,4})\s*(?:[.：:)]|$)")
_POINTER = re.compile(r">>\s?(\d+)$")  # how image boards and anonymous boards name the post they answer
_NUMBER = re.compile(r"#?\d{1,9}(?:\.\d{1,5})?")
_SAID = 40  # characters
_FEW = 8  # words around a link to the answered comment
_HOST = re.compile(r"^(?:\w+:)?//[^/]*")


def numbered(inside: Sequence[Sequence[Element]]) -> dict[int, int]:
    """By printed numbers: "#1.2" stands below "#1", and a second number in a record, "#4", is of what it answers."""
    printed: list[list[tuple[Element, str]]] = []
    for elements in inside:
        numbers = [(e, m[1]) for e in elements if 0 < e.words <= _FEW and (m := _PRINTED.match(e.line))]
        if not numbers:
            return {}
        printed.append(numbers)
    at = {numbers[0][1]: n for n, numbers in enumerate(printed)}
    if len(at) < len(inside):
        return {}
    found: dict[int, int] = {}
    for n, numbers in enumerate(printed):
        own = numbers[0][1]
        above = own.rpartition(".")[0]
        others = [number for e, number in numbers if e.tag == "a" and number != own and e.words <= 2]
        parent = at.get(above) if above else next((at[o] for o in others if o in at), None)
        if parent is not None and parent != n:
            found[n] = parent
    return found


def linked(records: Sequence[Filled], inside: Sequence[Sequence[Element]], ids: Sequence[str]) -> dict[int, int]:
    """By a link to the comment that is answered: "parent", "in reply to NAME", a mention that names the post."""
    places = anchors([r.member for r in records], inside)
    at = {**places, **{own: n for n, own in enumerate(ids)}}
    printed, permalinks = _ordinals(inside), _permalinks(inside)
    earlier, later = dict[int, int](), dict[int, int]()
    for n, elements in enumerate(inside):
        for link in elements:
            if link.tag != "a" or n in earlier:
                continue
            answers = _answers(link)
            if not answers and not _may_name(link, records[n].body):
                continue
            known = [at[i] for i in _pointed(link) if i in at]
            if not known and (pointer := _POINTER.match(link.own_text)) and pointer[1] in printed:
                known = [printed[pointer[1]]]
            if not known and answers and link.get("href") in permalinks:
                known = [permalinks[link.get("href")]]
            if known and known[0] != n and (answers or _is_of(link, records[known[0]])):
                (earlier if known[0] < n else later).setdefault(n, known[0])
    # The newest first, or the oldest.
    return later if len(later) > len(earlier) else {**led(records, inside, places), **earlier}


def _pointed(link: Element) -> Iterator[str]:
    """The ids that a link may lead to, the surest first."""
    address = link.get("href")
    for value in (link.get("data-id"), address.rpartition("#")[2], address):
        yield from (value, *FIGURES.findall(_HOST.sub("", value)))


def _permalinks(inside: Sequence[Sequence[Element]]) -> dict[str, int]:
    """The record of each address that its first link with a number for a text leads to: `<a href=...>12.4</a>`.

    An address that several records link to, such as a script's "#", is of none.
    """
    found: dict[str, list[int]] = defaultdict(list)
    for n, elements in enumerate(inside):
        own = next((e for e in elements if e.tag == "a" and _NUMBER.fullmatch(e.own_text)), None)
        if own is not None and not _answers(own):
            found[own.get("href")].append(n)
    return {address: records[0] for address, records in found.items() if len(records) == 1}


def _may_name(link: Element, body: Element | None) -> bool:
    """Whether a link shows few words, as one that names an author; in a text it may be that of a quotation."""
    return 0 < link.words <= _FEW and " href=" in link.head and not (body is not None and body.contains(link))


def _is_of(link: Element, answered: Filled) -> bool:
    """Whether a link to a comment shows who wrote that, maybe in a sentence: "@NAME", "Re: NAME", "reply to NAME"."""
    line, name = link.line, answered.author or ""
    at = line.rfind(name) if name else -1
    if at < 0 or links_to_person(link):
        return False
    return not (line[at - 1 : at].isalnum() or line[at + len(name) : at + len(name) + 1].isalnum())


def _ordinals(inside: Sequence[Sequence[Element]]) -> dict[str, int]:
    """The number that each record's first text begins with, "12: "; {} unless each has one of its own."""
    found: dict[str, int] = {}
    for n, elements in enumerate(inside):
        own = _ORDINAL.match(next((e.own_text for e in elements if e.own_text), ""))
        if own is None or own[1] in found:
            return {}
        found[own[1]] = n
    return found


def _answers(link: Element) -> bool:
    """Whether a link leads to what its comment answers, by its own names and words or those around it."""
    parent = link.parent
    told = _PARENT_STEM.search(link.head) is not None
    names = " ".join([link.get(name) for name in ("class", "rel", "title", "data-role")]) if told else ""
    around = parent.look.classes if parent is not None and parent.words <= _FEW else ""
    return bool(
        _leads_to_parent(names.lower())
        or _leads_to_parent(around)
        or (link.words <= 2 and is_only("parent", link.own_text.strip("^ ")))
        or (link.words <= 2 and _POINTER.match(link.own_text))
        or any(begins_with("in_reply_to", said) for said in (link.line[:_SAID], link.get("title")))
        or _says_answer(link)
    )


def _says_answer(link: Element) -> bool:
    """Whether the words before a link say that it is answered: "(In reply to comment 4)"."""
    row = link.parent
    if row is None or not 0 < link.words <= _FEW:
        return False
    at = row.places.get(link.order)
    before = row.children[at - 1] if at else ""
    said = before.casefold().rstrip(" :#") if isinstance(before, str) else ""
    return bool(said) and said.endswith(words("in_reply_to"))


@lru_cache(maxsize=5000)
def _leads_to_parent(names: str) -> bool:
    return _TO_PARENT.search(names) is not None
