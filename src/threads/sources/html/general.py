"""Comments of a site that nobody declared: the repeating record with author, time and words, nested as the page is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from threads.model import Comment, State
from threads.sources.document import Options
from threads.sources.html import nesting
from threads.sources.html.details import details
from threads.sources.html.quotes import quotes
from threads.sources.html.records import candidates, nearest
from threads.sources.html.slots import Filled, Reading, own, read
from threads.sources.html.times import Timed, resolve
from threads.sources.markup import Element
from threads.timestamps import day_comes_first

_ENOUGH = 1.2  # points of a reading; two dated teasers on a front page stay below


def find(root: Element, found: Sequence[Timed]) -> Reading | None:
    """The reading of the family that is most like comments; None if nothing repeats so."""
    best, best_score = None, _ENOUGH
    for family in candidates(root, found):
        sample = family.sample()
        score = read(sample).score * len(family.members) / len(sample.members)
        if score > best_score:
            best, best_score = family, score
    return read(best) if best is not None else None


def comments(
    reading: Reading, found: Sequence[Timed], options: Options, post: Element | None = None
) -> tuple[Comment, ...]:
    """The comments of a reading in the page's order, parents as the page's structure states them.

    `post` is a record that those which stand in no other answer: a question above its answers.
    """
    kept = _with_nested(reading)
    records = [r for r in reading.records if r.text or r.author or r.member.order in kept or _state(r) != "visible"]
    members = [r.member for r in records]
    day_first = day_comes_first(t.moment for t in found if t.moment)
    parents, ids = nesting.parents(members, post), _ids(members)
    inside = [tuple(own(m, reading.family.numbers)) for m in members]
    return tuple(
        _comment(record, n, ids, parents[n], day_first, options).model_copy(
            update={"extra": details(record.member, record.body, inside[n], ids[n])}
        )
        for n, record in enumerate(records)
    )


def _with_nested(reading: Reading) -> set[int]:
    """The members that have others nested in them: even without a text they were comments that others answered."""
    among = {m.order: m for m in reading.family.members}
    return {outer.order for m in among.values() if (outer := nearest(m.parent, among)) is not None}


def _state(record: Filled) -> State:
    """Whether the page shows the comment: told from its class words, or from a text such as "[deleted]"."""
    said = record.text.strip("[]() .").casefold() if len(record.text) < 40 else ""
    for state in ("deleted", "removed", "hidden"):
        if said == state or (not record.text and state in record.member.classes):
            return state
    return "visible" if record.text or record.author else "hidden"


def _ids(members: Sequence[Element]) -> list[str]:
    """The page's own ids where they are each of one record, else c1, c2, ..."""
    own = [nesting.record_id(m) for m in members]
    counts = Counter(own)
    return [i if i and counts[i] == 1 else f"c{n}" for n, i in enumerate(own, 1)]


def _comment(
    record: Filled, n: int, ids: Sequence[str], parent: int | None, day_first: bool | None, options: Options
) -> Comment:
    return Comment(
        id=ids[n],
        parent_id=ids[parent] if parent is not None else None,
        author=record.author,
        created_at=resolve(record.time, day_first, options) if record.time else None,
        created_at_text=(record.time.printed or None) if record.time else None,
        text=record.text,
        state=_state(record),
        markers=tuple(quotes(record.body, ids)) if record.body is not None else (),
    )
