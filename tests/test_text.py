"""Text dumps: what no text may do to the reader, and what tells comments from a page that has none."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from threads.errors import NoComments, ThreadsError
from threads.model import Transcript
from threads.sources.document import Document, Options
from threads.sources.text import parse

LINES = st.sampled_from(
    [
        *(
            "",
            " ",
            "Ann",
            "Tobias Renn",
            "river_rat says:",
            "Mara Quill wrote:",
            "Reply",
            "Antworten",
            "#3",
            "12",
            "[-]",
        ),
        *("3 May 2012 10:00", "yesterday at 9:12", "2 hours ago", "Joined: 3 May 2010", "by Ann ( 12 ) writes:"),
        *(
            "3 comments",
            "4 thoughts on “The ferry”",
            "  * Ann | 3 May 2012",
            "    1. The bridge is too far from the mill.",
        ),
        *("In reply to Ann", "Nobody asked the people on the left bank about any of this.", "> quoted words", "Top"),
    ]
)
PAGES = st.lists(st.one_of(LINES, st.text(max_size=40)), max_size=60).map("\n".join)

NO_COMMENTS = {
    "an article": "The ferry stays\n\nby Jon Hale on 3 May 2024\n\nThe council met. It voted for the ferry.\n",
    "a list of dated links": "Archive\n\n" + "".join(f"{day} May 2024\nThe river in May\n" for day in range(1, 9)),
    "a menu": "Home\nNews\nReply\nHome\nNews\nReply\nHome\nNews\nReply\n",
    "numbered advice": "How to row\n\n" + "".join(f"  {n}. Sit down and hold both oars.\n" for n in range(1, 6)),
    "headlines with dates below a heading": "The quay is closed\n\nIt stays so until spring.\n\nRecent comments\n\n"
    + "".join(f"  * The council puts off its vote on the bridge April {n}, 2024\n" for n in range(3, 9)),
    "none are declared": "The quay is closed\n\n0 comments\n\n"
    + "".join(
        f"{name}\nApril {n}, 2024 at 9:1{n}\n{text}\n\n"
        for n, (name, text) in enumerate(
            (
                ("Ines Oka", "The council puts off its vote on the bridge until the summer."),
                ("Jon Hale", "Why nobody wants to run the kiosk at the landing stage."),
                ("Dov Aster", "A boat from before the war was found below the old slip."),
                ("Lena Farrow", "Letters: what the tide took, and who is to pay for it."),
            ),
            3,
        )
    ),
}

LARGE = {
    "headers": "Ann 3 May 2012 10:00\nThe ferry was late again today.\n",
    "times": "3 May 2012\n",
    "headings": "12 comments\n",
    "lists": "12 comments\n* The ferry was late again today.\n",
    "quotes": "Ann wrote:\n> The ferry was late again today.\n",
    "answers": "Ann\n3 May 2012 10:00\nIn reply to Bo\nThe ferry was late again.\nReply\n",
    "labels": "Posts: 3\n",
    "blank lines": "\n" * 50 + "Reply\n",
    "marks": "[" * 150 + "\n",
    "one line": "a 3 May ",
}


def read(text: str) -> list[Transcript]:
    return list(parse(Document("dump.txt", text.encode()), Options()))


def lines_named(transcript: Transcript) -> Iterable[int | None]:
    for comment in transcript.comments:
        yield comment.location.line if comment.location else None
        yield from (marker.line for marker in comment.markers)


@given(PAGES)
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = read(text)
    except ThreadsError:
        return
    for transcript in found:
        last = len(re.findall(r"\r\n?|\n", text)) + 1
        assert all(line is not None and 1 <= line <= last for line in lines_named(transcript))
        assert len({comment.id for comment in transcript.comments}) == len(transcript.comments)


@given(PAGES)
@settings(max_examples=150, deadline=None)
def test_no_word_is_invented_and_none_given_to_two_comments(text: str) -> None:
    try:
        found = read(text)
    except ThreadsError:
        return
    printed = sum(len(line.split()) for line in text.split("\n"))
    for transcript in found:
        bodies = [line.strip() for comment in transcript.comments for line in comment.text.split("\n")]
        assert all(line in text.expandtabs(4) for line in bodies)
        assert sum(len(line.split()) for line in bodies) <= printed


@pytest.mark.parametrize("page", NO_COMMENTS.values(), ids=NO_COMMENTS)
def test_a_page_without_comments_has_none(page: str) -> None:
    with pytest.raises(NoComments):
        read(page)


COMMENTS = """
3 comments

Ines Oka
April 3, 2024 at 9:13
The boards of the quay are rotten, and the council has known it for a year.

Jon Hale
April 4, 2024 at 10:02
Then close the quay and let the boats land at the mill until it is mended.

