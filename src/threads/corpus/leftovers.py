"""What earlier runs left in a folder of results: finished parts, and drafts of killed processes."""

from __future__ import annotations

import re
import shutil
from pathlib import Path


def leftovers(output: Path, suffix: str) -> list[Path]:
    """What an earlier run of the same bucket wrote, drafts too, and nothing else."""
    if not any(one.is_dir() for one in output.glob("[!.]*")):
        return []
    from threads.tables.rows import TABLES  # which takes long to load, for most runs in vain

    ours = re.compile(rf"\.?part{re.escape(suffix)}-\d{{4}}(?:\..*)?")
    return [
        path
        for folder in ("reports", *TABLES)
        if (output / folder).is_dir()
        for path in (output / folder).iterdir()
        if ours.fullmatch(path.name)
    ]


def remove(output: Path, suffix: str, drafts_only: bool = False) -> None:
    """Remove what an earlier run of the same bucket wrote, or only what it left unfinished."""
    for path in leftovers(output, suffix):
        if path.is_dir():
            if not drafts_only:
                shutil.rmtree(path)
        elif not drafts_only or path.name.startswith("."):
            path.unlink()
