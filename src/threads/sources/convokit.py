"""ConvoKit corpus: its utterances.jsonl, or the folder with speakers.json and conversations.json beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from threads.errors import MalformedInput
from threads.model import Comment, Post, State, Transcript
from threads.sources.answers import answers, first
from threads.sources.document import Document, Options
from threads.sources.foreign import check, transcript
from threads.sources.instants import timestamp
from threads.sources.rows import TOMBSTONES

FIELDS = ("id", "parent_id", "author", "author_id", "created_at", "text", "state", "extra")

_Json = Mapping[str, Any]

# Corpora from before ConvoKit 2.3 say user and root, and dumps say reply-to where the documentation says reply_to.
_SPEAKER, _CONVERSATION, _PARENT = ("speaker", "user"), ("conversation_id", "root"), ("reply-to", "reply_to")
_STATES: Mapping[str, State] = {"deleted": "deleted", "removed": "removed", "hidden": "hidden"}
_OURS = ("state", "author", "author_id", "created_at", "basis", "kind")  # what tables/convokit.py writes of a comment
_ROOTS = ("post", "root")  # utterances that are no comments: the post, or what holds several top levels together
_BINARY = "<##bin{"  # stands for a value kept in a pickle, which is not read


def recognise(document: Document) -> bool:
    """Whether the first line, or the first of a list, is an utterance: id, text, speaker, conversation, reply-to."""
    value = first(document)
    said = value[0] if isinstance(value, list) and value else value
    return isinstance(said, dict) and {"id", "text"} <= said.keys() and all(
        not said.keys().isdisjoint(names) for names in (_SPEAKER, _CONVERSATION, _PARENT)
    )  # fmt: skip


def parse(document: Document, options: Options) -> Iterator[Transcript]:
    """One thread per conversation, in the order of their first utterances."""
    yield from _threads(document, {}, {}, options)


def recognise_folder(folder: Path) -> bool:
    """Whether a folder is a corpus."""
    return (folder / "utterances.jsonl").is_file() or (folder / "utterances.json").is_file()


def parse_folder(folder: Path, options: Options) -> Iterator[Transcript]:
    """The threads of a corpus, with the titles of its conversations and the names of its speakers."""
    found = [folder / name for name in ("utterances.jsonl", "utterances.json") if (folder / name).is_file()]
    document = Document(f"{folder.name}/{found[0].name}", found[0].read_bytes())
    speakers = _beside(folder, "speakers.json") or _beside(folder, "users.json")
    yield from _threads(document, speakers, _beside(folder, "conversations.json"), options)


def _beside(folder: Path, name: str) -> dict[str, _Json]:
    """A file of metadata by id; newer corpora put each in a `meta` beside its vectors."""
    if not (folder / name).is_file():
        return {}
    try:
        found = orjson.loads((folder / name).read_bytes())
    except orjson.JSONDecodeError as error:
        raise MalformedInput(
            f"{folder.name}/{name}", f"line {error.lineno}", error.msg, "dump the corpus again"
        ) from error
    entries = found.items() if isinstance(found, dict) else ()
    metas = ((key, entry.get("meta", entry)) for key, entry in entries if isinstance(entry, dict))
    return {key: meta for key, meta in metas if isinstance(meta, dict)}


def _threads(
    document: Document, speakers: Mapping[str, _Json], about: Mapping[str, _Json], options: Options
) -> Iterator[Transcript]:
    conversations: dict[str, list[_Json]] = {}
    for said in check(document, list(_utterances(document)), "convokit"):
        name = _one(said, _CONVERSATION)
        conversations.setdefault(document.stem if name is None else str(name), []).append(said)
    for name in list(conversations):
        utterances = conversations.pop(name)
        post = next((said for said in utterances if (said.get("meta") or {}).get("kind") in _ROOTS), None)
        comments = [_comment(said, speakers, post, options) for said in utterances if said is not post]
        meta = about.get(name, {})
        yield transcript(
            document,
            "convokit",
            comments,
            id=_string(meta.get("thread_id")) or name or document.stem,
            title=_string(meta.get("title")),
            url=_string(meta.get("url")),
            post=_post(post, options) if post and post["meta"]["kind"] == "post" else None,
        )


def _utterances(document: Document) -> Iterator[Any]:
    for answer in answers(document):
        yield from answer.value if isinstance(answer.value, list) else [answer.value]


def _one(said: _Json, names: tuple[str, ...]) -> Any:
    return next((said[name] for name in names if said.get(name) is not None), None)


def _string(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _stamp(meta: _Json, options: Options) -> str | None:
    """The time that we wrote beside ConvoKit's seconds, to the character, if it is one."""
    written = meta.get("created_at")
    return written if timestamp(written, options) is not None else None


def _post(said: _Json, options: Options) -> Post:
    """What a thread of ours is about, which a corpus has as the utterance that all others hang on."""
    meta = said["meta"]
    return Post(author=meta.get("author"), created_at=_stamp(meta, options), text=said.get("text") or "")


def _comment(said: _Json, speakers: Mapping[str, _Json], post: _Json | None, options: Options) -> Comment:
    meta = {name: value for name, value in (said.get("meta") or {}).items() if not str(value).startswith(_BINARY)}
    speaker, parent = _one(said, _SPEAKER), _one(said, _PARENT)
    speaker = speaker.get("id") if isinstance(speaker, dict) else speaker
    ours = meta if meta.get("kind") == "comment" else {}
    text = said.get("text") or ""
    extra = {name: value for name, value in meta.items() if name not in _OURS} if ours else dict(meta)
    if called := speakers.get(str(speaker), {}).get("name"):
        extra["display_name"] = called
    return Comment(
        id=str(said["id"]),
        parent_id=None if parent in (None, "") or (post and str(parent) == str(post["id"])) else str(parent),
        author=ours["author"] if "author" in ours else None if speaker is None else str(speaker),
        author_id=ours.get("author_id"),
        created_at=_stamp(ours, options) if "created_at" in ours else timestamp(said.get("timestamp"), options),
        text=text,
        state=_STATES.get(str(ours.get("state")), "visible") if ours else TOMBSTONES.get(text, "visible"),
        extra=extra,
    )
