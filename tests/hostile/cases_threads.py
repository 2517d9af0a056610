"""More rows of the table: thread JSON of ours that somebody changed, and tables."""

from __future__ import annotations

import json
from typing import Any

from hostile.cases import DUMP, LINES, Case, ndjson, rows


def own(**more: Any) -> bytes:
    """A thread as we write it, with some of its fields changed."""
    thread = {
        "schema_version": "1.0",
        "id": "t",
        "source": {"name": "t", "format": "ndjson", "sha256": "0" * 64, "bytes": 1},
        "nesting": "stated",
        "comments": [
            {"id": "1", "author": "Ines Okafor", "text": "Keep the ferry."},
            {"id": "2", "author": "Tobias Renn", "text": "No, it is too dear."},
        ],
        "links": [],
        "notes": [],
    }
    return json.dumps(thread | more).encode()


def linked(child: str = "2", parent: str = "1", **evidence: Any) -> bytes:
    """The same with one link, and one piece of evidence for it."""
    found = [{"comment_id": "2", "start": 0, "end": 2, "text": "No"} | evidence] if evidence else []
    return own(links=[{"child_id": child, "parent_id": parent, "basis": "order", "evidence": found}])


THREADS = [
    Case("thread", "a link to what is missing", "a.json", lambda: linked(parent="9"), "no comment has the id '9'"),
    Case("thread", "a link to itself", "a.json", lambda: linked(parent="2", end=2), "'2' alone reply in a circle"),
    Case(
        "thread",
        "links in a circle",
        "a.json",
        lambda: own(
            links=[
                {
                    "child_id": a,
                    "parent_id": b,
                    "basis": "order",
                    "evidence": [{"comment_id": a, "start": 0, "end": len(said), "text": said}],
                }
                for a, b, said in (("1", "2", "Keep"), ("2", "1", "No"))
            ],
        ),
        "reply in a circle",
    ),
    Case(
        "thread",
        "two links of one child",
        "a.json",
        lambda: own(links=[json.loads(linked(end=2))["links"][0]] * 2),
        "has a link already",
    ),
    Case("thread", "evidence past the end", "a.json", lambda: linked(end=999), "has other words from 0 to 999"),
    Case(
        "thread", "evidence at 10**30", "a.json", lambda: linked(start=10**30, end=10**31, text=""), "has other words"
    ),
    Case(
        "thread", "evidence before the beginning", "a.json", lambda: linked(start=-5, end=-1, text="dear"), "/start: "
    ),
    Case("thread", "evidence of no length", "a.json", lambda: linked(end=0, text=""), "has other words from 0 to 0"),
    Case(
        "thread",
        "evidence that ends before it starts",
        "a.json",
        lambda: linked(start=2, end=0, text=""),
        "has other words",
    ),
    Case(
        "thread", "evidence of what is missing", "a.json", lambda: linked(comment_id="9"), "no comment has the id '9'"
    ),
    Case("thread", "offsets as fractions", "a.json", lambda: linked(end=2.5), "/end: "),
    Case("thread", "half a surrogate pair", "a.json", lambda: own(title="\ud83d"), "invalid JSON"),
    Case(
        "thread",
        "20,000 pieces of evidence",
        "a.json",
        lambda: own(
            links=[
                {
                    **json.loads(linked(end=2))["links"][0],
                    "evidence": [{"comment_id": "2", "start": 0, "end": 2, "text": "No"}] * 20_000,
                }
            ]
        ),
        2,
    ),
    Case(
        "thread",
        "100,000 notes",
        "a.json",
        lambda: own(notes=[{"code": "odd-thing", "message": "x"}] * 100_000),
        2,
        ("odd-thing",),
    ),
    Case(
        "thread",
        "a note about nobody",
        "a.json",
        lambda: own(notes=[{"code": "odd", "message": "</script>\x1b[2J", "comment_id": "9"}]),
        "comment_id: no comment has the id '9'",
    ),
    Case(
        "thread",
        "a code of a note that is none",
        "a.json",
        lambda: own(notes=[{"code": "<b>", "message": "x"}]),
        "/notes/0/code: ",
    ),
    Case(
        "thread", "a field too many", "a.json", lambda: own(verdict="troll"), "/verdict: extra inputs are not permitted"
    ),
    Case("thread", "another version", "a.json", lambda: own(schema_version="9.0"), "/schema_version: "),
    Case("thread", "no comments", "a.json", lambda: own(comments=[]), 0),
    Case("thread", "null for the comments", "a.json", lambda: own(comments=None), "/comments: "),
    Case(
        "thread",
        "the 30th of February",
        "a.json",
        lambda: own(comments=[{"id": "1", "text": "x", "created_at": "2024-02-30"}]),
        "is no date or time of the calendar",
    ),
    Case(
        "thread",
        "the ends of time",
        "a.json",
        lambda: own(
            comments=[
                {"id": "1", "text": "x", "created_at": "0001-01-01T00:00:00+23:59"},
                {"id": "2", "text": "y", "created_at": "9999-12-31T23:59:59-23:59"},
            ]
        ),
        2,
    ),
    Case(
        "thread",
        "extras too deep",
        "a.json",
        lambda: own(comments=[]).replace(
            b'"comments": []',
            b'"comments": [{"id": "1", "text": "x", "extra": {"a": ' + b"[" * 500 + b"]" * 500 + b"}}]",
        ),
        "recursion limit exceeded",
    ),
    Case(
        "thread",
        "markup for ids",
        "a.json",
        lambda: own(
            id='"><script>alert(1)</script>',
            comments=[
                {"id": "</script>", "author": "<img src=x onerror=alert(1)>", "text": "x"},
                {"id": "]]>", "text": "y"},
            ],
        ),
        2,
    ),
    Case(
        "thread",
        "an address that is a script",
        "a.json",
        lambda: own(url="javascript:alert(1)", title="\x1b]0;x\x07"),
        2,
    ),
    Case(
        "thread",
        "a chain of 20,000 links",
        "a.json",
        lambda: own(
            comments=[{"id": str(n), "text": "x"} for n in range(20_000)],
            links=[
                {"child_id": str(n), "parent_id": str(n - 1), "basis": "stated", "evidence": []}
                for n in range(1, 20_000)
            ],
        ),
        20_000,
    ),
    Case("thread", "the last brace missing", "a.json", lambda: own()[:-1], "a.json: "),
]


