"""How often the stance of a reply was right on labelled pairs, as measured.toml has it."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from threads.model import Value

FILE = Path(__file__).parent / "measured.toml"
How = Literal["texts unseen", "set unseen", "whole set"]


class StanceCounts(Value):
    """Replies of one labelled set found to disagree (or to agree) and meant so, found only, meant only.

    `how`: the sets that the weights were fitted on are judged by models that did not see the texts (`texts unseen`), or
    nothing of the set (`set unseen`: what to expect of a new place); other sets as a whole.
    """

    set: str = Field(description="Name of the labelled set.")
    how: How = Field(description="What the model that judged had seen, see above.")
    label: Literal["disagree", "agree"] = Field(description="The label counted.")
    tp: int = Field(description="Replies found and meant.")
    fp: int = Field(description="Replies found only.")
    fn: int = Field(description="Replies meant only.")


def read_counts(file: Path) -> tuple[StanceCounts, ...]:
    """The counts in a file."""
    return tuple(StanceCounts(**one) for one in tomllib.loads(file.read_text(encoding="utf-8")).get("measured", ()))


@cache
def measured() -> tuple[StanceCounts, ...]:
    """The counts that came with the package, or were written into it since."""
    return read_counts(FILE)


@cache
def fitted_on() -> frozenset[str]:
    """The sets that the weights of stance were fitted on."""
    return frozenset(tomllib.loads((FILE.parent / "weights.toml").read_text(encoding="utf-8"))["training"])
