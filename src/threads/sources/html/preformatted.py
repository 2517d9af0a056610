"""Mail that an archive shows as preformatted text: each message a header of plain lines, "From: ...", and what follows.

A page has one message in each preformatted element, or all of them in one. Lists around them tell what they answer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from threads.model import Comment
from threads.sources.document import Options
from threads.sources.html.depths import nearest_above
from threads.sources.html.ids import record_id
from threads.sources.html.times import printed_time
from threads.sources.markup import Element, Page
from threads.timestamps import Moment, iso

_FEWEST = 2  # messages
_FROM = re.compile(r"\s*From:\s+(?=\S)")
_DATED = re.compile(r"\s*(?:From|Date|Sent):\s")
_HEADER = re.compile(r"\s*(?:Date|Sent|To|Cc|Subject|Message-ID|Newsgroups|In-Reply-To):\s", re.IGNORECASE)
_FORWARDED = re.compile(r"\s*-{2,}.*\w.*-{2,}\s*$")  # "----- Original Message -----"
_ADDRESSED = re.compile(r"\S+(?:@| at )\S+\s+\((?P<name>[^()]+)\)")  # ines@... (Ines Oka)
_ADDRESS = re.compile(r"\s*[<(].*")
_EDGES = " \t\"'@,;"
_FIGURES = re.compile(r"\d+")
_USUAL = 0.7  # of the messages end in the same line
_LISTS = ("ul", "ol", "dl", "blockquote")


class Message(NamedTuple):
    """One message: the element that shows it, its author, its time as printed and as read, and what it says."""

    element: Element
    author: str | None
    printed: str | None
    moment: Moment | None
    lines: Sequence[str]


def comments(page: Page, options: Options) -> tuple[Comment, ...]:
    """The messages of an archive's page in its order; none if it shows fewer than two."""
    found = [message for element in page.tagged["pre"] for message in _messages(element)]
    if len(found) < _FEWEST:
        return ()
    ids, above = _ids(found), nearest_above([_depth(message.element) for message in found])
    return tuple(
        Comment(
            id=ids[n],
            parent_id=ids[parent] if (parent := above[n]) is not None else None,
            author=message.author,
            created_at=iso(message.moment, None, options.timezone, options.captured_at) if message.moment else None,
            created_at_text=message.printed,
            text=text,
        )
        for n, (message, text) in enumerate(zip(found, _texts(found), strict=True))
    )


def _ids(found: Sequence[Message]) -> list[str]:
    """The page's own ids where each message has an element and an id of its own, else c1, c2, ..."""
    own = [i for message in found if (i := record_id(message.element)) is not None]
    return own if len(set(own)) == len(found) else [f"c{n}" for n in range(1, len(found) + 1)]


def _depth(element: Element) -> int:
    return sum(a.tag in _LISTS for a in element.ancestors())


def _messages(element: Element) -> Iterator[Message]:
    """The messages of a preformatted element, from each header to the next one."""
    text = element.text_raw()
    lines = [line.rstrip() for line in text.split("\n")] if "From:" in text else []
    for (start, end), (following, _) in pairwise((*_heads(lines), (len(lines), 0))):
        printed, moment = _time(lines[start:end]) or (None, None)
        author = next(_author(line) for line in lines[start:end] if _FROM.match(line))
        yield Message(element, author, printed, moment, lines[end:following])


def _heads(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where headers begin and end: lines in a row with a "From:" and a time, or another header; not those forwarded."""
    before = ""
    for _, row in groupby(enumerate(lines), key=lambda pair: not pair[1]):
        numbers, texts = zip(*row, strict=True)
        is_forwarded = _FORWARDED.match(before) or _FORWARDED.match(texts[0])
        if any(map(_FROM.match, texts)) and not is_forwarded and (_time(texts) or any(map(_HEADER.match, texts))):
            yield numbers[0], numbers[-1] + 1
        before = texts[-1] or before


def _time(lines: Sequence[str]) -> tuple[str, Moment] | None:
    """The first time in a header, as printed and read."""
    for line in filter(_DATED.match, lines):
        moment = printed_time(line)
        if moment is not None and moment.is_absolute:
            return line[moment.start : moment.end], moment
    return None


def _author(line: str) -> str | None:
    """The name in a "From:" line, without address and time."""
    value = _FROM.sub("", line, count=1)
    moment = printed_time(value)
    value = value[: moment.start] if moment is not None else value
    addressed = _ADDRESSED.match(value)
    return (addressed["name"] if addressed else _ADDRESS.sub("", value) or value).strip(_EDGES) or None


def _texts(found: Sequence[Message]) -> list[str]:
    """What the messages say, without the lines that most of them end in alike: the archive's own links."""
    texts = [list(message.lines) for message in found]
    while True:
        for lines in texts:
            while lines and not lines[-1]:
                lines.pop()
        lasts = Counter(_even(lines[-1]) for lines in texts if lines)
        usual = {last for last, times in lasts.items() if times > max(1, _USUAL * len(texts))}
        if not usual:
            return ["\n".join(lines).strip("\n") for lines in texts]
        for lines in texts:
            if lines and _even(lines[-1]) in usual:
                lines.pop()


def _even(line: str) -> str:
    """A line with its figures made equal."""
    return _FIGURES.sub("0", line)
