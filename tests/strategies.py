"""Hypothesis strategies: threads of every shape that the model allows, and samples broken in every way files break.

All texts are invented, and those of samples are; `breakage` holds what is done to bytes and JSON values.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from threads.model import Comment, Evidence, Link, Location, Marker, Note, Post, Source, Thread, Transcript

SAMPLES = Path(__file__).parent.parent / "samples"
_EXPECTATIONS = (".thread.json", ".threads.json", ".report.json", ".report.txt", ".options.json", ".md")


def examples(share: float) -> settings:
    """Settings with a share of the profile's number of examples, without deadlines: the machine may be busy."""
    known = settings.default
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
    count = max(5, round((known.max_examples if known else 100) * share))
    return settings(max_examples=count, suppress_health_check=slow, deadline=None)


# --- samples --------------------------------------------------------------------------------------------------------


def samples(format: str) -> list[bytes]:
    """The inputs in a format's folder of samples."""
    files = sorted(path for path in (SAMPLES / format).rglob("*") if path.is_file() and path.name[0] != ".")
    return [path.read_bytes() for path in files if not path.name.endswith(_EXPECTATIONS)]


# --- threads --------------------------------------------------------------------------------------------------------

WORDS = (
    "the ferry closes in March and nobody was asked",
    "> the ferry closes in March\n\nWho says so?",
    "@Ines Okafor with what money?",
    "Tobias, you always say that. You are wrong, and the bridge is too steep!",
    "I agree with Mara Quill.",
    "“with what money?” — with ours, of course :-)",
    "No.",
    "ÅÇ ﬁ İı ß e\u0301 🚢👩‍👩‍👧 \u202eeverything\u202c \u200b",
    "=1+1",
    "<b>&amp;</b>",
)
PLAIN = st.characters(exclude_categories=["Cs"])
TEXTS = st.one_of(st.sampled_from(WORDS), st.text(PLAIN, max_size=30), st.lists(st.sampled_from(WORDS)).map("\n".join))
NAMES = st.one_of(
    st.sampled_from(["Ines Okafor", "Tobias Renn", "Mara Quill", "river_rat"]), st.text(PLAIN, max_size=6)
)
IDS = st.one_of(
    st.sampled_from(["a", "A", "a ", "1", "1.0", "é", "e\u0301", "../x", "CON", "=a", "~0/~1"]),
    st.text(PLAIN, min_size=1, max_size=4),
)
ZONES = st.sampled_from(["", "", "Z", "+06:00", "-00:00", "+23:59", "-12:00"])
STAMPS = st.one_of(
    st.none(),
    st.dates().map(str),
    st.builds(lambda moment, zone: f"{moment.isoformat()}{zone}", st.datetimes(), ZONES),
    st.sampled_from(["0001-01-01", "9999-12-31T23:59:59Z", "2024-03-31T02:30:00", "1970-01-01T00:00:00+23:59"]),
)
NUMBERS = st.one_of(st.integers(-(2**70), 2**70), st.floats(allow_nan=False, allow_infinity=False))
LEAVES = st.one_of(st.none(), st.booleans(), NUMBERS, TEXTS)
JSON = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(PLAIN, max_size=5), inner, max_size=3)
)
LINES = st.none() | st.integers(1, 2**53)
MARKERS = st.one_of(
    st.builds(Marker, kind=st.just("depth"), value=st.integers(0, 9).map(str), printed=TEXTS, line=LINES),
    st.builds(
        Marker,
        kind=st.sampled_from(["number", "reply-to", "quote-of"]),
        value=st.sampled_from(["0", "1", "7", "1.1", "x"]) | NAMES,
        printed=TEXTS,
        line=LINES,
    ),
)
SOURCES = st.builds(
    Source,
    name=TEXTS,
    format=st.sampled_from(["text", "html", "elsewhere"]),
    sha256=st.text("0123456789abcdef", min_size=64, max_size=64),
    bytes=st.integers(0, 2**70),
)
NOTES = st.builds(Note, code=st.from_regex(r"[a-z][a-z0-9-]{0,9}", fullmatch=True), message=TEXTS)


@st.composite
def comments(draw: st.DrawFn, sound: bool = False) -> tuple[Comment, ...]:
    """Comments whose stated parents are anything: each other in any order, themselves, in circles, or elsewhere.

    `sound`: ids are unique, as in what a reader hands on.
    """
    ids = draw(st.lists(IDS, max_size=7, unique=sound))
    parents = st.none() | IDS | (st.sampled_from(ids) if ids else st.none())
    made = st.builds(
        Comment,
        id=st.just("to be named"),
        parent_id=parents,
        author=st.none() | NAMES,
        author_id=st.none() | NAMES,
        created_at=STAMPS,
        created_at_text=st.none() | TEXTS,
        text=TEXTS,
        state=st.sampled_from(["visible", "visible", "deleted", "removed", "hidden"]),
        location=st.none() | st.builds(Location, line=LINES),
        markers=st.lists(MARKERS, max_size=2).map(tuple),
        extra=st.dictionaries(st.text(PLAIN, max_size=5), JSON, max_size=2),
    )
    return tuple(draw(made).model_copy(update={"id": name}) for name in ids)


