"""Results of ours in files: which files of a folder they are, the documents in each, and the value each stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from threads.errors import MalformedInput, UnreadableInput
from threads.suffixes import JSON, STREAMS, is_json

if TYPE_CHECKING:
    from threads.model import Thread, Transcript
    from threads.reports import Report
    from threads.sources.document import Document

_ABOUT_CORPUS = re.compile(r"corpus(-\d+of\d+)?\.json")


class Stored(NamedTuple):
    """The text of one document, and its line if it is one of an NDJSON file."""

    text: str
    line: int | None = None

    @property
    def place(self) -> str:
        """The document as a place in a sentence."""
        return place(self.line)


def place(line: int | None) -> str:
    """A document, or one of an NDJSON file, as a place in a sentence."""
    return "the document" if line is None else f"line {line}"


def stored_files(path: Path) -> list[Path]:
    """The file at a path, or the JSON and NDJSON files of a folder, however deep, by name.

    Of what `threads corpus` wrote these are its reports: the files beside them count and list, and are no documents.
    """
    if not path.is_dir():
        return [path]
    found = corpora(path)
    files = (file for file in sorted(path.rglob("*")) if is_json(file) and file.is_file())
    return [file for file in files if all(_is_report(file, corpus) for corpus in found if corpus in file.parents)]


def corpora(path: Path) -> list[Path]:
    """The folders, a folder itself or some in it, that `threads corpus` wrote into."""
    return sorted({file.parent for file in path.rglob("corpus*.json") if is_corpus(file.parent)})


def is_corpus(folder: Path) -> bool:
    """Whether `threads corpus` wrote into a folder, all or a bucket; the corpora of ConvoKit have a corpus.json too."""
    about = (_ABOUT_CORPUS.fullmatch(file.name) for file in folder.glob("corpus*.json"))
    return any(about) and (folder / "reports").is_dir()


def _is_report(file: Path, corpus: Path) -> bool:
    return corpus / "reports" in file.parents


def needed(path: Path, files: list[Path], do: str) -> list[Path]:
    """The files themselves; UnreadableInput for a folder that has none."""
    if not files:
        raise UnreadableInput(str(path), f"holds no file that ends in {', '.join(JSON)}", do)
    return files


def documents(source: Document) -> Iterator[Stored]:
    """The documents in a file: its whole text, or the lines of NDJSON, none where nothing was written."""
    from threads.sources.lines import lines

    if not source.data.strip() and is_json(Path(source.name), STREAMS):  # a shard of a corpus that got no thread
        return
    filled = (line for line in lines(source.text) if line.strip())
    if not is_ndjson(next(filled), next(filled, "")):
        yield Stored(source.text)
        return
    for number, line in enumerate(lines(source.text), 1):
        if line.strip():
            yield Stored(line, number)


def is_ndjson(first: str, second: str) -> bool:
    """Whether the first two lines that are not blank are documents: one closes the bracket that it opens."""
    return first.strip()[-1:] in ("}", "]") and second.lstrip()[:1] in ("{", "[")


def kind(value: Any) -> str | None:
    """What a parsed document means to be, told from its own names: "report", "thread", "transcript", or None."""
    if not isinstance(value, dict):
        return None
    signs = (("generator", "report"), ("links", "thread"), ("comments", "transcript"))
    return next((name for sign, name in signs if sign in value), None)


def read_value(name: str, where: str, text: str | bytes) -> Thread | Transcript | Report:
    """The thread or report that a document stands for.

    name, where: the file and the place in it, for errors. MalformedInput says what keeps it from being one.
    """
    import orjson
    from pydantic import ValidationError

    from threads.model import Thread, Transcript
    from threads.pointers import first_complaint
    from threads.reports import Report

    models: dict[str | None, Any] = {"report": Report, "thread": Thread, "transcript": Transcript}
    try:
        return models[kind(orjson.loads(text))].model_validate_json(text)  # type: ignore[no-any-return]
    except orjson.JSONDecodeError as error:
        found = f"is no JSON ({error.msg})"
    except KeyError:
        found = "is neither a thread nor a report"
    except ValidationError as error:
        inner, found = first_complaint(error)
        where = inner if where == place(None) else f"{where}, {inner}"
    wanted = "name what `threads parse` and `threads report` of this version wrote, and make other results anew"
    raise MalformedInput(name, where, found, wanted)
