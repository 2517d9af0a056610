"""The profile of one participant: how much, when, to whom, how readable, and which passages read as a pattern."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from pydantic import Field

from threads.model import Evidence, Value, unchecked
from threads.readability import Readability, Unscored, readability
from threads.reports.distinctive import Background, Distinctive, distinctive
from threads.reports.intervals import count_interval
from threads.reports.people import Person, without_words
from threads.reports.texts import Text


class Towards(Value):
    """A number of replies, with the participant they go to or come from; null stands for all unnamed ones."""

    name: str | None = Field(description="The participant.")
    replies: int = Field(description="How many they are.")


class PatternUse(Value):
    """Passages of one participant that read as one pattern: a statement about these passages, not about the person."""

    pattern: str = Field(description="Its id.")
    count: int = Field(description="Passages found.")
    per_1000_words: float | None = Field(description="Per 1,000 own words; null without words.")
    interval: tuple[float, float] | None = Field(
        description="Of 95 % for this rate, from the exact limits of its count (Garwood 1936); null without words."
    )
    findings: tuple[Evidence, ...]


class Profile(Value):
    """One participant of a thread, by name: the words and who answers whom, without any judgement on the person.

    `name` null groups all comments without an author, which may be of several people. The author of the post takes
    part too: its text counts among his words, and evidence in it has the report's `thread.post_id` as comment id.
    Own words leave out quotations, and deleted and removed comments.
    """

    name: str | None = Field(description="As printed; null: all comments without an author.")
    wrote_post: bool = Field(description="Whether the post is of this participant.")
    comments: int = Field(description="Comments; the post is none.")
    removed: int = Field(description="How many of the comments are deleted or removed.")
    words: int = Field(description="Own words in comments and post.")
    first: str | None = Field(description="Earliest comment, among the times that can be compared.")
    last: str | None = Field(description="Latest comment, among the same times.")
    answers: tuple[Towards, ...] = Field(description="Whom this participant answers, in order of the first reply.")
    answered_by: tuple[Towards, ...] = Field(description="Who answers this participant, likewise.")
    rebuts: tuple[Towards, ...] = Field(description="Whom this participant's replies disagree with.")
    rebutted_by: tuple[Towards, ...] = Field(description="Whose replies disagree with this participant.")
    concedes_to: tuple[Towards, ...] = Field(description="Whose rebuttals this participant grants, in so many words.")
    last_words: int = Field(description="Rebuttal chains written out that ended with this participant's last word.")
    distinctive_words: tuple[Distinctive, ...] = Field(
        description="Used more often than by the rest of the thread; none where either has fewer than 100 words."
    )
    readability: Readability | None = Field(description="Of all own words; see readability_reason where it is null.")
    readability_reason: str | None = Field(description="Why there is no score; null where there is one.")
    patterns: tuple[PatternUse, ...] = Field(description="Patterns with at least one finding, by id.")


_towards_one, _pattern_use, _profile = unchecked(Towards), unchecked(PatternUse), unchecked(Profile)
_evidence = unchecked(Evidence)


def profile(person: Person, thread: Background) -> Profile:
    """The profile of one participant, whose words are compared with those of the whole thread."""
    first, last = time_span([comment.created_at for comment in person.comments])
    count, prose = sum([text.words for text in person.texts]), "\n\n".join([text.own for text in person.texts])
    score = readability(prose, count)
    return _profile(
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
        concedes_to=_towards(person.concedes_to),
        last_words=person.last_words,
        distinctive_words=distinctive(person.vocabulary, count, thread),
        readability=score if isinstance(score, Readability) else None,
        readability_reason=score.reason if isinstance(score, Unscored) else None,
        patterns=_uses(person.texts, count),
    )


def time_span(times: Sequence[str | None]) -> tuple[str | None, str | None]:
    """First and last of the times of the most frequent kind: dates, local times, or times with an offset.

    Only times of one kind are compared: a local time is hours away from one with an offset, nobody knows in which
    direction. Null where there is no time at all.
    """
    known = [time for time in times if time is not None]
    if not known:
        return None, None
    if all(map(_is_in_utc, known)):  # such texts sort as their times do
        return min(known), max(known)
    kinds: dict[str, list[str]] = {}
    for time in known:
        kinds.setdefault(time_kind(time), []).append(time)
    comparable = max(kinds.values(), key=len)
    return min(comparable, key=datetime.fromisoformat), max(comparable, key=datetime.fromisoformat)


def _is_in_utc(time: str) -> bool:
    return len(time) == len("2024-03-14T09:12:00Z") and time[-1] == "Z"


def time_kind(time: str) -> str:
    """Which other times a time can be compared with."""
    if len(time) == 10:
        return "date"
    return "offset" if time[-1] == "Z" or time[-6] in "+-" else "local"


def _towards(counts: Mapping[str | None, int]) -> tuple[Towards, ...]:
    return () if not counts else tuple([_towards_one(name=name, replies=replies) for name, replies in counts.items()])


def _uses(texts: Sequence[Text], words: int) -> tuple[PatternUse, ...]:
    found: dict[str, list[Evidence]] = {}
    for text in texts:
        for hit in text.findings:
            evidence = _evidence(start=hit.start, end=hit.end, text=hit.text, comment_id=text.id)
            found.setdefault(hit.pattern, []).append(evidence)
    return tuple(_use(pattern, findings, words) for pattern, findings in sorted(found.items()))


def _use(pattern: str, findings: Sequence[Evidence], words: int) -> PatternUse:
    count = len(findings)
    low, high = count_interval(count)
    return _pattern_use(
        pattern=pattern,
        count=count,
        per_1000_words=round(1000 * count / words, 3) if words else None,
        interval=(round(1000 * low / words, 3), round(1000 * high / words, 3)) if words else None,
        findings=tuple(findings),
    )
