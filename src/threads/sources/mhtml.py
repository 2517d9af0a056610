"""Web archives (MHTML, RFC 2557), in which browsers save a page with its pictures: the page that is in one."""

from __future__ import annotations

import re

from threads.sources.mime import TooDeep, message_in

_HEAD = 20_000
_HEADERS = re.compile(rb"(?:[!-9;-~]+:[^\n]*\n(?:[ \t]+\S[^\n]*\n)*)+")
_RELATED = re.compile(rb"^Content-Type:\s*multipart/related\b", re.IGNORECASE | re.MULTILINE)
_SENT = re.compile(rb"^(?:Message-ID|Received|To):", re.IGNORECASE | re.MULTILINE)  # a letter, pictures and all


def page_in(data: bytes) -> bytes:
    """The HTML of the archive's first page, in UTF-8 if its part says its charset; other bytes as they are."""
    headers = _HEADERS.match(data[:_HEAD].replace(b"\r\n", b"\n"))
    if headers is None or not _RELATED.search(headers[0]) or _SENT.search(headers[0]):
        return data
    try:
        parts = message_in(data).walk()
        page = next((part for part in parts if part.get_content_type() == "text/html"), None)
    except TooDeep:
        return data
    html = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(html, bytes):
        return data
    try:
        return b"\xef\xbb\xbf" + html.decode(str(page.get_content_charset())).encode()
    except (LookupError, ValueError):  # none, or not that one: the page itself may say
        return html
