"""What pages say in words, whatever they are written in: figures, times and people."""

from __future__ import annotations

import larkmouth
import pytest

import threads
from threads.model import Comment, Thread
from threads.render.content.wording import people


def said_of(*authors: str | None, text: str = "The ferry runs at nine.") -> str:
    """The Markdown page of a thread with a comment by each author."""
    comments = tuple(Comment(id=str(n), author=author, text=text) for n, author in enumerate(authors))
    thread = Thread(id="t", source=larkmouth.SOURCE, nesting="stated", comments=comments)
    return threads.to_markdown(threads.report(thread, patterns=["hedge"]))


@pytest.mark.parametrize(
    ("authors", "said"),
    [
        (["Mara"] * 6 + ["Tobias"] * 4, "1 participant of 2 wrote half of all comments."),
        (["Mara"] * 6 + ["Tobias"] * 4 + [None] * 9, "1 participant of 2 wrote half of the comments with a name."),
        (["Mara", "Tobias", "Ines", "Dov", "Lena", "Grant"] + [None] * 10, None),  # of ten nobody knows who wrote them
    ],
)
def test_how_many_write_half_of_all(authors: list[str | None], said: str | None) -> None:
    page = said_of(*authors)
    assert (said or "") in page
    assert ("wrote half" in page) == (said is not None)


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["Mara"], "1 participant"),
        (["Mara", "Tobias"], "2 participants"),
        (["Mara", None], "1 participant and people without a name"),
        ([None, None], "people without a name"),
    ],
)
def test_unnamed_people_are_told_and_not_counted(names: list[str | None], said: str) -> None:
    assert people(names) == said
    page = said_of(*names, text="Perhaps the ferry is late.")
    assert page.count(f"in the words of {said} (" if len(names) > 1 else f"in the words of {said};") == 1
