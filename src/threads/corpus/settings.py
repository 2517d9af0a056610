"""What decides the results of a corpus run, on whatever machine and with however many processes it runs."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, get_args

from threads.errors import UnknownName

if TYPE_CHECKING:
    from threads.links import WhichLinks
    from threads.patterns import Catalogue
    from threads.privacy.pseudonyms import Key
    from threads.quotes import Quotes
    from threads.sources import Options

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kMGT]?)i?B?", re.IGNORECASE)
_UNITS = {"": 1, "k": 2**10, "m": 2**20, "g": 2**30, "t": 2**40}
_BUCKET = re.compile(r"(\d+)/(\d+)")


@dataclass(frozen=True)
class Settings:
    """How threads are read and reported; equal settings make equal results of equal records.

    format, timezone, captured_at, columns, links: as in `threads.parse`. patterns: ids of the patterns to look for,
    None for all but the experimental; folders: where further patterns are.
    quotes: as in `threads.report`. key: makes pseudonyms for all names and ids, those of inputs too.
    stated: the inputs, by number, whose records state parents (or state by silence that they answer none).
    inputs: the names of the inputs by number.
    """

    format: str | None = None
    timezone: str | dt.tzinfo | None = None
    captured_at: str | dt.datetime | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    links: WhichLinks = "all"
    patterns: tuple[str, ...] | None = None
    folders: tuple[str, ...] = ()
    quotes: Quotes = "full"
    key: Key | None = None
    stated: frozenset[int] = frozenset()
    inputs: tuple[str, ...] = ()

    def check(self) -> None:
        """UnknownName or InvalidPattern for what no run could be done with."""
        from threads.quotes import Quotes
        from threads.sources.rows import COLUMNS

        known: dict[str, tuple[str, ...]] = {"column": COLUMNS, "setting of quotes": get_args(Quotes)}
        # What checks links, formats and patterns takes long to load, and is needed by the processes that work alone.
        if self.links != "all":
            from threads.links import WhichLinks

            known["links"] = get_args(WhichLinks)
        if self.format is not None:
            from threads.sources import readers

            known["format"] = tuple(readers())
        given = (("links", self.links), ("format", self.format), ("setting of quotes", self.quotes))
        for kind, name in (*given, *(("column", one) for one in self.columns)):
            if name is not None and kind in known and name not in known[kind]:
                raise UnknownName(kind, name, known[kind])
        self.options()
        if self.patterns and not self.folders:
            from threads.patterns import catalogue

            for name in self.patterns:
                catalogue()[name]

    def options(self) -> Options:
        """What readers are told."""
        from threads.sources.told import reading_options

        return reading_options(self.timezone, self.captured_at, self.columns)

    def catalogue(self) -> Catalogue:
        """The patterns to look for, compiled once in a process. UnknownName for an id that does not exist."""
        return _catalogue(self.patterns, self.folders)

    def source(self, name: str) -> str:
        """How results name an input."""
        return name if self.key is None else self.key.id("source", name)

    def digest(self, inputs: Iterable[tuple[str, int, int]]) -> str:
        """SHA-256 of these settings, of the code and patterns, and of the inputs' names, sizes and times of change."""
        told = (self.format, str(self.timezone), str(self.captured_at), sorted(self.columns.items()), self.links)
        shown = (self.quotes, self.key and self.key.digest("settings"))
        decided = (
            told,
            shown,
            self.patterns,
            [_digest(Path(folder)) for folder in self.folders],
            _code(),
            tuple(inputs),
        )
        return hashlib.sha256(repr(decided).encode("utf-8", "surrogatepass")).hexdigest()


class Bucket(NamedTuple):
    """The share of the threads that one machine takes: those whose hash modulo `of` is `number` modulo `of`."""

    number: int = 0
    of: int = 1

    def holds(self, place: int) -> bool:
        """Whether a thread with this hash belongs to the bucket."""
        return place % self.of == self.number % self.of

    @property
    def suffix(self) -> str:
        """What marks the files of this bucket; nothing where there is only one."""
        return "" if self.of == 1 else f"-{(self.number - 1) % self.of + 1}of{self.of}"


def bucket(written: str | None) -> Bucket:
    """A bucket as it is written: "3/8" is the third of eight, and "0/8" is the last, so arrays may count from zero."""
    if written is None:
        return Bucket()
    found = _BUCKET.fullmatch(written)
    if found is None or not 0 <= int(found[1]) <= int(found[2]) or int(found[2]) == 0:
        raise UnknownName("bucket", written, ("1/8, 2/8, ... 8/8",))
    return Bucket(int(found[1]), int(found[2]))


def size(written: str | int) -> int:
    """Bytes, from a number of them or from "1GB", "512 MB", "2GiB" (all in powers of 1,024)."""
    if isinstance(written, int):
        return written
    found = _SIZE.fullmatch(written.strip())
    if found is None:
        raise UnknownName("amount of memory", written, ("1GB", "512MB"))
    return int(float(found[1]) * _UNITS[found[2].lower()])


def place(unit: str) -> int:
    """Where a thread goes, by its id alone: the same 64 bits on every machine and in every version of Python."""
    return int.from_bytes(hashlib.blake2b(unit.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


@cache
def _catalogue(patterns: tuple[str, ...] | None, folders: tuple[str, ...]) -> Catalogue:
    from threads.patterns import catalogue, load

    known = load(*folders) if folders else catalogue()  # what is packaged needs no check of all its expressions
    return known.settled if patterns is None else known.select(patterns)


@cache
def _code() -> str:
    """Of all files of the package: another version may report otherwise, so it does not finish this one's run."""
    return _digest(Path(__file__).parents[1])


def _digest(folder: Path) -> str:
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".py", ".toml", ".tsv"))
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()
