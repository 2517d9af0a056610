"""Social media, comment hosts and mail: what samples cannot show, as broken inputs, folders and ways back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import threads
from threads.errors import MalformedInput
from threads.model import Comment, Link, Post, Source, Thread
from threads.sources import Options, open_document
from threads.sources.convokit import parse_folder as read_corpus
from threads.sources.convokit import recognise_folder as is_corpus
from threads.sources.jsonld import postings
from threads.sources.mbox import parse_folder as read_maildir
from threads.sources.mbox import recognise_folder as is_maildir
from threads.tables.convokit import write_corpus

STATUS = {"id": "1", "created_at": "2024-05-02T07:15:04Z", "in_reply_to_id": None, "content": "<p>Ahoy</p>"}
REMARK = {"id": "1", "pid": "", "text": "Ahoy", "locator": {"url": "/ferry"}, "time": "2024-05-02T07:15:04Z"}
LEMMY = {"id": 1, "post_id": 2, "content": "Ahoy", "ap_id": "https://larkmouth.example/1", "published": "2024-05-02"}
COMMENTO = {"commentHex": "a", "commenterHex": "b", "html": "Ahoy", "creationDate": "2019-06-01"}
UTTERANCE = {"id": "1", "conversation_id": "1", "speaker": "ines", "reply-to": None, "text": "Ahoy", "timestamp": 5}

# Format, what its file holds, what the error says.
BROKEN: list[tuple[str, Any, str]] = [
    ("mastodon", [STATUS | {"account": {}}], "/0/account: 'acct' is a required property"),
    ("mastodon", {"ancestors": [], "descendants": [{"id": "1"}]}, "/0: 'created_at' is a required property"),
    ("bluesky", {"thread": {"post": {"uri": "at://a/b/1"}}}, "/0/post: 'author' is a required property"),
    ("remark42", [REMARK], "/0: 'user' is a required property"),
    ("remark42", [REMARK | {"user": {}, "pid": None}], "/0/pid: None is not of type 'string'"),
    ("isso", {"replies": [{"id": 1}], "total_replies": 1, "hidden_replies": 0}, "'text' is a required property"),
    ("commento", {"comments": [COMMENTO]}, "/comments/0: 'parentHex' is a required property"),
    ("lemmy", {"comments": [{"comment": LEMMY}]}, "/0: 'creator' is a required property"),
    ("lemmy", {"comments": [{"comment": LEMMY | {"path": "7"}, "creator": {"id": 1, "name": "i"}}]}, "/0/comment/path"),
    ("activitypub", {"type": "Collection", "items": [{"type": "Note", "id": "u"}]}, "'attributedTo' is a required"),
    ("convokit", [UTTERANCE | {"timestamp": []}], "/0/timestamp: [] is not of type"),
]


@pytest.mark.parametrize(("name", "value", "said"), BROKEN, ids=lambda part: part if isinstance(part, str) else "")
def test_error_names_the_first_misfit(name: str, value: Any, said: str) -> None:
    with pytest.raises(MalformedInput) as error:
        threads.parse(json.dumps(value, indent=1).encode())
    assert said in str(error.value)
    assert str(error.value).endswith(f"pass what {name} exports, unchanged")


HEADERS = "From: Ines <ines@larkmouth.example>\nDate: Thu, 14 Apr 2016 11:06:56 +0200\nMessage-ID: <1@a>\n"
ENVELOPES = [
    ("From ines@larkmouth.example Thu Apr 14 11:06:56 2016\n" + HEADERS + "\nAhoy\n", "mail"),
    ("From ines at larkmouth.example  Thu Apr 14 11:06:56 +0200 2016\n" + HEADERS + "\nAhoy\n", "mail"),
    ("From - Thu Apr 14 11:06:56 2016\nX-Mozilla-Status: 0001\n" + HEADERS + "\nAhoy\n", "mail"),
    (HEADERS + "\nAhoy\n", "mail"),
    ("From Thursday 11:06 to April 2016\nthe ferry was closed, they say.\n", "text"),
    ("From: Ines Okafor\nDate: 14 April 2016\n\nKeep the ferry.\n", "text"),
]


@pytest.mark.parametrize(("text", "container"), ENVELOPES)
def test_mail_is_told_from_text(text: str, container: str) -> None:
    assert open_document(text.encode()).container == container


def test_a_chain_of_five_thousand_messages_is_read() -> None:
    messages = [
        f"From a Thu Apr 14 11:06:56 2016\nFrom: a@b.example\nMessage-ID: <{n}@a>\nIn-Reply-To: <{n - 1}@a>\n\n{n}\n\n"
        for n in range(5000)
    ]
    [thread] = threads.parse("".join(messages).encode())
    assert len(thread.links) == 4999


def test_parts_without_end_are_an_error_and_no_crash() -> None:
    parts = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(3000))
    with pytest.raises(MalformedInput, match="message 1: has parts nested deeper"):
        threads.parse((HEADERS + parts + "Content-Type: text/plain\n\nAhoy\n").encode())


def test_maildir_is_read_in_the_order_of_delivery(tmp_path: Path) -> None:
    answer = HEADERS.replace("<1@a>", "<2@a>") + "In-Reply-To: <1@a>\n\nAhoy to you\n"
    for name, text in (("cur/1000.b:2,S", answer), ("new/999.a", HEADERS + "\nFrom here on,\n>From there\n")):
        file = tmp_path / name
        file.parent.mkdir()
        file.write_text(text)
    assert is_maildir(tmp_path)
    [thread] = read_maildir(tmp_path, Options())
    assert [(c.id, c.parent_id, c.text) for c in thread.comments] == [
        ("<1@a>", None, "From here on,\n>From there"),  # maildirs escape nothing
        ("<2@a>", "<1@a>", "Ahoy to you"),
    ]


def test_corpus_folder_adds_titles_and_names(tmp_path: Path) -> None:
    old = {"id": "a", "root": "a", "user": "u1", "reply-to": None, "text": "Keep it", "timestamp": "1335000000"}
    (tmp_path / "utterances.jsonl").write_text(json.dumps(old) + "\n")
    (tmp_path / "users.json").write_text(json.dumps({"u1": {"name": "Ines Okafor"}}))
    (tmp_path / "conversations.json").write_text(json.dumps({"a": {"meta": {"title": "The ferry"}, "vectors": []}}))
    assert is_corpus(tmp_path)
    [thread] = read_corpus(tmp_path, Options())
    [comment] = thread.comments
    assert (thread.title, comment.author, comment.extra) == ("The ferry", "u1", {"display_name": "Ines Okafor"})
    assert comment.created_at == "2012-04-21T09:20:00Z"


SOURCE = Source(name="ferry.txt", format="text", sha256="0" * 64, bytes=1)
FERRY = Thread(
    id="ferry",
    source=SOURCE,
    title="Close the ferry?",
    nesting="stated",
    post=Post(author="Tobias Renn", created_at="2012-04-20", text="Close the ferry?"),
    comments=(
        Comment(id="1", author="Ines", created_at="2012-04-21T09:20:00+02:00", text="No – never", extra={"score": 3}),
        Comment(id="2", text="", state="deleted"),
        Comment(id="3", parent_id="2", author="Dov", author_id="d", created_at="2012-04-22T10:00:00", text="Why?"),
    ),
    links=(Link(child_id="3", parent_id="2", basis="stated"),),
)
BRIDGE = FERRY.model_copy(update={"id": "bridge", "post": None, "title": None})
SINGLE = FERRY.model_copy(update={"id": "single", "post": None, "comments": FERRY.comments[:1], "links": ()})


def test_corpus_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    write_corpus([FERRY, BRIDGE, SINGLE], tmp_path)
    ferry, bridge, single = read_corpus(tmp_path, Options())
    assert (ferry.id, ferry.title, ferry.post) == (FERRY.id, FERRY.title, FERRY.post)
    assert ferry.comments == FERRY.comments
    assert bridge.post is None
    assert [(c.id, c.parent_id, c.text) for c in bridge.comments] == [
        ("bridge/1", None, "No – never"),  # the ferry's thread has a comment 1 too
        ("bridge/2", None, ""),
        ("bridge/3", "bridge/2", "Why?"),
    ]
    assert [c.id for c in single.comments] == ["single/1"]


def test_corpus_has_one_root_per_conversation_and_no_id_twice(tmp_path: Path) -> None:
    write_corpus([FERRY, BRIDGE, SINGLE], tmp_path)
    said = [json.loads(line) for line in (tmp_path / "utterances.jsonl").read_text().splitlines()]
    assert len({one["id"] for one in said}) == len(said)
    roots = [one for one in said if one["reply-to"] is None]
    assert all(one["id"] == one["conversation_id"] for one in roots)
    assert len({one["conversation_id"] for one in said}) == len(roots) == 3
    index = json.loads((tmp_path / "index.json").read_text())
    assert index["utterances-index"]["score"] == ["<class 'int'>"]
    assert [one["timestamp"] for one in said[:2]] == [1334880000, 1334992800]


def test_postings_are_found_wherever_they_stand() -> None:
    comment = {"@type": "Comment", "text": "Ahoy", "author": {"name": "Ines"}, "datePublished": "2024-05-02"}
    article = {"@type": "NewsArticle", "headline": "The ferry", "comment": [comment]}
    flat = [{"@type": "Comment", "@id": "#1", "text": "Ahoy"}, {"@type": "Comment", "text": "Yes", "parentItem": "#1"}]
    [page] = postings({"@type": "WebPage", "mainEntity": [article]})
    [loose] = postings({"@graph": flat})
    assert (page.title, page.comments[0].author) == ("The ferry", "Ines")
    assert [(c.id, c.parent_id) for c in loose.comments] == [("#1", None), ("c2", "#1")]
    assert list(postings([{"@type": "NewsArticle", "headline": "Alone"}, "Ahoy", None])) == []
