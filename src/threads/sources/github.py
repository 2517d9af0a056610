"""GitHub issues and pull requests: REST lists of comments, review comments or issues; JSON of `gh issue view`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import JsonValue

from threads.model import Comment, Post, Transcript
from threads.sources.answers import checked, leading, records
from threads.sources.document import Document, Options
from threads.sources.foreign import transcript
from threads.sources.instants import timestamp

FIELDS = ("id", "parent_id", "author", "author_id", "created_at", "created_at_text", "text", "state", "extra")

# The page of an issue, pull request or commit, in the addresses of the site and of the API.
_PAGE = re.compile(r"https?://[^/]+/(?:api/v3/)?(?:repos/)?([^/]+/[^/]+)/(issues|pulls?|commits?)/(\w+)")


def recognise(document: Document) -> bool:
    """Whether the first record has GitHub's names for author, time and address, as REST or as GraphQL writes them."""
    row = leading(document)
    if row is None or "body" not in row:
        return False
    rest = "html_url" in row and "user" in row and not {"created_at", "submitted_at"}.isdisjoint(row)
    return rest or ("comments" in row and "author" in row and isinstance(row["comments"], list))


def parse(document: Document, options: Options) -> Iterator[Transcript]:
    """One transcript per issue, pull request or commit, in order of first appearance."""
    issues: dict[str, Mapping[str, Any]] = {}
    threads: dict[str, list[Comment]] = {}
    for record in records(document):
        row = checked(document, record, "github")
        name = _thread(row) or document.stem
        if "title" in row:
            issues[name] = row
            inside = row["comments"] if isinstance(row.get("comments"), list) else []
            threads.setdefault(name, []).extend(_comment(comment, options) for comment in inside)
        elif row.get("body") is not None and (row["body"] or not row.get("state")):  # an approval may have no words
            threads.setdefault(name, []).append(_comment(row, options))
    for name, comments in threads.items():
        issue = issues.get(name)
        if comments or len(threads) == 1:
            yield transcript(
                document,
                "github",
                comments,
                id=name,
                title=issue["title"] if issue else None,
                url=_address(issue) if issue else None,
                platform="github",
                declared=_declared(issue) if issue else None,
                post=_post(issue, options) if issue else None,
            )


def _thread(row: Mapping[str, Any]) -> str | None:
    """owner/repository#number; issues and pull requests share their numbers. Commits: owner/repository@sha."""
    page = _PAGE.match(_address(row) or row.get("issue_url") or row.get("pull_request_url") or "")
    if page is None:
        return None
    repository, kind, number = page.groups()
    return f"{repository}{'@' if kind.startswith('commit') else '#'}{number}"


def _address(row: Mapping[str, Any]) -> str | None:
    """The page for people: REST has an address of its own API under "url"."""
    return row.get("html_url") or row.get("url")


def _comment(row: Mapping[str, Any], options: Options) -> Comment:
    account = row.get("user") or row.get("author") or {}  # null: the account is gone
    answered = row.get("in_reply_to_id")
    return Comment(
        id=str(row["id"]),
        parent_id=str(answered) if answered else None,
        author=account.get("login"),
        author_id=str(account["id"]) if account.get("id") else None,
        created_at=timestamp(_created(row), options),
        created_at_text=_created(row),
        text=_text(row),
        state="hidden" if row.get("isMinimized") else "visible",
        extra=_extra(row, options),
    )


def _post(issue: Mapping[str, Any], options: Options) -> Post:
    account = issue.get("user") or issue.get("author") or {}
    return Post(author=account.get("login"), created_at=timestamp(_created(issue), options), text=_text(issue))


def _created(row: Mapping[str, Any]) -> str | None:
    found: str | None = row.get("created_at") or row.get("createdAt") or row.get("submitted_at")
    return found


def _text(row: Mapping[str, Any]) -> str:
    return (row["body"] or "").replace("\r\n", "\n").strip("\n")


def _declared(issue: Mapping[str, Any]) -> int | None:
    count = issue.get("comments")
    return count if isinstance(count, int) else None


def _extra(row: Mapping[str, Any], options: Options) -> dict[str, JsonValue]:
    edited = row.get("updated_at") if row.get("updated_at") != row.get("created_at") else None
    found: dict[str, JsonValue] = {
        "url": _address(row),
        "edited_at": timestamp(edited, options),
        "edited": row.get("includesCreatedEdit") or None,
        "association": row.get("author_association") or row.get("authorAssociation"),
        "reactions": (row.get("reactions") or {}).get("total_count") or None if "user" in row else None,
        "path": row.get("path"),
        "review": row.get("state"),
        "minimized": row.get("minimizedReason") or None,
    }
    return {name: value for name, value in found.items() if value is not None}
