"""What the name of a file says of what is in it."""

from __future__ import annotations

from pathlib import Path

STREAMS = (".ndjson", ".jsonl")
JSON = (".json", *STREAMS)
_PACKED = (".zst", ".gz", ".bz2", ".xz")


def set_name(path: str | Path) -> str:
    """The name of a labelled set: its file's name up to the first dot."""
    return Path(path).name.split(".")[0]


def is_json(file: Path, suffixes: tuple[str, ...] = JSON) -> bool:
    """Whether a name is that of JSON or NDJSON, compressed or not."""
    return Path(file.stem if file.suffix.lower() in _PACKED else file.name).suffix.lower() in suffixes
