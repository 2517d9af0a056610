"""Rebuttal chains as exchanges: turn by turn, each rebuttal opposite to what it answers, its words marked."""

from __future__ import annotations

from typing import Literal, NamedTuple

from threads.rebuttals import Chain
from threads.render.content.comments import Comments, own_start
from threads.render.content.marks import Claim, Piece, pieces, window
from threads.render.content.wording import duration, listing, name_of
from threads.reports import Report
from threads.structure import seconds_between

_MOST = 12  # exchanges on a page
_MOST_TURNS = 12  # of one exchange; a longer one is shown by its beginning and end
_LAST_TURNS = 4
_SHOWN_KINDS = ("stance", "concession")
_EXCERPT = 320  # characters of a turn
ENDINGS: dict[str, str] = {
    "concession": "the person rebutted last granted something",
    "agreement": "somebody else agreed with the last rebuttal",
    "removal": "the last comment, or a reply to it, is gone",
    "continued": "the talk went on without another rebuttal",
    "last word": "one of the two had the last word",
    "silence": "nobody took the last rebuttal up",
}
_SHOWN_ENDINGS = ("concession", "agreement")  # whose reply is shown as a turn of its own
TURNS = {
    "alternating": "two people take turns",
    "pile-on": "several people stand against one",
    "other": "people come and go",
}


class Turn(NamedTuple):
    """One comment of an exchange: whose, where it stands, how long after the turn before, and its telling words."""

    number: int
    author: str
    side: Literal["left", "right"]
    after: str
    pieces: tuple[Piece, ...]
    cut_before: bool
    cut_after: bool
    skipped: int = 0
    """Turns left out right before this one."""
    ends: bool = False
    """Whether it is the reply that ended the chain, which disagrees no more."""


class Exchange(NamedTuple):
    """A rebuttal chain to be read."""

    title: str
    rebuttals: int
    lasted: str
    ended: str
    turns_are: str
    incivility: str
    """How passages that read as attacks on persons rise or fall along it; empty where the numbers do not tell."""
    turns: tuple[Turn, ...]


class Exchanges(NamedTuple):
    """The longest chains, each telling something new, and how many are not shown."""

    shown: tuple[Exchange, ...]
    left_out: int


def exchanges(report: Report, comments: Comments) -> Exchanges:
    """The longest chains, without those that repeat half of one already shown: branches share their beginning."""
    chains = sorted(report.rebuttals.chains, key=lambda chain: -chain.rebuttals)
    shown: list[Chain] = []
    seen: set[str] = set()
    for chain in chains:
        if len(shown) == _MOST:
            break
        if 2 * sum(one in seen for one in chain.comments) < len(chain.comments):
            shown.append(chain)
            seen.update(chain.comments)
    left_out = len(chains) - len(shown) + report.rebuttals.chains_left_out
    return Exchanges(tuple(_exchange(chain, comments) for chain in shown), left_out)


def _exchange(chain: Chain, comments: Comments) -> Exchange:
    positions = [comments.numbers[one] - 1 for one in chain.comments if one in comments.numbers]
    people = [name_of(one) for one in chain.participants]
    last = _ending_turn(chain, positions, comments) if chain.ended in _SHOWN_ENDINGS else ()
    named = people if len(people) <= 4 else [*people[:3], f"{len(people) - 3} others"]
    return Exchange(
        title=listing(named),
        rebuttals=chain.rebuttals,
        lasted=duration(chain.seconds) if chain.seconds is not None and chain.seconds > 0 else "",
        ended=ending_of(chain),
        turns_are=TURNS[chain.turns] if chain.rebuttals > 1 else "",
        incivility=_incivility(chain),
        turns=(*(_turn(place, positions, comments, skipped) for place, skipped in _places(len(positions))), *last),
    )


def _places(length: int) -> list[tuple[int, int]]:
    """Which turns are shown, each with the number left out before it."""
    if length <= _MOST_TURNS:
        return [(place, 0) for place in range(length)]
    first = _MOST_TURNS - _LAST_TURNS
    return [(n, 0) for n in range(first)] + [
        (n, length - _MOST_TURNS if n == length - _LAST_TURNS else 0) for n in range(length - _LAST_TURNS, length)
    ]


def ending_of(chain: Chain) -> str:
    """How a chain ended, in words."""
    return f"{name_of(chain.last_word)} had the last word" if chain.last_word is not None else ENDINGS[chain.ended]


def _incivility(chain: Chain) -> str:
    found = chain.incivility
    if found is None or found.course not in ("rises", "falls"):
        return ""
    first, second = (f"{half.passages} in {half.words:,} words" for half in found.halves)
    verb = "rise" if found.course == "rises" else "fall"
    return f"passages that read as attacks on persons {verb} from {first} to {second} (p = {found.p:.2g})"


def _ending_turn(chain: Chain, positions: list[int], comments: Comments) -> tuple[Turn, ...]:
    """The reply that granted something or agreed, after the last rebuttal."""
    by = comments.numbers.get(chain.ended_by)
    if by is None or not positions:
        return ()
    turn = _turn(len(positions), [*positions, by - 1], comments, 0)
    return (turn._replace(ends=True),)


def _turn(place: int, positions: list[int], comments: Comments, skipped: int) -> Turn:
    comment = comments.thread.comments[positions[place]]
    marks = (
        sorted(claim for claim in comments.claims.get(comment.id, ()) if claim.kind in _SHOWN_KINDS) if place else []
    )
    start, end = _shown(comment.text, marks)
    before = comments.thread.comments[positions[place - 1]] if place else None
    gap = seconds_between(before.created_at, comment.created_at) if before else None
    return Turn(
        number=positions[place] + 1,
        author=name_of(comment.author),
        side="right" if place % 2 else "left",
        after=f"{duration(gap)} later" if gap is not None and gap > 0 else "",
        pieces=pieces(comment.text, marks, start, end),
        cut_before=start > 0,
        cut_after=end < len(comment.text),
        skipped=skipped,
    )


def _shown(text: str, marks: list[Claim]) -> tuple[int, int]:
    """The stretch of a turn that is shown: as many of the marks as fit, or the beginning where there are none."""
    if not marks:
        begin = own_start(text)
        return begin, window(text, begin, begin, 2 * _EXCERPT)[1]
    first = marks[0].start
    last = max((mark.end for mark in marks if mark.end - first <= 2 * _EXCERPT), default=first + _EXCERPT)
    return window(text, first, min(last, len(text)), _EXCERPT)
