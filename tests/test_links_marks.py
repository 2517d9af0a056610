"""Marks of replies that name whom they answer: which of several authors and comments is meant."""

from __future__ import annotations

import pytest

from threads.links import link
from threads.model import Comment, Marker, Source, Transcript

DUMP = Source(name="invented", format="text", sha256="0" * 64, bytes=0)
DEEP = [("Mara", 0, ""), ("Dov", 1, "Mara"), ("Mara", 2, "Dov"), ("Tobias", 1, "Mara"), ("Ines", 1, "Mara")]


def comment(
    n: int, author: str, depth: int | None = None, answers: str = "", text: str = "The rope is wet."
) -> Comment:
    depths = [] if depth is None else [Marker(kind="depth", value=str(depth), printed=" ")]
    names = [Marker(kind="reply-to", value=answers, printed=f"Reply to {answers}")] if answers else []
    return Comment(id=f"c{n}", author=author, text=text, markers=(*names, *depths))


def parents(*comments: Comment) -> dict[str, str]:
    thread = link(Transcript(id="t", source=DUMP, nesting="lost", comments=comments))
    return {found.child_id: found.parent_id for found in thread.links}


def test_of_an_authors_comments_the_one_above_in_the_indentation_is_answered() -> None:
    found = parents(*(comment(n, name, depth, answers) for n, (name, depth, answers) in enumerate(DEEP, 1)))
    assert found == {"c2": "c1", "c3": "c2", "c4": "c1", "c5": "c1"}


def test_where_the_page_stops_to_indent_the_last_one_is_answered() -> None:
    rows = [("Mara", 0, ""), ("Dov", 1, "Mara"), ("Mara", 1, "Dov"), ("Dov", 1, "Mara")]
    found = parents(*(comment(n, name, depth, answers) for n, (name, depth, answers) in enumerate(rows, 1)))
    assert found == {"c2": "c1", "c3": "c2", "c4": "c3"}


@pytest.mark.parametrize(
    ("author", "called", "meant"),
    [
        ("Mara Quill", "Mara Quill", True),
        ("Dov A. (Ward 6)", "Dov A. (Ward 6)", True),
        ("Mara QContributor", "Mara Q", True),
        ("Ferry office Staff", "Ferry office", True),
        ("Maranne", "Mara", False),
        ("Dov Aster", "this", False),
    ],
)
def test_a_mark_names_an_author(author: str, called: str, meant: bool) -> None:
    found = parents(comment(1, author), comment(2, "Tobias"), comment(3, "Ines", answers=called))
    assert found == ({"c3": "c1"} if meant else {})


@pytest.mark.parametrize(
    ("text", "parent"),
    [
        ("Dov Aster you said so from the bridge.", "c2"),
        ("tern_lookout That is what the minutes say.", "c1"),
        ("Dov is wrong about the rope.", None),  # a part of a name may be spoken of
        ("I think Dov Aster has a rope.", None),
        ("tern_lookouts are people, too.", None),
    ],
)
def test_a_full_name_opens_a_comment_as_pages_print_whom_it_answers(text: str, parent: str | None) -> None:
    found = parents(
        comment(1, "tern_lookout"), comment(2, "Dov Aster"), comment(3, "Ines"), comment(4, "Rat", text=text)
    )
    assert found.get("c4") == parent


def test_a_number_beside_the_name_tells_which_comment() -> None:
    said = [comment(1, "Mara"), comment(2, "Dov"), comment(3, "Mara"), comment(4, "Ines")]
    numbered = [c.model_copy(update={"markers": (Marker(kind="number", value=c.id[1:], printed=c.id),)}) for c in said]
    answers = Marker(kind="reply-to", value="Mara", printed="Reply to #1 by Mara")
    assert parents(*numbered[:3], said[3].model_copy(update={"markers": (answers,)})) == {"c4": "c1"}
