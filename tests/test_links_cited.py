"""Quotations whose source a mark names: by an author's name, told by the words, however few."""

from __future__ import annotations

import pytest

from threads.links import link
from threads.model import Comment, Marker, Source, Transcript

SOURCE = Source(name="invented", format="html", sha256="0" * 64, bytes=0)
BEFORE = (
    Comment(id="1", author="Mara Quill", text="The fares rose again. So did the tide."),
    Comment(id="2", author="Dov Aster", text="The tide, and the landing is rotten."),
    Comment(id="3", author="Mara Quill", text="Nobody paints the boat now."),
)
CASES = {
    "two words tell which of an author's comments": ("Mara Quill", "> The fares\n\nWhich?", "1"),
    "so do words broken over lines": ("mara quill", "> So did\n> the tide\n\nIt did.", "1"),
    "whoever else says them": ("Dov Aster", "> the tide\n\nIt did.", "2"),
    "half a word tells nothing": ("Mara Quill", "> are\n\nAre they?", "3"),
    "words that both say tell nothing, the latest is likeliest": ("Mara Quill", "> the\n\nThe?", "3"),
    "an author of one comment needs no words": ("Dov Aster", "Which?", "2"),
    "an id needs none": ("1", "Which?", "1"),
    "nobody has that name": ("Tobias Renn", "> The fares\n\nWhich?", None),
    "half a name may be anybody's": ("Mara", "> The fares\n\nWhich?", None),
}


@pytest.mark.parametrize(("name", "text", "parent"), CASES.values(), ids=CASES)
def test_a_mark_tells_whose_words_are_quoted(name: str, text: str, parent: str | None) -> None:
    mark = Marker(kind="quote-of", value=name, printed=f"{name} wrote")
    comments = (*BEFORE, Comment(id="4", author="Rat", text=text, markers=(mark,)))
    links = link(Transcript(id="t", source=SOURCE, nesting="lost", comments=comments)).links
    assert [(one.child_id, one.parent_id, str(one.basis)) for one in links] == [("4", parent, "quote")] * bool(parent)
