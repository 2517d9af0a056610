"""The first half of the pipeline under one name each: `read` an input, `parse` it into linked threads."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping

from threads.errors import NoComments
from threads.links import WhichLinks, link
from threads.model import Thread, Transcript
from threads.sources import open_documents
from threads.sources import read as read_document
from threads.sources.limits import DEFAULT, Limits
from threads.sources.told import reading_options


def read(
    source: str | bytes | os.PathLike[str],
    *,
    format: str | None = None,
    timezone: str | dt.tzinfo | None = None,
    captured_at: str | dt.datetime | None = None,
    columns: Mapping[str, str] | None = None,
    allow_empty: bool = False,
    limits: Limits = DEFAULT,
) -> list[Transcript | Thread]:
    """What an input says, without recovered links.

    source: a path ("-" for standard input), the bytes of a file, or a text (told from a path by its line breaks, or by
    beginning as a page or as JSON does). The files of a folder are read one by one, unless they are JSON, the answers
    of an API to one question, or the folder is itself a format (a maildir, a corpus).
    format: one of `threads formats`; told from the input by default.
    timezone: IANA name, offset (+06:00) or tzinfo, put on printed times without one; else they stay local.
    captured_at: when the page was saved, to resolve "3 hours ago"; such times stay null without it.
    columns: our field names to the column names of a table, such as {"author": "user"}.
    allow_empty: give an article without comments as a thread without comments, instead of raising NoComments.
    limits: how many bytes, levels of JSON and comments it may have, and how many seconds a page may take.

    Raises a ThreadsError with one sentence for the user if the input cannot be read.
    """
    options = reading_options(timezone, captured_at, columns, allow_empty)
    found: list[Transcript | Thread] = []
    for document in open_documents(source, limits):
        one = list(read_document(document, format, options))
        if not one and not allow_empty:
            raise NoComments(document.name)
        found += one
    return found


def parse(
    source: str | bytes | os.PathLike[str],
    *,
    format: str | None = None,
    timezone: str | dt.tzinfo | None = None,
    captured_at: str | dt.datetime | None = None,
    columns: Mapping[str, str] | None = None,
    allow_empty: bool = False,
    links: WhichLinks = "all",
    limits: Limits = DEFAULT,
) -> list[Thread]:
    """The threads of an input, every recovered reply link with its basis and evidence; arguments as in `read`.

    links: "all" bases; "recovered-strict" without those that are often wrong (order, answer, adjacent); "stated" only
    what the source states.
    """
    transcripts = read(
        source,
        format=format,
        timezone=timezone,
        captured_at=captured_at,
        columns=columns,
        allow_empty=allow_empty,
        limits=limits,
    )
    return [link(transcript, links) for transcript in transcripts]
