"""Recovered reply links against labelled ones: precision, recall and F1, and the precision of every basis.

A labelled file is a table that `threads.read` reads, one comment per line in posting order: thread_id, id, parent_id,
author, created_at, text. Parents are taken out, links recovered, and compared. Rows with `"gold": false` or
`"system": true` are context and not scored; `parent_ids` may list several parents of which any is right; replies to
what the file does not hold are not scored.
"""

from __future__ import annotations

import json
import os
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, get_args

from threads.errors import MalformedInput
from threads.links import WhichLinks, link
from threads.model import Basis, Comment, Link, Transcript
from threads.pipeline import read
from threads.suffixes import set_name

_HEAD = "# How many recovered reply links are right on labelled threads. Written by `threads measure links --write`.\n"


class Labelled(NamedTuple):
    """A thread without its parents; per comment the places of its true parents, None where it is not scored."""

    transcript: Transcript
    parents: tuple[frozenset[int] | None, ...]


class LinkScores(NamedTuple):
    """Counts of one labelled set; `bases` holds (right, found) of every basis that was found."""

    set: str
    threads: int
    comments: int
    right: int
    found: int
    true: int
    bases: Mapping[Basis, tuple[int, int]]

    @property
    def precision(self) -> float | None:
        """Share of the links found that are right; None if none was found."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Share of the true links that were found; None if there is none."""
        return self.right / self.true if self.true else None

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall: 2 right / (found + true)."""
        return 2 * self.right / (self.found + self.true) if self.found + self.true else 0.0

    def counts(self) -> dict[str, int | dict[str, int]]:
        """What measured.toml keeps: the counts, from which all shares can be computed."""
        counts: dict[str, int | dict[str, int]] = {"threads": self.threads, "comments": self.comments}
        counts |= {"links": self.true, "right": self.right, "found": self.found}
        return counts | {basis: {"right": right, "found": found} for basis, (right, found) in self.bases.items()}

    def document(self) -> dict[str, str | float | int | dict[str, int] | None]:
        """The scores as one JSON object."""
        shares = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        rounded = {name: None if share is None else round(share, 4) for name, share in shares.items()}
        return {"set": self.set, **rounded, **self.counts()}


def measure_links(source: str | os.PathLike[str], links: WhichLinks = "all") -> LinkScores:
    """Scores of the links that are recovered in a labelled file; raises a ThreadsError if it cannot be read."""
    threads = labelled_threads(source)
    return score_links(set_name(Path(source)), threads, (link(thread.transcript, links).links for thread in threads))


def labelled_threads(source: str | os.PathLike[str]) -> list[Labelled]:
    """The threads of a labelled file; MalformedInput if no row states a parent, as then there is nothing to compare."""
    read_ones = [found for found in read(Path(source)) if isinstance(found, Transcript)]
    threads = [_without_parents(transcript) for transcript in read_ones]
    if not any(parents for thread in threads for parents in thread.parents):
        raise MalformedInput(str(source), "parent_id", "no comment has its true parent", "label some replies")
    return threads


def score_links(name: str, threads: Iterable[Labelled], links: Iterable[Iterable[Link]]) -> LinkScores:
    """Counts of the links given for each thread."""
    right: Counter[Basis] = Counter()
    found: Counter[Basis] = Counter()
    true = total = comments = 0
    for thread, recovered in zip(threads, links, strict=True):
        total, comments = total + 1, comments + len(thread.parents)
        true += sum(bool(parents) for parents in thread.parents)
        place = {comment.id: n for n, comment in enumerate(thread.transcript.comments)}
        for one in recovered:
            parents = thread.parents[place[one.child_id]]
            if parents is not None:
                found[one.basis] += 1
                right[one.basis] += place[one.parent_id] in parents
    bases = {basis: (right[basis], found[basis]) for basis in get_args(Basis) if found[basis]}
    return LinkScores(name, total, comments, right.total(), found.total(), true, bases)


def table(scores: Iterable[LinkScores]) -> str:
    """For people: a line per set with precision, recall and F1, and under it how many links of each basis are right."""
    lines = []
    for one in scores:
        size = f"{one.threads} threads  {one.comments} comments  {one.true} links"
        lines.append(
            f"{one.set}  {size}  precision {_shown(one.precision)}  recall {_shown(one.recall)}  F1 {one.f1:.3f}"
        )
        lines += [
            f"  {b:<9}{right:>6} of {found:>6} right  {right / found:.2f}" for b, (right, found) in one.bases.items()
        ]
    return "".join(f"{line}\n" for line in lines)


def _shown(share: float | None) -> str:
    return "-" if share is None else f"{share:.3f}"


def merged(toml: str, scores: Iterable[LinkScores]) -> str:
    """A TOML of counts with those of some sets put in, or put in place of their older ones."""
    sets: dict[str, Any] = tomllib.loads(toml)
    sets.update({one.set: one.counts() for one in scores})
    return _HEAD + "".join(_toml(json.dumps(name), sets[name]) for name in sorted(sets))


def _toml(name: str, counts: Mapping[str, Any]) -> str:
    plain = "".join(f"{key} = {value}\n" for key, value in counts.items() if not isinstance(value, dict))
    bases = ((key, value) for key, value in counts.items() if isinstance(value, dict))
    rows = "".join(f"{key} = {{ right = {one['right']}, found = {one['found']} }}\n" for key, one in bases)
    return f"\n[{name}]\n{plain}{rows}"


def _without_parents(transcript: Transcript) -> Labelled:
    place: dict[str, int] = {comment.id: n for n, comment in enumerate(transcript.comments)}
    parents = tuple(_true_parents(comment, place) for comment in transcript.comments)
    stripped = tuple(comment.model_copy(update={"parent_id": None}) for comment in transcript.comments)
    return Labelled(transcript.model_copy(update={"comments": stripped, "nesting": "lost"}), parents)


def _true_parents(comment: Comment, place: Mapping[str, int]) -> frozenset[int] | None:
    several = comment.extra.get("parent_ids")
    named = [str(one) for one in several] if isinstance(several, list) and several else [comment.parent_id]
    parents = frozenset(place[one] for one in named if one is not None and one in place)
    if comment.extra.get("gold") is False or comment.extra.get("system") is True:
        return None
    return None if comment.parent_id is not None and not parents else parents
