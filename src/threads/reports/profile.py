"""The profile of one participant: how much, when, to whom, how readable, and which passages read as a pattern."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from pydantic import Field

from threads.model import Evidence, Value
from threads.patterns import Catalogue, find_patterns
from threads.prose import mask, words
from threads.readability import Readability, readability, why_unscored
from threads.reports.people import Person, Text, without_words


class Towards(Value):
    """A number of replies, with the participant they go to or come from; null stands for all unnamed ones."""

    name: str | None
    replies: int


class PatternUse(Value):
    """Passages of one participant that read as one pattern: a statement about these passages, not about the person."""

    pattern: str
    count: int
    per_1000_words: float | None = Field(description="Per 1,000 own words; null without words.")
    findings: tuple[Evidence, ...]


class Profile(Value):
    """One participant of a thread, by name: the words and who answers whom, without any judgement on the person.

    `name` null groups all comments without an author, which may be of several people. The author of the post takes
    part too: its text counts among his words, and evidence in it has the report's `thread.post_id` as comment id.
    Own words leave out quotations, and deleted and removed comments.
    """

    name: str | None
    wrote_post: bool
    comments: int = Field(description="Comments; the post is none.")
    removed: int = Field(description="How many of the comments are deleted or removed.")
    words: int = Field(description="Own words in comments and post.")
    first: str | None = Field(description="Earliest comment, among the times that can be compared.")
    last: str | None
    answers: tuple[Towards, ...] = Field(description="Whom this participant answers, in order of the first reply.")
    answered_by: tuple[Towards, ...]
    rebuts: tuple[Towards, ...]
    rebutted_by: tuple[Towards, ...]
    readability: Readability | None = Field(description="Of all own words; see readability_reason where it is null.")
    readability_reason: str | None
    patterns: tuple[PatternUse, ...] = Field(description="Patterns with at least one finding, by id.")


def profile(person: Person, patterns: Catalogue) -> Profile:
    """The profile of one participant; an empty catalogue looks for no pattern."""
    first, last = time_span([comment.created_at for comment in person.comments])
    own = [mask(text.text) for text in person.texts]
    count, prose = sum(len(words(text)) for text in own), "\n\n".join(own)
    score = readability(prose)
    return Profile(
        name=person.name,
        wrote_post=person.wrote_post,
        comments=len(person.comments),
        removed=without_words(person.comments),
        words=count,
        first=first,
        last=last,
        answers=_towards(person.answers),
        answered_by=_towards(person.answered_by),
        rebuts=_towards(person.rebuts),
        rebutted_by=_towards(person.rebutted_by),
        readability=score,
        readability_reason=why_unscored(prose) if score is None else None,
        patterns=_uses(person.texts, patterns, count),
    )


def time_span(times: Sequence[str | None]) -> tuple[str | None, str | None]:
    """First and last of the times of the most frequent kind: dates, local times, or times with an offset.

    Only times of one kind are compared: a local time is hours away from one with an offset, nobody knows in which
    direction. Null where there is no time at all.
    """
    kinds: dict[str, list[str]] = {}
    for time in times:
        if time is not None:
            kinds.setdefault(time_kind(time), []).append(time)
    if not kinds:
        return None, None
    comparable = max(kinds.values(), key=len)
    return min(comparable, key=datetime.fromisoformat), max(comparable, key=datetime.fromisoformat)


def time_kind(time: str) -> str:
    """Which other times a time can be compared with."""
    if len(time) == 10:
        return "date"
    return "local" if datetime.fromisoformat(time).tzinfo is None else "offset"


def _towards(counts: Counter[str | None]) -> tuple[Towards, ...]:
    return tuple(Towards(name=name, replies=replies) for name, replies in counts.items())


def _uses(texts: Sequence[Text], patterns: Catalogue, count: int) -> tuple[PatternUse, ...]:
    if not len(patterns):
        return ()
    found: dict[str, list[Evidence]] = {}
    for text in texts:
        for hit in find_patterns(text.text, text.parent, patterns):
            evidence = Evidence(comment_id=text.id, start=hit.start, end=hit.end, text=hit.text)
            found.setdefault(hit.pattern, []).append(evidence)
    return tuple(
        PatternUse(
            pattern=pattern,
            count=len(findings),
            per_1000_words=round(1000 * len(findings) / count, 3) if count else None,
            findings=tuple(findings),
        )
        for pattern, findings in sorted(found.items())
    )
