"""A rhetorical pattern as a value: what it is and is not, whom it follows, its matchers, its examples; and a finding.

One TOML file of the catalogue is one `Pattern`. The examples are its tests and its documentation at once.
"""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import Field, field_validator, model_validator

from threads.model import Span, Value
from threads.patterns.matchers import Matcher

PatternId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
MARKED = re.compile(r"\[\[(.+?)\]\]", re.DOTALL)


class Finding(Span):
    """The words of one text that read as a pattern."""

    pattern: PatternId


class Example(Value):
    """A text that shows the pattern, its evidence marked [[so]]; `parent` is what it answers, where that matters."""

    text: Annotated[str, Field(pattern=r"(?s)\[\[.+\]\]", description="What is written, the evidence in [[ ]].")]
    parent: str | None = Field(None, description="What it answers.")

    @property
    def plain(self) -> str:
        """The text without its marks."""
        return MARKED.sub(r"\1", self.text)

    @property
    def evidence(self) -> tuple[str, ...]:
        """The marked words, in order."""
        return tuple(match[1] for match in MARKED.finditer(self.text))


class NearMiss(Value):
    """A text that looks like the pattern and is not, with the reason why."""

    text: Annotated[str, Field(min_length=1, description="What is written.")]
    reason: Annotated[str, Field(min_length=10, description="Why it is not the pattern.")]
    parent: str | None = Field(None, description="What it answers.")


class Measured(Value):
    """How often the pattern was right on one labelled set: texts found and meant, found only, meant only."""

    set: str = Field(description="Name of the labelled set.")
    tp: Annotated[int, Field(ge=0)] = Field(description="Texts found and meant.")
    fp: Annotated[int, Field(ge=0)] = Field(description="Texts found only.")
    fn: Annotated[int, Field(ge=0)] = Field(description="Texts meant only.")
    why: str | None = Field(None, description="Why the score is lower than the one it replaced, if it is.")


class Pattern(Value):
    """A rhetorical pattern, defined, referenced and shown by examples; it describes words, never people."""

    id: PatternId = Field(description="The name of its file.")
    name: Annotated[str, Field(min_length=3, description="Its name for people.")]
    family: Annotated[str, Field(pattern=r"^[a-z]+(-[a-z]+)*$", description="What it is grouped under.")]
    definition: Annotated[str, Field(min_length=30, description="What it is.")]
    is_not: Annotated[str, Field(alias="not", min_length=30, description="What it is not, though it may look so.")]
    references: Annotated[tuple[str, ...], Field(min_length=1, description="The literature that it follows.")]
    languages: Annotated[tuple[str, ...], Field(min_length=1, description="Which it is made for.")] = ("en",)
    quotations: bool = Field(False, description="Whether words inside a quotation count: they are another person's.")
    experimental: bool = Field(False, description="Measured too weak to be on unless asked for.")
    lexicons: dict[str, tuple[str, ...]] = Field(default_factory=dict, description="Named word lists of this pattern.")
    matchers: Annotated[tuple[Matcher, ...], Field(min_length=1, description="What finds it; any of them may.")]
    positives: Annotated[tuple[Example, ...], Field(min_length=3)]
    negatives: Annotated[tuple[NearMiss, ...], Field(min_length=3)]
    missed: tuple[Example, ...] = Field((), description="Known misses: each is expected not to be found yet.")
    measured: tuple[Measured, ...] = ()

    @field_validator("positives", "missed", mode="before")
    @classmethod
    def _from_text_alone(cls, examples: Any) -> Any:
        """An example without a parent may be written as its text alone."""
        if not isinstance(examples, list | tuple):
            return examples
        return tuple({"text": example} if isinstance(example, str) else example for example in examples)

    @model_validator(mode="after")
    def _negatives_are_unmarked(self) -> Pattern:
        for near_miss in self.negatives:
            if MARKED.search(near_miss.text):
                raise ValueError(f"a negative has no evidence to mark, and {near_miss.text!r} marks some")
        return self
