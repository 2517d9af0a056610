"""What the cues may look at: the comments before the one in question, indexed by author, number and words."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from threads.links.claims import POST
from threads.links.habits import Habits
from threads.links.names import Names
from threads.links.reading import Reading, plain_words, shingles, words
from threads.links.runs import Runs
from threads.links.talk import Talk, talk
from threads.links.times import MOSTLY, later_minimum, rising, seconds
from threads.model import Comment, Marker, Transcript

_LEVELS = 12
_RAREST = 30  # words of a comment that stand for its topic


@dataclass
class Context:
    """Indexes over the comments already passed; `add` takes in the next one with the parent that was found for it."""

    transcript: Transcript
    comments: tuple[Comment, ...]
    talk: Talk
    place: dict[str, int]
    seconds: tuple[float | None, ...]
    later_minimum: tuple[float | None, ...]
    rising: float
    runs: Runs
    rarity: dict[str, float]
    rank: dict[str, int]  # the same words, rarest first
    authors: tuple[str, ...]  # all, in order of the alphabet
    deepest: int  # level of indentation
    marked: bool  # whether the source marks replies
    last: Reading | None = None
    asks: list[bool] = field(default_factory=list)
    parent: list[int | None] = field(default_factory=list)
    topic: list[tuple[str, ...]] = field(default_factory=list)
    depth: list[int] = field(default_factory=list)  # levels above
    length: list[float] = field(default_factory=list)  # logarithm of the number of words
    addressed: list[frozenset[str]] = field(default_factory=list)  # authors whom each comment speaks to by name
    exchanges: Counter[tuple[str, str]] = field(default_factory=Counter)  # answers by author and the one answered
    addressing: tuple[int, frozenset[str]] = (-1, frozenset())  # whom the comment in question speaks to
    answers: Counter[int] = field(default_factory=Counter)
    answered_by: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    to_author: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_author: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_word: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_minute: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_number: dict[str, int] = field(default_factory=dict)
    outer: list[tuple[int, int]] = field(default_factory=list)
    quoting: int = 0  # comments so far that repeat words of others
    path: tuple[int, ...] = ()  # the last comment and those it answers, a few levels up
    series: bool = True  # all comments so far are of one author
    habits: Habits = field(default_factory=Habits)
    names: Names = field(default_factory=Names)
    _own: tuple[int, frozenset[str], tuple[str, ...]] = (-1, frozenset(), ())

    @property
    def unmarked(self) -> bool:
        """Whether a dump lost all marks of who answers whom, which pages print at every reply or at none."""
        return self.transcript.source.format == "text" and self.transcript.nesting == "lost" and not self.marked

    @property
    def nested(self) -> bool:
        """Whether times show replies among the comments that they answer: a list oldest first that now and then falls
        back."""
        return MOSTLY <= self.rising < 1

    @property
    def any_may_answer_the_post(self) -> bool:
        """Whether place alone says nothing: below an article, and where the source links whatever answers a comment."""
        return self.talk.kind == "page" or self.transcript.nesting != "lost"

    def add(self, reading: Reading, parent: int | None) -> None:
        """Take the comment into the indexes; `parent` is the place of the one it answers."""
        at, comment = reading.at, reading.comment
        self.last = reading
        self.asks.append("?" in reading.own)
        self.parent.append(parent)
        self.depth.append(0 if parent is None else self.depth[parent] + 1)
        self.length.append(math.log1p(len(reading.words)))
        self.addressed.append(self.addressing[1] if self.addressing[0] == at else frozenset())
        self.topic.append(self.rarest(reading))
        for word in self.topic[at]:
            self.by_word[word].append(at)
        self.series = self.series and comment.author == self.comments[0].author
        when = self.seconds[at]
        if when is not None:
            self.by_minute[int(when // 60)].append(at)
        self.runs.add(at, reading.words, reading.runs, reading.own)
        for mark in comment.markers:
            if mark.kind == "number":
                self.by_number[mark.value] = at
        if comment.author:
            self.names.add(comment.author)
            self.by_author[comment.author].append(at)
        self.habits.add(at, parent, self.path)
        self.path = tuple(islice(self.ancestors(at), _LEVELS))
        if parent is not None:
            self.answers[parent] += 1
            if comment.author:
                self.answered_by[parent].add(comment.author)
            above = self.comments[parent].author
            if above:
                self.to_author[above].append(at)
                if comment.author:
                    self.exchanges[comment.author, above] += 1

    def own_words(self, reading: Reading) -> frozenset[str]:
        """The different words of a comment's own; kept until the next comment asks."""
        if self._own[0] != reading.at:
            said = reading.words
            if reading.quoted:
                said = tuple(word for word in said if not reading.own[word.start].isspace())
            own = frozenset([word.text for word in said])
            self._own = (reading.at, own, self._rarest(own))
        return self._own[1]

    def rarest(self, reading: Reading) -> tuple[str, ...]:
        """Those of them that few others use, rarest first."""
        self.own_words(reading)
        return self._own[2]

    def _rarest(self, own: frozenset[str]) -> tuple[str, ...]:
        rank = self.rank
        return tuple(sorted([word for word in own if word in rank], key=rank.__getitem__)[:_RAREST])

    def ancestors(self, at: int) -> Iterator[int]:
        """The comment at `at`, the one it answers, and so on up."""
        found: int | None = at
        while found is not None:
            yield found
            found = self.parent[found]


