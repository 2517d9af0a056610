"""Words that a comment repeats from an earlier one, or from the post, in order to answer them."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from threads.links.cited import cited
from threads.links.claims import POST, Claim
from threads.links.context import Context
from threads.links.reading import SHINGLE, Reading, Word
from threads.links.runs import Run
from threads.prose import Quotation

_OPENING = 60  # characters before a quotation that opens a comment: a greeting, who wrote it
_WHOLE = 4  # words that a line needs to quote, all of it being somebody's
_UNMARKED = 6  # words that a run needs without marks around it, where it opens a line
_ANYWHERE = 12  # and where it does not
_ENOUGH = 0.4  # share of words between marks that their source must hold; less than all: quoters edit, insert (sic)
_NESTED = re.compile(r"^[ \t]{0,3}(?:>|&gt;)[ \t]?(?:>|&gt;)[^\n]*", re.MULTILINE)


class _Repeated(NamedTuple):
    run: Run
    words: int  # how many words of the comment are the holder's
    marked: bool  # whether quotation marks or lines say so
    start: int
    end: int


def quote(reading: Reading, context: Context) -> Iterator[Claim]:
    """The comments whose words are repeated, each with how many of its words are, and what share of all repeated."""
    yield from cited(reading, context)
    found = _repeated(reading, context)
    total = sum(one.words for repeated in found.values() for one in repeated)
    for holder, repeated in found.items():
        best = max(repeated, key=lambda one: (one.marked, one.words))
        marked = sum(one.words for one in repeated if one.marked)
        all_words = sum(one.words for one in repeated)
        words = (reading.evidence(best.start, best.end),)
        yield Claim(holder, "quote_words", math.log1p(all_words), "quote", words)
        rare = sum(one.words * context.runs.rarity(_shingles(reading, one.run)) for one in repeated)
        yield Claim(holder, "quote_rare", math.log1p(rare))
        yield Claim(holder, "quote_marked", math.log1p(marked))
        yield Claim(holder, "quote_share", all_words / total)
    yield from _again(reading, context, found)
    if found:
        first = min(found, key=lambda holder: min(one.start for one in found[holder]))
        opens = min(one.start for one in found[first]) <= _OPENING
        yield Claim(first, "quote_opens" if opens else "quote_first")


def _again(reading: Reading, context: Context, found: dict[int, list[_Repeated]]) -> Iterator[Claim]:
    """The last comments that repeated the same words before: an answer to a quotation may take it along."""
    held: Counter[int] = Counter()
    shown: dict[int, _Repeated] = {}
    total = 0
    for one in [one for repeated in found.values() for one in repeated]:
        runs = _shingles(reading, one.run)
        total += len(runs)
        for at in [at for at in map(context.runs.latest, runs) if at != one.run.holder]:
            held[at] += 1
            shown[at] = one
    for at, count in held.items():
        yield Claim(at, "quote_again", count / total, "quote", (reading.evidence(shown[at].start, shown[at].end),))


def _repeated(reading: Reading, context: Context) -> dict[int, list[_Repeated]]:
    """By holder, the stretches of the comment that repeat it."""
    found: dict[int, list[_Repeated]] = defaultdict(list)
    nested = [match.span() for match in _NESTED.finditer(reading.comment.text)]
    for run in context.runs.matches(reading.runs):
        short = run.last - run.first + 1 < _ANYWHERE
        if short and not reading.quoted and not _opens_line(reading.comment.text, reading.words[run.first].start):
            continue  # nearly all runs that are shared by chance are such
        words = reading.words[run.first : run.last + 1]
        if nested:  # "> >" was quoted by the one who is answered
            words = tuple(word for word in words if not any(start <= word.start < end for start, end in nested))
        own_phrase = run.holder != POST and context.comments[run.holder].author == reading.comment.author
        repeated = _judge(reading, words, run, own_phrase) if len(words) > 1 else None
        if repeated is not None:
            found[run.holder].append(repeated)
    return found


def _shingles(reading: Reading, run: Run) -> tuple[int, ...]:
    return reading.runs[run.first : run.last - SHINGLE + 2]


def _opens_line(text: str, start: int) -> bool:
    return not text[text.rfind("\n", 0, start) + 1 : start].strip(" \t\"'“‘>*_-.(")


def _judge(reading: Reading, words: tuple[Word, ...], run: Run, own_phrase: bool) -> _Repeated | None:
    """The repeated stretch, if it is one that quotes."""
    text, start, end, length = reading.comment.text, words[0].start, words[-1].end, len(words)
    around = next((q for q in reading.quoted if q.start <= start and end <= q.end), None)
    if around is not None:
        if around.kind == "marks" and length < _ENOUGH * _count(reading, around):
            return None
        return _Repeated(run, length, True, around.start, around.end)
    line_start = _opens_line(text, start)
    if own_phrase or (length < _ANYWHERE and not line_start):
        return None
    followed = bool(text[end:].strip(" \t\n\"'”’.!?…)*_-"))  # a signature ends a comment, a quotation does not
    whole = line_start and not text[end:].partition("\n")[0].strip(" \t\"'”’.!?…)*_-")
    if not followed or length < (_WHOLE if whole else _UNMARKED if line_start else _ANYWHERE):
        return None
    return _Repeated(run, length, False, start, end)


def _count(reading: Reading, inside: Quotation) -> int:
    return sum(inside.start <= word.start < inside.end for word in reading.words)