def wide(columns: int, filled: int) -> bytes:
    """A table of many columns, with a value in the first of those that mean nothing to us."""
    names = ",".join(f"c{n}" for n in range(columns))
    cells = ",".join("1" if n < filled else "" for n in range(columns))
    return f"id,author,text,{names}\n1,Ines,Keep it,{cells}\n2,Tobias,No,{cells}\n".encode()


HEAD = b"id,author,text\n"
TABLES = [
    Case("csv", "100,000 columns", "a.csv", lambda: wide(100_000, 1), 2),
    Case("csv", "5,000 columns, filled", "a.csv", lambda: wide(5_000, 5_000), 2),
    Case("csv", "columns without names at the end", "a.csv", lambda: b"id,text,,\n1,a,,\n2,b,,\n", 2),
    Case("csv", "old Mac line ends", "a.csv", lambda: b"id,author,text\r1,Ines,Keep it\r2,Tobias,No\r", 2),
    Case(
        "csv",
        "zeros in cells",
        "a.csv",
        lambda: HEAD + b"1,In\0es,Keep it\n" + b"2,Tobias,No no no\n" * 20,
        2,
        ("encoding",),
    ),
    Case(
        "csv", "a quote that stays open", "a.csv", lambda: HEAD + b'1,Ines,"Keep it\n2,Tobias,No\n', "line 2: is no CSV"
    ),
    Case("csv", "a header alone", "a.csv", lambda: HEAD, "no comment section found"),
    Case(
        "csv",
        "two columns of one name",
        "a.csv",
        lambda: b"id,text,text\n1,a,b\n",
        "has two columns 'text'; rename one",
    ),
    Case("csv", "a cell too many", "a.csv", lambda: HEAD + b"1,Ines,Keep, it\n", "has 4 cells where the header has 3"),
    Case("csv", "formulas", "a.csv", lambda: HEAD + b"1,=cmd|x,=1+1\n2,@SUM(A1),-1\n", 2),
    Case("csv", "a mark before a quoted header", "a.csv", lambda: '\ufeff"id","author","text"\n1,Ines,x\n'.encode(), 1),
    Case(
        "csv",
        "a delimiter stated for spreadsheets",
        "a.csv",
        lambda: b"sep=;\r\nid;author;text\r\n1;Ines;Keep, it\r\n",
        1,
    ),
    Case("csv", "an odd one stated", "a.csv", lambda: b'"sep=|"\nid|author|text\n1|Ines|Keep, it\n2|Tobias|No;\n', 2),
    Case("csv", "a letter stated", "a.csv", lambda: b"sep=a\nid,author,text\n1,Ines,x\n", "no comment section found"),
    Case(
        "csv",
        "columns of another's names, named as text",
        "a.txt",
        lambda: b"tweet_id,user,selftext\n1,Ines,Keep it\n",
        "is csv of no known format; its columns are tweet_id, user, selftext: name ours among them, as in "
        "--columns text=selftext,author=user,id=tweet_id",
    ),
    Case("csv", "a menu that is none", "a.txt", lambda: b"Home,Post,Tweet\n" + DUMP.encode(), 3),
    Case("csv", "empty lines and rows", "a.csv", lambda: HEAD + b"\n1,Ines,x\n\n\n2,Tobias,y\n,,\n", 2),
    Case("csv", "ids with line breaks", "a.csv", lambda: HEAD + b'"1\n2",Ines,x\n3,Tobias,y\n', 2),
    Case(
        "json",
        "an id of 1 MB",
        "a.ndjson",
        lambda: ndjson([{"id": "x" * 1_000_000, "text": "a"}, {"id": "2", "parent_id": "x" * 1_000_000, "text": "b"}]),
        2,
    ),
    Case("json", "a name of 1 MB", "a.ndjson", lambda: rows("x", "y", author="y" * 1_000_000), 2),
    Case("json", "100,000 fields", "a.ndjson", lambda: rows("x", **{f"k{n}": n for n in range(100_000)}), 1),
    Case(
        "json", "fields named as parts of Python", "a.ndjson", lambda: rows("x", __class__="a", __proto__={"a": 1}), 1
    ),
    Case(
        "json",
        "empty ids and texts",
        "a.ndjson",
        lambda: ndjson([{"id": "", "text": ""}, {"id": None, "text": None}, {"id": "a", "text": "x"}]),
        3,
        ("missing-text",),
    ),
    Case("json", "empty lines between", "a.ndjson", lambda: b"\n\n" + LINES.replace(b"\n", b"\n\n\n"), 3),
    Case("json", "a comma too many", "a.json", lambda: b'[{"id":"1","text":"x",},]', "line 1: is no JSON"),
    Case(
        "json",
        "record separators (RFC 7464)",
        "a.json",
        lambda: b"".join(b"\x1e" + line + b"\n" for line in LINES.splitlines()),
        3,
    ),
    Case(
        "json",
        "a boolean for an id",
        "a.ndjson",
        lambda: ndjson([{"id": True, "text": "x"}]),
        "line 1: 'id' is a boolean",
    ),
    Case(
        "json",
        "an array for a text",
        "a.ndjson",
        lambda: ndjson([{"id": "1", "text": ["x"]}]),
        "line 1: 'text' is an array",
    ),
    Case(
        "json",
        "an object for an author",
        "a.ndjson",
        lambda: ndjson([{"id": "1", "text": "x", "author": {"name": "I"}}]),
        "line 1: 'author' is an object",
    ),
    Case("json", "a time of 10**30", "a.ndjson", lambda: rows("x", created_at=10**30), 1, ("unparsed-time",)),
    Case(
        "json",
        "an id of more than 64 bits",
        "a.ndjson",
        lambda: ndjson([{"id": 2**70, "text": "x"}]),
        "a number too large to keep its digits",
    ),
    Case(
        "json",
        "line separators of Unicode in a text",
        "a.ndjson",
        lambda: b'{"id":"1","text":"a\xe2\x80\xa8b\xc2\x85c"}\n{"id":"2","text":"x"}',
        2,
    ),
    Case(
        "text",
        "names of nothing that shows",
        "a.ndjson",
        lambda: ndjson({"id": str(n), "author": "\u200b" * n, "text": "No."} for n in range(4)),
        4,
    ),
    Case(
        "text",
        "one name, composed and not",
        "a.ndjson",
        lambda: ndjson({"id": a, "author": a, "text": "No."} for a in ("Zoë", "Zoe\u0308")),
        2,
    ),
    Case("tree", "a thread id of 1 MB", "a.ndjson", lambda: rows("x", thread_id="y" * 1_000_000), 1),
]


CASES = [*THREADS, *TABLES]
