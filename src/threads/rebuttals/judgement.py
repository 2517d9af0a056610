"""Whether a reply agrees or disagrees with what it answers, by weighing its cues, with the words that decided."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from pydantic import Field

from threads.model import Span, Value
from threads.prose import sentences
from threads.rebuttals.cues import Hit, cue_book, first_word, read
from threads.rebuttals.features import Features, features

Label = Literal["disagree", "agree", "neither"]
_MOST_SPANS = 5
_TAKING_BACK = frozenset(("but", "partial-agreement", "opening:partial-agreement", "denial"))


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
    by_feature: dict[str, tuple[float, float]]


@cache
def weights() -> Weights:
    """The weights that come with the package, from weights.toml."""
    table = tomllib.loads(files(__package__).joinpath("weights.toml").read_text(encoding="utf-8"))
    bias = table["bias"]
    by_feature = {name: (pair["disagree"], pair["agree"]) for name, pair in table["weights"].items()}
    return Weights((bias["disagree"], bias["agree"]), by_feature)


def stance(reply: str, parent: str) -> Stance:
    """The stance of `reply` towards `parent`, two texts of comments; only the reply's own words count, not its quotes.

    A linear model over named cues (cues.toml says what they are, weights.toml what they weigh and how well that does
    on labelled sets). Offsets of the evidence are code points of `reply`.
    """
    found = features(reply, parent)
    label = _label(found)
    if label == "neither":
        return Stance(label="neither")
    pushing = _pushes(label)
    pushes = {name: pushing[name] * value for name, value in found.values.items() if value > 0 and name in pushing}
    hits = _heaviest(reply, found, pushes)
    if not hits:
        return Stance(label="neither")
    return Stance(label=label, evidence=tuple(_spans(reply, hits)), cues=tuple(dict.fromkeys(hit.cue for hit in hits)))


def settled_label(values: dict[str, float]) -> Label | None:
    """The label that a cue settles alone: plain words of disagreement, or of agreement with no "but" after them."""
    labels = {label for name, label in cue_book().decides.items() if name in values}
    if "disagree" in labels:
        return "disagree"
    return "agree" if "agree" in labels and _TAKING_BACK.isdisjoint(values) else None


def _label(found: Features) -> Label:
    settled = settled_label(found.values)
    if settled is not None:
        return settled
    (disagree, agree), table = weights()
    for name, value in found.values.items():
        pair = table.get(name)
        if pair is not None:
            disagree += pair[0] * value
            agree += pair[1] * value
    if max(disagree, agree) <= 0:
        return "neither"
    return "disagree" if disagree >= agree else "agree"


@cache
def _pushes(label: Label) -> dict[str, float]:
    """How much each feature that speaks for the label does so, against the better of the other two."""
    pairs = weights().by_feature.items()
    if label == "disagree":
        pushes = {name: disagree - max(agree, 0.0) for name, (disagree, agree) in pairs}
    else:
        pushes = {name: agree - max(disagree, 0.0) for name, (disagree, agree) in pairs}
    return {name: push for name, push in pushes.items() if push > 0}


def _heaviest(reply: str, found: Features, pushes: dict[str, float]) -> list[Hit]:
    """The places that speak most for the label: phrases, or the sentence with the heaviest single word.

    A word such as "is" weighs something but shows a reader nothing, so its sentence stands for it.
    """
    hits = [hit for hit in found.hits if hit.cue in pushes]
    if hits:
        return sorted(hits, key=lambda hit: (-pushes[hit.cue], hit.start))[:_MOST_SPANS]
    heaviest = _heaviest_word(reply, pushes)
    if heaviest is None:
        return []
    around = next((s for s in sentences(reply) if s.start <= heaviest.start < s.end), None)
    return [heaviest._replace(start=around.start, end=around.end) if around else heaviest]


def _spans(reply: str, hits: list[Hit]) -> Iterator[Span]:
    """Their words in the order of the reply, each stretch once."""
    last = -1
    for start, end in sorted({(hit.start, hit.end) for hit in hits}, key=lambda place: (place[0], -place[1])):
        if end > last:  # else the words stand in a longer span already
            yield Span(start=start, end=end, text=reply[start:end])
            last = end


def _heaviest_word(reply: str, pushes: dict[str, float]) -> Hit | None:
    """The first word of the cue that weighs most."""
    reading = read(reply)
    most = max((pushes[cue] for cue in reading.words if cue in pushes), default=None)
    return first_word(reading, [cue for cue in reading.words if pushes.get(cue) == most]) if most is not None else None
