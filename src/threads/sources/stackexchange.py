"""Stack Exchange API answers: questions with their answers and comments, or lists of answers or comments alone."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pydantic import JsonValue

from threads.model import Comment, Note, Post, Transcript
from threads.sources.answers import checked, leading, records
from threads.sources.document import Document, Options
from threads.sources.foreign import from_epoch, plain, transcript

FIELDS = ("id", "parent_id", "author", "author_id", "created_at", "text", "extra")

_IDS = ("comment_id", "answer_id", "question_id")


class _Record(NamedTuple):
    """An answer or comment, the question it belongs to, and the answer it is about; None is one that is not said."""

    question: int | None
    answer: int | None
    data: Mapping[str, Any]


def recognise(document: Document) -> bool:
    """Whether the first item has the id of a question, answer or comment, and a date of creation."""
    item = leading(document, "items")
    return item is not None and "creation_date" in item and not item.keys().isdisjoint(_IDS)


def parse(document: Document, options: Options) -> Iterator[Transcript]:
    """One transcript per question; answers answer it, comments answer the post they stand under."""
    del options  # times are stated in UTC
    items = [checked(document, record, "stackexchange") for record in records(document, "items")]
    questions = {item["question_id"]: item for item in items if item.keys().isdisjoint(("answer_id", "comment_id"))}
    found = [record for item in items for record in _inside(item)]
    homes = {r.data["answer_id"]: r.question for r in found if "answer_id" in r.data and "comment_id" not in r.data}
    threads: dict[int, dict[str, Comment]] = {name: {} for name in questions}
    for record in found:
        home = record.question or homes.get(record.answer) or record.answer or 0
        comment = _comment(record)
        threads.setdefault(home, {}).setdefault(comment.id, comment)  # pages overlap
    for name, comments in threads.items():
        about = questions.get(name)
        if comments or len(threads) == 1:
            yield transcript(
                document,
                "stackexchange",
                comments.values(),
                id=f"q{name}",
                title=html.unescape(about.get("title") or "") if about else None,
                url=about.get("link") if about else None,
                platform="stackexchange",
                post=_post(about) if about else None,
                notes=tuple(_more(document)),
            )


def _inside(item: Mapping[str, Any]) -> Iterator[_Record]:
    """The answers and comments in an item, or the item itself if it is one."""
    if "comment_id" in item:
        on_answer = item.get("post_type") == "answer"
        yield _Record(None if on_answer else item["post_id"], item["post_id"] if on_answer else None, item)
        return
    question = item.get("question_id")
    is_answer = "answer_id" in item
    for comment in () if is_answer else item.get("comments") or ():
        yield _Record(question, None, comment)
    for answer in [item] if is_answer else item.get("answers") or ():
        yield _Record(question, None, answer)
        for comment in answer.get("comments") or ():
            yield _Record(question, answer["answer_id"], comment)


def _comment(record: _Record) -> Comment:
    data = record.data
    owner = data.get("owner") or {}
    return Comment(
        # Answers and comments are numbered apart.
        id=f"c{data['comment_id']}" if "comment_id" in data else f"a{data['answer_id']}",
        parent_id=f"a{record.answer}" if record.answer else None,
        author=_name(owner),
        author_id=str(owner["user_id"]) if owner.get("user_id") else None,
        created_at=from_epoch(data["creation_date"]),
        text=_text(data),
        extra=_extra(data),
    )


def _post(question: Mapping[str, Any]) -> Post:
    created = from_epoch(question["creation_date"])
    return Post(author=_name(question.get("owner") or {}), created_at=created, text=_text(question))


def _name(owner: Mapping[str, Any]) -> str | None:
    """The name of an account, which the API writes as HTML."""
    return html.unescape(owner.get("display_name") or "") or None


def _text(data: Mapping[str, Any]) -> str:
    return plain(data["body"]) if "body" in data else html.unescape(data.get("body_markdown") or "")


def _extra(data: Mapping[str, Any]) -> dict[str, JsonValue]:
    found: dict[str, JsonValue] = {
        "url": data.get("link"),
        "score": data.get("score"),
        "edited_at": from_epoch(data.get("last_edit_date")),
        "edited": data.get("edited") or None,
        "accepted": data.get("is_accepted") or None,
        "reply_to": _name(data.get("reply_to_user") or {}),
    }
    return {name: value for name, value in found.items() if value is not None}


def _more(document: Document) -> Iterator[Note]:
    """A note if the last page says that there are more."""
    *_, last = (page.value for page in records(document))
    if isinstance(last, dict) and last.get("has_more"):
        yield Note(code="load-more", message="the list goes on behind the last page in the export")
