"""Names of files for the ids that an input gives, whatever is in them."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 50  # characters; four bytes each and a suffix still fit into the 255 that file systems allow
_RESERVED = re.compile(r"(con|prn|aux|nul|(com|lpt)[\d¹²³])(\.|$)", re.IGNORECASE)  # device names of Windows


class Names:
    """File names for ids: made safe, and numbered where two are alike."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def free(self, wanted: str) -> str:
        """A name for the id that no other has, told apart without regard to case as some file systems do."""
        stem = name = safe_name(wanted)
        while count := self._taken.get(_alike(name), 0):
            self._taken[_alike(name)] = count + 1
            number = f"-{count + 1}"
            name = f"{stem[: _LONGEST - len(number)]}{number}"
        self._taken[_alike(name)] = 1
        return name


def _alike(name: str) -> str:
    """What names have in common that a file system may take for one."""
    return unicodedata.normalize("NFKC", name).casefold()


def safe_name(wanted: str) -> str:
    """A file name without separators, control characters, leading dots or dashes, and of bounded length."""
    name = re.sub(r"[^\w.-]+", "_", unicodedata.normalize("NFC", wanted)).strip("._-")[:_LONGEST]
    return f"_{name}" if not name or _RESERVED.match(name) else name
