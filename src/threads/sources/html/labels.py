"""What the lines of a printed form say in every record: "Entry no. 7", "Name:", "Date:", "Text:"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from threads.sources.markup import Element

_FEWEST = 3  # records
_MOST = 0.9  # of the records have a label
_LONGEST = 4  # words of a label
_LINES = ("tr", "dl")
_FIGURES = re.compile(r"\d+")


def without_labels(inside: Mapping[int, Sequence[Element]]) -> dict[int, list[Element]]:
    """Each record's elements but for labels and the table rows that hold one beside its value.

    Nothing is left out unless two labels end in a colon, as those of a form do.
    """
    printed = Counter(line for elements in inside.values() for line in {_even(e) for e in elements})
    usual = {line for line, count in printed.items() if line and count >= max(_FEWEST, _MOST * len(inside))}
    if sum(line.endswith(":") for line in usual) < 2:
        return {order: list(elements) for order, elements in inside.items()}
    return {order: _values(elements, usual) for order, elements in inside.items()}


def _values(elements: Sequence[Element], usual: set[str]) -> list[Element]:
    labels = [e for e in elements if _even(e) in usual]
    lines = {a.order for label in labels for a in label.ancestors() if a.tag in _LINES}
    without = {label.order for label in labels}.union(lines)
    return [e for e in elements if e.order not in without]


def _even(element: Element) -> str:
    """The line of a short element with its figures made equal; empty if it is long."""
    return _FIGURES.sub("0", element.line) if 0 < element.words <= _LONGEST else ""
