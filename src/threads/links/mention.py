"""An earlier commenter addressed by name: "@don", "Mr. Courtney,", "Another thing, Don:", initials such as "OS"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from threads.links.claims import POST, Claim
from threads.links.context import Context, latest
from threads.links.names import aliases
from threads.links.reading import Reading
from threads.links.words import alternation
from threads.model import Basis, Evidence
from threads.prose import is_own

_NAME = r"[^\W_][\w.'’-]*(?:\s[^\W_][\w.'’-]*){0,3}"
_GREETING = rf"(?:(?:(?P<greeting>{alternation('greetings')})|{alternation('thanks')})\s+)"
_TITLE = rf"(?:(?:{alternation('titles')})\b\.?\s+)"
_AT = re.compile(r"@\s?(?P<name>[\w.'’-]+(?:\s[\w.'’-]+){0,3})")
_OPENING = re.compile(
    rf"^[ \t]*{_GREETING}?{_TITLE}?(?P<name>{_NAME})\s?(?:[,:!–—]|-\s|$)", re.IGNORECASE | re.MULTILINE
)
_BARE = re.compile(r"\S{3,40}(?: \S{1,20}){0,3}(?= \S)")
_INSIDE = re.compile(rf",\s{_TITLE}?(?P<name>{_NAME})\s?[:,.!?)]", re.IGNORECASE)
_HANDLE = re.compile(r"[ \t]*(?P<name>[^\s,:;]{2,30})[,:;](?=\s|$)")  # "|river_rat|: no", as in chat
_INITIALS = re.compile(r"\b(?P<name>[A-Z]{2,4})\b(?=\s?[),.!?:;])")
_SECOND_PERSON = re.compile(r"\byou(?:r|rs|rself)?\b", re.IGNORECASE)
_HANDLES = {"full": "mention_opening", "part": "mention_part", "slip": "mention_slip"}
_FEW = 6  # latest comments of an addressed author among which the model chooses, beside the first
_SCANNED = 40  # words in which a name without marks around it is looked for


class Address(NamedTuple):
    """Someone named: who, by which words, and the feature under which weights.toml weighs it."""

    author: str
    start: int
    end: int
    feature: str


def mention(reading: Reading, context: Context) -> Iterator[Claim]:
    """Comments of the authors addressed: the latest few of each and the first; the post, if its author is meant."""
    found = list(addresses(reading, context))
    context.addressing = reading.at, frozenset([one.author for one in found if one.feature != "named"])
    for rank, address in enumerate(found[:4]):
        places = context.by_author[address.author]
        words: tuple[Evidence, ...] = (reading.evidence(address.start, address.end),)
        feature = address.feature if rank == 0 or address.feature == "named" else "mention_next"
        basis: Basis | None = None if feature == "named" else "mention"
        few = list(latest(places, _FEW))
        for at in (*few, *(places[:1] if places[0] not in few else ())):
            yield Claim(at, feature, 1.0, basis, words)
        if basis and len(places) == 1:
            yield Claim(places[0], "mention_only")
    if not found:
        yield from _post_author(reading, context)


def addresses(reading: Reading, context: Context) -> Iterator[Address]:
    """Those named in the comment's own words, whoever is addressed before who is only named; each once."""
    seen: set[str] = set()
    for address in (*_vocatives(reading, context), *_initials(reading, context), *_named(reading, context)):
        if address.author not in seen:
            seen.add(address.author)
            yield address


def _vocatives(reading: Reading, context: Context) -> Iterator[Address]:
    me = reading.comment.author
    begin = reading.own_start
    handle = _HANDLE.match(reading.own, begin)
    if handle:
        name = handle["name"].casefold().lstrip("@")
        called = context.names.who(name, me) or context.names.slip(name, me)
        if called is not None:
            yield Address(called.author, handle.start("name"), handle.end("name"), _HANDLES[called.how])
    if context.talk.kind == "page":
        yield from _called(reading, begin, context)
    for pattern, feature in ((_AT, "mention_at"), (_OPENING, "mention_opening"), (_INSIDE, "mention_inside")):
        for match in pattern.finditer(reading.own):
            if pattern is _OPENING and match["greeting"] and match.start("greeting") > begin:
                continue  # whoever answers greets first; a greeting further down is somebody else's, or a signature
            found = _resolve(match["name"], me, context)
            if found is not None:
                author, length, part = found
                start = match.start("name")
                if pattern is _AT and match.start() - begin > 1:
                    feature_here = "mention_at_later"
                else:
                    feature_here = "mention_part" if part and pattern is not _AT else feature
                yield Address(author, start, start + length, feature_here)


def _called(reading: Reading, begin: int, context: Context) -> Iterator[Address]:
    """A full name just as its author has it, before anything else: pages print the one answered so, as a link."""
    match = _BARE.match(reading.own, begin)
    for end in reversed([m.end() for m in re.finditer(r"\S+", match[0])] if match else []):
        name = reading.own[begin : begin + end]
        if name in context.by_author and name != reading.comment.author:
            yield Address(name, begin, begin + end, "mention_opening")
            return


def _resolve(name: str, me: str | None, context: Context) -> tuple[str, int, bool] | None:
    """Who is meant by the longest beginning of `name` that means anybody, its length, and whether it is but a part."""
    for end in reversed([m.end() for m in re.finditer(r"[\w'’-]+", name)]):
        called = context.names.who(name[:end].casefold(), me)
        if called is not None and end > 1:
            return called.author, end, called.how == "part"
    return None


def _named(reading: Reading, context: Context) -> Iterator[Address]:
    """Full names anywhere, in words that may well speak about them instead of to them."""
    for word in reading.words[:_SCANNED]:
        if word.end - word.start > 2 and word.text in context.names and is_own(word.start, word.end, reading.quoted):
            called = context.names.who(word.text, reading.comment.author)
            if called is not None and called.how == "full":
                yield Address(called.author, word.start, word.end, "named")


def _initials(reading: Reading, context: Context) -> Iterator[Address]:
    """Capital letters that abbreviate one earlier name, at the end of a clause that speaks to "you"."""
    if context.talk.kind == "chat":
        return  # there capitals are commands, and names are many
    for match in _INITIALS.finditer(reading.own):
        clause = re.split(r"[(.!?;\n]", reading.own[max(0, match.start() - 300) : match.start()])[-1]
        if not _SECOND_PERSON.search(clause):
            continue
        authors = context.names.abbreviated(match["name"]) - {reading.comment.author}
        if len(authors) == 1:
            yield Address(authors.pop(), match.start(), match.end(), "mention_initials")


def _post_author(reading: Reading, context: Context) -> Iterator[Claim]:
    """The post, where its author is addressed and no commenter has that name."""
    post = context.transcript.post
    if post is None or not post.author:
        return
    known = aliases(post.author)
    for pattern in (_AT, _OPENING, _INSIDE):
        for match in pattern.finditer(reading.own):
            ends = [m.end() for m in re.finditer(r"[\w'’-]+", match["name"])]
            if any(match["name"][:end].casefold() in known for end in ends):
                yield Claim(POST, "mention_opening", fact="addresses the post's author")
                return
