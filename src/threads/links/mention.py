"""An earlier commenter addressed by name: "@don", "Mr. Courtney,", "Another thing, Don:", initials such as "OS"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from threads.links.context import AnswersPost, Context
from threads.links.words import alternation
from threads.model import Comment, Evidence, Link
from threads.prose import is_own, quotations

_NAME = r"[^\W_][\w.'’-]*(?:\s[^\W_][\w.'’-]*){0,3}"
_GREETING = rf"(?:(?:{alternation('greetings')})\s+)"
_TITLE = rf"(?:(?:{alternation('titles')})\b\.?\s+)"
_VOCATIVES = (
    re.compile(r"@\s?(?P<name>[\w.'’-]+(?:\s[\w.'’-]+){0,3})"),
    re.compile(rf"^[ \t]*{_GREETING}?{_TITLE}?(?P<name>{_NAME})\s?(?:[,:!–—]|-\s|$)", re.IGNORECASE | re.MULTILINE),
    re.compile(rf",\s{_TITLE}?(?P<name>{_NAME})\s?[:,.!?)]", re.IGNORECASE),
)
_INITIALS = re.compile(r"\b(?P<name>[A-Z]{2,4})\b(?=\s?[),.!?:;])")
_SECOND_PERSON = re.compile(r"\byou(?:r|rs|rself)?\b", re.IGNORECASE)


def mention(comment: Comment, context: Context) -> Link | AnswersPost | None:
    """The latest comment of the one earlier author addressed; the post, if its author is and said nothing since."""
    quoted = quotations(comment.text)
    for start, name in _addressed(comment.text):
        if not is_own(start, start + len(name), quoted):
            continue
        found = _resolve(name, comment, context)
        if isinstance(found, AnswersPost):
            return found
        if found is not None:
            length = found[1]
            words = Evidence(
                comment_id=comment.id, start=start, end=start + length, text=comment.text[start : start + length]
            )
            return Link(child_id=comment.id, parent_id=context.earlier[found[0]].id, basis="mention", evidence=(words,))
    return _by_initials(comment, context)


def _addressed(text: str) -> Iterator[tuple[int, str]]:
    for pattern in _VOCATIVES:
        for match in pattern.finditer(text):
            yield match.start("name"), match["name"]


def _resolve(name: str, comment: Comment, context: Context) -> tuple[int, int] | AnswersPost | None:
    """Index of the comment answered and length of the name used, trying the longest beginning of `name` first."""
    post_author = (context.transcript.post.author or "") if context.transcript.post else ""
    ends = [m.end() for m in re.finditer(r"[\w'’-]+", name)]
    for end in reversed(ends):
        alias = name[:end].casefold()
        authors = [a for a in context.aliases.get(alias, ()) if a != comment.author]
        if len(authors) == 1 and end > 1:
            return _latest(authors[0], context), end
        if post_author and alias in _parts(post_author) and not authors:
            return AnswersPost("addresses the post's author")
    return None


def _parts(author: str) -> set[str]:
    name = author.casefold()
    return {name, *(part for part in name.split() if len(part) > 2)}


def _latest(author: str, context: Context) -> int:
    return context.by_author[author][-1]


def _by_initials(comment: Comment, context: Context) -> Link | None:
    """Capital letters that abbreviate one earlier name, at the end of a clause that speaks to "you"."""
    for match in _INITIALS.finditer(comment.text):
        start, end = match.span("name")
        clause = re.split(r"[(.!?;\n]", comment.text[:start])[-1]
        if not _SECOND_PERSON.search(clause):
            continue
        authors = {a for a in context.by_author if a != comment.author and _abbreviates(match["name"], a)}
        if len(authors) == 1:
            parent = context.earlier[_latest(authors.pop(), context)]
            words = Evidence(comment_id=comment.id, start=start, end=end, text=match["name"])
            return Link(child_id=comment.id, parent_id=parent.id, basis="mention", evidence=(words,))
    return None


def _abbreviates(letters: str, author: str) -> bool:
    """Whether the letters begin with the name's first and follow in its order: "OS" for "Oldschool"."""
    rest = iter(author.casefold())
    return author[:1].casefold() == letters[0].casefold() and all(letter in rest for letter in letters.casefold())
