"""Mastodon API: the answer of `statuses/:id/context`, an array of statuses, one status, or several of these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from threads.model import Comment, Transcript
from threads.sources.answers import answers, first
from threads.sources.conversations import conversations
from threads.sources.document import Document, Options
from threads.sources.foreign import check, listed, plain, transcript
from threads.sources.instants import timestamp

FIELDS = ("id", "parent_id", "author", "author_id", "created_at", "text", "extra")

_STATUS = {"in_reply_to_id", "account", "content"}
_EXTRA = ("url", "uri", "spoiler_text", "language", "visibility")


def recognise(document: Document) -> bool:
    """Whether the JSON has ancestors and descendants, or statuses: things with an account and an in_reply_to_id."""
    value = first(document)
    if isinstance(value, dict) and {"ancestors", "descendants"} <= value.keys():
        return True
    status = next(iter(_statuses(value)), None)
    return isinstance(status, dict) and status.keys() >= _STATUS


def parse(document: Document, options: Options) -> Iterator[Transcript]:
    """One thread per conversation; a context is one, though the status it was asked for is not in it."""
    statuses: list[Any] = []
    contexts: dict[str, str] = {}
    for number, answer in enumerate(answers(document)):
        found = _statuses(answer.value)
        statuses += found
        if isinstance(answer.value, dict) and "ancestors" in answer.value:
            contexts |= {str(status.get("id")): f"context {number}" for status in found if isinstance(status, dict)}

    def names(status: Mapping[str, Any]) -> Iterator[str]:
        yield str(status["id"])
        if status["in_reply_to_id"] not in (None, ""):
            yield str(status["in_reply_to_id"])
        if (context := contexts.get(str(status["id"]))) is not None:
            yield context

    for thread in conversations(check(document, statuses, "mastodon"), names):
        comments = [_comment(status, options) for status in thread]
        yield transcript(document, "mastodon", comments, id=comments[0].id, platform="mastodon")


def _statuses(value: Any) -> list[Any]:
    if isinstance(value, dict):
        if "ancestors" in value or "descendants" in value:
            return [*listed(value.get("ancestors")), *listed(value.get("descendants"))]
        value = value.get("statuses", [value])  # a search result, or one status alone
    return value if isinstance(value, list) else []


def _comment(status: Mapping[str, Any], options: Options) -> Comment:
    account, parent = status["account"], status["in_reply_to_id"]
    extra = {name: status[name] for name in _EXTRA if status.get(name)}
    extra["edited_at"] = timestamp(status.get("edited_at"), options)
    extra["score"] = status.get("favourites_count")
    extra["display_name"] = account.get("display_name")
    extra["reblog_of"] = (status.get("reblog") or {}).get("id")  # a boost repeats another's status
    return Comment(
        id=str(status["id"]),
        parent_id=None if parent in (None, "") else str(parent),
        author=account["acct"],
        author_id=str(account["id"]) if account.get("id") else None,
        created_at=timestamp(status["created_at"], options),
        text=plain(status["content"]),
        extra={name: said for name, said in extra.items() if said is not None and said != ""},
    )
