"""One e-mail (RFC 5322, MIME): its ids, subject, author, time and the text that its reader sees."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from typing import NamedTuple

from threads.model import Comment
from threads.sources.document import Options
from threads.sources.encoding import decode
from threads.sources.foreign import plain
from threads.sources.instants import timestamp
from threads.sources.mime import message_in

_ID = re.compile(r"<([^<>]+)>")
_NAMED = re.compile(r"(?P<name>[^<]*)<(?P<address>[^<>]*)>.*")
_REMARKED = re.compile(r"(?P<address>[^ ()]+(?: at [^ ()]+)?) ?\((?P<name>.*)\)")
# "Re:", "AW:", "Re[2]:", "Fwd:" and list names in brackets, as RFC 5256 strips them; "[tag] Re: [tag] x" too.
_PREFIX = re.compile(
    r"\s*(?:(?P<reply>(?:re|aw|antw|sv|vs|odp|rif|ref|res|r|回复|答复)\s*(?:\[\d+\])?\s*[:：])"
    r"|(?:fwd?|wg|tr|rv|enc|转发)\s*[:：]|\[[^\[\]]*\](?=\s*\S))",
    re.IGNORECASE,
)
# What mail labelled with these really holds, by the WHATWG Encoding Standard.
_MEANT = {"us-ascii": "windows-1252", "ascii": "windows-1252", "iso-8859-1": "windows-1252", "latin-1": "windows-1252",
          "gb2312": "gb18030", "gbk": "gb18030", "iso-8859-9": "windows-1254", "shift_jis": "cp932",
          "ks_c_5601-1987": "cp949", "euc-kr": "cp949"}  # fmt: skip


class Mail(NamedTuple):
    """A message: the comment it makes, whom it answers (nearest first), and its subject without "Re:" and list name."""

    comment: Comment
    ancestors: tuple[str, ...]
    subject: str
    topic: str
    is_reply: bool


def read(data: bytes, number: int, envelope: str | None, options: Options) -> Mail:
    """The message in some bytes, the `number`-th of its archive; `envelope`: the time of its "From " line."""
    message = message_in(data)
    headers = _headers(message)
    subject = " ".join(_words(headers.get("subject", "")).split())
    topic, is_reply = _topic(subject)
    name, address = _author(headers.get("from", headers.get("sender", "")))
    created_at, printed = _time(headers.get("date"), envelope, options)
    found = _ids(headers.get("message-id", ""))
    extra = {"subject": subject, "url": headers.get("archived-at", "").strip(" <>\n")}
    comment = Comment(
        id=found[0] if found else headers.get("message-id", "").strip() or f"message-{number}",
        author=name or address or None,
        author_id=address or None,
        created_at=created_at,
        created_at_text=printed,
        text=_text(message),
        extra={key: value for key, value in extra.items() if value},
    )
    # The parent is what In-Reply-To names, then the last of References, then those before it.
    named = (*_ids(headers.get("in-reply-to", "")), *reversed(_ids(headers.get("references", ""))))
    ancestors = tuple(dict.fromkeys(one for one in named if one != comment.id))
    return Mail(comment, ancestors, subject, topic, is_reply)


def _headers(message: Message) -> dict[str, str]:
    """The first header of each name, unfolded; bytes beyond ASCII, which RFC 5322 forbids, read as text."""
    found: dict[str, str] = {}
    for name, value in message.raw_items():
        raw = str(value).encode("ascii", "surrogateescape") if not str(value).isascii() else b""
        text = decode(name, raw)[0] if raw.strip() else str(value)
        found.setdefault(name.lower(), re.sub(r"\r?\n(?=[ \t])", "", text))
    return found


def _ids(header: str) -> list[str]:
    return ["<" + "".join(found.split()) + ">" for found in _ID.findall(header)]


def _words(header: str) -> str:
    """A header with its RFC 2047 encoded words decoded; unknown or wrong charsets are guessed, not fatal."""
    try:
        pieces = decode_header(header)
    except (ValueError, LookupError, AssertionError):  # broken base64
        return header
    return "".join(
        piece if isinstance(piece, str)
        else piece.decode("raw-unicode-escape") if charset is None
        else _decoded(piece, charset)
        for piece, charset in pieces
    )  # fmt: skip


def _decoded(data: bytes, charset: str | None) -> str:
    label = (charset or "").lower()
    try:
        return data.decode(_MEANT.get(label, label) or "utf-8")
    except (LookupError, ValueError):
        return decode("a message", data)[0] if data.strip() else ""


def _author(header: str) -> tuple[str, str]:
    """Name and address of `Name <address>`, `address (Name)`, `"Last, First" <address>` or an address alone."""
    header = " ".join(header.split())
    if found := _NAMED.fullmatch(header) or _REMARKED.fullmatch(header):
        name, address = found["name"], found["address"]
    else:
        name, address = _parsed(header)
    name = re.sub(r"\\(.)", r"\1", name.strip().strip('"'))
    return " ".join(_words(name).split()).strip("\"'"), address.strip().replace(" at ", "@")


def _parsed(header: str) -> tuple[str, str]:
    try:
        name, address = parseaddr(header)
    except RecursionError:  # remarks in remarks in remarks
        return "", header
    return (name, address) if address else ("", header)


def _time(date: str | None, envelope: str | None, options: Options) -> tuple[str | None, str | None]:
    """The time that the Date header prints, else the "From " line, and that print."""
    printed = [" ".join(text.split()) for text in (date, envelope) if text]
    for text in printed:
        if (found := _moment(text, options)) is not None:
            return found, text
    return None, printed[0] if printed else None


def _moment(text: str, options: Options) -> str | None:
    """An e-mail date with its offset; -0000 says UTC, of a sender in an unknown zone (RFC 5322, section 3.3)."""
    try:
        moment = parsedate_to_datetime(text)
        if moment.tzinfo is None and re.search(r"-0000\b", text):
            moment = moment.replace(tzinfo=dt.UTC)
        return timestamp(moment.isoformat(), options)
    except (ValueError, TypeError, IndexError, OverflowError):
        return timestamp(text, options)


def _topic(subject: str) -> tuple[str, bool]:
    """The subject without its prefixes, casefolded, and whether one of them said that it is a reply."""
    start, is_reply = 0, False
    while found := _PREFIX.match(subject, start):
        start, is_reply = found.end(), is_reply or found["reply"] is not None
    return subject[start:].strip().casefold(), is_reply


def _text(message: Message) -> str:
    """The plain text of a message; of alternatives the plain one, else the HTML one as text; no attachments."""
    return "\n\n".join(piece for part in _parts(message) if (piece := _part_text(part))).strip("\n")


def _parts(message: Message) -> Iterator[Message]:
    stack = [message]
    while stack:
        part = stack.pop()
        if part.get_content_disposition() == "attachment" or part.get_content_maintype() == "message":
            continue
        inner = [one for one in part.get_payload() if isinstance(one, Message)] if part.is_multipart() else []
        if not inner:
            yield part
        elif part.get_content_subtype() == "alternative":
            stack.append(_best(inner))
        else:
            stack += reversed(inner)


def _best(alternatives: list[Message]) -> Message:
    plain_ones = [p for p in alternatives if p.get_content_type() == "text/plain" and _part_text(p).strip()]
    return plain_ones[0] if plain_ones else alternatives[-1]


def _part_text(part: Message) -> str:
    if part.get_content_maintype() != "text" or part.get_content_subtype() not in ("plain", "html"):
        return ""
    payload = part.get_payload(decode=True)
    text = _decoded(payload, _charset(part)) if isinstance(payload, bytes) else ""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return plain(text) if part.get_content_subtype() == "html" else text.strip("\n")


def _charset(part: Message) -> str | None:
    try:
        return part.get_content_charset()
    except (LookupError, ValueError):  # a charset parameter in a charset that does not exist
        return None
