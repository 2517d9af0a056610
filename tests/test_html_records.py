"""What is one record on a saved page: twins, layout tables, buttons beside texts, newest first."""

from __future__ import annotations

import pytest

import threads
from threads.errors import NoComments
from threads.model import Thread

TEXTS = (
    "The ferry stays until the bridge is open, as the council has promised us twice.",
    "Promised, yes. Nobody has seen that in writing, and the landing is falling apart.",
    "The minutes of June have it on page four, with the signatures of both sides.",
    "Both sides of what? The landing has four of them, and the fourth is in the river.",
)
NAMES = ("Asha", "Dov Aster", "Mara Quill", "Ines")
TIMES = tuple(f"June {n}, 2024 at 10:15" for n in range(1, 5))


def read(item: str, around: str = "<div>{}</div>", **more: tuple[str, ...]) -> Thread:
    """The thread of a page with four such items."""
    items = [
        item.format(n=n, name=NAMES[n], time=TIMES[n], text=TEXTS[n], **{k: v[n] for k, v in more.items()})
        for n in range(4)
    ]
    page = around.format("".join(items))
    return threads.parse(f"<!DOCTYPE html><html lang=en><body>\n{page}</body></html>")[0]


def said(thread: Thread) -> list[tuple[str | None, str]]:
    return [(c.author, c.text) for c in thread.comments]


ALL = list(zip(NAMES, TEXTS, strict=True))


def test_head_that_is_printed_twice_is_no_comment_of_its_own() -> None:
    """Once for phones and once beside the post; the post's own element has an id too, as records have."""
    head = '<h3 class="author"><a href="/people/{n}">{name}</a></h3><i>Posted {time}</i>'
    item = f'<article class="post" id="p{{n}}7"><div class="pane responsive-phone">{head}</div>'
    item += f'<aside class="pane">{head}<ul><li>Member</li><li>{{n}} posts</li></ul></aside>'
    item += '<div class="comment_content" data-commentid="{n}7"><p>Posted <i>{time}</i></p>'
    item += '<div class="text"><p>{text}</p></div></div></article>'
    assert said(read(item)) == ALL


def test_layout_tables_are_no_comments_though_they_stand_as_comments_do() -> None:
    cell = '<td class="cell"><p><a href="user?id={n}">{name}</a> {time}</p><span>{text}</span></td>'
    item = f'<tr><td><table><tr><td><img src="s.gif" width="{{indent}}"></td>{cell}</tr></table></td></tr>'
    around = (
        "<table><tr><td><table><tr><td>Larkmouth links</td></tr><tr><td>by <a href='user?id=9'>Piet</a> "
        "May 30, 2024 at 9:00</td></tr></table><table>{}</table></td></tr></table>"
    )
    thread = read(item, around, indent=("0", "40", "80", "40"))
    assert said(thread) == ALL
    ids = [c.id for c in thread.comments]
    assert [(link.child_id, link.parent_id) for link in thread.links] == [
        *((ids[1], ids[0]), (ids[2], ids[1]), (ids[3], ids[0])),
    ]


def test_text_without_an_element_of_its_own_stands_between_a_head_and_a_row_of_links() -> None:
    head = "<table><tr><td><b>Subject:</b></td><td><i>(no subject)</i></td></tr>"
    head += "<tr><td><b>From:</b></td><td><a href='/people/{n}'>{name}</a></td></tr>"
    head += "<tr><td><b>Date:</b></td><td>{time}</td></tr></table>"
    foot = '<p><small>(<a href="#r{n}">Reply to this</a>) (<a href="#t{n}">Thread</a>)</small></p>'
    assert said(read(f'<div class="talk" id="t{{n}}7">{head}{{text}}{foot}</div>')) == ALL


def test_newest_first_answers_lead_down_the_page() -> None:
    item = '<div class="comment" id="c{n}7"><b class="author">{name}</b> <i>{time}</i>{to}<p>{text}</p></div>'
    to = [f'<p class="reply-to">in reply to the comment by <a href="#c{n}7">{NAMES[n]}</a></p>' for n in (2, 3)]
    thread = read(item, to=("", *to, ""))
    assert [(link.child_id, link.parent_id) for link in thread.links] == [("17", "27"), ("27", "37")]


def test_record_of_a_row_with_a_name_of_its_own_is_read_as_the_others() -> None:
    item = '<li class="{mark}"><span>sent by {who}</span> <i>{time}</i><p>{text}</p></li>'
    who = (f'<a href="/people/0">{NAMES[0]}</a>', *NAMES[1:])
    thread = read(item, '<ul class="comments">{}</ul>', mark=("odd", "even", "odd by-the-editor", "even"), who=who)
    assert said(thread) == ALL


