"""Single signs on a saved page and what is read from each, on the smallest page that shows it."""

from __future__ import annotations

import pytest

import threads
from threads.errors import NoComments
from threads.model import Comment

TEXTS = (
    "The ferry stays until the bridge is open, as the council has promised us twice.",
    "Promised, yes. Nobody has seen that in writing, and the landing is falling apart.",
    "The minutes of June have it on page four, with the signatures of both sides.",
)
NAMES = ("Asha", "Dov Aster", "Mara Quill")
TIMES = ("June 3, 2024 at 10:15", "June 3, 2024 at 11:40", "June 4, 2024 at 08:05")


def record(n: int, head: str = "<time>{time}</time>", before: str = "", attributes: str = "", text: str = "") -> str:
    """One comment; `head` is what stands beside its author, `before` what stands above its text."""
    return (
        f'<div class="comment" id="c{n}7" {attributes}><b class="author">{NAMES[n - 1]}</b> '
        f"{head.format(time=TIMES[n - 1])}{before}"
        f'<div class="text"><p>{text or TEXTS[n - 1]}</p></div></div>'
    )


def read(*parts: str) -> tuple[Comment, ...]:
    """The comments of a page of these parts."""
    [thread] = threads.parse(f"<!DOCTYPE html><html lang=en><body>\n{''.join(parts)}</body></html>")
    return thread.comments


def linked(*parts: str) -> list[str | None]:
    """The parent of each comment of a page of these parts."""
    [thread] = threads.parse(f"<!DOCTYPE html><html lang=en><body>\n{''.join(parts)}</body></html>")
    links = {link.child_id: link.parent_id for link in thread.links if link.basis != "adjacent"}
    return [links.get(comment.id) for comment in thread.comments]


@pytest.mark.parametrize(
    "sign",
    [
        '<p class="in_reply_to"><a href="#c17" title="In reply to Asha">Go to parent</a></p>',
        '<p class="up"><a href="#c17" title="In reply to Asha">back</a></p>',
        '<a class="origin" href="?cid=17#c17">Antwort auf #1 von Asha</a>',
        '<p>En réponse à <a href="#c17">Asha</a></p>',
        '<a href="#c17"><span>a répondu à</span>: <span>The ferry stays until the bridge</span></a>',
        '<p>&#8627; <a href="#c17">@Asha</a></p>',  # no word of any language, but the author of what it leads to
        "<p>Respondiendo a <span>Asha</span></p>",
    ],
)
def test_line_above_a_text_names_what_it_answers(sign: str) -> None:
    assert linked(record(1), record(2), record(3, before=sign)) == [None, None, "17"]


def test_link_to_the_person_is_no_link_to_a_comment() -> None:
    """The address of Asha's page holds the number of a comment by chance."""
    links = '<p><a href="https://larkmouth17.example/users/asha">Asha</a></p>'
    assert linked(record(1), record(2), record(3, before=links))[2] is None


def test_group_is_the_whole_conversation_and_not_its_answers_alone() -> None:
    answers = f'<div class="thread-list">{record(2)}{record(3)}</div>'
    conversation = f'<div class="thread">{record(1)}<div>{answers}</div></div>'
    other = record(1, text="Another matter: who is to pay for the lift?").replace("c17", "c97")
    assert linked(conversation, f'<div class="thread">{other}</div>') == [None, "17", "17", None]


@pytest.mark.parametrize(
    ("head", "time"),
    [
        ("<span><span title='03.06.2024'>Today</span>, 10:15</span>", "2024-06-03T10:15:00"),
        ("<span>{time} (edited)</span>", "2024-06-03T10:15:00"),
        (
            "<i data-tippy-content='Created: June 3, 2024 at 10:15\n\nModified June 9, 2024'>soon</i>",
            "2024-06-03T10:15:00",
        ),
        # A link's epoch is believed where it can be the printed time in some zone: 10:15 is 08:15 in UTC.
        ("<a href='/ferry?c=1717402500123'>{time}</a>", "2024-06-03T08:15:00Z"),
        ("<a href='/ferry?c=1717400000123'>{time}</a>", "2024-06-03T10:15:00"),
    ],
)
def test_time_of_posting(head: str, time: str) -> None:
    assert read(record(1, head), record(2), record(3))[0].created_at == time


