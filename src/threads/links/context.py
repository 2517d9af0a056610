"""What the cues may look at: the comments before the one in question, indexed by author, number and quoted words."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from threads.model import Comment, Transcript
from threads.prose import own_spans, quotations
from threads.timestamps import instant

SHINGLE = 4  # words; shorter runs are shared by chance
_WORD = re.compile(r"\w+(?:['’]\w+)?")


class AnswersPost(NamedTuple):
    """The finding that a comment answers the article or opening post: no link, and no further search."""

    reason: str


@dataclass
class Context:
    """Indexes over the comments already passed; `add` takes in the next one."""

    transcript: Transcript
    wanted: frozenset[int]
    later_minimum: tuple[float | None, ...]
    rising: float
    place: dict[str, int]
    earlier: list[Comment] = field(default_factory=list)
    parent: dict[str, str] = field(default_factory=dict)
    depth: dict[str, int] = field(default_factory=dict)
    by_author: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    aliases: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    shingles: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, comment: Comment, parent_id: str | None) -> None:
        """Take the comment into the indexes, with the parent that was found for it."""
        at = len(self.earlier)
        self.earlier.append(comment)
        if parent_id is not None:
            self.parent[comment.id] = parent_id
        if comment.author:
            if comment.author not in self.by_author:
                for alias in aliases(comment.author):
                    self.aliases[alias].append(comment.author)
            self.by_author[comment.author].append(at)
        if self.wanted:
            for shingle in shingles(own(comment.text)):
                if shingle in self.wanted:
                    self.shingles[shingle].append(at)


def prepare(transcript: Transcript) -> Context:
    """An empty context for a transcript: it knows which word runs are quoted anywhere, so that only these are kept."""
    wanted = {s for c in transcript.comments for q in quotations(c.text) for s in shingles(c.text[q.start : q.end])}
    context = Context(
        transcript=transcript,
        wanted=frozenset(wanted),
        later_minimum=_later_minimum(transcript),
        rising=_rising(transcript),
        place={c.id: n for n, c in enumerate(transcript.comments)},
    )
    if transcript.post is not None and wanted:
        for shingle in shingles(transcript.post.text + "\n" + (transcript.title or "")):
            if shingle in wanted:
                context.shingles[shingle].append(-1)
    return context


def words(text: str) -> list[str]:
    """The words of a text, casefolded, typographic apostrophes made plain."""
    return [word.casefold().replace("’", "'") for word in _WORD.findall(text)]


def shingles(text: str) -> list[int]:
    """Hashes of all runs of SHINGLE words."""
    run = words(text)
    return [hash(tuple(run[i : i + SHINGLE])) for i in range(len(run) - SHINGLE + 1)]


def own(text: str) -> str:
    """The comment's own words."""
    return "\n".join(text[start:end] for start, end in own_spans(text))


def aliases(author: str) -> set[str]:
    """How others may address an author: the full name, a first name, a last name, a handle without its figures."""
    name = author.casefold().strip()
    parts = re.findall(r"[\w'’-]+", name)
    found = {name, " ".join(parts)}
    if len(parts) > 1:
        found |= {part for part in (parts[0], parts[-1]) if len(part) > 2}
    bare = re.sub(r"[\d_]+$", "", name)
    if len(bare) > 3:
        found.add(bare)
    return {alias for alias in found if alias}


def _later_minimum(transcript: Transcript) -> tuple[float | None, ...]:
    """For each comment the earliest time of those after it, in seconds; None where clock times are missing."""
    times = [seconds(c.created_at) for c in transcript.comments]
    found: list[float | None] = [None] * len(times)
    least: float | None = None
    for n in range(len(times) - 1, -1, -1):
        found[n] = least
        now = times[n]
        if now is not None:
            least = now if least is None else min(least, now)
    return tuple(found)


def _rising(transcript: Transcript) -> float:
    """The share of neighbours whose times ascend: near 1 on a page listed oldest first, near 0 newest first."""
    times = [t for c in transcript.comments if (t := seconds(c.created_at)) is not None]
    return sum(a <= b for a, b in pairwise(times)) / max(1, len(times) - 1)


def seconds(timestamp: str | None) -> float | None:
    """A time of day as seconds, to compare it with others of the same page; None for a date alone."""
    moment = instant(timestamp) if timestamp and "T" in timestamp else None
    if moment is None:
        return None
    # Local times of one page share their unknown zone, so that reading all of them as UTC keeps their order.
    return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).timestamp()
