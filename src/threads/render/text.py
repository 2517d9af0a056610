"""A report as a page for the terminal, 80 columns wide: the counts that one looks at first; all else is in the JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from threads.printable import printable
from threads.rebuttals import Chain
from threads.render.content.wording import UNNAMED, count
from threads.render.terminal import plain_page
from threads.reports import Profile, Report

if TYPE_CHECKING:
    from rich.console import RenderableType

_WIDTH = 80
_MOST_ROWS = 20  # of any table: a page, not a listing
_MOST_WORDS = 5
_LONGEST = 16  # characters of a name within a column; the row has it in full


def text(report: Report) -> str:
    """The page for one report; no character of a source can steer the terminal."""
    parts = (_head, _participants, _distinctive, _patterns, _rebuttals, _chains, _notes)
    return plain_page((block for part in parts for block in part(report)), _WIDTH)


def _head(report: Report) -> Iterator[str]:
    thread, shape = report.thread, report.structure
    yield printable(f"{thread.id}: {thread.title}" if thread.title else thread.id)
    when = f", {thread.first} to {thread.last}" if thread.first else ""
    unnamed = f" and {thread.unnamed_comments} without a name" if thread.unnamed_comments else ""
    yield f"{count(thread.comments, 'comment')} by {count(thread.participants, 'participant')}{unnamed}{when}"
    known = f"; {shape.top_level} top level" if shape.top_level_known else ", or more where parents are unknown"
    yield f"depth {shape.max_depth} (mean {shape.mean_depth or 0:.1f}){known}"
    by_basis = ", ".join(f"{one.links} {one.basis}" for one in report.links.by_basis) or "none"
    yield f"links: {by_basis}; {count(report.links.unlinked, 'comment')} without"


def _participants(report: Report) -> Iterator[RenderableType]:
    ranked = sorted(report.participants, key=lambda person: -person.comments)
    rows = [_participant(person) for person in ranked]
    yield from _table(("Participant", "Comments", "Words", "Answers", "Rebuts", "Rebutted", "Passages"), rows)


def _participant(person: Profile) -> tuple[str, ...]:
    answers, rebuts, rebutted = (
        sum(one.replies for one in towards) for towards in (person.answers, person.rebuts, person.rebutted_by)
    )
    passages = sum(use.count for use in person.patterns)
    return (_name(person.name), *map(str, (person.comments, person.words, answers, rebuts, rebutted, passages)))


def _distinctive(report: Report) -> Iterator[RenderableType]:
    rows = [(_name(person.name), _words(person)) for person in report.participants if person.distinctive_words]
    yield from _table(("Participant", "Words used more often than the others do (own : others)"), rows)


def _words(person: Profile) -> str:
    first = person.distinctive_words[:_MOST_WORDS]
    return ", ".join(f"{printable(one.word)} {one.count}:{one.count_of_others}" for one in first)


def _patterns(report: Report) -> Iterator[RenderableType]:
    users: dict[str, list[str]] = {}
    for person in report.participants:
        for use in person.patterns:
            users.setdefault(use.pattern, []).append(f"{_name(person.name)} {use.count}")
    found = sorted((one for one in report.patterns if one.findings), key=lambda one: (-one.findings, one.id))
    rows = [(one.id, ", ".join(users.get(one.id, ())), str(one.findings)) for one in found]
    yield from _table(("Reads as", "In the words of", "Passages"), rows)


def _rebuttals(report: Report) -> Iterator[str]:
    found = report.rebuttals
    if found.links:
        back = found.network.reciprocity
        pairs = f"; {back.answered} of {count(back.pairs, 'pair')} returned" if back.pairs else ""
        conceded = f"; {count(len(found.concessions), 'concession')}" if found.concessions else ""
        yield f"\n{count(len(found.links), 'rebuttal')} in {found.judged} judged replies{pairs}{conceded}"


def _chains(report: Report) -> Iterator[RenderableType]:
    longest = sorted(report.rebuttals.chains, key=lambda chain: -chain.rebuttals)
    rows = [(_people(chain), chain.turns, _course(chain), _ended(chain), str(chain.rebuttals)) for chain in longest]
    yield from _table(("Rebuttal chain", "Turns", "Incivility", "Ended by", "Length"), rows)


def _course(chain: Chain) -> str:
    return chain.incivility.course if chain.incivility is not None else "-"


def _ended(chain: Chain) -> str:
    if chain.last_word is None:
        return chain.ended
    who = _name(chain.last_word)
    return f"{chain.ended}, {who if len(who) <= _LONGEST else who[: _LONGEST - 1] + '…'}"


def _people(chain: Chain) -> str:
    return ", ".join(map(_name, chain.participants))


def _notes(report: Report) -> Iterator[str]:
    counts = Counter(note.code for note in report.notes)
    if counts:
        yield "\nnotes: " + ", ".join(f"{number} {code}" for code, number in counts.items())


def _table(heads: Sequence[str], rows: Sequence[tuple[str, ...]]) -> Iterator[RenderableType]:
    """A table with a blank line above, figures to the right; nothing where there are no rows."""
    from rich.table import Table
    from rich.text import Text

    if not rows:
        return
    table = Table(box=None, pad_edge=False, header_style="", width=_WIDTH)
    figures = [all(row[place].isdigit() for row in rows) for place in range(len(heads))]
    for head, figure in zip(heads, figures, strict=True):
        fixed = figure or head in ("Turns", "Reads as", "Incivility", "Ended by")
        table.add_column(
            head, justify="right" if figure else "left", no_wrap=True, overflow="ellipsis", ratio=None if fixed else 1
        )
    for row in rows[:_MOST_ROWS]:
        table.add_row(*map(Text, row))
    yield ""
    yield table
    if len(rows) > _MOST_ROWS:
        yield f"and {len(rows) - _MOST_ROWS} more: see --as json"


def _name(name: str | None) -> str:
    return UNNAMED if name is None else printable(name)
