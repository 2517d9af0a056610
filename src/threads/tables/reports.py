"""Many reports as one value: the tables of a whole study, and reading back what `threads report` or a corpus wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError

from threads.errors import MalformedInput, UnreadableInput
from threads.pointers import first_complaint
from threads.portable import Portable
from threads.reports import Report
from threads.sources import open_document
from threads.sources.lines import lines

_SUFFIXES = (".report.json", ".ndjson", ".ndjson.zst", ".ndjson.gz")


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
        """The reports in a JSON or NDJSON file (compressed ones too), or in a folder of such files, by name.

        Raises UnreadableInput if there is none, MalformedInput with the place of what is no report.
        """
        path = Path(path)
        if (path / "corpus.json").is_file():  # what `threads corpus` wrote holds tables and rejects too
            path /= "reports"
        files = [f for f in sorted(path.rglob("*")) if f.name.endswith(_SUFFIXES)] if path.is_dir() else [path]
        if not files:
            raise UnreadableInput(str(path), "holds no report", f"name a folder with {' or '.join(_SUFFIXES)}")
        return cls(report for file in files for report in _read(file))


def _read(file: Path) -> Iterator[Report]:
    document = open_document(file)
    if not document.data.strip():  # a shard of a corpus that got no thread
        return
    parts = lines(document.text) if "\n{" in document.text else [document.text]
    for number, part in enumerate(parts, 1):
        if part.strip():
            try:
                yield Report.model_validate_json(part)
            except ValidationError as error:
                where, found = first_complaint(error)
                wanted = "pass what `threads report` of this version wrote"
                raise MalformedInput(file.name, f"line {number}, {where}", found, wanted) from None
