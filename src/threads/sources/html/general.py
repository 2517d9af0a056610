"""Comments of a site that nobody declared: the repeating record with author, time and words, nested as the page is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice, takewhile

from threads.model import Comment
from threads.sources.document import Options
from threads.sources.html import nesting
from threads.sources.html.company import together
from threads.sources.html.dates import day_first
from threads.sources.html.details import details, notes_of_edits
from threads.sources.html.family import Family, holds_all, outer, owners
from threads.sources.html.followers import with_authors
from threads.sources.html.ids import linked_id, record_id
from threads.sources.html.kept import is_digest, shown, state
from threads.sources.html.mentions import mentions
from threads.sources.html.quotes import quotes
from threads.sources.html.records import families, is_called_comments, undated
from threads.sources.html.siblings import with_siblings
from threads.sources.html.slots import own, read
from threads.sources.html.times import Timed, resolve
from threads.sources.html.worth import Filled, Reading, best_score_of, full
from threads.sources.html.years import with_years
from threads.sources.markup import Element

_CANDIDATES = 10
_MOST = 0.75  # of the records of a page without times must have author and words
_WELL = 0.7  # of the points that a family could have; what stands inside its members then has no more
_HELD = 0.5  # of the score of lists, which are called replies, what they hold must have
_QUESTION = re.compile(r"(?:^|[\s/_-])question")
_ANSWER = re.compile(r"(?:^|[\s/_-])(?:answer|reply|comment)")
_FIRST_FEW = 30
_NEAR = 4
_ENOUGH = 1.2  # points of a reading; two dated teasers on a front page stay below


def find(root: Element, timed: Sequence[Timed]) -> Reading | None:
    """The reading of the family that is most like comments; None if nothing repeats so."""
    best: Reading | None = None
    best_score, well_read = _ENOUGH, list[Family]()
    repeating = families(root, timed)
    open_ = [(best_score_of(f), f) for f in repeating[:_CANDIDATES]]
    while open_:
        possible, family = open_.pop(max(range(len(open_)), key=lambda n: open_[n][0]))
        if possible <= best_score:
            break
        if any(_is_said_of(around, family) and holds_all(around, family) for around in well_read):
            continue
        reading = read(family.sample() if best else family)  # the most promising one is mostly the one
        score = reading.score * len(family.members) / len(reading.records)
        if score > best_score and not is_digest(reading):
            best, best_score = reading._replace(family=family), score
        if score > _WELL * possible:
            well_read.append(family)
        if "+" not in family.kind:
            open_ += [(best_score_of(f), f) for f in with_siblings(family, timed)]
    if best is not None and len(best.records) < len(best.family.members):
        best = read(best.family)
    if best is None or len(best.records) == 1:
        alone = best if best is not None and is_called_comments(best.family.kind, best.records[0].member) else None
        return _undated(root) or alone  # one article with author and time is what the page is about
    return together(_held(best, repeating[:_CANDIDATES]), repeating)


def _held(best: Reading, families: Sequence[Family]) -> Reading:
    """The reading of what stands in the members, where those are no more than the lists of replies below some."""
    inner = [read(f) for f in families if best_score_of(f) > _HELD * best.score and _alternate(best.family, f)]
    inner = [r for r in inner if full(r.records) > full(best.records) and r.score > _HELD * best.score]
    return max(inner, key=lambda r: r.score, default=best)


def _alternate(lists: Family, family: Family) -> bool:
    """Whether each member of the first family holds one of the second, and some of those hold the first again."""
    if len(family.members) <= len(lists.members) or ">" in lists.kind + family.kind:
        return False
    if not {m.order for m in lists.members}.isdisjoint([m.order for m in family.members]):
        return False
    holding = {o.order for o in owners(family.members, lists.members) if o is not None}
    return len(holding) == len(lists.members) and any(owners(lists.members, family.members))


def _is_said_of(around: Family, inner: Family) -> bool:
    """Whether a family is as sure to be the records as one inside it: a mere place may be that of layout tables too."""
    return ">" not in around.kind or ">" in inner.kind


def _undated(root: Element) -> Reading | None:
    """The reading of comments without times, if most of them have an author and words."""
    readings = [r for family in undated(root) if not is_digest(r := read(family))]
    full = {n: sum(bool(r.author and r.text) for r in reading.records) for n, reading in enumerate(readings)}
    good = [n for n, count in full.items() if count >= _MOST * len(readings[n].records)]
    return readings[max(good, key=lambda n: full[n])] if good else None


def comments(
    reading: Reading, timed: Sequence[Timed], options: Options, language: str = "", post: Element | None = None
) -> tuple[Comment, ...]:
    """The comments of a reading in the page's order, parents as the page's structure states them.

    `post` is a record that those which stand in no other answer: a question above its answers.
    """
    day = day_first(timed, language)
    records = with_years(shown(reading), timed, day)
    records = with_authors(records, [resolve(r.time, day, options) if r.time else None for r in records])
    members = [r.member for r in records]
    numbers, ids = reading.family.numbers, record_ids(members)
    inside = [tuple(own(m, numbers)) for m in members]
    known, names = frozenset(ids), frozenset(r.author for r in records if r.author)
    notes = notes_of_edits(members[0].page) if members else frozenset[int]()
    if reading.above is not None:
        parents = nesting.known(members, reading.above)
    else:
        parents = nesting.parents(records, inside, ids, post or question(members))
    addressed = mentions(records, inside)
    return tuple(
        _comment(record, ids[n], ids[p] if (p := parents[n]) is not None else None, day, options).model_copy(
            update={
                "extra": details(record, inside[n], ids[n], notes, day, options),
                "markers": (
                    *((addressed[n],) if n in addressed and parents[n] is None else ()),
                    *(quotes(record.body, known, names) if record.body is not None else ()),
                ),
            }
        )
        for n, record in enumerate(records)
    )


def question(members: Sequence[Element]) -> Element | None:
    """The first record, if it is called a question and others are called answers."""
    most = [m for m, around in zip(members, outer(members), strict=True) if around is None][:_FIRST_FEW]
    names = [_names(m, most) for m in most]
    if names and _QUESTION.search(names[0]) and sum(bool(_QUESTION.search(n)) for n in names) == 1:
        return members[0] if any(_ANSWER.search(n) for n in names[1:]) else None
    return None


def _names(member: Element, members: Sequence[Element]) -> str:
    """What the page calls a record: its own names and those of the elements that hold no other."""
    alone = takewhile(lambda a: sum(a.contains(m) for m in members) == 1, islice(member.ancestors(), _NEAR))
    return " ".join([f"{e.look.classes} {e.get('itemtype').lower()}" for e in (member, *alone)])


def record_ids(members: Sequence[Element]) -> list[str]:
    """The page's own ids where they are each of one record, else c1, c2, ...

    Their numbers alone are not enough where they are those of several: `comment-2`, `comment-2-1`.
    """
    own = [record_id(m) for m in members]
    whole = [m.get("id") or None for m in members]
    if len(set(own)) < len(own) == len(set(whole)) and None not in whole:
        return [i for i in whole if i]
    if len(set(own)) < len(own) / 2:  # the same words in each: `id="comment"`
        own = [linked_id(m) for m in members]
    counts = Counter(own)
    return [i if i and counts[i] == 1 else f"c{n}" for n, i in enumerate(own, 1)]


def _comment(record: Filled, own_id: str, parent: str | None, day: bool | None, options: Options) -> Comment:
    return Comment(
        id=own_id,
        parent_id=parent,
        author=record.author,
        created_at=resolve(record.time, day, options) if record.time else None,
        created_at_text=(record.time.printed or None) if record.time else None,
        text=record.text,
        state=state(record),
    )
