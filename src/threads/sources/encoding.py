"""Bytes to text: by byte order mark, as UTF-8, as the page declares, else as detected; what was guessed is noted."""

from __future__ import annotations

import codecs
import re

from threads.errors import UnreadableInput
from threads.model import Note

# The mark of UTF-32 begins as that of UTF-16 does, so it comes first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Which of four bytes are zero in nearly all characters of a text.
_ZEROS = (("utf-32-le", (2, 3)), ("utf-32-be", (0, 1)), ("utf-16-le", (1, 3)), ("utf-16-be", (0, 2)))
# Kinds of files that people have and that hold text in a way of their own: by the bytes at a place.
_DOCUMENTS = (
    (0, b"%PDF-", "a PDF"),
    (0, b"PK\x03\x04", "a zip archive (such as .xlsx or .docx)"),
    (0, b"PAR1", "Parquet"),
    (0, b"SQLite format 3\0", "an SQLite database"),
    (257, b"ustar", "a tar archive"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{3,40})""", re.IGNORECASE)
_HEAD = 4096
_SHIFTED = "\x1b$"  # how Japanese begins in ISO-2022-JP
_RARE = 50  # characters of a text for one that is zero: a slip of an exporter rather than a binary file
# What pages that declare the first really hold, by the WHATWG Encoding Standard.
_MEANT = {"iso-8859-1": "windows-1252", "latin-1": "windows-1252", "latin1": "windows-1252", "ascii": "windows-1252"}
_MEANT |= {"us-ascii": "windows-1252", "gb2312": "gb18030", "gbk": "gb18030", "iso-8859-9": "windows-1254"}
_MEANT |= {"shift_jis": "cp932", "shift-jis": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949"}


def decode(name: str, data: bytes) -> tuple[str, tuple[Note, ...]]:
    """The text of some bytes and a note if its encoding is not the one that was to be expected."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data, encoding)
    for place, mark, kind in _DOCUMENTS:
        if data.startswith(mark, place):
            raise UnreadableInput(name, f"is {kind}, not text", "save it as text, HTML or CSV")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _legacy(name, data, error.start)
    if _SHIFTED in text and (shifted := _shifted(data)):
        return shifted
    filled = text.strip("\0")  # a block that was never written ends, or begins, with zeros
    zeros = filled.count("\0", 0, _HEAD)
    if zeros * _RARE > len(filled[:_HEAD]):
        return _without_mark(name, data)
    if filled != text:
        return filled, (_note("begins or ends with characters of value zero, which were left out"),)
    return text, (_note("holds characters of value zero, which were kept"),) if zeros else ()


def _marked(data: bytes, encoding: str) -> tuple[str, tuple[Note, ...]]:
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError as error:
        return data.decode(encoding, "replace"), (_replaced(encoding, error.start),)


def _shifted(data: bytes) -> tuple[str, tuple[Note, ...]] | None:
    """Japanese in seven bits, which is ASCII too."""
    try:
        return data.decode("iso2022_jp_2"), (_note("decoded as iso-2022-jp, which was detected"),)
    except UnicodeDecodeError:
        return None


def _legacy(name: str, data: bytes, bad: int) -> tuple[str, tuple[Note, ...]]:
    declared = _DECLARED.search(data[:_HEAD])
    encoding = declared[1].decode("ascii").lower() if declared else ""
    encoding = _MEANT.get(encoding, encoding)
    try:
        if encoding not in ("", "utf-8", "utf8"):
            return data.decode(encoding), (_note(f"decoded as {encoding}, which it declares"),)
    except (UnicodeDecodeError, LookupError):
        pass
    if b"\0" in data[:_HEAD]:
        return _without_mark(name, data)
    if data.count(b"\xef\xbf\xbd") or _nearly_utf8(data):
        return data.decode("utf-8", "replace"), (_replaced("UTF-8", bad),)
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    encoding = best.encoding if best else "windows-1252"
    return data.decode(encoding, "replace"), (_note(f"decoded as {encoding}, which was detected"),)


def _nearly_utf8(data: bytes) -> bool:
    """Whether only few characters are broken: a cut or damaged file rather than one in another encoding."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return broken * 20 <= sum(ord(c) > 127 for c in text)


def _without_mark(name: str, data: bytes) -> tuple[str, tuple[Note, ...]]:
    """UTF-16 and UTF-32 without a mark have zeros at certain bytes of each character; what has others is no text."""
    head = data[:_HEAD]
    for encoding, places in _ZEROS:
        if all(head[place::4].count(0) > 0.6 * len(head[place::4]) for place in places):
            return data.decode(encoding, "replace"), (_note(f"decoded as {encoding}, which was detected"),)
    raise UnreadableInput(name, "is binary, not text", "pass a text dump, a saved page or an export")


def _replaced(encoding: str, bad: int) -> Note:
    return _note(f"invalid {encoding} from byte {bad} on was replaced by U+FFFD")


def _note(message: str) -> Note:
    return Note(code="encoding", message=message)
