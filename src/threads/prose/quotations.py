"""Which words of a comment are quoted, and which its own."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from threads.prose.extent import Extent

QuotationKind = Literal["line", "block", "attribution", "marks", "code"]

# ">:(" and ">_>" are faces, ">= 5" is a comparison; only ">" before words quotes.
_QUOTED_LINES = re.compile(r"^(?:[ \t]{0,3}(?:>|&gt;)(?![_:;=.<-])[^\n]*(?:\n|\Z))+", re.MULTILINE)
_BLOCK_TAG = re.compile(r"\[(/?)quote\b[^\]\n]{0,200}\]|<(/?)blockquote\b[^>\n]{0,200}>", re.IGNORECASE)
_FENCE = re.compile(r"^[ \t]{0,3}```[^\n]*(?:\n|\Z)", re.MULTILINE)
_ATTRIBUTION = re.compile(
    r"^[ \t]*(?![^\n:]{0,40}\b(?:I|we)\b)"  # "As I said:" introduces one's own words
    r"(?:On [^\n]{1,120}|@?\w[\w.'’-]{0,40}|[A-Z_\d][\w.'’-]{0,40}(?: [\w.'’()-]{1,40}){1,3}),?"
    r" (?:wrote|writes|said|says|posted|schrieb|schreibt|sagte|a écrit|ha scritto|escribió)\b[^\n:.!?]{0,40}:[ \t]*",
    re.MULTILINE,
)
_PARAGRAPH_END = re.compile(r"\n[ \t]*\n")
_MARK = re.compile(r"[\"“”„‟«»‹›‘’‚'`「」『』\n]")  # one set of characters, which is quick to look for

# What may close which opening mark: German „...“, French «...», the reversed »...« of German print, mixed keyboards.
_CLOSERS = {
    "“": '”"‟',
    "‟": '”"',
    "”": "”",
    "„": '“”"‟',
    '"': '"”',
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "‘": "’'",
    "‚": "‘’'",
    "'": "'’",
    "`": "`",
    "「": "」",
    "『": "』",
}
_APOSTROPHES = frozenset("'’")
_ELISIONS = re.compile(r"(?:em|er|im|tis|twas|till?|cause|cuz|bout|round|n|nuff|sup|ere|neath|\d\ds?)\b", re.IGNORECASE)
_MARKS_ANYWHERE = "“„‟«»‹‘‚「『"
_SINGLE_OPENS = re.compile(r"[ (\n\[\-—/]'")
_REMEMBERED = 4096  # texts: cues, patterns and links ask one after the other what a comment quotes
_SAYING = ("wrote", "writes", "said", "says", "posted", "schr", "sagte", "crit", "escrib")


class Quotation(NamedTuple):
    """Words that the comment repeats rather than says, with the marks around them.

    `line`: lines that begin with ">". `block`: [quote]...[/quote] or <blockquote>. `attribution`: "NAME wrote:" with
    what it introduces. `marks`: between quotation marks. `code`: between backticks.
    """

    start: int
    end: int
    kind: QuotationKind


@lru_cache(maxsize=_REMEMBERED)
def quotations(text: str) -> tuple[Quotation, ...]:
    """Everything in `text` that is quoted, in order and without overlap; a mark that nothing closes quotes nothing."""
    if not _may_quote(text):
        return ()
    found: list[Quotation] = []
    for start, end, kind in _outermost([*_lines(text), *_blocks(text), *_fences(text), *_attributions(text)]):
        found.extend(_marks(text, found[-1].end if found else 0, start))
        found.append(Quotation(start, end, kind))
    found.extend(_marks(text, found[-1].end if found else 0, len(text)))
    return tuple(found)


def own_spans(text: str) -> tuple[Extent, ...]:
    """The stretches of `text` between its quotations; together with them they cover the text."""
    spans, last = [], 0
    for quoted in quotations(text):
        if quoted.start > last:
            spans.append(Extent(last, quoted.start))
        last = quoted.end
    if last < len(text):
        spans.append(Extent(last, len(text)))
    return tuple(spans)


def is_own(start: int, end: int, quoted: Sequence[Quotation]) -> bool:
    """Whether no character of `start:end` stands in one of the `quoted` stretches that `quotations` gave."""
    if not quoted:
        return True
    before = bisect_right(quoted, start, key=lambda quotation: quotation.start) - 1
    if before >= 0 and quoted[before].end > start:
        return False
    return before + 1 >= len(quoted) or quoted[before + 1].start >= end


def mask(text: str) -> str:
    """The text with its quotations blanked by as many spaces: offsets into the one are offsets into the other."""
    return blanked(text, quotations(text))


def blanked(text: str, quoted: Sequence[Quotation]) -> str:
    """The text with these stretches blanked by as many spaces."""
    parts, last = [], 0
    for start, end, _ in quoted:
        parts += [text[last:start], " " * (end - start)]
        last = end
    return "".join([*parts, text[last:]]) if parts else text


def _may_quote(text: str) -> bool:
    """A cheap test that spares most comments the search: any character or word at all that could quote."""
    if '"' in text or ">" in text or "`" in text or "[" in text or "&gt;" in text:
        return True
    if not text.isascii() and any(mark in text for mark in _MARKS_ANYWHERE):
        return True
    if "'" in text and (text[0] == "'" or _SINGLE_OPENS.search(text)):
        return True
    return ":" in text and any(verb in text for verb in _SAYING)


def _outermost(spans: list[Quotation]) -> Iterator[Quotation]:
    last = 0
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if span.start >= last:
            yield span
            last = span.end


def _lines(text: str) -> Iterator[Quotation]:
    if ">" in text or "&gt;" in text:
        for match in _QUOTED_LINES.finditer(text):
            yield Quotation(match.start(), match.end(), "line")


def _blocks(text: str) -> Iterator[Quotation]:
    if "[" not in text and "<" not in text:
        return
    opened: list[int] = []
    for tag in _BLOCK_TAG.finditer(text):
        if not (tag[1] or tag[2]):
            opened.append(tag.start())
        elif opened:
            yield Quotation(opened.pop(), tag.end(), "block")


def _fences(text: str) -> Iterator[Quotation]:
    if "```" not in text:
        return
    fences = list(_FENCE.finditer(text))
    for first, second in zip(fences[::2], fences[1::2], strict=False):
        yield Quotation(first.start(), second.end(), "code")


def _attributions(text: str) -> Iterator[Quotation]:
    """ "NAME wrote:" with the rest of its line, or with the paragraph below it when the line ends there."""
    if ":" not in text or not any(verb in text for verb in _SAYING):
        return
    for match in _ATTRIBUTION.finditer(text):
        line_end = _find(text, "\n", match.end())
        if match.end() < line_end or _QUOTED_LINES.match(text, line_end + 1):
            yield Quotation(match.start(), line_end, "attribution")
            continue
        below = _PARAGRAPH_END.search(text, line_end + 1)
        # Without a blank line there is no telling where the quoter begins: one line is surely not theirs.
        end = below.start() if below else _find(text, "\n", line_end + 1)
        yield Quotation(match.start(), end, "attribution")


def _find(text: str, mark: str, start: int) -> int:
    found = text.find(mark, start)
    return len(text) if found < 0 else found


def _marks(text: str, start: int, end: int) -> Iterator[Quotation]:
    """Quotations by marks within `start:end`: doubles and singles are followed side by side, the outer one wins."""
    doubles: tuple[str, int] | None = None
    singles: tuple[str, int] | None = None
    closed: list[Quotation] = []
    for match in _MARK.finditer(text, start, end):
        mark, at = match[0], match.start()
        if mark == "\n":
            if _PARAGRAPH_END.match(text, at, end):
                doubles = singles = None  # no quotation by marks outlasts its paragraph
        elif mark in "‘’‚'":
            singles = _step(text, mark, at, singles, closed)
        else:
            doubles = _step(text, mark, at, doubles, closed)
    yield from _outermost(closed)


def _step(
    text: str, mark: str, at: int, opened: tuple[str, int] | None, closed: list[Quotation]
) -> tuple[str, int] | None:
    """One quotation mark: closes what is open (noted in `closed`), or opens, or is an apostrophe or an inch."""
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if opened and mark in _CLOSERS[opened[0]] and _can_close(mark, before, after) and at > opened[1] + 1:
        closed.append(Quotation(opened[1], at + 1, "code" if mark == "`" else "marks"))
        return None
    return (mark, at) if _can_open(text, mark, at, before, after) else opened


def _can_close(mark: str, before: str, after: str) -> bool:
    if mark in _APOSTROPHES:
        return not before.isspace() and not after.isalnum()
    return mark != '"' or not (before.isspace() and after.isalnum())


def _can_open(text: str, mark: str, at: int, before: str, after: str) -> bool:
    if mark in "“„‟‘‚`「『«‹":
        return not after.isspace() or mark in "«‹"  # French sets a space inside
    if before.isalnum() or after.isspace() or mark in "’":
        return False
    if mark == "'":
        return after.isalnum() and not _ELISIONS.match(text, at + 1)
    return mark in _CLOSERS and before not in ".,!?;:"
