"""Whether a reply agrees or disagrees with what it answers, by weighing its cues, with the words that decided."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple, get_args

from pydantic import Field

from threads.model import Span, Value, unchecked
from threads.prose import sentences
from threads.rebuttals.cues import Hit, cue_book, first_word
from threads.rebuttals.features import CACHED_TEXTS, OF_PARENT, Text, of_pair, of_text

Label = Literal["disagree", "agree", "neither"]
_MOST_SPANS = 5
_TAKING_BACK = frozenset(("but", "partial-agreement", "opening:partial-agreement", "denial"))
_NOTHING = (0.0, 0.0)


class Stance(Value):
    """What a reply does with the comment it answers, by its own words; a statement about words, not about persons.

    `disagree` and `agree` always come with words: without any the label is `neither`. There is no score: the totals
    behind the label are comparable within a text pair only.
    """

    label: Label
    evidence: tuple[Span, ...] = Field((), description="Words of the reply that weighed most for the label, in order.")
    cues: tuple[str, ...] = Field((), description="Names of the cues that the evidence shows, the weightiest first.")


class Weights(NamedTuple):
    """What each feature adds to the totals of `disagree` and `agree`; the total of `neither` is zero."""

    bias: tuple[float, float]
    of_reply: dict[str, tuple[float, float]]
    of_parent: dict[str, tuple[float, float]]
    """Of the comment answered, by the same names."""


@cache
def weights() -> Weights:
    """The weights that come with the package, from weights.toml."""
    table = tomllib.loads(files(__package__).joinpath("weights.toml").read_text(encoding="utf-8"))
    bias, pairs = table["bias"], {name: (pair["disagree"], pair["agree"]) for name, pair in table["weights"].items()}
    return Weights(
        (bias["disagree"], bias["agree"]),
        {name: pair for name, pair in pairs.items() if not name.startswith(OF_PARENT)},
        {name.removeprefix(OF_PARENT): pair for name, pair in pairs.items() if name.startswith(OF_PARENT)},
    )


def stance(reply: str, parent: str) -> Stance:
    """The stance of `reply` towards `parent`, two texts of comments; only the reply's own words count, not its quotes.

    A linear model over named cues (cues.toml says what they are, weights.toml what they weigh and how well that does
    on labelled sets). Offsets of the evidence are code points of `reply`.
    """
    answer = of_text(reply)
    both = of_pair(reply, answer, of_text(parent))
    label = settled_label(answer.values) or _weighed(answer.values, both.values, parent)
    if label == "neither":
        return _NEITHER
    pushing = _pushes(label)
    hits = _heaviest(reply, answer, [hit for hit in (*answer.hits, *both.hits) if hit.cue in pushing], pushing)
    if not hits:
        return _NEITHER
    return _stance(
        label=label, evidence=tuple(_spans(reply, hits)), cues=tuple(dict.fromkeys([hit.cue for hit in hits]))
    )


_stance, _span = unchecked(Stance), unchecked(Span)
_NEITHER = Stance(label="neither")


def settled_label(values: Mapping[str, float]) -> Label | None:
    """The label that a cue settles alone: plain words of disagreement, or of agreement with no "but" after them."""
    against, with_it, nothing = _deciding()
    if not against.isdisjoint(values):
        return "disagree"
    if not with_it.isdisjoint(values) and _TAKING_BACK.isdisjoint(values):
        return "agree"
    return None if nothing.isdisjoint(values) else "neither"


@cache
def _deciding() -> tuple[frozenset[str], ...]:
    """The cues that settle `disagree`, `agree` and `neither`."""
    decides = cue_book().decides.items()
    return tuple(frozenset(name for name, label in decides if label == one) for one in get_args(Label))


def _weighed(values: dict[str, float], of_both: dict[str, float], parent: str) -> Label:
    (against, with_it), table, _ = weights()
    for part in (_of_parent(parent), _total(values, table), _total(of_both, table)):
        against += part[0]
        with_it += part[1]
    if against <= 0 and with_it <= 0:
        return "neither"
    return "disagree" if against >= with_it else "agree"


@lru_cache(maxsize=CACHED_TEXTS)
def _of_parent(parent: str) -> tuple[float, float]:
    """What the comment answered adds, whoever answers it."""
    return _total(of_text(parent).values, weights().of_parent)


def _total(values: dict[str, float], table: dict[str, tuple[float, float]]) -> tuple[float, float]:
    disagree = agree = 0.0
    for name, value in values.items():
        pair = table.get(name, _NOTHING)
        disagree += pair[0] * value
        agree += pair[1] * value
    return disagree, agree


@cache
def _pushes(label: Label) -> dict[str, float]:
    """How much each feature that speaks for the label does so, against the better of the other two."""
    pairs = weights().of_reply.items()
    if label == "disagree":
        pushes = {name: disagree - max(agree, 0.0) for name, (disagree, agree) in pairs}
    else:
        pushes = {name: agree - max(disagree, 0.0) for name, (disagree, agree) in pairs}
    return {name: push for name, push in pushes.items() if push > 0}


def _heaviest(reply: str, answer: Text, hits: list[Hit], pushes: dict[str, float]) -> list[Hit]:
    """The places that speak most for the label: phrases, or the sentence with the heaviest single word.

    A word such as "is" weighs something but shows a reader nothing, so its sentence stands for it.
    """
    if len(hits) == 1:
        return hits
    if hits:
        return sorted(hits, key=lambda hit: (-pushes[hit.cue], hit.start))[:_MOST_SPANS]
    counts = answer.reading.counts
    most = max((pushes[cue] for cue in counts if cue in pushes), default=None)
    heaviest = first_word(answer.reading, [cue for cue in counts if pushes.get(cue) == most]) if most else None
    if heaviest is None:
        return []
    around = next((s for s in sentences(reply) if s.start <= heaviest.start < s.end), None)
    return [heaviest._replace(start=around.start, end=around.end) if around else heaviest]


def _spans(reply: str, hits: list[Hit]) -> Iterator[Span]:
    """Their words in the order of the reply, each stretch once."""
    if len(hits) == 1:  # most replies, and sorting is not free
        [(_, start, end)] = hits
        yield _span(start=start, end=end, text=reply[start:end])
        return
    last = -1
    for start, end in sorted({(hit.start, hit.end) for hit in hits}, key=lambda place: (place[0], -place[1])):
        if end > last:  # else the words stand in a longer span already
            yield _span(start=start, end=end, text=reply[start:end])
            last = end
