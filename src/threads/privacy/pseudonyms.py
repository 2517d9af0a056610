"""Pseudonyms: what a key makes of a name or an id, always the same, and nobody without the key can tell from what."""

from __future__ import annotations

import base64
import hashlib
import hmac
import unicodedata
from pathlib import Path

from threads.errors import UnreadableInput, WeakKey
from threads.sources.files import read_file
from threads.sources.limits import Limits

_OF_KEYS = Limits(bytes=1_000_000)
_SHORTEST_KEY = 16  # bytes; a shorter one can be guessed by trying names against pseudonyms


class Key:
    """A secret that turns names into pseudonyms, by HMAC-SHA256 (RFC 2104); its value appears in no output."""

    def __init__(self, secret: str | bytes) -> None:
        self._secret = secret.encode("utf-8", "surrogatepass") if isinstance(secret, str) else secret
        if len(self._secret) < _SHORTEST_KEY:
            raise WeakKey(len(self._secret), _SHORTEST_KEY)

    @classmethod
    def from_file(cls, file: Path) -> Key:
        """The key in a file or pipe, blanks around it left out; UnreadableInput if it cannot be read."""
        try:
            return cls(read_file(file, _OF_KEYS).strip())
        except (OSError, UnreadableInput) as error:
            reason = error.found if isinstance(error, UnreadableInput) else (error.strerror or str(error)).lower()
            raise UnreadableInput(str(file), reason, "make a key with `openssl rand -hex 32 > FILE`") from None

    def __repr__(self) -> str:
        return "Key(...)"

    def person(self, name: str) -> str:
        """The pseudonym of a name; spellings that differ by case, blanks or Unicode form alone have the same."""
        return f"person-{self._letters('person', alike(name))[:10]}"

    def id(self, kind: str, id: str) -> str:
        """The pseudonym of an id; ids of different kinds are kept apart."""
        return f"{kind}-{self._letters(kind, id)[:13]}"

    def digest(self, text: str) -> str:
        """64 hexadecimal digits that stand for others."""
        return self._hmac("digest", text).hex()

    def _letters(self, kind: str, text: str) -> str:
        return base64.b32encode(self._hmac(kind, text)).decode("ascii").lower()

    def _hmac(self, kind: str, text: str) -> bytes:
        return hmac.digest(self._secret, f"{kind}\0{text}".encode("utf-8", "surrogatepass"), hashlib.sha256)


def alike(name: str) -> str:
    """What spellings of one name have in common."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
