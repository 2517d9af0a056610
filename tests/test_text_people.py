"""Text dumps whose headers print ranks, buttons and places beside the names: who is who is told by the whole page."""

from __future__ import annotations

import pytest

from threads.model import Comment
from threads.sources.document import Document, Options
from threads.sources.text import parse
from threads.sources.text.lines import split
from threads.sources.text.roster import roster

SAID = {
    "Tobias": "The ferry was two hours late again, and nobody at the landing knew why.",
    "Mara Quill": "It was the rope at the north landing, they have known about it since May.",
    "dov_1": "Then somebody should buy a new rope, Larkmouth can pay for that much.",
    "Annika": "I asked the council about ropes in spring and got a letter about bridges.",
}
RANKS = {"Tobias": "Deckhand", "Mara Quill": "Old Salt", "dov_1": "Deckhand", "Annika": "Old Salt"}
ORDER = ("Tobias", "Mara Quill", "dov_1", "Tobias", "Annika", "Mara Quill")


def comments(page: str) -> tuple[Comment, ...]:
    [transcript] = parse(Document("dump.txt", page.encode()), Options())
    return transcript.comments


def authors(page: str) -> tuple[str | None, ...]:
    return tuple(comment.author for comment in comments(page))


def test_a_rank_of_many_is_no_author() -> None:
    """What stands above the time is a button, and the name further up, in a place that differs from post to post."""
    page = "".join(
        f"{name}\n\n   * {RANKS[name]}\n{'   * Warden' * (name == 'Annika')}\n   * Logged\n\n"
        f"   Re: The rope at the landing\n   {day} May 2024, 10:1{day}\n   {SAID[name]}\n\n"
        f"   Last visit of {name}: today\n\n"
        for day, name in enumerate(ORDER, 1)
    )
    assert authors(page) == ORDER


def test_names_alone_head_comments() -> None:
    """No times at all: the names are told by those who open their comments with them."""
    answers = {2: "Tobias", 4: "Mara Quill", 5: "Tobias"}
    page = "".join(
        f"     ________________\n\n{name}\n\n   {answers.get(n, '')}{', ' * (n in answers)}{SAID[name]}\n"
        for n, name in enumerate(ORDER, 1)
    )
    assert authors(page) == ORDER


def test_a_name_above_and_below_its_comment() -> None:
    """The name above the body, and again below it with the time: the body is in between."""
    page = "".join(
        f"  {n}. {name}{RANKS[name]}\n\n       Member since:{len(name)} May 2009Posts:{len(name)}12\n"
        f"   {SAID[name]}\n\n   {name}, {n} June 2014 Report\n   #{n}\n   Annika and dov_1 like this.\n"
        for n, name in enumerate(ORDER, 1)
    )
    found = comments(page)
    assert tuple((c.author, c.created_at) for c in found) == tuple(
        (name, f"2014-06-0{n}") for n, name in enumerate(ORDER, 1)
    )
    assert [SAID[name] in c.text for name, c in zip(ORDER, found, strict=True)] == [True] * len(ORDER)


def test_an_answered_name_behind_the_author() -> None:
    answers = {2: "Tobias", 3: "Mara Quill", 5: "dov_1", 6: "Tobias"}
    page = "6 comments\n\n" + "".join(
        f"{name}{' @' * (n in answers)}{answers.get(n, '')}\n{n} June 2024 at 10:1{n}\n\n{SAID[name]}\n\nReply\n"
        for n, name in enumerate(ORDER, 1)
    )
    assert authors(page) == ORDER


def test_updates_head_the_notes_of_a_tracker() -> None:
    """ "Updated by" is an edit note elsewhere; here nothing else stands at every note."""
    page = "History\n\n" + "".join(
        f"   #{n}\n\nUpdated by {name} about {9 - n} years ago\n\n   {SAID[name]}\n" for n, name in enumerate(ORDER, 1)
    )
    assert authors(page) == ORDER


WORDINGS = {
    "an avatar's alternative text": ("Tobias\nTobias's picture\nMara\nMara's picture\n", {"Tobias", "Mara"}),
    "an edit note": ("Tobias\nMara\nEdited by Tobias, 3 May 2024\nEdited by Mara, 4 May 2024\n", {"Tobias", "Mara"}),
    "a call with @": ("Tobias\nMara\nNo, @Tobias, no.\nAsk @Mara then.\n", {"Tobias", "Mara"}),
    "a single case": ("Tobias\nTobias's picture\nMara\n", set()),
    "titles of comments": ("The rope\nRe: The rope\nThe bridge\nRe: The bridge\n", set()),
    "buttons in pairs": ("Harbour\nQuay\nSend to Harbour\nSend to Quay\n" * 3, set()),
}


@pytest.mark.parametrize(("page", "names"), WORDINGS.values(), ids=WORDINGS)
def test_names_are_told_by_wordings_that_hold_several(page: str, names: set[str]) -> None:
    assert set(roster(split(page)).names) == names