def test_customers_whom_a_shop_cites_make_no_comments() -> None:
    item = '<div class="praise entry" id="praise-{n}"><blockquote><p>{text}</p></blockquote>'
    item += "<p><cite><b>{name}</b>, {time}</cite></p></div>"
    with pytest.raises(NoComments):
        read(item)


def test_number_of_a_record_before_its_text_is_no_part_of_it() -> None:
    """That of an answered one is."""
    item = '<div class="comment" id="c-{n}"><div><a href="#c-{n}"><b>#{n}</b></a> <span>{text}{to}</span></div>'
    item += '<p><i>{time}</i> by <a href="/people/{n}">{name}</a></p></div>'
    thread = read(item, to=("", ' <a href="#c-0">#0</a> is right.', "", ""))
    assert [c.text for c in thread.comments] == [TEXTS[0], f"{TEXTS[1]} #0 is right.", *TEXTS[2:]]


def test_line_that_says_whose_a_quotation_is_stands_alone() -> None:
    quotation = f"<blockquote><div><cite>Asha wrote:</cite>{TEXTS[0]}</div></blockquote>See <cite>Quay</cite>. "
    item = '<div class="comment" id="c{n}7"><b class="author">{name}</b> <i>{time}</i><div>{quote}{text}</div></div>'
    thread = read(item, quote=("", quotation, "", ""))
    assert thread.comments[1].text == f"> Asha wrote:\n> {TEXTS[0]}\n\nSee Quay. {TEXTS[1]}"


def test_links_are_all_that_somebody_said() -> None:
    said = '<p><a href="/report">Report</a> <a href="/minutes">of the June meeting</a></p>'
    item = (
        '<div class="comment" id="c{n}7"><b class="author">{name}</b> <i>{time}</i><div class="text">{said}</div></div>'
    )
    thread = read(item, said=(TEXTS[0], said, TEXTS[2], TEXTS[3]))
    assert thread.comments[1].text == "of the June meeting"


# Old boards without any name: what tells their parts is how they are drawn, and what stands in a row.
BOARD = """<table width="95%"><tr><td bgcolor="#000000"><table width="100%" cellpadding="4">
<tr><td><font size="1"><b>Author</b></font></td><td><font size="1"><b>Topic: the ferry</b></font></td></tr>{}</table>
</td></tr></table>"""
LOGIN = "<table><tr><td><table><tr><td>Name:</td><td>Last visit: May 3, 2024</td></tr></table></td></tr></table>"


@pytest.mark.parametrize(
    "cells",
    [
        # a table in the cell, with the same rows as the board's own
        '<td><a name="{n}7"></a><b><a href="profile?id={n}">{name}</a></b><br><small>{rank}</small></td>'
        '<td><table width="100%"><tr><td>Posted - {time} <a href="quote?{n}">Quote</a><hr></td></tr>'
        '<tr><td>{text}</td></tr><tr><td align="right"><a href="#top">Up</a></td></tr></table></td>',
        # everything in `font`, whose size tells the text
        '<td><a name="{n}7"></a><font size="2"><b>{name}</b></font><br><font size="1">{rank}<br>No. 6{n}</font></td>'
        '<td><font size="1" color="#000080">posted {time}</font><hr><font size="2">{text}<p>{more}</font>'
        '<p align="right"><font size="1">Posts: 1{n} | From: the northern landing of Larkmouth</font></td>',
    ],
)
def test_board_of_tables_and_fonts_is_told_by_how_it_is_drawn(cells: str) -> None:
    more = TEXTS[::-1] if "{more}" in cells else ("",) * len(TEXTS)
    thread = read(f"<tr>{cells}</tr>", LOGIN + BOARD, rank=("Member", "Mate", "Member", "Mate"), more=more)
    assert said(thread) == [(name, f"{text}\n\n{rest}".strip()) for (name, text), rest in zip(ALL, more, strict=True)]
    assert [c.created_at_text for c in thread.comments] == list(TIMES)


def test_answers_in_lists_below_tables_are_told_from_the_cell_around_them_all() -> None:
    """The guest has no link, and stands behind the title in the same cell as the time."""
    who = [f'<a href="/~{name}/">{name}</a> ({n}14)' for n, name in enumerate(NAMES)]
    item = (
        '<table width="100%" cellpadding="2"><tr><td bgcolor="#cccc99"><b>Re: the ferry</b> <font size="3">(Score:{n})'
        "</font><br>by {who} on {time} (<a href='c.pl?cid={n}7'>#{n}7</a>)</td></tr><tr><td>{text}</td></tr></table>"
        "[ <a href='r.pl?pid={n}7'>Reply to This</a> ]{open}"
    )
    around = (
        "<table width='99%'><tr><td width='110'><a href='/faq'>FAQ</a><br><a href='/top'>Top</a></td><td valign='top'>"
        "<b>posted by <a href='/~piet/'>Piet</a> on May 30, 2024 at 9:00</b> from the landing dept.<br>It goes"
        " at last.<table width='100%'><tr><td><b>4 comments</b></td></tr><tr><td>Comments are their authors' own."
        "</td></tr></table>{}</td></tr></table>"
    )
    guest = (who[0], who[1], NAMES[2], who[3])
    thread = read(item, around, who=guest, open=("<ul><li>", "<ul><li>", "</ul></ul>", ""))
    assert said(thread) == ALL
    ids = [c.id for c in thread.comments]
    assert [(link.child_id, link.parent_id) for link in thread.links] == [(ids[1], ids[0]), (ids[2], ids[1])]


