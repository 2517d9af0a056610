"""One input on its way to a reader: its name, its bytes, its text."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePath
from typing import Literal

from threads.errors import MalformedInput, UnreadableInput
from threads.model import Source

_COLUMNS = {"id", "comment_id", "text", "body", "comment", "comment_text", "message", "content"}

Container = Literal["json", "ndjson", "csv", "xml", "html", "text"]


@dataclass(frozen=True)
class Options:
    """What the caller knows that the input does not say.

    `timezone` is given to times without an offset; `captured_at` anchors "3 hours ago"; `columns` maps our field
    names to the column names of a table.
    """

    timezone: dt.tzinfo | None = None
    captured_at: dt.datetime | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    allow_empty: bool = False


@dataclass(frozen=True)
class Document:
    """The bytes of one input under the name that errors and `source.name` give it."""

    name: str
    data: bytes

    @cached_property
    def text(self) -> str:
        """The decoded text, newlines as "\\n", without a byte order mark."""
        if not self.data.strip():
            raise UnreadableInput(self.name, "is empty", "pass a file with a comment section")
        if b"\0" in self.data[:4096]:
            raise UnreadableInput(self.name, "is binary, not text", "pass a text dump, a saved page or an export")
        try:
            text = self.data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise MalformedInput(
                self.name, f"byte {error.start}", "is not UTF-8", "convert the file to UTF-8"
            ) from error
        return text.replace("\r\n", "\n").replace("\r", "\n")

    @cached_property
    def container(self) -> Container:
        """The syntax of the text, told from how it begins."""
        head = self.text.lstrip()[:2000]
        first = head.split("\n", 1)[0]
        if head[0] in "{[":
            rest = self.text.strip().split("\n", 1)
            single_line = first.rstrip().endswith("}") and len(rest) == 2 and rest[1].lstrip().startswith("{")
            return "ndjson" if head[0] == "{" and single_line else "json"
        if head.startswith("<?xml"):
            return "xml"
        if head[:200].lower().startswith(("<!doctype html", "<html", "<!--", "<head", "<body", "<div")):
            return "html"
        return "csv" if _is_table_header(first) else "text"

    @property
    def stem(self) -> str:
        """The name without folder and suffix: the id of the document's only thread."""
        return PurePath(self.name).stem or self.name

    def source(self, format_name: str) -> Source:
        """Where a thread read from this document says it comes from."""
        return Source(
            name=self.name, format=format_name, sha256=hashlib.sha256(self.data).hexdigest(), bytes=len(self.data)
        )


def _is_table_header(line: str) -> bool:
    """Whether a first line names columns: three or more identifiers, one of them a usual name for an id or a text."""
    delimiter = max("\t;,", key=line.count)
    cells = [cell.strip().strip('"').casefold() for cell in line.split(delimiter)]
    return (
        len(cells) >= 3
        and all(re.fullmatch(r"[\w.-]+(?: [\w.-]+){0,2}", cell) for cell in cells)
        and bool(_COLUMNS & {*cells})
    )
