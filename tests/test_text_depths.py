"""Text dumps without indentation: what buttons still tell of who answers whom, and of where a comment ends."""

from __future__ import annotations

import threads
from threads.model import Thread

SAID = (
    ("Tobias", "The ferry was two hours late again, and nobody at the landing knew why."),
    ("Mara", "It was the rope at the north landing, they have known about it since May."),
    ("Dov", "Then somebody should buy a new rope, Larkmouth can pay for that much."),
    ("Annika", "On another note, the bridge is closed all week, they are painting it."),
    ("Tobias", "Blue, I hope, and not the green of the mill, which nobody could bear."),
)


def parse(page: str) -> Thread:
    [thread] = threads.parse(page.encode())
    return thread


def parents(thread: Thread) -> dict[str, str | None]:
    return {link.child_id: link.parent_id for link in thread.links}


def test_a_link_to_the_parent_shows_a_reply() -> None:
    """Under the first and the fourth comment it is missing: those answer nobody."""
    page = "".join(
        f"{name} 3 May 2024, 10:1{n}\n\n{text}\n\n   * Reply\n{'   * (parent)' * (n not in (0, 3))}\n\n"
        for n, (name, text) in enumerate(SAID)
    )
    thread = parse(page)
    found = parents(thread)
    assert found.get("c1") is None
    assert found.get("c4") is None
    assert (found["c2"], found["c5"]) == ("c1", "c4")
    assert found["c3"] in ("c1", "c2")


RELATIVES = {
    ("next", "parent | next", "parent | prev", "root | parent", "prev"): ["", "c1", "c1", "c3", ""],
    ("next", "parent | next", "root | parent | next", "root | parent | prev", "parent | prev"): [
        "",
        "c1",
        "c2",
        "c2",
        "c1",
    ],
    ("next", "parent", "prev | next", "parent", "prev"): ["", "c1", "", "c3", ""],
}


def test_links_to_siblings_show_every_depth() -> None:
    """A reply without a link to an earlier sibling answers the comment right above, wherever columns put it."""
    for links, expected in RELATIVES.items():
        page = "5 comments\n\n" + "".join(
            f"{' ' * (n % 2)}{name} 3 May 2024, 10:1{n} | {link} [-]\n\n{text}\n\nreply\n\n"
            for n, ((name, text), link) in enumerate(zip(SAID, links, strict=True))
        )
        found = parents(parse(page))
        assert [found.get(f"c{n}") or "" for n in range(1, 6)] == expected, links


def test_a_signature_right_below_each_comment() -> None:
    page = "The ferry\n3 May 2024 9:00\n\n" + "".join(
        f"{text}\nposted by {name} at 10:1{n} on 3 May 2024\n\n" for n, (name, text) in enumerate(SAID)
    )
    assert [(c.author, c.text) for c in parse(page).comments] == list(SAID)


def test_buttons_in_lists_are_no_comments_without_headers() -> None:
    page = "5 comments\n\n" + "".join(
        f"   * {name} 3 May 2024, 10:1{n}\n\n     {text}\n\n   * Reply\n   * 4{n}\n   * Report abuse\n\n"
        for n, (name, text) in enumerate(SAID)
    )
    assert [c.author for c in parse(page).comments] == [name for name, _ in SAID]


def test_a_quoted_comment_is_answered_though_no_post_is_indented() -> None:
    """Only comments on posts are indented here, so that the column of a post says nothing of its parent."""
    quoting = {
        2: "Tobias wrote:\n     > nobody at the landing knew why\n     ",
        4: "Annika wrote:\n     > on a Tuesday\n     ",
    }
    said = [*SAID[:3], ("Annika", "On another note, they close the bridge on a Tuesday this time."), SAID[4]]
    page = "".join(
        f"   * {name} 3 May 2024, 10:1{n}\n\n     {quoting.get(n, '')}{text}\n\n" for n, (name, text) in enumerate(said)
    )
    page += "        + Mara 3 May 2024, 11:00\n\n          Green has its friends, too, and I am one of them.\n\n"
    found = parents(parse(page))
    assert (found["c3"], found["c5"], found["c6"]) == ("c1", "c4", "c5")


def test_signatures_that_end_paragraphs() -> None:
    """As on the talk pages of wikis: name and time close the paragraph, replies are indented."""
    page = "The ferry\n\n   The talk page about it.\n\n" + "".join(
        f"{'   ' * n}{text} {name} (talk) 1{n}:12, 3 May 2024 (UTC)\n\n" for n, (name, text) in enumerate(SAID[:3], 1)
    )
    thread = parse(page)
    assert [(c.author, c.created_at, c.text) for c in thread.comments] == [
        (name, f"2024-05-03T1{n}:12:00Z", text) for n, (name, text) in enumerate(SAID[:3], 1)
    ]
    assert (parents(thread)["c2"], parents(thread)["c3"]) == ("c1", "c2")


def test_sentences_that_end_with_a_date_are_no_signatures() -> None:
    page = "2 comments\n\n" + "".join(
        f"{name} 5 June 2024 10:1{n}\n\n   {text} Nobody said so on {n} May 2024\n\nReply\n\n"
        for n, (name, text) in enumerate(SAID[:2], 1)
    )
    assert [c.author for c in parse(page).comments] == ["Tobias", "Mara"]
