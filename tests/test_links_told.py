"""What a recovered link tells of itself: its words where they stand, whatever stands before them, and its facts."""

from __future__ import annotations

import pytest

from threads.links import link
from threads.model import Comment, Marker, Source, Thread, Transcript

SOURCE = Source(name="invented", format="text", sha256="0" * 64, bytes=0)
FIRST = Comment(id="c1", author="Mara Quill", text="The ferry was never allowed to charge visitors in the summer.")
SECOND = Comment(id="c2", author="Dov Aster", text="The landing has rotten planks here, and no new boards.")
QUOTED = "“never allowed to charge visitors”"


def answered(text: str) -> Thread:
    third = Comment(id="c3", author="Tobias Renn", text=text)
    return link(Transcript(id="t", source=SOURCE, nesting="lost", comments=(FIRST, SECOND, third)))


BEFORE = (
    "",
    "Die Straße heißt so. ",  # "ß" folds to two letters
    "İstanbul, ẞ. ",
    "🙂👩\u200d👧 e\u0301 ",
    "“rotten planks” he says, and “fine new boards” I say. ",
    "> Some words of a page that nobody knows.\n\n> And others of it.\n\n",
)


@pytest.mark.parametrize("before", BEFORE, ids=ascii)
def test_a_quotation_is_shown_where_it_stands(before: str) -> None:
    [found] = answered(f"{before}{QUOTED} is not what the report says.").links
    [evidence] = found.evidence
    assert (found.parent_id, found.basis) == ("c1", "quote")
    assert (evidence.start, evidence.text) == (len(before), QUOTED)


@pytest.mark.parametrize("before", BEFORE, ids=ascii)
def test_a_name_is_shown_where_it_stands(before: str) -> None:
    text = f"{before}\n\nMara, that is not so."
    [found] = answered(text).links
    assert (found.parent_id, found.basis) == ("c1", "mention")
    assert [(one.start, one.text) for one in found.evidence] == [(text.index("Mara"), "Mara")]


def test_indentation_tells_that_a_comment_is_outermost() -> None:
    depths = (0, 1, 0, 1, 2)
    comments = tuple(
        Comment(id=str(n), text="x", markers=(Marker(kind="depth", value=str(depth), printed=str(depth)),))
        for n, depth in enumerate(depths)
    )
    thread = link(Transcript(id="t", source=SOURCE, nesting="lost", comments=comments))
    parents = {one.child_id: one.parent_id for one in thread.links}
    assert parents == {"1": "0", "3": "2", "4": "3"}
