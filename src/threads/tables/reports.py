"""Many reports as one value: the tables of a whole study, and reading back what `threads report` or a corpus wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import orjson

from threads.errors import MalformedInput, UnreadableInput
from threads.portable import Portable
from threads.reports import Report
from threads.sources import open_document
from threads.stored import Stored, documents, is_corpus, kind, read_value, stored_files


class Reports(Portable):
    """Reports of many threads, in order: iterable, with a length, and with the tables of all of them."""

    _table = "participants"

    def __init__(self, reports: Iterable[Report]) -> None:
        self._reports = tuple(reports)
        if not all(isinstance(one, Report) for one in self._reports):
            raise TypeError("threads.Reports takes several reports; make them with threads.report first")

    def __iter__(self) -> Iterator[Report]:
        return iter(self._reports)

    def __len__(self) -> int:
        return len(self._reports)

    def __getitem__(self, position: int) -> Report:
        return self._reports[position]

    @classmethod
    def load(cls, path: str | Path) -> Reports:
        """The reports in a JSON or NDJSON file, or in the files of a folder by name, however deep; compressed ones too.

        Other documents of a folder, such as the threads that were reported, are passed over. UnreadableInput if there
        is no report, MalformedInput with the place of what is none in a file that is named, or is no JSON.
        """
        path = Path(path)
        found = [report for file in stored_files(path) for report in _read(file, whole=not path.is_dir())]
        if path.is_dir() and not found and not is_corpus(path):
            raise UnreadableInput(str(path), "holds no report", "name a folder that `threads report` wrote into")
        return cls(found)


def _read(file: Path, whole: bool) -> Iterator[Report]:
    """The reports in a file; whole: it holds nothing else."""
    source = open_document(file)
    for stored in documents(source):
        if whole or _is_report(source.name, stored):
            value = read_value(source.name, stored.place, stored.text)
            if not isinstance(value, Report):
                raise MalformedInput(source.name, stored.place, "is no report", "pass what `threads report` wrote")
            yield value


def _is_report(name: str, stored: Stored) -> bool:
    try:
        return kind(orjson.loads(stored.text)) == "report"
    except orjson.JSONDecodeError as error:
        raise MalformedInput(name, stored.place, f"is no JSON ({error.msg})", "mend it, or move it away") from None