def prepare(transcript: Transcript) -> Context:
    """An empty context for a transcript, with what must be known of the whole: times, rare words, repeated runs."""
    comments = transcript.comments
    post = "" if transcript.post is None else f"{transcript.post.text}\n{transcript.title or ''}"
    texts = [post, *(comment.text for comment in comments)]
    used: Counter[str] = Counter()
    times = tuple(seconds(comment.created_at) for comment in comments)
    runs = Runs(_counted(texts, used), sum(len(text) for text in texts) // 5)
    rarity = _rarity(used, len(texts))
    authors = tuple(sorted({comment.author for comment in comments if comment.author}))
    context = Context(
        transcript=transcript,
        comments=comments,
        talk=talk(transcript, times),
        place={comment.id: n for n, comment in enumerate(comments)},
        seconds=times,
        later_minimum=later_minimum(times),
        rising=rising(times),
        runs=runs,
        rarity=rarity,
        authors=authors,
        deepest=max((_depth(mark) for comment in comments for mark in comment.markers), default=0),
        marked=any(_marks(mark, authors) for comment in comments for mark in comment.markers),
        rank={word: n for n, word in enumerate(sorted(rarity, key=lambda word: (-rarity[word], word)))},
    )
    if post:
        said = tuple(words(post))
        context.runs.add(POST, said, shingles([word.text for word in said]), post)
    return context


def _depth(mark: Marker) -> int:
    return int(mark.value) if mark.kind == "depth" and mark.value.isdecimal() else 0


def _marks(mark: Marker, authors: Sequence[str]) -> bool:
    """Whether a mark says of replies that they are such: "Reply to this" is a button, though it reads as a name."""
    if mark.kind != "reply-to":
        return mark.kind == "depth" or (mark.kind == "number" and ("@" in mark.value or "." in mark.value))
    at = bisect_left(authors, mark.value)
    return at < len(authors) and authors[at].startswith(mark.value)


def _counted(texts: Iterable[str], used: Counter[str]) -> Iterator[list[str]]:
    """The words of each text; `used` counts on the way how many texts use a word."""
    for text in texts:
        found = plain_words(text)
        used.update(set(found))
        yield found


def _rarity(used: Counter[str], total: int) -> dict[str, float]:
    """Inverse document frequency of the words that at least two and at most a fifth of the comments use."""
    return {word: math.log(total / n) for word, n in used.items() if 2 <= n <= max(2, total / 5) and len(word) > 2}


def latest(places: list[int], most: int) -> Iterator[int]:
    """The last few of some places, latest first."""
    return islice(reversed(places), most)
