"""Reddit's "things" as our values: the same records stand in listings of its API and in the dumps made from them."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from pydantic import JsonValue

from threads.model import Comment, Post, State
from threads.sources.foreign import from_epoch

_SITE = "https://www.reddit.com"
_ESCAPED = re.compile(r'(?:body|selftext)_html"\s*:\s*"&lt;')
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_KEPT = ("score", "distinguished", "stickied", "controversiality", "subreddit")


def is_escaped(text: str) -> bool:
    """Whether an answer has "&lt;" for "<", as Reddit writes unless it is asked for raw JSON."""
    return _ESCAPED.search(text) is not None


def comment(data: Mapping[str, Any], name: str, parent: str | None, escaped: bool) -> Comment:
    """A comment under its full name (t1_...) and its parent's, which is None for those that answer the post."""
    return Comment(
        id=name,
        parent_id=parent,
        author=data.get("author") or None,
        author_id=data.get("author_fullname") or None,
        created_at=from_epoch(seconds(data.get("created_utc"))),
        text=words(data.get("body"), escaped),
        state=_state(data),
        extra=_extra(data),
    )


def post(data: Mapping[str, Any], escaped: bool) -> Post:
    """A submission: its own words, none if it only links elsewhere."""
    return Post(
        author=data.get("author") or None,
        created_at=from_epoch(seconds(data.get("created_utc"))),
        text=words(data.get("selftext"), escaped),
    )


def address(data: Mapping[str, Any]) -> str | None:
    """The page of a thing, where the answer says it."""
    return f"{_SITE}{data['permalink']}" if data.get("permalink") else None


def words(text: str | None, escaped: bool) -> str:
    """A text with its characters as they were typed; the Markdown in it stays."""
    text = (text or "").replace("\r\n", "\n")
    # Reddit escapes these three only; "&nbsp;" was typed so.
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") if escaped else text


def seconds(printed: float | str | None) -> float | None:
    """Seconds since 1970, which older dumps hold as a string."""
    try:
        found = float(printed) if printed is not None else math.nan
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def base36(number: int) -> str:
    """A number as Reddit writes it in names."""
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits or "0"


def _state(data: Mapping[str, Any]) -> State:
    body = (data.get("body") or "").strip().casefold()
    if body == "[removed]" or body.startswith("[ removed by reddit") or data.get("removed") is True:
        return "removed"
    return "deleted" if body == "[deleted]" else "visible"


def _extra(data: Mapping[str, Any]) -> dict[str, JsonValue]:
    edited = data.get("edited")
    found: dict[str, JsonValue] = {"url": address(data)} | {name: data.get(name) for name in _KEPT}
    # Before 2010 an edit was only marked, not dated.
    found["edited_at"] = from_epoch(edited) if isinstance(edited, int | float) and edited is not True else None
    found["edited"] = True if edited is True else None
    return {name: value for name, value in found.items() if value is not None and value is not False}
