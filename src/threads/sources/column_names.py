"""Columns under names of their own: by which a table is told, and which options make of it one that we read.

Nothing is read by these guesses; they stand in the error for the user to judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

# How tables of others call what we have a column for, the likeliest first.
_OTHERS = {
    "text": ("body", "message", "content", "comment", "comment_text", "comment_body", "selftext", "post", "tweet"),
    "author": ("user", "username", "user_name", "screen_name", "name", "author_name", "nick", "commenter", "speaker"),
    "created_at": ("date", "timestamp", "time", "created", "created_utc", "datetime", "published_at", "posted_at"),
    "id": ("comment_id", "post_id", "message_id", "tweet_id"),
    "parent_id": ("parent", "reply_to", "in_reply_to", "in_reply_to_id", "reply_to_id", "parent_comment_id"),
    "thread_id": ("thread", "article_id", "conversation_id", "discussion_id", "topic_id", "link_id", "root"),
}
# Names by which the first line of a text is told to be a table's header; menus of pages say "Post" and "Tweet", too.
TELLING = frozenset(("id", "text", *_OTHERS["id"], *_OTHERS["text"])) - {"post", "tweet"}
_SHOWN = 12


def advice(row: Mapping[str, Any]) -> str:
    """What to do about a table with such a row: name its columns, or flatten a tree of replies first."""
    children = next((name for name, cell in row.items() if isinstance(cell, list) and dict in map(type, cell)), None)
    if children is not None:
        return f"write what {children!r} holds as rows of their own, which name what they answer by parent_id"
    folded = {name.casefold(): name for name in reversed([*row])}
    found = {field: _first(folded, (field, *names)) for field, names in _OTHERS.items() if field not in row}
    if "text" in found:
        found["text"] = found["text"] or "YOURS"
    options = ",".join(f"{field}={column}" for field, column in found.items() if column)
    shown = ", ".join([*row][:_SHOWN]) + (", ..." if len(row) > _SHOWN else "")
    return f"its columns are {shown}: name ours among them, as in --columns {options or 'author=YOURS'}"


def _first(columns: Mapping[str, str], names: Iterable[str]) -> str | None:
    return next((columns[name] for name in names if name in columns), None)
