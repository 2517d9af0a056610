"""Dumps that lost their indentation: who comes back answers whoever spoke between, where people talk to each other."""

from __future__ import annotations

import pytest

from threads.links import link
from threads.model import Comment, Marker, Source, Thread, Transcript

DUMP = Source(name="invented", format="text", sha256="0" * 64, bytes=0)
WORDS = ("rope", "landing", "ferry", "tide", "mill", "weir", "bridge", "boat", "oar", "lamp", "bell", "chain")
ONCE = tuple(f"Guest {word}" for word in WORDS)


def comments(names: str | tuple[str, ...], minutes: tuple[int, ...] = ()) -> tuple[Comment, ...]:
    """Comments by the names given, of which each says that something else is wet; with times, if minutes are."""
    names = tuple(names.split()) if isinstance(names, str) else names
    times: list[str | None] = [f"2024-03-14T10:{minute:02}:00" for minute in minutes] or [None] * len(names)
    return tuple(
        Comment(id=f"c{n}", author=name, created_at=time, text=f"The {WORDS[(n - 1) % len(WORDS)]} is wet.")
        for n, (name, time) in enumerate(zip(names, times, strict=True), 1)
    )


def linked(said: tuple[Comment, ...], source: Source = DUMP) -> Thread:
    return link(Transcript(id="t", source=source, nesting="lost", comments=said))


CASES: dict[str, tuple[tuple[Comment, ...], set[tuple[str, str]]]] = {
    "whoever comes back answers, and was answered before": (comments("Ann Tom Ann Rat"), {("c2", "c1"), ("c3", "c2")}),
    "after three others": (comments("Ann Tom Rat Ann"), {("c4", "c3")}),
    "nobody comes back": (comments("Ann Tom Rat Ines"), set()),
    "one who goes on answers nobody": (comments("Ann Ann Tom Rat"), set()),
    "nobody answers what is written later": (comments("Ann Tom Ann Rat", (1, 9, 5, 20)), {("c2", "c1")}),
    "too long after": (comments(("Ann", *ONCE[:6], "Ann")), set()),
    "long after, where times prove that replies are listed below comments": (
        comments(("Ann", *ONCE[:6], "Ann"), (1, 2, 50, 3, 4, 5, 6, 7)),
        {("c3", "c2"), ("c8", "c7")},
    ),
    "one of many who come and go": (comments(("Ann", "Tom", "Ann", *ONCE * 2)), set()),
}


@pytest.mark.parametrize(("said", "expected"), CASES.values(), ids=CASES)
def test_turns(said: tuple[Comment, ...], expected: set[tuple[str, str]]) -> None:
    assert {(found.child_id, found.parent_id) for found in linked(said).links} == expected


def test_a_turn_is_a_weak_basis_with_its_reason() -> None:
    _, found = linked(comments("Ann Tom Ann")).links
    assert found.basis == "adjacent"
    assert found.fact is not None
    assert found.fact.startswith("Ann spoke 2 above, and Tom right above")


def test_a_page_with_marks_of_replies_needs_no_turns() -> None:
    first, *others = comments("Ann Tom Ann Rat")
    mark = Marker(kind="reply-to", value="Ann", printed="In reply to Ann")
    *some, last = others
    marked = (first, *some, last.model_copy(update={"markers": (mark,)}))
    assert [(found.child_id, found.basis) for found in linked(marked).links] == [("c4", "marker")]


def test_html_would_show_nesting() -> None:
    assert not linked(comments("Ann Tom Ann Rat"), DUMP.model_copy(update={"format": "html"})).links
