"""Which texts people should annotate: some with findings of each pattern, and some drawn from all texts alike.

The first show how many findings are right (precision), only the second what was missed (recall): a sample of findings
alone cannot.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from threads.model import Thread
from threads.patterns import Catalogue, Finding

Stratum = Literal["findings", "random"]


class Item(NamedTuple):
    """A text to annotate, what it answers, why it was chosen, and for the stratum `findings` what was found in it."""

    thread_id: str
    comment_id: str
    text: str
    parent_text: str | None
    stratum: Stratum
    findings: tuple[Finding, ...]


def sample(
    threads: Iterable[Thread], patterns: Catalogue, per_pattern: int, at_random: int, seed: int = 0
) -> list[Item]:
    """Up to `per_pattern` texts with a finding of each pattern, and `at_random` of all texts, in random order.

    A text is chosen once. Those drawn at random carry no findings, so that nobody is primed. Equal inputs and seeds
    give equal samples.
    """
    dice = random.Random(seed)  # noqa: S311 -- a sample, no secret
    texts = list(_texts(threads, patterns))
    chosen: dict[int, Item] = {}
    for position in _drawn(dice, range(len(texts)), at_random):
        chosen[position] = texts[position]._replace(stratum="random", findings=())
    for pattern in patterns.ids:
        having = [n for n, item in enumerate(texts) if any(found.pattern == pattern for found in item.findings)]
        for position in _drawn(dice, having, per_pattern):
            chosen.setdefault(position, texts[position])
    items = [chosen[position] for position in sorted(chosen)]
    dice.shuffle(items)
    return items


def _drawn(dice: random.Random, positions: Sequence[int], wanted: int) -> list[int]:
    return dice.sample(positions, min(wanted, len(positions)))


def _texts(threads: Iterable[Thread], patterns: Catalogue) -> Iterator[Item]:
    for thread in threads:
        texts = {comment.id: comment.text for comment in thread.comments}
        parents = {link.child_id: texts.get(link.parent_id) for link in reversed(thread.links)}
        for comment in thread.comments:
            if comment.state == "visible" and comment.text.strip():
                parent = parents.get(comment.id)
                findings = tuple(patterns.engine.find(comment.text, parent))
                yield Item(thread.id, comment.id, comment.text, parent, "findings", findings)
