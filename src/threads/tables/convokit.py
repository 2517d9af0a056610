"""Threads as a ConvoKit corpus: a folder that `convokit.Corpus(filename=...)` loads, written without ConvoKit.

A ConvoKit conversation has one root, and its id is the root's. Where a thread has a post, or several comments at its
top level, the post becomes that root (an utterance with the meta field kind "post"), so that every comment of the top
level replies to it. Reading the folder back with `threads` gives the post and the comments again.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from threads.model import Comment, Thread
from threads.timestamps import instant

_NOBODY = "[unknown]"  # ConvoKit wants a speaker of every utterance
_Index = dict[str, list[str]]


def write_corpus(threads: Iterable[Thread], folder: Path) -> None:
    """Write utterances.jsonl, speakers.json, conversations.json, corpus.json and index.json into `folder`.

    Replies follow the threads' links, recovered ones too; the meta field `basis` says which. Times become whole
    seconds since 1970, local times read as UTC; the meta field `created_at` keeps them as they were.
    """
    folder.mkdir(parents=True, exist_ok=True)
    taken: set[str] = set()
    speakers: dict[str, Any] = {}
    conversations: dict[str, Any] = {}
    with (folder / "utterances.jsonl").open("w", encoding="ascii", newline="\n") as file:
        index: _Index = {}
        for thread in threads:
            utterances = list(_utterances(thread, taken))
            for said in utterances:
                speakers[said["speaker"]] = {"meta": {}, "vectors": []}
                _note_types(index, said["meta"])
                file.write(json.dumps(said) + "\n")
            if utterances:
                conversations[utterances[0]["conversation_id"]] = {"meta": _about(thread), "vectors": []}
    about: _Index = {}
    for conversation in conversations.values():
        _note_types(about, conversation["meta"])
    names = ("utterances-index", "speakers-index", "conversations-index", "overall-index")
    _write(folder / "speakers.json", speakers)
    _write(folder / "conversations.json", conversations)
    _write(folder / "corpus.json", {})
    _write(folder / "index.json", dict(zip(names, (index, {}, about, {}), strict=True)) | {"version": 1, "vectors": []})


def _write(file: Path, value: Any) -> None:
    file.write_text(json.dumps(value) + "\n", encoding="ascii")


def _utterances(thread: Thread, taken: set[str]) -> Iterator[dict[str, Any]]:
    """The thread's utterances under ids that no other thread of the corpus has, its root first."""
    parents = {link.child_id: link for link in reversed(thread.links)}  # of two links of a comment the first counts
    tops = [comment.id for comment in thread.comments if comment.id not in parents]
    has_root = thread.post is not None or len(tops) != 1
    own = [comment.id for comment in thread.comments]
    names = _free(own, thread.id, taken)
    root = (
        _free([thread.id], f"{thread.id}/post", taken, set(names.values()))[thread.id] if has_root else names[tops[0]]
    )
    taken.update(names.values(), [root])
    if has_root:
        yield _post(thread, root)
    for comment in sorted(thread.comments, key=lambda one: names[one.id] != root):
        link = parents.get(comment.id)
        above = names[link.parent_id] if link else None if names[comment.id] == root else root
        yield _utterance(comment, names[comment.id], root, above, link.basis if link else None)


def _free(ids: list[str], prefix: str, *taken: set[str]) -> Mapping[str, str]:
    """The ids as they are, or all behind a prefix if another thread has one of them."""
    names = {one: one for one in ids}
    number = 1
    while not all(one.isdisjoint(names.values()) for one in taken):
        stem = prefix if number == 1 else f"{prefix}-{number}"
        names = {one: f"{stem}/{one}" for one in ids}
        number += 1
    return names


def _post(thread: Thread, root: str) -> dict[str, Any]:
    post = thread.post
    created_at, author, text = (post.created_at, post.author, post.text) if post else (None, None, thread.title or "")
    return {
        "id": root,
        "conversation_id": root,
        "text": text,
        "speaker": author or _NOBODY,
        "meta": {"kind": "post" if post else "root", "author": author, "created_at": created_at},
        "reply-to": None,
        "timestamp": _seconds(created_at),
        "vectors": [],
    }


def _utterance(comment: Comment, name: str, root: str, above: str | None, basis: str | None) -> dict[str, Any]:
    meta = {
        **comment.extra,
        "kind": "comment",
        "author": comment.author,
        "author_id": comment.author_id,
        "created_at": comment.created_at,
        "state": comment.state,
        "basis": basis,
    }
    return {
        "id": name,
        "conversation_id": root,
        "text": comment.text,
        "speaker": comment.author or _NOBODY,
        "meta": meta,
        "reply-to": above,
        "timestamp": _seconds(comment.created_at),
        "vectors": [],
    }


def _about(thread: Thread) -> dict[str, Any]:
    return {"title": thread.title, "url": thread.url, "thread_id": thread.id, "platform": thread.platform}


def _seconds(created_at: str | None) -> int | None:
    moment = instant(created_at)
    if moment is None:
        return None
    return int((moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).timestamp())


def _note_types(index: _Index, meta: Mapping[str, Any]) -> None:
    """ConvoKit keeps, for every field of metadata, the types that its values have."""
    for name, value in meta.items():
        kind = str(type(value))
        if kind not in index.setdefault(name, []):
            index[name].append(kind)
