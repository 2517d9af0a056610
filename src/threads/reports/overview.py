"""What a report says besides its participants: what made it, which thread, whence its links, which patterns."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, get_args

from pydantic import Field

import threads
from threads.links.measured import measured as measured_links
from threads.model import Basis, Id, Kind, Nesting, Thread, Value, unchecked
from threads.patterns import Catalogue, Measured
from threads.quotes import Quotes
from threads.readability import METHOD, MINIMUM_WORDS, pyphen_version
from threads.rebuttals.measured import measured as measured_stance
from threads.reports.profile import Profile, time_span


class Generator(Value):
    """What made a report: with one version of Python, equal generators make equal reports of equal threads."""

    name: Literal["threads"] = Field("threads", description="The program.")
    version: str = Field(description="Of the program.")
    patterns: tuple[str, ...] = Field(description="Ids of the patterns looked for.")
    patterns_digest: str = Field(description="SHA-256 of all that decides what these patterns find.")
    stance_digest: str = Field(description="SHA-256 of the cues and weights that decide what is a rebuttal.")
    cited_digest: str = Field(
        description="SHA-256 of what the report cites: the patterns' definitions, and all counts on labelled sets."
    )
    readability_method: str = Field(METHOD, description="As each readability has it.")
    pyphen_version: str = Field(description="Of the package that divides words into syllables.")
    readability_minimum_words: int = Field(MINIMUM_WORDS, description="Own words below which nobody gets a score.")
    quotes: Quotes = Field("full", description="Whether evidence has its words, their first 60 characters, or none.")


class Summary(Value):
    """Which thread a report is about."""

    id: Id = Field(description="As the thread has it.")
    title: str | None = Field(description="As the source has it.")
    url: str | None = Field(description="Address of the page, where the source gives it.")
    platform: str | None = Field(description="Software or service, where the source names it.")
    kind: Kind = Field(description="Comments, or an article that quotes commenters from elsewhere.")
    nesting: Nesting = Field(description="Whether the source says what each comment answers: of all, of some, of none.")
    post_id: Id | None = Field(description="Comment id that evidence in the post has; null without a post.")
    declared_comments: int | None = Field(description="How many comments the source says it has.")
    comments: int = Field(description="How many were read.")
    participants: int = Field(description="Different names, the post's author among them.")
    unnamed_comments: int = Field(description='Comments without an author, or with "[deleted]" and its like for one.')
    first: str | None = Field(description="Earliest comment, among the times that can be compared.")
    last: str | None = Field(description="Latest comment, among the same times.")


class Precision(Value):
    """How often links of one basis were right on a labelled set."""

    set: str = Field(description="Name of the labelled set.")
    right: int = Field(description="Links found that are right.")
    found: int = Field(description="All links found.")


class LinkCount(Value):
    """The links of one basis, and how often such links were right where that was measured."""

    basis: Basis = Field(description="What shows these links.")
    links: int = Field(description="How many they are.")
    measured: tuple[Precision, ...] | Literal["stated by the source", "unmeasured"]


class Links(Value):
    """Where the reply links come from."""

    by_basis: tuple[LinkCount, ...]
    unlinked: int = Field(description="Comments without a link: on the post if nesting is stated, else unknown.")


class PatternUsed(Value):
    """A pattern that was looked for: its definition, whom it follows, how often it is right, and its findings here."""

    id: str = Field(description="Name of its file.")
    name: str = Field(description="Name for people.")
    family: str = Field(description="What it is grouped under.")
    definition: str = Field(description="What reads as the pattern.")
    is_not: str = Field(description="What does not, however like it.")
    references: tuple[str, ...] = Field(description="Whom the definition follows.")
    measured: tuple[Measured, ...] = Field(description="Counts on labelled sets; empty: unmeasured.")
    findings: int = Field(description="Passages of all participants.")


_pattern_used = unchecked(PatternUsed)


def generator(chosen: Catalogue, quotes: Quotes) -> Generator:
    """This version with these patterns and so long quotations."""
    return Generator(
        version=threads.__version__,
        patterns=chosen.ids,
        patterns_digest=chosen.digest,
        stance_digest=_stance_digest(),
        cited_digest=_cited_digest(chosen),
        pyphen_version=pyphen_version(),
        quotes=quotes,
    )


@cache
def _stance_digest() -> str:
    folder = files("threads.rebuttals")
    return hashlib.sha256(b"".join((folder / name).read_bytes() for name in ("cues.toml", "weights.toml"))).hexdigest()


@lru_cache(maxsize=16)
def _cited_digest(chosen: Catalogue) -> str:
    stance = [one.model_dump(mode="json") for one in measured_stance()]
    patterns = [one.model_dump(mode="json") for one in patterns_used(chosen, ())]
    return hashlib.sha256(json.dumps([stance, measured_links(), patterns], sort_keys=True).encode()).hexdigest()


def post_id_of(thread: Thread) -> str:
    """The id under which evidence cites the post: "post", or that with primes where a comment has this id."""
    return primed("post", {comment.id for comment in thread.comments})


def primed(word: str, taken: Collection[str | None]) -> str:
    """The word, with as many primes as make it none of those taken."""
    while word in taken:
        word += "'"
    return word


def summary(thread: Thread, post_id: str, profiles: Sequence[Profile]) -> Summary:
    """Which thread, with its counts."""
    first, last = time_span([comment.created_at for comment in thread.comments])
    return Summary(
        id=thread.id,
        title=thread.title,
        url=thread.url,
        platform=thread.platform,
        kind=thread.kind,
        nesting=thread.nesting,
        post_id=post_id if thread.post is not None else None,
        declared_comments=thread.declared_comments,
        comments=len(thread.comments),
        participants=sum(person.name is not None for person in profiles),
        unnamed_comments=sum(person.comments for person in profiles if person.name is None),
        first=first,
        last=last,
    )


def links(thread: Thread) -> Links:
    """The links of a thread, counted by basis."""
    counts = Counter([link.basis for link in thread.links])
    linked = {link.child_id for link in thread.links}
    return Links(
        by_basis=tuple(_link_count(basis, counts[basis]) for basis in get_args(Basis) if counts[basis]),
        unlinked=sum([comment.id not in linked for comment in thread.comments]),
    )


def _link_count(basis: Basis, count: int) -> LinkCount:
    if basis == "stated":
        return LinkCount(basis=basis, links=count, measured="stated by the source")
    counts = tuple(Precision(**one._asdict()) for one in measured_links().get(basis, ()))
    return LinkCount(basis=basis, links=count, measured=counts or "unmeasured")


def patterns_used(chosen: Catalogue, profiles: tuple[Profile, ...]) -> tuple[PatternUsed, ...]:
    """The patterns looked for, with the number of findings over all participants."""
    counts = dict.fromkeys(chosen.ids, 0)
    for person in profiles:
        for use in person.patterns:
            counts[use.pattern] += use.count
    return tuple(
        _pattern_used(
            id=pattern.id,
            name=pattern.name,
            family=pattern.family,
            definition=pattern.definition,
            is_not=pattern.is_not,
            references=pattern.references,
            measured=pattern.measured,
            findings=counts[pattern.id],
        )
        for pattern in chosen
    )
