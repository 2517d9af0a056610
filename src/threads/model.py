"""The values that pass through the pipeline: what a source says (Transcript) and a thread with its links (Thread).

All values are frozen and flat: nested replies would break JSON parsers a few hundred levels deep. What a JSON Schema
can say about them stands here as types; what it cannot (parents exist, no cycles, evidence equals its span) is
checked by `threads.validate`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal, ParamSpec, TypeVar, cast

from pydantic import BaseModel, ConfigDict, Field, JsonValue
from pydantic.config import JsonDict

from threads.portable import PortableThread

SCHEMA_VERSION = "1.0"

State = Literal["visible", "deleted", "removed", "hidden"]
Kind = Literal["comments", "roundup"]
Nesting = Literal["stated", "partial", "lost"]
Basis = Literal["stated", "marker", "quote", "mention", "order", "answer", "adjacent"]
MarkerKind = Literal["depth", "number", "reply-to", "quote-of"]

# In a pattern, [0-9] and not \d, which means other digits too in some languages; and in some "$" is also in front of a
# last line break, as in Python's, so that those must be told that there is none.
_ONE_LINE: JsonDict = {"not": {"pattern": "\\n"}}

Id = Annotated[str, Field(min_length=1)]
Timestamp = Annotated[
    str,
    Field(
        pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})?)?$",
        json_schema_extra=_ONE_LINE,
        description="ISO 8601 as precise as the source: a date, a local date-time, or a date-time with its offset.",
        examples=["2011-12-21", "2011-12-21T15:41:00", "2011-12-21T15:41:00+06:00"],
    ),
]
Offset = Annotated[int, Field(ge=0, description="Offset into the comment's `text`, in Unicode code points.")]


class Value(BaseModel):
    """A frozen value that refuses unknown fields and does not guess types."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


P = ParamSpec("P")
V = TypeVar("V", bound=Value)
# All that an instance of a pydantic model holds
_ATTRIBUTES = ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
_put, _put_names, _put_extra, _put_private = (BaseModel.__dict__[name].__set__ for name in _ATTRIBUTES)


def unchecked(kind: Callable[P, V]) -> Callable[P, V]:
    """A constructor of the same values by name, a third as dear, as nothing is checked when the program runs.

    For what is made by the thousand of facts that our own code has established; mypy still checks the calls.
    """
    model = cast("type[V]", kind)
    names = tuple(model.model_fields)
    given = set(names)  # shared: values are frozen, and copies of them copy it
    defaults = {
        name: field.default
        for name, field in model.model_fields.items()
        if not field.is_required() and field.default_factory is None
    }
    new = model.__new__

    def make(**values: Any) -> V:
        if tuple(values) != names:  # JSON has the keys in the order of the model
            values = {name: values[name] if name in values else defaults[name] for name in names}
        value = new(model)
        _put(value, values)
        _put_names(value, given)
        _put_extra(value, None)
        _put_private(value, None)
        return value

    return cast("Callable[P, V]", make)


class Span(Value):
    """A stretch of one text: `text[start:end]` of that text equals `text` here."""

    start: Offset
    end: Offset
    text: str = Field(description="The words; their beginning or none where a report was told to quote less.")


class Evidence(Span):
    """The words of a comment that support a claim."""

    comment_id: Id = Field(description="The comment that has them, or the post.")


class Location(Value):
    """Where a comment stands in its source."""

    line: int | None = Field(None, ge=1, description="Line of the comment's first line, counted from 1.")


class Marker(Value):
    """A mark that the source sets at a comment to show its place, short of naming its parent's id.

    `depth`: how deep it is indented (value "0", "1", ...; "1+" is a reply at any depth). `number`: its printed number
    ("7", "1.1"). `reply-to`: the name or number it says it answers. `quote-of`: author name, number or id of a post
    it quotes.
    """

    kind: MarkerKind = Field(description="What the mark says, see above.")
    value: str = Field(description="What it says it with: a depth, a number, a name.")
    printed: str = Field(description="The mark as the source prints it.")
    line: int | None = Field(None, ge=1, description="Line of the source that has it, counted from 1.")


class Comment(Value):
    """One contribution, as its source states it; `parent_id` is never rewritten by us."""

    id: Id = Field(
        description="The source's own, or one made from the comment's place; no other comment of the thread has it."
    )
    parent_id: Id | None = Field(None, description="Parent that the source states; null: see the thread's `nesting`.")
    author: str | None = Field(None, description="Name as printed; null where the source has none.")
    author_id: str | None = Field(None, description="The platform's own id of the author.")
    created_at: Timestamp | None = None
    created_at_text: str | None = Field(None, description="The time as the source prints it.")
    text: str = Field("", description="The words, quotations included.")
    state: State = Field(
        "visible",
        description="Whether the source still shows it: deleted by its author, removed by others, or hidden from view.",
    )
    location: Location | None = None
    markers: tuple[Marker, ...] = ()
    extra: dict[str, JsonValue] = Field(
        default_factory=dict, description="What else the source says of the comment: url, score, edited_at, venue, ..."
    )


class Post(Value):
    """What a thread is about: an article, a question, an opening post."""

    author: str | None = Field(None, description="Name as printed.")
    created_at: Timestamp | None = None
    text: str = Field("", description="The words; empty where it only links elsewhere.")


class Note(Value):
    """Something a reader of the output should know, with a code for machines and a sentence for people."""

    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$", json_schema_extra=_ONE_LINE)] = Field(
        description="Which kind of note."
    )
    message: str = Field(description="The same for people, with its facts.")
    comment_id: Id | None = Field(None, description="The comment that it is about, if it is about one.")


class Source(Value):
    """Which bytes a thread was read from."""

    name: str = Field(description="Name of the file, without its folder.")
    format: str = Field(description="The format that it was read as.")
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", json_schema_extra=_ONE_LINE)] = Field(
        description="Of the bytes that were read."
    )
    bytes: Annotated[int, Field(ge=0)] = Field(description="How many they are.")


class Link(Value):
    """A reply link: `child_id` answers `parent_id`, on what basis, and the words or the fact that show it."""

    child_id: Id = Field(description="The comment that answers.")
    parent_id: Id = Field(description="The comment that is answered.")
    basis: Basis = Field(description="What shows the link: the source itself, or what it was recovered from.")
    evidence: tuple[Evidence, ...] = ()
    fact: str | None = Field(None, description="What shows the link where no words of a comment do.")


class _Conversation(Value):
    """The fields that a transcript and a thread share."""

    schema_version: Literal["1.0"] = Field("1.0", description="Of this schema.")
    id: Id = Field(description="The source's own, or made from its name.")
    source: Source
    kind: Kind = Field("comments", description="Comments, or an article that quotes commenters from elsewhere.")
    title: str | None = Field(None, description="As the source has it.")
    url: str | None = Field(None, description="Address of the page, where the source gives it.")
    platform: str | None = Field(None, description="Software or service, where the source names it.")
    declared_comments: Annotated[int | None, Field(ge=0, description="How many comments the source says it has.")] = (
        None
    )
    nesting: Nesting = Field(
        description="Whether the source says what each comment answers: of all (null is top level), of some, of none."
    )
    post: Post | None = None
    comments: tuple[Comment, ...] = ()


class Transcript(_Conversation):
    """What a source says, and no more: its comments in the source's order, without recovered links."""

    notes: tuple[Note, ...] = ()


class Thread(_Conversation, PortableThread):
    """A conversation with its reply links, each with its basis."""

    links: tuple[Link, ...] = ()
    notes: tuple[Note, ...] = ()
