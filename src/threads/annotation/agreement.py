"""How far annotators agree beyond chance: Krippendorff's alpha, pattern by pattern."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from threads.annotation.answers import Answer, by_text


class Agreement(NamedTuple):
    """Krippendorff's alpha of one pattern over the texts that two annotators or more have answered.

    1 is full agreement, 0 chance, below 0 worse than chance; null where the pattern was given to none or to all, since
    then there is nothing to agree on. Krippendorff (2018, Content Analysis, ch. 12) asks for 0.8, 0.667 for tentative
    conclusions.
    """

    pattern: str
    alpha: float | None
    texts: int
    annotators: int
    given: int


def agreement(answers: Sequence[Answer]) -> list[Agreement]:
    """The agreement on each label that anybody gave, on whether it is in a text (nominal distance), by label.

    Computed by nltk's AnnotationTask (Artstein & Poesio 2008, Computational Linguistics 34(4)).
    """
    shared = {item: given for item, given in by_text(answers).items() if len(given) > 1}
    labels = sorted({label for answer in answers for label in answer.labels})
    return [_of_label(label, shared) for label in labels]


def _of_label(label: str, shared: dict[tuple[str, str], dict[str, Answer]]) -> Agreement:
    from nltk.metrics.agreement import AnnotationTask  # type: ignore[import-untyped]  # ships no types

    judged = [(who, item, label in answer.labels) for item, given in shared.items() for who, answer in given.items()]
    given = sum(said for *_, said in judged)
    alpha = float(AnnotationTask(data=judged).alpha()) if 0 < given < len(judged) else None
    return Agreement(label, alpha, len(shared), len({who for who, *_ in judged}), given)
