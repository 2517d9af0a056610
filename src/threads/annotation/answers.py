"""What annotators answered, read from the exports of their tools, and as the labels that `threads measure` takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from threads.errors import MalformedInput
from threads.sources import open_document
from threads.sources.lines import lines


class Answer(NamedTuple):
    """One annotator's answer for one text: the labels found in it, none if there is nothing."""

    annotator: str
    labels: frozenset[str]
    about: dict[str, Any]  # text, parent_text, thread_id, comment_id, stratum, as the task had them

    @property
    def item(self) -> tuple[str, str]:
        """The text that it is about."""
        return str(self.about.get("thread_id", "")), str(self.about.get("comment_id", ""))


def read_answers(path: str | Path) -> list[Answer]:
    """The answers in an export: Label Studio's JSON, or doccano's JSONL, which has a file per annotator.

    Raises UnreadableInput, or MalformedInput with the place of what is neither.
    """
    document = open_document(path)
    if document.text.lstrip()[:1] == "[":
        tasks = _parsed(document.name, 1, document.text)
        return [answer for number, task in enumerate(tasks) for answer in _label_studio(document.name, number, task)]
    return [
        _doccano(document.name, number, _parsed(document.name, number, line))
        for number, line in enumerate(lines(document.text), 1)
        if line.strip()
    ]


def gold(answers: Iterable[Answer]) -> Iterator[dict[str, Any]]:
    """A row per text, with the labels that more than half of its annotators gave, and how many gave each.

    Rows of `stratum` "random" alone give a fair recall; those of "findings" were chosen by what was found.
    """
    for given in (list(by_annotator.values()) for by_annotator in by_text(answers).values()):
        votes = Counter(label for answer in given for label in answer.labels)
        labels = sorted(label for label, count in votes.items() if 2 * count > len(given))
        yield {**given[0].about, "labels": labels, "annotators": len(given), "votes": dict(sorted(votes.items()))}


def by_text(answers: Iterable[Answer]) -> dict[tuple[str, str], dict[str, Answer]]:
    """The answers for each text by annotator: of somebody who answered twice, the later one."""
    found: dict[tuple[str, str], dict[str, Answer]] = {}
    for answer in answers:
        found.setdefault(answer.item, {})[answer.annotator] = answer
    return found


def _label_studio(name: str, number: int, task: Any) -> Iterator[Answer]:
    match task:
        case {"data": {"text": str(), "comment_id": _, "thread_id": _} as about, "annotations": [*annotations]}:
            for annotation in annotations:
                if not annotation.get("was_cancelled"):
                    who = annotation.get("completed_by")
                    annotator = who.get("email") or who.get("id") if isinstance(who, dict) else who
                    labels = [found["value"].get("labels", ()) for found in annotation["result"] if "value" in found]
                    yield Answer(str(annotator), frozenset(label for some in labels for label in some), about)
        case _:
            wanted = "pass the JSON export of tasks that `threads annotate export` wrote"
            raise MalformedInput(name, f"/{number}", "is no annotated task of ours", wanted)


def _doccano(name: str, number: int, row: Any) -> Answer:
    match row:
        case {"text": str(), "comment_id": _, "thread_id": _}:
            spans = row.get("label", row.get("labels", ()))
            about = {key: row.get(key) for key in ("text", "parent_text", "thread_id", "comment_id", "stratum")}
            return Answer(name.removesuffix(".jsonl"), frozenset(str(span[2]) for span in spans), about)
        case _:
            wanted = "pass the JSONL export of tasks that `threads annotate export` wrote"
            raise MalformedInput(name, f"line {number}", "is no annotated text of ours", wanted)


def _parsed(name: str, number: int, text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise MalformedInput(name, f"line {number + error.lineno - 1}", error.msg, "export it again") from error
