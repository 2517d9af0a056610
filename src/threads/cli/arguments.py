"""The arguments of the command line: how each is written, read and explained."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

if TYPE_CHECKING:
    from threads.patterns import Catalogue

Chosen = TypeVar("Chosen", bound=StrEnum)


class Dress(StrEnum):
    """How results are printed."""

    JSON = "json"
    TEXT = "text"


class Form(StrEnum):
    """How reports and comparisons are written."""

    JSON = "json"
    TEXT = "text"
    HTML = "html"
    MARKDOWN = "markdown"


SUFFIXES = {Form.JSON: "json", Form.TEXT: "txt", Form.HTML: "html", Form.MARKDOWN: "md"}
_FORMS = {suffix: form for form, suffix in SUFFIXES.items()} | {"htm": Form.HTML}


class QuoteChoice(StrEnum):
    """How much of people's words is repeated as evidence."""

    FULL = "full"
    SHORT = "short"
    NONE = "none"


class LinkChoice(StrEnum):
    """Which reply links are given."""

    ALL = "all"
    STRICT = "recovered-strict"
    STATED = "stated"


def form_for(chosen: Form | None, output: str | None) -> Form:
    """What was chosen, or what the output's name ends in, or a table for who looks at a terminal; JSON for the rest."""
    named = _FORMS.get(Path(output or "").suffix.lower().removeprefix("."))
    return chosen or named or (Form.TEXT if output is None and sys.stdout.isatty() else Form.JSON)


def catalogue_with(folders: Sequence[Path]) -> Catalogue | None:
    """The packaged patterns and the caller's, without those that are experimental; None where the caller has none."""
    from threads.patterns import load

    return load(*folders, examples=True).settled if folders else None


def format_name(name: str) -> str:
    """The name of a format that exists."""
    from threads.sources import readers

    if name not in readers():
        raise typer.BadParameter(f"{name!r} is no format; choose one of {', '.join(readers())}")
    return name


def zone(name: str) -> str:
    """The name of a time zone that exists."""
    from threads.sources.told import reading_options

    reading_options(timezone=name)
    return name


def moment(text: str) -> str:
    """A time in ISO 8601."""
    from threads.sources.told import reading_options

    reading_options(captured_at=text)
    return text


def limit(text: str) -> str:
    """A limit that exists, and its value."""
    from threads.sources.limits import Limits

    Limits.named([text])
    return text


def column(pair: str) -> str:
    """Columns named as `columns_named` reads them."""
    columns_named([pair])
    return pair


def choice(kind: type[Chosen], *names: str, help: str) -> Any:
    """An option that takes one of a few words."""

    def chosen(word: str) -> Chosen:
        try:
            return kind(word)
        except ValueError:  # typer would say so too, with "Value error, " before it
            raise typer.BadParameter(f"{word!r} is not one of {', '.join(repr(one.value) for one in kind)}") from None

    return typer.Option(*names, parser=chosen, metavar=f"[{'|'.join(kind)}]", help=help)


def columns_named(pairs: Sequence[str]) -> dict[str, str]:
    """Our column names to the caller's: ["author=user,text=body"] is {"author": "user", "text": "body"}."""
    named = [pair.partition("=") for text in pairs for pair in text.split(",")]
    for field, _, column in named:
        if not field or not column:
            raise typer.BadParameter(f"{field or column!r} names no column; write author=user")
    return {field.strip(): column.strip() for field, _, column in named}


Inputs = Annotated[list[str], typer.Argument(metavar="INPUT", help="Files to read; - is standard input.")]
Output = Annotated[
    str | None, typer.Option("--output", "-o", metavar="FILE|DIR", help="A file, or a folder for a file per thread.")
]
Quotes = Annotated[
    QuoteChoice,
    choice(QuoteChoice, "--quotes", help="Evidence: its words, their first 60 characters, or only its place."),
]
Force = Annotated[bool, typer.Option("--force", help="Replace files of an earlier run.")]
Format = Annotated[
    str | None, typer.Option(parser=format_name, metavar="NAME", help="One of `threads formats`; told from the input.")
]
Timezone = Annotated[
    str | None,
    typer.Option(parser=zone, metavar="ZONE", help="Zone of times printed without one: Europe/Berlin or +01:00."),
]
Captured = Annotated[
    str | None, typer.Option(parser=moment, metavar="TIME", help='When "3 hours ago" was printed, in ISO 8601.')
]
Columns = Annotated[
    list[str], typer.Option(parser=column, metavar="OURS=YOURS", help="Columns of a table, such as author=user.")
]
AllowEmpty = Annotated[bool, typer.Option("--allow-empty", help="Take an article without comments too.")]
Limit = Annotated[
    list[str],
    typer.Option("--limit", parser=limit, metavar="NAME=N", help="Raise or lower: bytes, depth, records, seconds."),
]
Links = Annotated[
    LinkChoice,
    choice(LinkChoice, "--links", help="Reply links: all, only those almost always right, or as the source states."),
]
Pseudonymize = Annotated[
    Path | None,
    typer.Option(metavar="KEYFILE", help="Put pseudonyms for all names and ids, made by the key in this file."),
]
Patterns = Annotated[list[Path], typer.Option("--patterns", metavar="DIR", help="A folder of your own patterns.")]
As = Annotated[Dress | None, choice(Dress, "--as", help="json, or text for people.")]
AsForm = Annotated[Form | None, choice(Form, "--as", help="For scripts (json) or people; html is one file.")]