Dov Aster
April 5, 2024 at 11:40
Nobody would walk up from the mill with a week's shopping and two children.
"""


@pytest.mark.parametrize(
    ("above", "title"),
    [
        (
            "Skip to content\nLarkmouth Observer\nThe quay is closed\nby Ann Reed on 2 April 2024\n",
            "The quay is closed",
        ),
        ("Log in\nAll boards > The quay is closed\nLarkmouth Boards\nThe quay is closed\n", "The quay is closed"),
        ("* About us\n* Our boats\n# The quay is closed\nNewest first\n", "The quay is closed"),
    ],
)
def test_title_is_what_is_said_again_or_stands_above_a_byline(above: str, title: str) -> None:
    assert read(above + COMMENTS)[0].title == title


@pytest.mark.parametrize("piece", LARGE.values(), ids=LARGE)
def test_reading_is_linear(piece: str) -> None:
    """Four times the text may take eight times the time, not sixteen."""
    small, large = (piece * (size // len(piece)) for size in (50_000, 200_000))
    assert seconds(large) < 8 * max(0.1, seconds(small))


def seconds(text: str) -> float:
    """The least CPU time of three readings: one alone may fall into somebody else's busy moment."""

    def once() -> float:
        started = time.process_time()
        with suppress(ThreadsError):
            read(text)
        return time.process_time() - started

    return min(once() for _ in range(3))


@pytest.mark.parametrize(
    "author", ["Ann 3rd", "12 comments fan", "May Sanders", "D. O'Neill-Roe", "ann_2012", "Ünal Çelik", "Ж"]
)
def test_odd_names_are_read_whole(author: str) -> None:
    others = ["Tobias Renn", "Mara Quill", "Dov Aster"]
    page = "5 comments\n\n" + "\n".join(
        f"{name}\n{day} June 2024 at 10:1{day}\n\nThe landing was wet on day {word}.\n\nReply\n"
        for day, (name, word) in enumerate(zip([*others, author, *others], "abcdefg", strict=True), 1)
    )
    [transcript] = read(page)
    assert [comment.author for comment in transcript.comments] == [*others, author, *others]


def test_an_edit_note_starts_no_comment() -> None:
    page = "3 comments\n\n" + "\n".join(
        f"{name} 3 June 2024 at 10:1{n}\n\nThe landing was wet on {word} days.\n\n"
        f"Last edited by {name} 4 June 2024 at 9:0{n}\n"
        for n, (name, word) in enumerate(zip(["Tobias", "Mara", "Dov"], ["two", "six", "ten"], strict=True))
    )
    [transcript] = read(page)
    assert [(c.author, c.created_at) for c in transcript.comments] == [
        ("Tobias", "2024-06-03T10:10:00"),
        ("Mara", "2024-06-03T10:11:00"),
        ("Dov", "2024-06-03T10:12:00"),
    ]


BESIDE_NAMES = {
    "a rank that others have": ["Tobias Regular", "Mara Regular", "Dov Regular", "Ann", "Tobias Regular"],
    "a badge in brackets": ["Tobias (Homepage)", "Mara (Homepage)", "Dov", "Ann", "Tobias (Homepage)"],
    "how long ago": ["Tobias2y", "Mara2y", "Dov11mo", "Ann3d", "Tobias8h"],
    "an initial": ["T Tobias", "M Mara", "D Dov", "A Ann", "T Tobias"],
    "a number in levels": ["#1 Tobias", "#1.1 Mara", "#1.1.1 Dov", "#2 Ann", "#2.1 Tobias"],
    "whom it answers": ["Tobias", "MaraTobias", "DovMara", "Ann", "TobiasAnn"],
}


@pytest.mark.parametrize("printed", BESIDE_NAMES.values(), ids=BESIDE_NAMES)
def test_what_stands_beside_names_is_no_part_of_them(printed: list[str]) -> None:
    page = "5 comments\n\n" + "\n".join(
        f"{name}\n{day} June 2024 at 10:1{day}\n\nThe landing was wet on {word} days of this month.\n\nReply\n"
        for day, (name, word) in enumerate(zip(printed, ["two", "six", "ten", "five", "all"], strict=True), 1)
    )
    [transcript] = read(page)
    found = [comment.author for comment in transcript.comments]
    assert found == ["Tobias", "Mara", "Dov", "Ann", "Tobias"]


def test_a_quoted_author_above_a_body_is_no_header() -> None:
    comments = [("Tobias", "", "two"), ("Mara", "Tobias:", "six"), ("Dov", "Mara:", "ten"), ("Mara", "Dov:", "all")]
    page = "4 comments\n\n" + "\n".join(
        f"{name} June {day}, 2024, 8:2{day}am {day}\n\n{quoted}\nThe landing was wet on {word} days.\n\n2 Likes\n"
        for day, (name, quoted, word) in enumerate(comments, 1)
    )
    [transcript] = read(page)
    assert [comment.author for comment in transcript.comments] == ["Tobias", "Mara", "Dov", "Mara"]
