"""Learn from a page's own repetitions where it prints the author and the time of each comment.

Every group of like lines is tried as the comments' headers, with the author in each of the places around them. The
layout wins under which most records have a name, a body, and times that run on as times of posting do.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator, Sequence
from typing import Any

from threads.sources.text.anchors import Group, groups
from threads.sources.text.authors import leaves_first, quality
from threads.sources.text.borders import cleanness
from threads.sources.text.calls import people, share_called
from threads.sources.text.dating import dating, timing, with_times
from threads.sources.text.edges import Constants, constants, reach_down, reach_up, settle
from threads.sources.text.kin import Anchor, evenness
from threads.sources.text.lines import Line, even
from threads.sources.text.merging import before_tail, in_section, joined
from threads.sources.text.places import Named, named, places
from threads.sources.text.quoted import Repeats
from threads.sources.text.ranks import are_ranks
from threads.sources.text.records import BodySide, Header, Layout, spans
from threads.sources.text.sides import Extent, neighbour, votes_for_below
from threads.sources.text.spots import INSIDE, Place

_SAMPLE = 150  # records on which a place is tried
_NAMELESS = 0.2  # of the records: more of them are no comments, fewer are comments without a name
_POOREST = 0.5  # worth of the names under which a layout is none
_LIKELY = 4  # places of the author whose layouts are compared
_SURENESS = 0.7  # how much a vote for a side counts against how the bodies there look
_GOOD = 0.7  # of the best place's worth, where authors may stand if that has ranks
_RANK = 0.6  # worth of a place with ranks
_UNCALLED = 0.45  # worth of names of which the page's quotes and replies call none
_OFTEN_CALLED = 0.6  # of the names: fewer of them may be called so by chance
_UNEVEN = 0.5  # how much less headers are worth that have words on different sides of their times
_BY_NAME = 0.7  # worth of headers told from names alone
_AS_DECLARED = 1.3  # worth of as many headers as are declared
_FEWEST = 3  # comments that a page declares, to be compared
_TEASERS = 4  # numbers of comments: a page that prints more of them declares those of other pages, too
_UNCLEAN = 0.3  # worth of a layout whose bodies all begin or end with what headers print


def learn(lines: Sequence[Line], calls: frozenset[str], declared: Sequence[int]) -> Layout | None:
    """The layout that explains the page best, or None where nothing repeats like comments do; `calls` are the names
    by which the page calls people, `declared` the numbers of comments that it prints."""
    repeated = Repeats(lines)
    found = [
        layout
        for group in groups(lines, calls, 1 if declared[:1] == [1] else 2)
        if not repeated.quoted(group) and (layout := _best_place(lines, group, calls)) is not None
    ]
    best = max(found, key=lambda layout: layout.score * _agreement(layout, declared), default=None)
    if best is None:
        return None
    if best.body == "above":
        best = joined(best, found)
    return best._replace(headers=before_tail(lines, in_section(lines, best.headers)))


def _agreement(layout: Layout, declared: Sequence[int]) -> float:
    """More where there are as many headers as the page declares comments, but for one: the post, or a deleted one."""
    counts = {count for count in declared if count >= _FEWEST}
    return _AS_DECLARED if len(counts) <= _TEASERS and any(abs(len(layout.headers) - n) <= 1 for n in counts) else 1.0


def _best_place(lines: Sequence[Line], group: Group, calls: frozenset[str]) -> Layout | None:
    """The layout of one group that cuts the page best, of those with the author in a likely place."""
    known = constants(lines, group.anchors, calls)
    sample = group.anchors[:_SAMPLE]
    likely: dict[tuple[Any, ...], tuple[float, Place]] = {}
    tried = ((Place("before"), 1.0),) if group.by_name else places(lines, sample, known)
    for place, preference in tried:
        found = named(lines, sample, place, known)
        if not _skips_prose(lines, sample, found, place, known) and not leaves_first(lines, sample, found):
            key = (place.side if place.side in INSIDE else "", *(one.name for one in found))
            worth = preference * quality(lines, sample, found)
            if worth >= _POOREST and worth > likely.get(key, (0.0,))[0]:
                likely[key] = (worth, place)
    callable_ = frozenset(name for name in calls if even(name) not in known.keys)
    shares = {key: share_called([person.name for person in people(key[1:], calls)], callable_) for key in likely}
    most = max(shares.values(), default=0.0)
    if most:  # names by which the page calls people elsewhere are worth more than ranks and places
        loss = (1 - _UNCALLED) * min(1.0, most / _OFTEN_CALLED) ** 2
        likely = {key: (worth * (1 - loss * (1 - shares[key] / most)), place) for key, (worth, place) in likely.items()}
    best = heapq.nlargest(_LIKELY, _without_ranks(likely, shares), key=lambda found: found[0])
    like = (1 - _UNEVEN * (1 - evenness(sample))) * (_BY_NAME if group.by_name else 1.0)
    layouts = [layout for worth, place in best for layout in _layouts(lines, group, known, like * worth, place, calls)]
    return max(layouts, key=lambda layout: layout.score, default=None)


def _without_ranks(
    likely: dict[tuple[Any, ...], tuple[float, Place]], shares: dict[tuple[Any, ...], float]
) -> list[tuple[float, Place]]:
    """The places with those worth less in which the authors of another place have their ranks."""
    ranked = sorted(likely.items(), key=lambda item: -item[1][0])
    good = [key for key, (worth, _) in ranked if worth >= _GOOD * ranked[0][1][0]]
    ranks = are_ranks([key[1:] for key in good], [shares[key] for key in good])
    return [
        (worth * (_RANK if n < len(ranks) and ranks[n] else 1.0), place) for n, (_, (worth, place)) in enumerate(ranked)
    ]


def _layouts(
    lines: Sequence[Line], group: Group, known: Constants, worth: float, place: Place, calls: frozenset[str]
) -> Iterator[Layout]:
    """The layouts with one place of the author: with the bodies on either side."""
    found = named(lines, group.anchors, place, known)
    nameless = sum(not one.name for one in found) > _NAMELESS * len(found)
    who = people([one.name for one in found], calls)
    headers = [
        Header(
            min(one.at, anchor.at),
            max(one.at, anchor.at),
            anchor.at,
            anchor.moment,
            anchor.at,
            person.name,
            one.fields,
            person.answers,
        )
        for anchor, one, person in zip(group.anchors, found, who, strict=True)
        if one.name or not nameless
    ]
    if not headers:
        return
    if group.worded:
        headers = with_times(lines, headers, known)
    if place.side == "first":
        yield _scored(lines, headers, "inside", known, worth)
        return
    signed = place.side == "signed"
    if signed and group.worded:
        return
    if signed:  # the names above the bodies are headers whose times stand below the bodies
        headers = [header._replace(bottom=header.top, anchor=header.top) for header in headers]
        known = constants(lines, [Anchor(h.top, None, "", "") for h in headers], calls)
    votes = votes_for_below(lines, [Extent(h.top, h.bottom) for h in headers], known)
    if not signed:
        yield _scored(lines, headers, "above", known, worth * min(1.0, math.exp(-_SURENESS * votes)))
    settled = settle(lines, spans(headers, "below", 0, headers[-1].bottom + 1), known)
    headers = _whole(lines, headers, settled)
    yield _scored(lines, headers, "below", settled, worth * min(1.0, math.exp(_SURENESS * votes)))


def _scored(lines: Sequence[Line], headers: Sequence[Header], body: BodySide, known: Constants, worth: float) -> Layout:
    score = worth * _filled(lines, headers, body, known) * timing(headers) * dating(headers)
    clean = cleanness(lines, headers, body, known)
    return Layout(tuple(headers), body, known, score * (_UNCLEAN + (1 - _UNCLEAN) * clean))


def _whole(lines: Sequence[Line], headers: Sequence[Header], known: Constants) -> list[Header]:
    """The headers with the labels and buttons around them, and with the titles above them."""
    whole: list[Header] = []
    titles = _titles(lines, headers)
    for n, header in enumerate(headers):
        stop = headers[n + 1].top if n + 1 < len(headers) else len(lines)
        above = whole[-1].bottom if whole else max(-1, header.top - 30)
        top = reach_up(lines, titles.get(n, header.top), above, known, header.author)
        whole.append(header._replace(top=top, bottom=reach_down(lines, header.bottom, stop, known, header.author)))
    return whole


def _titles(lines: Sequence[Line], headers: Sequence[Header]) -> dict[int, int]:
    """The list items right above headers, where most have one: titles that people gave their comments."""
    above = {n: i for n, header in enumerate(headers) if (i := neighbour(lines, header.top, -1)) is not None}
    found = {n: i for n, i in above.items() if lines[i].mark and not lines[headers[n].top].mark}
    return found if len(found) > 0.6 * len(headers) else {}


def _skips_prose(
    lines: Sequence[Line], anchors: Sequence[Anchor], found: Sequence[Named], place: Place, known: Constants
) -> bool:
    """Whether bodies stand between author and anchor, so that the distance of the two is an accident."""
    if place.side not in ("line", "person"):
        return False
    spans = [range(min(a.at, f.at) + 1, max(a.at, f.at)) for a, f in zip(anchors, found, strict=True)]
    between = [lines[i].words for span in spans for i in span if place.side == "line" or not known.holds(lines[i])]
    return sum(words for words in between if words > 6) > 6 * len(found)


def _filled(lines: Sequence[Line], headers: Sequence[Header], body: BodySide, known: Constants) -> float:
    """How many headers have words of a body beside them: a list of dated links has none."""
    first, last = max(0, headers[0].top - 10), min(len(lines), headers[-1].bottom + 10)
    total = 0.0
    for span in spans(headers, body, first, last):
        words = 0
        for i in span:
            words += 0 if known.holds(lines[i]) else lines[i].words
            if words >= 8:
                break
        total += min(1.0, words / 8)
    return total
