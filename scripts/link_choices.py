"""What labelled threads ask of the model of reply links: per comment its possible parents, and which are right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from typing import NamedTuple

from threads.links.candidates import Candidate, candidates
from threads.links.claims import POST, Claim
from threads.links.context import Context, prepare
from threads.links.reading import read
from threads.links.talk import TalkKind
from threads.links.walk import walk
from threads.links.weighing import Weights
from threads.measure import Labelled

MOST = 400  # threads of a set; more of a kind add time only
FOLDS = 5
# Sets whose threads are fitted on once more as a page prints them (`printed`), since lists without times are few.
PRINTED = ("misogyny",)
_AT_ONCE = 20  # threads that a process is given


class Choice(NamedTuple):
    """One comment: its set, its fold in it, its kind of talk, and its candidates with which of them are right."""

    set: str
    printed: bool
    fold: int
    kind: TalkKind
    options: list[Candidate]
    right: list[bool]


def all_choices(sets: Mapping[str, Sequence[Labelled]], weights: Weights | None, pool: Executor) -> Iterator[Choice]:
    """The choices of all threads, and of those that are fitted on as a page prints them, too."""
    blank = Choice("", False, 0, "page", [], [])
    asked = [
        (printed(thread) if as_printed else thread, blank._replace(set=name, printed=as_printed, fold=n % FOLDS))
        for name, many in sets.items()
        for as_printed in ((False, True) if name in PRINTED else (False,))
        for n, thread in enumerate(many[:MOST])
    ]
    threads, blanks = zip(*asked, strict=True)
    for found in pool.map(_choices, threads, [weights] * len(asked), blanks, chunksize=_AT_ONCE):
        yield from found


def choices(name: str, threads: Sequence[Labelled], weights: Weights) -> list[Choice]:
    """The choices that some threads pose where these weights find the links."""
    blank = Choice(name, False, 0, "page", [], [])
    return [choice for thread in threads for choice in _choices(thread, weights, blank)]


def printed(thread: Labelled) -> Labelled:
    """A thread as many pages print it: answers below what they answer, no times, and not the opening post.

    What answered the opening post then answers none of the comments.
    """
    answers: dict[int, list[int]] = defaultdict(list)
    for at, parents in enumerate(thread.parents):
        answers[max((parent for parent in parents or () if parent < at), default=POST)].append(at)
    order: list[int] = []
    coming = answers[POST][::-1]
    while coming:
        order.append(coming.pop())
        coming += answers[order[-1]][::-1]
    order.remove(0)
    place = {at: n for n, at in enumerate(order)}
    comments = tuple(thread.transcript.comments[at].model_copy(update={"created_at": None}) for at in order)
    asked = (thread.parents[at] for at in order)
    kept = tuple(None if one is None else frozenset(place[at] for at in one if at in place) for one in asked)
    return Labelled(thread.transcript.model_copy(update={"comments": comments}), kept)


def _choices(thread: Labelled, weights: Weights | None, blank: Choice) -> list[Choice]:
    """The choices that a thread poses, earlier links being the true ones, or those that these weights find."""
    context = prepare(thread.transcript)
    blank = blank._replace(kind=context.talk.kind)
    if weights is None:
        steps = _as_labelled(thread, context)
    else:
        steps = ((step.at, step.found) for step in walk(context, {}, weights))
    found = []
    for at, options in steps:
        wanted = thread.parents[at]
        if wanted is not None:
            right = [(one.parent in wanted) if wanted else one.parent == POST for one in options]
            found.append(blank._replace(options=[_light(one) for one in options], right=right))
    return found


def _light(one: Candidate) -> Candidate:
    """A candidate without the words and facts that only links need."""
    claims = [Claim(c.parent, "", 1.0, c.basis, certain=c.certain) for c in one.claims if c.basis or c.certain]
    return Candidate(one.parent, one.features, claims)


def _as_labelled(thread: Labelled, context: Context) -> Iterator[tuple[int, list[Candidate]]]:
    for at, comment in enumerate(thread.transcript.comments):
        reading = read(at, comment)
        options = candidates(reading, context)
        if at:
            yield at, options
        earlier = [parent for parent in thread.parents[at] or () if parent < at]
        context.add(reading, max(earlier, default=None))