def test_time_of_what_is_quoted_is_not_that_of_the_post() -> None:
    quotation = f"<blockquote><cite><span>({TIMES[0]})</span> Asha wrote:</cite>{TEXTS[0]}</blockquote>Where is that?"
    posts = (record(1, "<i>{time}</i>"), record(2, "<i>{time}</i>"), record(3, "<i>some day</i>", text=quotation))
    assert read(*posts)[2].created_at is None


def test_name_before_the_time_needs_no_element_of_its_own() -> None:
    lines = [record(n).replace('<b class="author">', "<div>").replace("</b>", " says:") for n in (1, 2, 3)]
    assert [c.author for c in read(*(line.replace("</time>", "</time></div>") for line in lines))] == list(NAMES)


def test_number_of_an_entry_is_no_author() -> None:
    row = "<tr><td><b>{n}7)</b> <b>{name}</b><br><font size=1>{time}</font></td><td>{text}</td></tr>"
    rows = [row.format(n=n, name=NAMES[n - 1], time=TIMES[n - 1], text=TEXTS[n - 1]) for n in (1, 2, 3)]
    assert [c.author for c in read("<table>", "<tr><td colspan=2></td></tr>".join(rows), "</table>")] == list(NAMES)


@pytest.mark.parametrize(
    ("first", "count"),
    [
        (record(3).replace('id="c37"', ""), 4),
        (record(3).replace('id="c37"', "").replace(TIMES[2], "pinned"), 4),
        (record(3).replace('id="c37"', 'id="c77"').replace(TIMES[2], TIMES[1]), 5),  # written twice
    ],
)
def test_comment_shown_again_above_all_others_is_one_comment(first: str, count: int) -> None:
    last = record(1, text="Another matter: who is to pay for the lift?").replace("c17", "c87")
    found = read(first, record(1), record(2), record(3), last)
    assert [c.author for c in found][-4:] == [*NAMES, "Asha"]
    assert len(found) == count


def test_list_of_lists_is_no_comment() -> None:
    items = "".join(f'<li class="subtree" id="s{n}">{record(n)}</li>' for n in (1, 2, 3))
    assert [c.parent_id for c in read(f'<ol><li class="subtree" id="all9"><ol>{items}</ol></li></ol>')] == [None] * 3


@pytest.mark.parametrize(
    "item",
    [
        '<li class="recentcomments"><b class="author">{name}</b> on <a href="/wall#c{n}">The quay wall</a></li>',
        '<li class="latest"><a href="/wall#c{n}"><i class="comment">{text}</i></a> <b>{name}</b> <i>{time}</i></li>',
    ],
)
def test_digest_of_other_pages_comments_is_none(item: str) -> None:
    items = [item.format(n=n, name=NAMES[n - 1], time=TIMES[n - 1], text=TEXTS[n - 1]) for n in (1, 2, 3)]
    with pytest.raises(NoComments):
        read(f"<ul id='recent'>{''.join(items)}</ul>")


def test_title_above_each_post_is_no_part_of_its_text() -> None:
    texts = (*TEXTS, "Yes.", "Then somebody has to tell the harbour, which was never asked and has the key.")
    posts = [
        f'<table class="post" id="p{n}7"><tr><td><a class="user">{NAMES[n % 3]}</a> <i>{TIMES[n % 3]}</i></td>'
        f'<td id="td{n}7"><div><b>Re: Who is to pay for the lift at the landing</b></div>'
        f'<div class="message">{text}</div></td></tr></table>'
        for n, text in enumerate(texts, 1)
    ]
    assert tuple(c.text for c in read(*posts)) == texts
