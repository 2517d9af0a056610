"""Reply links: small conversations beside the links and evidence they must yield."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threads.links import link
from threads.model import Comment, Marker, Nesting, Post, Source, Thread, Transcript

SOURCE = Source(name="invented", format="text", sha256="0" * 64, bytes=0)


def transcript(*comments: Comment, nesting: Nesting = "lost", post: Post | None = None) -> Transcript:
    return Transcript(id="t", source=SOURCE, nesting=nesting, comments=comments, post=post)


def talk(*lines: str, post: Post | None = None) -> Thread:
    """A thread of comments written as "NAME | HH:MM | text"."""
    parts = [[part.strip() for part in line.split("|", 2)] for line in lines]
    comments = [
        Comment(id=f"c{n}", author=name, created_at=f"2024-03-14T{clock}:00" if clock else None, text=text)
        for n, (name, clock, text) in enumerate(parts, 1)
    ]
    return link(transcript(*comments, post=post))


POST = Post(author="Ines Okafor", text="The bridge will be built at a cost of 2.4 million beside the old mill.")
FIRST = "Mara Quill | | The ferry was never allowed to charge visitors in the summer."
SECOND = "Dov Aster | | The landing is rotten."

ALL_QUOTED = "> > The ferry was never allowed to charge visitors\n> It did so in two summers I know."

CASES = {
    "a quotation names its source": (
        [FIRST, SECOND, "Tobias | | “never allowed to charge visitors” is not what the report says."],
        [("c3", "c1", "quote", "“never allowed to charge visitors”")],
    ),
    "an inserted (sic) does not hide it": (
        [FIRST, SECOND, 'Tobias | | "was never (sic) allowed to charge visitors in the summer" you say.'],
        [("c3", "c1", "quote", '"was never (sic) allowed to charge visitors in the summer"')],
    ),
    "a quoted article is no comment": (
        [FIRST, "Dov | | “at a cost of 2.4 million” is the old figure. Mara Quill, see?"],
        [],
    ),
    "a vocative opens a comment": (
        [FIRST, SECOND, "Rat | | Mara Quill,\n\nnot so."],
        [("c3", "c1", "mention", "Mara Quill")],
    ),
    "a first name inside": ([FIRST, SECOND, "Rat | | Another thing, Mara: look."], [("c3", "c1", "mention", "Mara")]),
    "a title and a last name": ([FIRST, SECOND, "Rat | | Ms. Quill, not so."], [("c3", "c1", "mention", "Quill")]),
    "an at sign": ([FIRST, SECOND, "Rat | | I think @mara quill is right"], [("c3", "c1", "mention", "mara quill")]),
    "initials, spoken to": (
        [FIRST, SECOND, "Rat | | (but your point is weak MQ), see"],
        [("c3", "c1", "mention", "MQ")],
    ),
    "initials, not spoken to": ([FIRST, SECOND, "Rat | | They asked the MQ, in vain."], []),
    "a name spoken about is not addressed": ([FIRST, SECOND, "Rat | | I heard Mara Quill yesterday."], []),
    "a name inside a quotation is not addressed": (
        [FIRST, SECOND, "Rat | | He wrote “Mara Quill, go home” there."],
        [],
    ),
    "one does not answer oneself by name": ([FIRST, "Mara Quill | | Mara Quill, signing."], []),
    "a question is answered": (
        ["Mara | | Has anybody seen the survey?", "Ines | | Yes, it is on page 14."],
        [("c2", "c1", "answer", "Yes")],
    ),
    "a statement is not answered": ([SECOND, "Ines | | Yes, it is on page 14."], []),
    "a comment dated after a later one is nested": (
        ["A | 10:00 | One.", "B | 12:00 | Two.", "C | 11:00 | Three.", "D | 13:00 | Four."],
        [("c2", "c1", "order", None)],
    ),
    "a copied line without marks is a quotation": (
        [FIRST, SECOND, "Tobias | | The landing is rotten.\n\nThen mend it before you close anything."],
        [("c3", "c2", "quote", "The landing is rotten")],
    ),
    "a signature is none": (
        [FIRST + "\nWrite to the harbour office at once.", SECOND + "\nWrite to the harbour office at once."],
        [],
    ),
    "what was quoted by the one who is answered is not answered": (
        [
            FIRST,
            "Dov | | > The ferry was never allowed to charge visitors\n\nIt did so in two summers I know.",
            "Rat | | > > The ferry was never allowed to charge visitors\n> It did so in two summers I know.\n\nWhich?",
        ],
        [
            ("c2", "c1", "quote", "> The ferry was never allowed to charge visitors"),
            ("c3", "c2", "quote", ALL_QUOTED),
        ],
    ),
    "who wrote it is said": (
        [FIRST, SECOND, "Rat | | Mara Quill wrote:\n> summer\n\nWinter too."],
        [("c3", "c1", "quote", "Mara Quill wrote:")],
    ),
    "when it was written tells which": (
        [
            "Mara Quill | 10:00 | The fares went up.",
            "Mara Quill | 10:20 | And the boat went out half empty.",
            "Rat | 11:00 | On 14 March 2024 at 10:00, Mara Quill wrote:\n> fares\n\nDid they?",
        ],
        [("c3", "c1", "quote", "On 14 March 2024 at 10:00, Mara Quill wrote:")],
    ),
    "a number points": ([FIRST, SECOND, "Rat | | @#1 not so."], [("c3", "c1", "mention", "@#1")]),
    "a number opens its line": ([FIRST, SECOND, "Rat | | #2 – since when?"], [("c3", "c2", "mention", "#2 –")]),
    "a rank does not point": ([FIRST, SECOND, "Rat | | #1 priority is the landing, as we were #2 last year."], []),
    "a handle without its figures": (
        ["river_rat77 | | Close it.", SECOND, "Ines | | @river_rat not so."],
        [("c3", "c1", "mention", "river_rat")],
    ),
    "a slip of the pen": (
        ["Okafor | | Close it.", SECOND, "Ines | | Okofor: not so."],
        [("c3", "c1", "mention", "Okofor")],
    ),
    "of several comments the one whose words are taken up": (
        [
            "Mara Quill | | The toll house burned in the flood year.",
            SECOND,
            "Mara Quill | | Anyhow, fares.",
            "Rat | | Mara Quill, “the toll house burned in the flood year”? It stood.",
        ],
        [("c4", "c1", "quote", "“the toll house burned in the flood year”")],
    ),
    "ascending times prove nothing": (["A | 10:00 | One.", "B | 11:00 | Two.", "C | 12:00 | Three."], []),
}


@pytest.mark.parametrize(("lines", "expected"), CASES.values(), ids=CASES)
def test_cues(lines: list[str], expected: list[tuple[str, str, str, str | None]]) -> None:
    thread = talk(*lines, post=POST)
    found = [(k.child_id, k.parent_id, k.basis, k.evidence[0].text if k.evidence else None) for k in thread.links]
    assert found == expected
    texts = {c.id: c.text for c in thread.comments}
    assert all(texts[e.comment_id][e.start : e.end] == e.text for k in thread.links for e in k.evidence)
    assert all(k.evidence or k.fact for k in thread.links)


def marked(*values: tuple[str, str] | None) -> Thread:
    return link(
        transcript(
            *(
                Comment(id=f"c{n}", author=f"N{n}", markers=(Marker(kind=v[0], value=v[1], printed="-"),) if v else ())  # type: ignore[arg-type]
                for n, v in enumerate(values, 1)
            )
        )
    )


MARKS = {
    "indentation": (
        [("depth", "0"), ("depth", "1"), ("depth", "2"), ("depth", "1"), ("depth", "0")],
        ["", "c1", "c2", "c1", ""],
    ),
    "in response": ([None, ("depth", "1"), None, ("depth", "1")], ["", "c1", "", "c3"]),
    "dotted numbers": ([("number", "1"), ("number", "1.1"), ("number", "2"), ("number", "1.2")], ["", "c1", "", "c1"]),
    "at a number": ([("number", "1"), ("number", "2"), ("number", "@1")], ["", "", "c1"]),
    "a name": ([None, None, ("reply-to", "N1")], ["", "", "c1"]),
    "a name nobody has": ([None, ("reply-to", "Nobody")], ["", ""]),
}


@pytest.mark.parametrize(("values", "parents"), MARKS.values(), ids=MARKS)
def test_marks(values: list[tuple[str, str] | None], parents: list[str]) -> None:
    thread = marked(*values)
    assert {k.child_id: k.parent_id for k in thread.links} == {f"c{n}": p for n, p in enumerate(parents, 1) if p}
    assert {k.basis for k in thread.links} <= {"marker"}


def test_stated_parents_are_kept_and_cycles_are_not_linked() -> None:
    parents = {"a": None, "b": "a", "c": "d", "d": "e", "e": "c", "f": "e", "g": "g", "h": "gone"}
    thread = link(transcript(*(Comment(id=i, parent_id=p) for i, p in parents.items()), nesting="stated"))
    assert {k.child_id: k.parent_id for k in thread.links} == {"b": "a", "f": "e"}
    assert [n.comment_id for n in thread.notes if n.code == "cycle"] == ["c", "d", "e", "g"]
    assert {c.id: c.parent_id for c in thread.comments} == parents


def test_a_linked_thread_is_returned_unchanged() -> None:
    thread = talk(FIRST, SECOND)
    assert link(thread) is thread


@given(st.lists(st.sampled_from(["A", "B", "C"]), max_size=30), st.randoms())
def test_recovered_parents_stand_earlier(authors: list[str], rng: random.Random) -> None:
    texts = ["A, no.", "“one two three four five”", "one two three four five six", "Why?", "Yes", "@B hm"]
    comments = [
        Comment(id=f"c{n}", author=a, text=rng.choice(texts), created_at=f"2024-03-14T{rng.randrange(24):02}:00:00")
        for n, a in enumerate(authors)
    ]
    thread = link(transcript(*comments))
    place = {c.id: n for n, c in enumerate(thread.comments)}
    assert all(place[k.parent_id] < place[k.child_id] for k in thread.links)
    assert len({k.child_id for k in thread.links}) == len(thread.links)


@pytest.mark.parametrize("deep", [False, True], ids=["star", "chain"])
def test_linking_is_linear(deep: bool) -> None:
    comments = [Comment(id="c0")]
    comments += [Comment(id=f"c{n}", parent_id=f"c{n - 1 if deep else 0}", text="No.") for n in range(1, 50_000)]
    started = time.process_time()
    assert len(link(transcript(*comments, nesting="stated")).links) == len(comments) - 1
    assert time.process_time() - started < 20