@st.composite
def _about(draw: st.DrawFn, sound: bool) -> dict[str, Any]:
    """All fields of a conversation but its links."""
    said = draw(comments(sound))
    here = {comment.id for comment in said}
    orphans = [comment.id for comment in said if comment.parent_id is not None and comment.parent_id not in here]
    excuses = [Note(code="orphan-parent", comment_id=one, message="is elsewhere") for one in orphans]
    return {
        "id": draw(IDS),
        "source": draw(SOURCES),
        "kind": draw(st.sampled_from(["comments", "comments", "roundup"])),
        "title": draw(st.none() | TEXTS),
        "url": draw(st.none() | TEXTS),
        "platform": draw(st.none() | NAMES),
        "declared_comments": draw(st.none() | st.integers(0, 2**70)),
        "nesting": draw(st.sampled_from(["stated", "partial", "lost"])),
        "post": draw(st.none() | st.builds(Post, author=st.none() | NAMES, created_at=STAMPS, text=TEXTS)),
        "comments": said,
        "notes": (*draw(st.lists(NOTES, max_size=2)), *excuses),
    }


@st.composite
def transcripts(draw: st.DrawFn) -> Transcript:
    """What a reader may hand on: ids unique, orphans noted, all else as it comes."""
    return Transcript(**draw(_about(sound=True)))


@st.composite
def threads(draw: st.DrawFn) -> Thread:
    """A valid thread: a link per comment at most, to an earlier one: as stated, or of any basis and shown by words."""
    about = draw(_about(sound=True))
    said: tuple[Comment, ...] = about["comments"]
    here = {comment.id for comment in said}
    order = draw(st.permutations(said))
    links = [
        draw(_links(child, draw(st.sampled_from(parents))))
        for place, child in enumerate(order)
        if (parents := [one for one in order[:place] if child.parent_id not in here or one.id == child.parent_id])
        and bool(draw(st.booleans()))
    ]
    return Thread(**about, links=tuple(links))


def _links(child: Comment, parent: Comment) -> st.SearchStrategy[Link]:
    is_stated = child.parent_id == parent.id
    words = [_evidence(one) for one in (child, parent) if one.text]
    return st.builds(
        Link,
        child_id=st.just(child.id),
        parent_id=st.just(parent.id),
        basis=st.sampled_from(
            ["stated"] if is_stated else ["marker", "quote", "mention", "order", "answer", "adjacent"]
        ),
        evidence=st.lists(st.one_of(words), max_size=2).map(tuple) if words else st.just(()),
        fact=st.none() | TEXTS if is_stated else st.sampled_from(WORDS),
    )


@st.composite
def _evidence(draw: st.DrawFn, comment: Comment) -> Evidence:
    start = draw(st.integers(0, len(comment.text) - 1))
    end = draw(st.integers(start + 1, len(comment.text)))
    return Evidence(comment_id=comment.id, start=start, end=end, text=comment.text[start:end])


# --- tables ---------------------------------------------------------------------------------------------------------

Row = dict[str, Any]


@st.composite
def rows(draw: st.DrawFn) -> list[Row]:
    """The rows of a table with unique ids and stated parents, of one thread or several."""
    ids = draw(st.lists(st.text("abc123", min_size=1, max_size=3), min_size=1, max_size=8, unique=True))
    row = st.fixed_dictionaries(
        {
            "thread_id": st.sampled_from(["ferry", "bridge"]) if draw(st.booleans()) else st.just("ferry"),
            "parent_id": st.none() | st.sampled_from([*ids, "gone"]),
            "author": st.sampled_from(["Ines Okafor", "Tobias Renn", "Mara Quill"]),
            "created_at": st.none() | st.datetimes().map(lambda m: m.replace(microsecond=0, year=2012).isoformat()),
            "text": st.sampled_from(WORDS),
        }
    )
    return [{"id": one, **draw(row)} for one in ids]


# --- broken bytes ---------------------------------------------------------------------------------------------------

