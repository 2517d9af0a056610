"""Roundup articles: commenters from elsewhere, quoted in blocks after an introduction such as "NAME tweets [ru]:".

Dumps lose the block quotes, so a quotation is the paragraph after an introduction; it goes on into the next paragraph
only where that one shows it (an editor's bracket, an opening conjunction), never by default: gluing the article's own
words to a commenter would be worse than losing a paragraph.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from threads.model import Comment, Location
from threads.sources.interface import begins_with
from threads.sources.text.lines import Line

_LONGEST = 4_000  # characters of a paragraph that may introduce somebody
_FEWEST = 3  # quotations that make an article a roundup
_NAME = r"[A-Z][\w.'’-]*\w(?:\s+(?:[A-Z][\w.'’-]*\w|[A-Z]\.)){0,3}"
_HANDLE = r"[\w.-]{3,30}"
_TAG = r"\[(?P<tag>[a-z]{2,3})\]"
_CONTINUES = re.compile(r"[\[…(]|(?:But|And|Or|Yet|So|Because|Also)\b")


class Introduction(NamedTuple):
    """Who is introduced, with which verb, where and in which language."""

    name: str
    verb: str
    venue: str | None
    language: str | None


def quotations(lines: Sequence[Line]) -> tuple[Comment, ...]:
    """The quoted and reported voices of an article in its order; none if there are fewer than three quotations."""
    paragraphs = list(_paragraphs(lines))
    found: list[Comment] = []
    quoted = n = 0
    while n < len(paragraphs):
        first, text = paragraphs[n]
        n += 1
        introduction = introduce(text)
        if introduction and text.endswith(":") and n < len(paragraphs) and not _introduces(paragraphs[n][1]):
            statement = [paragraphs[n][1]]
            first = paragraphs[n][0]
            n += 1
            while n < len(paragraphs) and _CONTINUES.match(paragraphs[n][1]) and not _introduces(paragraphs[n][1]):
                statement.append(paragraphs[n][1])
                n += 1
            quoted += 1
            found.append(_comment(len(found) + 1, introduction, "\n\n".join(statement), None, first))
        elif introduction:
            found.append(_comment(len(found) + 1, introduction, "", _sentence(text, introduction), first))
    return tuple(found) if quoted >= _FEWEST else ()


def _comment(n: int, who: Introduction, statement: str, reported: str | None, line: int) -> Comment:
    extra = {"verb": who.verb, "venue": who.venue, "language": who.language, "reported": reported}
    return Comment(id=f"q{n}", author=who.name, text=statement, location=Location(line=line), extra={**extra})


def _paragraphs(lines: Sequence[Line]) -> Iterator[tuple[int, str]]:
    """First line and text of each block of printed lines; lines directly below each other stay together."""
    block: list[Line] = []
    for line in (*lines, None):
        if line is not None and not line.is_blank:
            block.append(line)
            continue
        if block:
            yield block[0].number, "\n".join(b.text for b in block)
            block = []


def introduce(paragraph: str) -> Introduction | None:
    """Whom a paragraph's last sentence introduces, or whose words it reports; None for the article's own voice."""
    sentence = re.split(r"(?<=[.!?])\s+(?=[A-Z@])", paragraph)[-1] if paragraph.endswith(":") else paragraph
    if len(sentence) > _LONGEST:
        return None
    tag = re.search(_TAG, sentence)
    for match in _patterns().finditer(sentence):
        name = (match["name"] or match["handle"] or match["office"]).strip()
        tagged = match["verb"] not in _words("verbs")
        if name.split()[0].casefold() in _words("no_names") or (tagged and not match["tagged"]):
            continue
        # A name and a verb alone are everyday prose; reported words count only from a stated venue or source.
        if not (paragraph.endswith(":") or match["handle"] or _near(tag, match)):
            continue
        return Introduction(name, match["verb"], _venue(sentence), tag["tag"] if tag else None)
    return None


def _near(tag: re.Match[str] | None, match: re.Match[str]) -> bool:
    """Whether a language tag stands by the verb, so that the article links to the words it reports."""
    return tag is not None and (match["tagged"] is not None or 0 <= tag.start() - match.end() < 30)


@cache
def _patterns() -> re.Pattern[str]:
    verbs = "|".join(_words("verbs"))
    offices = "|".join(_words("offices"))
    office = rf"(?P<office>(?i:{offices})\s(?:of|for)\s{_NAME})"
    handle = rf"(?i:in (?:the )?comments,?|commenter|user)\s(?P<handle>(?!on\b|to\b|who\b){_HANDLE})"
    verb = rf"(?P<verb>(?:{verbs})\b|\w+s(?=\s\[[a-z]{{2,3}}\]))(?P<tagged>\s?\[[a-z]{{2,3}}\])?"
    apposition = r"(?:,\s[^,:]{3,120},)?(?:,?\swho)?(?:\s\w+ly)?"
    return re.compile(rf"(?:{office}|{handle}|(?P<name>{_NAME})){apposition}\s{verb}")


def _venue(sentence: str) -> str | None:
    """The venue that a sentence names: the site after "commenter on ... site", a platform, a blog, the comments."""
    site = re.search(
        r"\b(?:commenter|user|reader)\s(?:on|of|at)\s.*?\b(?:site|forum|blog|portal|newspaper)\s([A-Z][\w.-]+)",
        sentence,
    )
    if site:
        return site[1]
    folded = sentence.casefold()
    for venue, words in _data()["venues"].items():
        for word in words:
            at = re.search(rf"\b(?:{re.escape(word)})\b(?!\s(?:viewers|users|readers))", folded)
            if at:
                return str(venue)
    return None


def _sentence(paragraph: str, who: Introduction) -> str:
    """The sentence that reports a voice whose own words are not quoted."""
    for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z“\"])", paragraph):
        if who.name in sentence and who.verb in sentence:
            return sentence
    return paragraph


def _introduces(paragraph: str) -> bool:
    """Whether a paragraph cannot go on with the quotation before it: it introduces the next, or the article ends."""
    return introduce(paragraph) is not None or paragraph.endswith(":") or begins_with("tail", paragraph) is not None


def _words(kind: str) -> frozenset[str]:
    return frozenset(_data()[kind])


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "reporting.toml").read_text(encoding="utf-8"))