def test_table_of_topics_is_no_conversation() -> None:
    item = (
        '<tr><td bgcolor="#eeeeee"><a href="t?{n}">{text}</a></td><td><font size="2">{name}</font></td>'
        '<td>{n}2</td><td><font size="1">{time}</font></td></tr>'
    )
    with pytest.raises(NoComments):
        read(item, BOARD)


def test_lists_called_replies_are_not_what_they_hold() -> None:
    """The comments have a name that says nothing, the lists below them one that says replies, at each level another."""
    item = '<div class="row row-q{n}" id="r{n}7"><p class="top"><b>{name}</b> <i>{time}</i></p><p>{text}</p>{open}'
    down = '<div class="replies">'
    thread = read(item, open=(down, down, "</div></div></div></div>" + "</div>", "</div>"))
    assert said(thread) == ALL
    assert [(link.child_id, link.parent_id) for link in thread.links] == [("17", "07"), ("27", "17")]


def test_comments_that_hold_posts_of_another_kind_stay_what_they_are() -> None:
    """Each comment has one element of a kind that the article and a teaser below have too."""
    inner = '<div class="entry"><b class="author">{name}</b> <i>{time}</i><p>{text}</p></div>'
    teaser = inner.format(name="Piet", time="May 30, 2024 at 9:00", text="Larkmouth gets a bridge, says the council.")
    thread = read(
        f'<div class="comment" id="c{{n}}7">{inner}</div>', teaser + '<div class="comments">{}</div>' + teaser
    )
    assert said(thread) == ALL


SIDEBAR = (
    '<table><tr><td class="motto"><span class="small">Larkmouth by boat since May 1998</span></td></tr>'
    '<tr><td>There are no topics in this forum yet.</td><td class="side">{}</td></tr></table>'
)


@pytest.mark.parametrize(
    ("item", "around"),
    [
        # the latest of other pages, cut short, in a box whose heading stands elsewhere
        (
            '<a href="topic?{n}17">{title}</a><br><span class="small">Posted by <a href="user?{n}">{name}</a> on '
            "{time}<br>{text} ...</span><br>",
            SIDEBAR,
        ),
        # praise
        (
            '<div class="shop-testimonial"><div class="said">{text}</div><b>{name}</b><i>{time}</i></div>',
            "<section>{}</section>",
        ),
        # parts of the layout, of which each has a time and few have more
        (
            '<div class="clear c{n}"><h3>The landing</h3><i>{time}</i><p><b>{name}</b></p></div>',
            '<div class="clear"><p>By <b>Piet</b>, May 30, 2024 at 9:00</p><p>The ferry is to go.</p>{}</div>',
        ),
    ],
)
def test_page_without_comments_has_none(item: str, around: str) -> None:
    with pytest.raises(NoComments):
        read(item, around, title=("Re: the ferry", "Re: the landing", "Bats in the tower", "Hello"))


def test_texts_that_end_in_dots_are_comments_where_the_page_calls_them_so() -> None:
    item = '<div class="comment" id="c{n}7"><b class="author">{name}</b> <i>{time}</i><p>{text} ...</p></div>'
    assert said(read(item)) == [(name, f"{text} ...") for name, text in ALL]


def test_article_that_holds_all_comments_is_none_though_it_has_a_name_with_them() -> None:
    item = '<article role="article" class="comment" id="c{n}7"><b class="author">{name}</b> <i>{time}</i>'
    item += "<p>{text}</p></article>"
    around = '<article role="article"><b class="author">Piet</b> <i>May 30, 2024 at 9:00</i><p>It goes.</p>{}</article>'
    assert said(read(item, around)) == ALL


def test_many_comments_of_nobody_are_comments() -> None:
    item = "<ul><li><i>June {}, 2024 at 10:15</i><p>{} That was the {}th time of the boat.</p></li></ul>"
    page = "".join(item.format(n, TEXTS[n % 4], n) for n in range(1, 29))
    [thread] = threads.parse(f"<!DOCTYPE html><html lang=en><body>\n{page}</body></html>")
    assert [bool(c.author) for c in thread.comments] == [False] * 28