# What tends to matter to some reader: delimiters, marks of encodings, times that are none, ids, tags.
TOKENS = (
    *(
        b"\0",
        b"\n",
        b"\r",
        b"\r\n",
        b"\t",
        b" ",
        b'"',
        b"'",
        b",",
        b";",
        b":",
        b"<",
        b">",
        b"&",
        b"{",
        b"}",
        b"[",
        b"]",
    ),
    *(b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\x85", b"\x1c", b"\xe2\x80\xa8", b"\xf0\x9f\x9a\xa2"),
    *(b"&#0;", b"&#xD800;", b"&#x110000;", b"&nosuch;", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<br>", b"</div>"),
    *(b"<blockquote>", b"<table>", b"<template>", b"<script>", b"<svg>", b"<pre>", b"<!DOCTYPE x [", b"<?xml"),
    *(b"9" * 30, b"-1", b"1e999", b"NaN", b"null", b"true", b"\\ud83d", b"\\u0000", b'"":', b"[deleted]", b"0"),
    *(b"2012-13-45", b"99:99", b"3 hours ago", b"99999999999 years ago", b"5/5/12", b"12:00 AM", b"+99:99", b"may"),
    *(b"From ", b"From: ", b"Re: ", b"=?utf-8?b?!!!?=", b"=?x?q?=FF?=", b"charset=idna", b"charset=utf-16", b"<a@b>"),
    *(b"1.1.1", b"#1", b"@", b">> ", b"> > >", b"In reply to", b" says:", b"Reply", b"1 comment", b"wrote:"),
)
VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 7, 1.0, 1.5, 1e300, 2**70, 253402300800, -62135596801),
    *("", " ", "x", "\x00", "0", "root", "2011-02-30", "9999-12-31T23:59:59+14:00"),
    *([], ["x"], [None], [[]], {}, {"x": 1}, {"id": None}),
)


@st.composite
def broken(draw: st.DrawFn, format: str) -> bytes:
    """A sample of a format with a few faults: in its bytes, or in the values of its JSON."""
    data = draw(st.sampled_from(samples(format)))
    values = json_values(data)
    by_value: bool = draw(st.booleans())
    if values and by_value:
        return draw(_with_other_values(values))
    for _ in range(draw(st.integers(1, 4))):
        data = draw(_with_other_bytes(data))
    return data


@st.composite
def _with_other_bytes(draw: st.DrawFn, data: bytes) -> bytes:
    at = draw(st.integers(0, len(data)))
    end = min(len(data), at + draw(st.sampled_from([1, 2, 5, 20, 100, 500])))
    how = draw(st.sampled_from(["flip", "cut", "cut the rest", "double", "insert", "insert", "swap"]))
    if how == "flip" and at < len(data):
        return data[:at] + bytes([data[at] ^ 1 << draw(st.integers(0, 7))]) + data[at + 1 :]
    if how == "cut":
        return data[:at] + data[end:]
    if how == "cut the rest":
        return data[:at]
    if how == "double":
        return data[:at] + data[at:end] * draw(st.sampled_from([2, 2, 5])) + data[end:]
    if how == "swap":
        return data[:at] + data[end : 2 * end - at] + data[at:end] + data[2 * end - at :]
    return data[:at] + draw(st.sampled_from(TOKENS) | st.binary(max_size=8)) + data[at:]


def json_values(data: bytes) -> list[Any]:
    """The JSON values in some bytes, one or one per line; none if it is anything else."""
    try:
        return [json.loads(data)]
    except (ValueError, RecursionError):
        pass
    try:
        return [json.loads(line) for line in data.splitlines() if line.strip()]
    except (ValueError, RecursionError):
        return []


def paths(value: Any) -> list[tuple[Any, ...]]:
    """The way to each value inside a JSON value, outermost first; () is the value itself."""
    found: list[tuple[Any, ...]] = []
    waiting: list[tuple[tuple[Any, ...], Any]] = [((), value)]
    for path, one in waiting:
        found.append(path)
        inner = one.items() if isinstance(one, dict) else enumerate(one) if isinstance(one, list) else ()
        waiting += [((*path, key), deeper) for key, deeper in inner]
    return found


def at(value: Any, path: tuple[Any, ...]) -> Any:
    """What stands at the end of a way."""
    for key in path:
        value = value[key]
    return value


@st.composite
def altered(draw: st.DrawFn, value: Any, others: st.SearchStrategy[Any]) -> Any:
    """A JSON value with one part left out, exchanged for another part, or for a value of another kind."""
    value = json.loads(json.dumps(value))
    path = draw(st.sampled_from(paths(value)))
    how = draw(st.sampled_from(["drop", "copy", "like", "exchange", "exchange", "add"]))
    if how == "add" and isinstance(at(value, path), dict):
        at(value, path)[draw(st.sampled_from(["id", "text", "x", "parent", "children", "type"]))] = draw(others)
        return value
    if not path:
        return draw(others)
    place = at(value, path[:-1])
    if how == "drop":
        del place[path[-1]]
    elif how in ("copy", "like"):  # what is like it may be another's id, and close a circle
        kind = type(place[path[-1]]) if how == "like" else object
        parts = [one for other in paths(value) if isinstance(one := at(value, other), kind)]
        place[path[-1]] = json.loads(json.dumps(draw(st.sampled_from(parts))))
    else:
        place[path[-1]] = draw(others)
    return value


@st.composite
def _with_other_values(draw: st.DrawFn, values: list[Any]) -> bytes:
    values = list(values)
    for _ in range(draw(st.integers(1, 3))):
        which = draw(st.integers(0, len(values) - 1))
        values[which] = draw(altered(values[which], st.sampled_from(VALUES)))
    return "\n".join(json.dumps(value, ensure_ascii=draw(st.booleans())) for value in values).encode(
        "utf-8", "surrogatepass"
    )
