"""Records that cannot be read: which line, why, and how it begins, for rejects.ndjson."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

import orjson

if TYPE_CHECKING:
    from threads.privacy.pseudonyms import Key

_SHOWN = 200  # characters of a record: enough to recognise it
_CITED = re.compile(r"'[^']*'|\"[^\"]*\"|\bamong [^;]*")  # what a reason repeats of its record


class Reject(NamedTuple):
    """A record left out: the number of its input, its line there from 1 (0: the whole file), the reason, its head."""

    input: int
    line: int
    name: str
    reason: str
    record: str


def reject(input: int, name: str, line: int, reason: str, record: bytes | str = b"", key: Key | None = None) -> Reject:
    """A record left out of the results; only the beginning of the record is kept, under a key only where it stood."""
    if key is not None:
        for named in (name, PurePosixPath(name).name):
            reason = reason.removeprefix(f"{named}: ")
        said = _CITED.sub("...", reason)
        return Reject(input, line, key.id("source", name), said, "")
    head = record[: 4 * _SHOWN].decode("utf-8", "replace") if isinstance(record, bytes) else record
    return Reject(input, line, name, reason, head[:_SHOWN])


def as_lines(rejects: Iterable[Reject]) -> bytes:
    """The rejects as NDJSON in the order of the input: input, line (null: the file as a whole), reason, record."""
    rows = (
        {"input": one.name, "line": one.line or None, "reason": one.reason, "record": one.record}
        for one in sorted(set(rejects))
    )
    return b"".join(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in rows)
