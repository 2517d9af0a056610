"""Tells the headers of quotes from those of comments: what stands below them is printed further up already."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from threads.sources.text.anchors import Group
from threads.sources.text.lines import Line

_FEW = 60  # headers among which quotes are told


class Repeats:
    """The text of a page, to be asked whether it says something twice."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._page = "\n".join(line.text for line in lines)
        self._starts = list(accumulate((len(line.text) + 1 for line in lines), initial=0))

    def quoted(self, group: Group) -> bool:
        """Whether most of the group's lines announce words ("NAME wrote:") that were said before."""
        announce = [
            a.at for a in group.anchors[:_FEW] if self._lines[a.at].text.endswith(":") or a.before.endswith(":")
        ]
        if 2 * len(announce) < min(_FEW, len(group.anchors)):
            return False
        said = [known for at in announce if (known := self._said(at)) is not None]
        return len(said) > 1 and 2 * sum(said) >= len(said)

    def _said(self, at: int) -> bool | None:
        below = next((i for i in range(at + 1, min(at + 4, len(self._lines))) if not self._lines[i].is_blank), at)
        words = self._lines[below].text[:40]
        if below == at or len(words) < 25:
            return None
        return self._page.find(words, 0, self._starts[at]) >= 0
