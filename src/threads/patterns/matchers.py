"""The closed set of matchers a pattern is made of: phrases, regex, near, reply, linear; each with where it may stand.

A matcher is data. What it does to a text is in `engine`, what `where` and `unless` mean is in `guards`, and how
`{lexicon}` and `(one|other|)` unfold in a phrase is in `expansion`; what a linear model is, in `linear`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from threads.model import Value

Where = Literal[
    "sentence-start",
    "sentence-end",
    "sentence",
    "comment-start",
    "comment-end",
    "question",
    "statement",
    "exclamation",
    "second-person",
]
Unless = Literal["denied", "mentioned", "question", "conditional", "reported", "self"]
Take = Literal["match", "sentence"]
Words = Annotated[
    tuple[Annotated[str, Field(min_length=1)], ...],
    Field(min_length=1, description="Any of them; {name} stands for a word list, (one|other|) for a choice."),
]

# Who says "nobody here is an idiot" or "stop calling people idiots" does not call anybody an idiot.
USUAL_GUARDS: tuple[Unless, ...] = ("denied", "mentioned")


class _Matcher(Value):
    """What every matcher can say: where its words may stand, what undoes them, and which words are the evidence."""

    where: tuple[Where, ...] = Field((), description="All of these must hold of the place where the words stand.")
    unless: tuple[Unless, ...] = Field(USUAL_GUARDS, description="Any of these undoes the match.")
    exceptions: tuple[str, ...] = Field(
        (), alias="except", description="Longer phrases in which the words do not count."
    )
    take: Take = Field("match", description="The evidence: the words matched, or the sentence around them.")


class Phrases(_Matcher):
    """Any of these phrases: whole words, in any case, with any apostrophe and any white space between."""

    kind: Literal["phrases"]
    phrases: Words


class Regex(_Matcher):
    """A regular expression of RE2 (linear time) over the lower-cased text, within one sentence."""

    kind: Literal["regex"]
    regex: Annotated[str, Field(min_length=1, description="The expression.")]
    cased: bool = Field(False, description="Match the text as written, for what lives by its capitals.")


class Near(_Matcher):
    """A phrase of `first` and one of `second` in one sentence, at most `within` words from each other."""

    kind: Literal["near"]
    first: Words
    second: Words
    within: Annotated[int, Field(ge=0, le=40, description="How many words may stand between the two.")]
    ordered: bool = Field(True, description="Whether `first` has to come first.")


class Reply(_Matcher):
    """Phrases that mean the pattern only as an answer: the parent's own words must hold one of `parent`.

    With `echo`, the phrases must instead be followed or preceded by that many words in a row from the parent.
    """

    kind: Literal["reply"]
    phrases: Words
    parent: tuple[str, ...] = Field((), description="Phrases of which the parent holds at least one; none: any parent.")
    echo: Annotated[int, Field(ge=0, le=10)] = Field(
        0, description="How many words in a row of the reply's sentence must stand in the parent as well."
    )


class Linear(_Matcher):
    """A small linear model over words and pairs of words, read from `models/`; its heaviest words are the evidence."""

    kind: Literal["linear"]
    model: Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", description="The name of its file.")]


Matcher = Annotated[Phrases | Regex | Near | Reply | Linear, Field(discriminator="kind")]
