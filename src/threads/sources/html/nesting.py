"""Which record answers which, by what the page shows: ids of parents, nested elements, depth, indentation."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from threads.model import Comment, Nesting
from threads.sources.html.family import outer
from threads.sources.html.ids import record_id
from threads.sources.html.people import links_to_person
from threads.sources.html.worth import Filled
from threads.sources.interface import begins_with, words
from threads.sources.markup import Element

_PARENT_ATTRIBUTE = re.compile(r"parent|reply-?to|in-?reply")
_NEAR = 6  # elements from a record's beginning
_ANSWERABLE = re.compile(r"^(?:comment-reply-link|depth-\d+|thread-(?:even|odd)|comment-reply|reply-to-comment)$")
_DEPTH_CLASS = re.compile(
    r"(?:depth|level|indent|lvl|nest(?:ed|ing)?(?:-level)?|liv(?:ello)?|niveau|n[ií]vel|poziom|ebene)[-_]?(\d{1,2})$"
)
_TO_PARENT = re.compile(
    r"parent[-_]?link|postmention|in[-_]?reply[-_]?to|reply[-_]?to(?!\w)|replied[-_]?to|to[-_]?parent|comment[-_]?parent"
)
_PARENT_STEM = re.compile(r"parent|mention|repl", re.IGNORECASE)  # one of which those names hold
_GROUP = re.compile(r"discussion|conversation|thread|branch")
_PRINTED = re.compile(r"(?:>>|@)?#\s?(\d{1,5}(?:\.\d{1,3})*)(?![\w.])")
_ORDINAL = re.compile(r"(\d{1,4})\s*(?:[.：:)]|$)")
_POINTER = re.compile(r">>\s?(\d+)$")  # how image boards and anonymous boards name the post they answer
_REPLY_CLASS = re.compile(r"(?:^|[a-z][-_])(?:indent(?:ed)?|reply|response|child|nested|sub-?comment|answer)$")
_PARENT_WORDS = ("parent", "übergeordnet", "précédent")
_SEVERAL = 2  # posts that quote others
_SAID = 40  # characters
_FEW = 8  # words around a link to the answered comment
_MARGIN = re.compile(r"(?:margin|padding)-left:\s*(\d+(?:\.\d+)?)|margin:\s*\S+\s+\S+\s+\S+\s+(\d+)")
_HOST = re.compile(r"^(?:\w+:)?//[^/]*")
_FIGURES = re.compile(r"(\d+)(?!.*\d)")


def parents(
    filled: Sequence[Filled], inside: Sequence[Sequence[Element]], ids: Sequence[str], post: Element | None = None
) -> dict[int, int | None]:
    """Index of the parent for each record's index: as attributes or links state, by nested elements, or by depth.

    `inside` has each record's own elements, `ids` their ids. What has no parent answers `post`, if that is a record.
    """
    records = [r.member for r in filled]
    by_id = {own: n for n, r in enumerate(records) if (own := record_id(r))}
    found = _stated(records, by_id) or {**_placed(records, by_id), **numbered(inside), **linked(filled, inside, ids)}
    first = next((n for n, record in enumerate(records) if record is post), None)
    return {n: first if p is None and n != first else p for n, p in found.items()} if first is not None else found


def _placed(records: Sequence[Element], by_id: Mapping[str, int]) -> dict[int, int | None]:
    at = {record.order: n for n, record in enumerate(records)}
    nested = {n: at[around.order] if around is not None else None for n, around in enumerate(outer(records))}
    if any(p is not None for p in nested.values()):
        return nested
    return _attributed(records, by_id) or grouped(records) or _by_depths(records) or nested


def _attributed(records: Sequence[Element], by_id: Mapping[str, int]) -> dict[int, int | None]:
    """By an attribute of the records whose values are ids of earlier ones, whatever it is called; {} without one.

    One that names the record itself, or always the one before, says something else.
    """
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for n, record in enumerate(records):
        for name, value in record.attributes.items():
            at = _indexed(value, by_id) if name.startswith("data-") and value else None
            if at is not None:
                found[name][n] = at
    for pointed in found.values():
        if len(pointed) > 1 and all(p < n for n, p in pointed.items()) and any(p < n - 1 for n, p in pointed.items()):
            return {n: pointed.get(n) for n in range(len(records))}
    return {}


def _indexed(value: str, by_id: Mapping[str, int]) -> int | None:
    """The record of an id, or of the last figure in it."""
    figures = _FIGURES.search(value)
    return by_id.get(value, by_id.get(figures[1]) if figures else None)


def grouped(records: Sequence[Element]) -> dict[int, int | None]:
    """The first record of each outermost group called a discussion, for the others in it; {} without such groups."""
    held = Counter(a.order for r in records for a in r.ancestors())
    heads: dict[int, int] = {}
    found: dict[int, int | None] = {}
    for n, record in enumerate(records):
        around = [a for a in record.ancestors() if 1 < held[a.order] < len(records)]
        group = next((a for a in reversed(around) if _is_group(_called(a))), None)
        if group is None:
            continue
        head = heads.setdefault(group.order, n)
        if head != n and _by_place(records[head]) != _by_place(record):
            return {}  # replies that stand deeper than what they answer
        found[n] = head if head != n else None
    return {n: found.get(n) for n in range(len(records))} if any(p is not None for p in found.values()) else {}


def _called(element: Element) -> str:
    """Class words, and the tag of an element that is named for what it is."""
    tag = element.tag if "-" in element.tag else ""
    return f"{tag} {element.get('class')}".lower() if element.head or tag else ""


@lru_cache(maxsize=5000)
def _is_group(names: str) -> bool:
    return _GROUP.search(names) is not None


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
    at = {own: n for n, own in enumerate(ids)}
    names = frozenset(r.author for r in records if r.author)
    printed = _ordinals(inside)
    found: dict[int, int] = {}
    for n, elements in enumerate(inside):
        for link in elements:
            if link.tag != "a" or n in found:
                continue
            answers = _answers(link)
            if not answers and not _is_name(link, names, records[n].body):
                continue
            known = [at[i] for i in _pointed(link) if i in at]
            if not known and (pointer := _POINTER.match(link.own_text)) and pointer[1] in printed:
                known = [printed[pointer[1]]]
            if known and known[0] < n and (answers or _is_of(link, records[known[0]])):
                found[n] = known[0]
    return found


def _pointed(link: Element) -> Iterator[str]:
    """The ids that a link may lead to, the surest first."""
    address = link.get("href")
    for value in (link.get("data-id"), address.rpartition("#")[2], address):
        yield from (value, *_FIGURES.findall(_HOST.sub("", value)))


def _is_name(link: Element, names: Collection[str], body: Element | None) -> bool:
    """Whether a link shows no more than an author; in a text it may be that of a quotation."""
    return 0 < link.words <= _FEW and link.line.lstrip("@ ") in names and not (body is not None and body.contains(link))


def _is_of(link: Element, answered: Filled) -> bool:
    """Whether a link to a comment shows who wrote that."""
    return link.line.lstrip("@ ") == answered.author and not links_to_person(link)


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
        or (link.words <= 1 and link.own_text.strip("^ ").casefold() in _PARENT_WORDS)
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


def told(root: Element, comments: Sequence[Comment]) -> Nesting:
    """Whether a comment without a parent is a top-level one: the page nests some, or lets readers answer each one.

    Where posts quote each other by id, what stands below some of them is not all: the page tells a part.
    """
    ids = {c.id for c in comments}
    quoting = sum(any(m.kind == "quote-of" and m.value in ids for m in c.markers) for c in comments if not c.parent_id)
    if any(c.parent_id for c in comments):
        return "partial" if quoting >= _SEVERAL else "stated"
    return "stated" if any(_is_answerable(e) for e in root.walk() if e.head) else "lost"


def _is_answerable(element: Element) -> bool:
    if "reply" not in element.head and "depth-" not in element.head and "thread-" not in element.head:
        return False
    return any(_ANSWERABLE.search(name) for name in (*element.classes, element.get("id")))


def _stated(records: Sequence[Element], by_id: Mapping[str, int]) -> dict[int, int | None]:
    """By an attribute of the record, or of something inside it, that names its parent."""
    members = [r.order for r in records]
    found: dict[int, int | None] = {}
    for n, record in enumerate(records):
        for element in record.walk(members):
            if "parent" not in element.head and "reply" not in element.head:
                continue
            for name, value in element.attributes.items():
                if value and (name.startswith("data-") or "-" in element.tag) and _PARENT_ATTRIBUTE.search(name):
                    at = _indexed(value, by_id)
                    if at is not None and at != n:
                        found.setdefault(n, at)
    return {n: found.get(n) for n in range(len(records))} if found else {}


def _by_depths(records: Sequence[Element]) -> dict[int, int | None]:
    """By the depth of each record: its class, its indentation, its place in the page; {} if all are alike."""
    measures: tuple[Callable[[Element], float | None], ...] = (
        *(_by_class, _by_margin, _by_own_margin, _by_spacer, _by_place, _by_reply_class),
    )
    for measure in measures:
        depths = [measure(record) for record in records]
        known = [d for d in depths if d is not None]
        if len(known) == len(records) and len(set(known)) > 1:
            found = by_depth(known)
            if any(p is not None for p in found.values()):
                return found
    return {}


def _by_reply_class(record: Element) -> int:
    """1 for what the page calls a reply in a class word, else 0."""
    return int(any(_REPLY_CLASS.search(name) for name in record.classes))


def _by_class(record: Element) -> int | None:
    for element in _around(record):
        for name in ("depth", "data-depth", "data-level", "data-indent", "aria-level"):
            if element.get(name).isdecimal():
                return int(element.get(name))
        for name in element.classes:
            depth = _DEPTH_CLASS.search(name)
            if depth:
                return int(depth[1])
    return None


def _around(record: Element) -> Iterator[Element]:
    """The record, the elements that hold it alone, and the first ones inside it."""
    yield from _holding(record)
    yield from record.beginning(_NEAR - 1)


def _holding(record: Element) -> Iterator[Element]:
    """The record and the elements that hold it alone."""
    yield record
    at = record
    while at.parent is not None and at.parent.words <= record.words + 1 and at.parent.tag not in ("body", "html"):
        at = at.parent
        yield at


def _by_margin(record: Element) -> float | None:
    """Left margin."""
    return next(_margins(_around(record)), None)


def _by_own_margin(record: Element) -> float:
    """Left margin outside the record's first element, none where the page sets none: at the top of a thread."""
    return next(_margins(_holding(record)), 0.0)


def _margins(elements: Iterable[Element]) -> Iterator[float]:
    found = (_MARGIN.search(element.get("style")) for element in elements)
    return (float(margin[1] or margin[2]) for margin in found if margin)


def _by_spacer(record: Element) -> float | None:
    """The width of the spacer image before an old table row."""
    row = next((e for e in (record, *record.ancestors()) if e.tag == "tr"), record)
    for element in (row, *row.beginning(11)):
        if element.tag in ("img", "td") and (element.get("width").isdecimal() or element.get("indent").isdecimal()):
            return int(element.get("indent") or element.get("width"))
    return None


def _by_place(record: Element) -> int:
    return sum(1 for _ in record.ancestors())


def by_depth(depths: Sequence[float]) -> dict[int, int | None]:
    """The nearest earlier record that is less deep."""
    found: dict[int, int | None] = {}
    open_: list[int] = []
    for n, depth in enumerate(depths):
        while open_ and depths[open_[-1]] >= depth:
            open_.pop()
        found[n] = open_[-1] if open_ else None
        open_.append(n)
    return found
