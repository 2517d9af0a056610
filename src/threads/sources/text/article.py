"""What stands above a comment section: the title, the byline and the article's paragraphs."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from threads.model import Post
from threads.sources.document import Options
from threads.sources.interface import begins_with, declared_count
from threads.sources.text.lines import Line
from threads.sources.text.titles import title
from threads.timestamps import iso

_NAME = re.compile(r"[^\W\d_]+(?:[ '’.-]{1,2}[^\W\d_]+){1,3}")
_LONG = 25  # words
_NEAR = 20  # a byline stands among the first or last lines of an article


class Article(NamedTuple):
    """The title and the post of a page."""

    title: str | None
    post: Post | None


def read(lines: Sequence[Line], options: Options, start: int | None = None, people: Collection[str] = ()) -> Article:
    """Title, author, date and paragraphs of the lines above the comments, which begin at `start` if there are any."""
    printed = [line for line in lines[:start] if not line.is_blank]
    if not printed:
        return Article(None, None)
    author, dated = _byline(printed)
    date = next((iso(m, None, options.timezone) for m in (dated.moments if dated else ()) if m.is_absolute), None)
    paragraphs = [line.text for line in printed if _is_paragraph(line)]
    return Article(
        title(lines, start, {author or "", *people}),
        Post(author=author, created_at=date, text="\n\n".join(paragraphs)),
    )


def _is_paragraph(line: Line) -> bool:
    """Prose, not navigation: some words and a sentence's punctuation."""
    return len(line.text.split()) >= 6 and bool(re.search(r"[.!?:…][\"”’»“)\]]*$", line.text))


def _byline(printed: Sequence[Line]) -> tuple[str | None, Line | None]:
    """The author of a line such as "by NAME on DATE"; at the end of an article a bare name signs it."""
    for line in (*printed[:_NEAR], *printed[-_NEAR:]):
        said = begins_with("byline", line.text) if len(line.text) < 120 else None
        if said and (name := _name_after(line, said)):
            return name, line
    return _signature(printed), None


def _signature(printed: Sequence[Line]) -> str | None:
    """A bare name right below the last long paragraph, as those who write for a site sign."""
    ends = [n for n, line in enumerate(printed[:-1]) if len(line.text.split()) >= _LONG and _is_paragraph(line)]
    names = [below for n in ends if _NAME.fullmatch(below := printed[n + 1].text) and below.istitle()]
    return names[-1] if names else None


def _name_after(line: Line, said: str) -> str | None:
    rest = line.text[len(said) :]
    if line.moments:
        rest = line.text[len(said) : line.moments[0].start]
    rest = re.split(r"\s(?:on|with|and|am|le|el|il|op|·|\||–|-)(?:\s|$)", rest.strip(" :"), maxsplit=1)[0].strip(
        " ,:·|"
    )
    words = rest.split()
    capital = bool(words) and words[0][:1].isupper()
    return rest if capital and len(words) <= 4 and not declared_count(rest) and not rest.endswith(".") else None
