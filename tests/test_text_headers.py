"""Text dumps whose headers print more than a name and a whole time: what of it is who, and what is when."""

from __future__ import annotations

import pytest

import threads
from threads.model import Comment
from threads.sources.text.names import likeness

SAID = (
    ("Tobias", "The ferry was two hours late again, and nobody at the landing knew why."),
    ("Mara Quill", "It was the rope at the north landing, they have known about it since May."),
    ("dov_1", "Then somebody should buy a new rope, Larkmouth can pay for that much."),
    ("Tobias", "On another note, the bridge is closed all week, they are painting it."),
    ("Annika", "Blue, I hope, and not the green of the mill, which nobody could bear."),
    ("Mara Quill", "It will be grey. I have seen the tins behind the boathouse this morning."),
    ("Dr. Ferro", "Grey hides the rust best, that is the whole secret of it."),
)
RANKS = {"Tobias": "Deckhand", "Mara Quill": "Old Salt", "dov_1": "Deckhand", "Annika": "Warden", "Dr. Ferro": "Mate"}


def comments(page: str) -> tuple[Comment, ...]:
    [thread] = threads.parse(page.encode(), links="stated")
    return thread.comments


def authors(page: str) -> list[str | None]:
    return [comment.author for comment in comments(page)]


def test_who_has_a_name_has_one_rank_but_several_share_it() -> None:
    """The rank stands nearer to the time, where most pages have the name."""
    page = "".join(
        f"{name}\n\n{RANKS[name]}\n\n0{n}.05.2024, 10:1{n}\n\n{text}\n\n" for n, (name, text) in enumerate(SAID, 1)
    )
    assert authors(page) == [name for name, _ in SAID]


@pytest.mark.parametrize(
    ("printed", "is_name"), [("[4f3a1c]", False), ("[1f3a] [pic_2]", False), ("[deleted]", True), ("ann7", True)]
)
def test_names_of_picture_files_are_nobody(printed: str, is_name: bool) -> None:
    """w3m prints the name of the file for a picture without words."""
    assert (likeness(printed) > 0.5) is is_name


def test_names_that_differ_by_figures_alone_are_names() -> None:
    """What is alike but for figures belongs to the page mostly: "Post 12"."""
    figures = (107, 44, 381, 107, 92, 44, 230)
    page = "".join(
        f"user{figure}\n0{n}.05.2024, 10:1{n}\n{text}\n\n"
        for n, (figure, (_, text)) in enumerate(zip(figures, SAID, strict=True), 1)
    )
    assert authors(page) == [f"user{figure}" for figure in figures]


def test_a_year_is_that_of_the_date_above_the_comments_or_the_next() -> None:
    days = ("30 December", "30 December", "31 December", "31 December", "1 January", "1 January", "2 January")
    page = "The ferry stays\n\nposted by Jon Hale on 29 December 2023, 09:00\n\n7 comments\n\n" + "".join(
        f"by {name} on {day}, 10:1{n}\n{text}\n\nReply\n\n"
        for n, ((name, text), day) in enumerate(zip(SAID, days, strict=True))
    )
    assert [c.created_at for c in comments(page)] == [
        *("2023-12-30T10:10:00", "2023-12-30T10:11:00", "2023-12-31T10:12:00", "2023-12-31T10:13:00"),
        *("2024-01-01T10:14:00", "2024-01-01T10:15:00", "2024-01-02T10:16:00"),
    ]


def test_no_date_above_no_year() -> None:
    page = "7 comments\n\n" + "".join(
        f"by {name} on {n} May, 10:1{n}\n{text}\n\nReply\n\n" for n, (name, text) in enumerate(SAID, 1)
    )
    assert {c.created_at for c in comments(page)} == {None}


def test_comments_above_their_headers_end_where_the_tail_begins() -> None:
    """Blank lines, numbers and buttons speak for neither side: nothing is left for a body below the last header."""
    page = "The ferry stays\n\n" + "".join(
        f"{text}\nposted by {name} at 10:1{n} on 0{n}.05.2024\n" for n, (name, text) in enumerate(SAID, 1)
    )
    found = comments(page + "\n« Older The mill | The bridge Newer »\n\nTags\nferry\n")
    assert [(c.author, c.text) for c in found[-6:]] == list(SAID[1:])


def test_as_many_headers_as_the_page_declares() -> None:
    """Teasers of other pages print times as the comments do, and would be more of them."""
    teasers = "".join(
        f"Jon Hale - 0{n}.04.2024, 9:30\n\nThe council puts off vote {n} on the bridge.\n\n" for n in (3, 2, 1)
    )
    page = (
        "The ferry stays\n\n7 comments\n\n"
        + "".join(f"  * {name} 0{n}.05.2024 at 10:1{n}\n\n    {text}\n\n" for n, (name, text) in enumerate(SAID, 1))
        + teasers
    )
    assert authors(page) == [name for name, _ in SAID]


def test_headlines_below_similar_topics_are_no_comments() -> None:
    page = "".join(f"{name} wrote on 0{n}.05.2024, 10:1{n}\n{text}\n\n" for n, (name, text) in enumerate(SAID, 1))
    topics = "".join(f"Topic {n}\nby Ann on 0{n}.03.2023, 10:1{n}\nReplies: {n}\n\n" for n in range(1, 4))
    assert authors(page + "Similar topics (3)\n\n" + topics) == [name for name, _ in SAID]


def test_the_head_of_a_quote_starts_no_comment() -> None:
    quote = "Quote from: Tobias on 01.05.2024, 10:11\n"
    page = "".join(
        f"{name}\n0{n}.05.2024, 10:1{n}\n{quote * (n in (3, 5))}{text}\n\n" for n, (name, text) in enumerate(SAID, 1)
    )
    assert authors(page) == [name for name, _ in SAID]


SIGNATURES = {
    "Tobias": "A rope that holds is a good rope",
    "Mara Quill": "Landing stages, tarred and untarred | since 1987",
}


def test_what_stands_below_all_comments_of_an_author_is_a_signature() -> None:
    page = "".join(
        f"{name}\n0{n}.05.2024, 10:1{n}\n\n{text}\n\n{SIGNATURES.get(name, '')}\n\nReply Quote {n}\n\n"
        for n, (name, text) in enumerate(SAID, 1)
    )
    assert [c.text for c in comments(page)] == [text for _, text in SAID]


def test_what_an_author_says_twice_in_a_few_words_is_said() -> None:
    page = "".join(
        f"{name}\n0{n}.05.2024, 10:1{n}\n\n{text}\n{'Thanks.' * (name == 'Tobias')}\n\nReply\n\n"
        for n, (name, text) in enumerate(SAID, 1)
    )
    assert [c.text.endswith("Thanks.") for c in comments(page)] == [name == "Tobias" for name, _ in SAID]


def test_an_age_and_votes_glued_to_names() -> None:
    page = "7 comments\n\n" + "".join(
        f"[-]{name.rstrip('1')}2y{n}{n + 1}\n\n{text}\n\nReply\n" for n, (name, text) in enumerate(SAID, 1)
    )
    assert [(c.author, c.text) for c in comments(page)] == [(name.rstrip("1"), text) for name, text in SAID]


def test_signed_comments_that_a_dump_glued_together() -> None:
    page = "Name of the ferry\n\n" + " ".join(
        f"{text} {name} (talk) 10:1{n}, {n} May 2024 (UTC) [ reply ]" for n, (name, text) in enumerate(SAID, 1)
    )
    assert authors(page) == [name for name, _ in SAID]
