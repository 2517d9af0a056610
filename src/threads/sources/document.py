"""One input on its way to a reader: its name, its bytes, its text."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePath
from typing import Any, Literal

from threads.errors import UnreadableInput
from threads.model import Note, Source
from threads.sources.column_names import TELLING
from threads.sources.delimiters import stated
from threads.sources.encoding import decode
from threads.sources.limits import DEFAULT, Limits
from threads.sources.mhtml import page_in

# A text dump may begin with "{ 38 comments" or "[ ] search"; JSON goes on with a key, a string, a bracket or its end.
_JSON = re.compile(r'\{\s*(?:"|\}|\Z)|(?:\[\s*)+(?:\{\s*["}]|"|\]\s*\Z|\Z|-?\d[\d.eE+-]*\s*,)')
_TABLE = re.compile(r"\.[ct]sv(?:\.(?:zst|gz|bz2|xz))?$", re.IGNORECASE)

# The line before each message of an mbox file, or one of the headers that a mail program writes.
_ENVELOPE = re.compile(r"From \S(?>[^\n]*? \d{1,2}:\d\d)(?>[^\n]*?\d{4})[^\n]*\n>?[!-9;-~]+:")
_MAIL_HEADER = re.compile(r"^(?:Message-ID|Received|MIME-Version):", re.IGNORECASE | re.MULTILINE)
_HEADERS = re.compile(r"(?:[!-9;-~]+:[^\n]*\n(?:[ \t]+\S[^\n]*\n)*)+")
# Exports begin with an XML declaration, some after a stray character; pages written as XHTML begin so too.
_XML = re.compile(r"[^\w<]{0,8}<(?:\?xml|rss|disqus)\b")
_XHTML = re.compile(r"<!doctype html|<html\b", re.IGNORECASE)

Container = Literal["json", "ndjson", "csv", "xml", "html", "mail", "text"]


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
    """The bytes of one input under the name that errors and `source.name` give it.

    A folder is one input too: its files joined by newlines, and where they lie for formats that are folders.
    """

    name: str
    data: bytes
    folder: Path | None = None
    limits: Limits = DEFAULT

    @cached_property
    def text(self) -> str:
        """The decoded text, newlines as "\\n", without a byte order mark."""
        text = self._decoded[0].replace("\r\n", "\n").replace("\r", "\n")
        return text.lstrip("\ufeff").replace("\n\ufeff", "\n")  # marks of files that were joined

    @property
    def notes(self) -> tuple[Note, ...]:
        """What should be known about the bytes: an encoding that had to be guessed. Parts of a mail state their own."""
        return self._decoded[1] if self.container != "mail" else ()

    @cached_property
    def _decoded(self) -> tuple[str, tuple[Note, ...]]:
        if self.folder is not None and not self.data:
            raise UnreadableInput(self.name, "holds no text in files of its own", "name the folders in it, or files")
        decoded = decode(self.name, page_in(self.data))
        if not decoded[0].strip("\ufeff\0 \t\r\n\f\v\xa0\u2028\u2029\u200b") or not decoded[0].strip():
            raise UnreadableInput(self.name, "is empty", "pass a file with a comment section")
        return decoded

    @cached_property
    def container(self) -> Container:
        """The syntax of the text, told from how it begins."""
        head = self.text.lstrip()[:2000]
        first = head.split("\n", 1)[0]
        if _JSON.match(head):
            rest = self.text.strip().split("\n", 1)
            single_line = first.rstrip().endswith("}") and len(rest) == 2 and rest[1].lstrip().startswith("{")
            return "ndjson" if head[0] == "{" and single_line else "json"
        if _XML.match(head):
            return "html" if _XHTML.search(head) else "xml"
        if head[:200].lower().startswith(("<!doctype html", "<html", "<!--", "<head", "<body", "<div")):
            return "html"
        if _is_mail(self.text.lstrip()[:20_000]):  # transport headers are long
            return "mail"
        named = _TABLE.search(self.name) and any(sign in first for sign in "\t;,")
        return "csv" if named or _begins_table(head) else "text"

    @cached_property
    def json(self) -> Any:
        """The parsed JSON of the whole input; None if it is none, which `parse` of a reader reports in full."""
        from threads.sources.loose_json import NotJson, only

        try:
            return only(self.text, self.limits.depth) if self.container == "json" else None
        except NotJson:
            return None

    @property
    def stem(self) -> str:
        """The name without folder and suffix: the id of the document's only thread."""
        bare = re.sub(r"\.(?:zst|gz|bz2|xz)$", "", self.name)
        return PurePath(bare).stem or self.name

    def source(self, format_name: str) -> Source:
        """Where a thread read from this document says it comes from."""
        return Source(name=self.name, format=format_name, sha256=self._sha256, bytes=len(self.data))

    @cached_property
    def _sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def _is_mail(head: str) -> bool:
    """Whether a text begins as an mbox file, or with a message's headers: "From:" and one that only programs write."""
    if _ENVELOPE.match(head):
        return True
    headers = _HEADERS.match(head)
    return (
        headers is not None
        and re.search(r"^From:", headers[0], re.IGNORECASE | re.MULTILINE) is not None
        and _MAIL_HEADER.search(headers[0]) is not None
    )


def _begins_table(head: str) -> bool:
    """Whether a text begins with a table's header, or with the line for spreadsheets that may stand before it."""
    delimiter = stated(head)
    rows = head if delimiter is None else head.partition("\n")[2]
    first = rows.split("\n", 1)[0]
    whole = first if "\n" in rows else first.rpartition(",")[0] or first  # a wide table's names are cut in the head
    return _names_columns(whole, delimiter or max("\t;,", key=whole.count))


def _names_columns(line: str, delimiter: str) -> bool:
    """Whether a line holds three or more identifiers, one of them a usual name for an id or a text."""
    cells = [cell.strip().strip('"').casefold() for cell in line.rstrip(delimiter).split(delimiter)]
    return (
        line.count(delimiter) >= 2
        and all(re.fullmatch(r"[\w.-]+(?: [\w.-]+){0,2}", cell) for cell in cells)
        and not TELLING.isdisjoint(cells)
    )
