"""Single signs on a saved page and what is read from each, on the smallest page that shows it."""

from __future__ import annotations

from collections.abc import Sequence

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
        '<p>&#8631; <a href="#c17">Svar til Asha</a></p>',  # his name in a sentence of whatever language
        '<p>Mara Quill svarer <a href="/ferry.html#c17">innlegg fra Asha</a></p>',
        "<p>Respondiendo a <span>Asha</span></p>",
    ],
)
def test_line_above_a_text_names_what_it_answers(sign: str) -> None:
    assert linked(record(1), record(2), record(3, before=sign)) == [None, None, "17"]


@pytest.mark.parametrize("arrow", [">", "＞", "→ @"])
def test_arrow_and_a_name_say_who_is_answered(arrow: str) -> None:
    assert linked(record(1), record(2), record(3, text=f"{arrow}Asha {TEXTS[2]}")) == [None, None, "17"]


@pytest.mark.parametrize(
    "head",
    [
        "<div>Цитую Asha:</div><blockquote>{}</blockquote>",
        "<blockquote><p>Asha hat geschrieben</p><p>{}</p></blockquote>",
    ],
)
def test_quotation_is_of_the_author_whom_its_head_names(head: str) -> None:
    quoting = read(record(1), record(2), record(3, text=head.format(TEXTS[0]) + TEXTS[2]))[2]
    assert [(mark.kind, mark.value) for mark in quoting.markers] == [("quote-of", "Asha")]


@pytest.mark.parametrize(
    "head",
    [
        "Citaat van Old Hand:",
        "Old Hand pisze:",
        "Zitat von Old Hand: The ferry",
        "Old Hand ha scritto:",
        "Цитата Old Hand:",
    ],
)
def test_quotation_is_of_a_name_that_the_page_does_not_have_as_author(head: str) -> None:
    quotation = f"<div class='quote'>{head} {TEXTS[0]}</div>"
    quoting = read(record(1), record(2), record(3, text=quotation + TEXTS[2]))[2]
    assert [(mark.kind, mark.value) for mark in quoting.markers] == [("quote-of", "Old Hand")]


@pytest.mark.parametrize(
    "quotation",
    [
        '<blockquote><p><a href="?p=27">#</a> <cite>Dov Aster</cite> {}{}</p></blockquote>',
        '<div class="quote" source="?p=27"><div class="quote-body"><p>Dov Aster said:</p>{}{}</div></div>',
        '<div class="quotehead"><a href="?p=27">Quote from: Dov Aster</a></div><div class="quote">{}{}</div>',
        "<fieldset><legend>Quote: Dov Aster</legend>{}<p>{}</p></fieldset>",
        "<blockquote><p>{}{}</p></blockquote>",  # the outer one does not say whose it is
    ],
)
def test_quotation_of_a_quotation_is_of_the_outer_one(quotation: str) -> None:
    inner = quotation.format("", TEXTS[0]).replace("Dov Aster", "Asha").replace("p=27", "p=17")
    quoting = read(record(1), record(2), record(3, text=quotation.format(inner, TEXTS[1]) + TEXTS[2]))[2]
    said = [mark.value for mark in quoting.markers if mark.kind == "quote-of"]
    assert said in ([["27"], ["Dov Aster"]] if "Dov" in quotation else [[]])


def test_posts_that_quote_by_id_and_have_remarks_below_them_keep_both() -> None:
    quotation = f'<blockquote><a href="#c17">Asha:</a> {TEXTS[0]}</blockquote>'
    remark = record(2).replace("c27", "c97")
    posts = (
        record(1),
        record(2, text=quotation + TEXTS[1]),
        record(3, text=quotation + TEXTS[2])[:-6] + remark + "</div>",
    )
    assert linked(*posts) == [None, "17", "17", "37"]


def test_address_that_is_none_is_no_obstacle() -> None:
    broken = '<a href="http://[user">Asha</a> '
    assert len(read(*(record(n, text=broken + TEXTS[n - 1]) for n in (1, 2, 3)))) == 3


def test_margin_tells_depth_where_only_the_answers_have_one() -> None:
    image = '<img width="40" src="a.png">'
    posts = [f"<div>{record(1, before=image)}</div>"] + [
        f'<div style="margin-left:{2 * n}em">{record(n + 1, before=image)}</div>' for n in (1, 2)
    ]
    assert linked(*posts) == [None, "17", "27"]


def test_attribute_that_holds_ids_of_earlier_comments_names_what_is_answered() -> None:
    records = [record(1), record(2, attributes='data-padre="c17"'), record(3, attributes='data-padre="c17"')]
    assert linked(*records) == [None, "17", "17"]
    before = [record(n, attributes=f'data-prev="c{n - 1}7"') for n in (1, 2, 3)]
    assert linked(*before) == [None, None, None]


def test_mention_keeps_its_id_for_what_it_answers() -> None:
    record_ = '<div class="post"><b class="user">{}</b> <i>{}</i><div class="body"><p>{}</p></div></div>'
    mention = '<a class="PostMention" data-id="812" href="/d/9/1">Asha</a> '
    texts = (TEXTS[0], TEXTS[1], mention + TEXTS[2])
    posts = [record_.format(*row) for row in zip(NAMES, TIMES, texts, strict=True)]
    assert [c.id for c in read(*posts)] == ["c1", "c2", "c3"]
    assert linked(*posts)[2] == "c1"


def leading(*places: str) -> list[str | None]:
    """The parents of records with a link beside their text to each of these places; it shows an arrow alone."""
    links = ["".join(f'<a href="{place}">&#8624;</a>' for place in held.split()) for held in places]
    written = zip((*NAMES, "Ines Oka"), TIMES + TIMES[2:], (*TEXTS, "And who is to pay for it?"), links, strict=True)
    form = '<div class="comment" id="c{}7"><b class="author">{}</b> <time>{}</time><p class="text">{}</p>{}</div>'
    return linked(*(form.format(n, *row) for n, row in enumerate(written, 1)))


def test_links_to_the_places_of_earlier_records_lead_to_what_is_answered() -> None:
    assert leading("", "#c17", "#c17", "#c27") == [None, "17", "17", "27"]


@pytest.mark.parametrize(
    "places",
    [
        ("", "#c17", "#c27", "#c37"),  # each to the one before
        ("#c17", "#c17", "#c17", "#c17"),  # to the top of the page
        ("#c27", "#c17 #c37", "#c27 #c47", "#c37"),  # to both neighbours
        ("#reply", "#reply", "#reply", "#reply"),
    ],
)
def test_links_that_lead_through_the_page_answer_nothing(places: tuple[str, ...]) -> None:
    assert leading(*places) == [None, None, None, None]


def test_ids_whose_numbers_are_those_of_several_are_kept_whole() -> None:
    records = [record(n).replace(f"c{n}7", place) for n, place in enumerate(("c-1", "c-1-1", "c-2"), 1)]
    assert [c.id for c in read(*records)] == ["c-1", "c-1-1", "c-2"]


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
        ("<span>June 3<sup>rd</sup>, 2024 at 10:15</span>", "2024-06-03T10:15:00"),
        ("<a title='06/03/2024 10:15 AM' href='#'>a year</a> ago <i>06/22/2024</i>", "2024-06-03T10:15:00"),
        ("<i>Monday, 3 June</i> <span title='Sent: June 3, 2024, 10:15'>10:15</span>", "2024-06-03T10:15:00"),
        ("<i>Inscrito desde 01/02/2020 10:00:00</i> <i>{time}</i>", "2024-06-03T10:15:00"),
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


def test_year_above_the_comments_is_that_of_times_without_one() -> None:
    story = '<article><p class="meta">by Ines on December 30, 2023 at 9:00</p></article>'
    records = [record(n, f"<i>{time}</i>") for n, time in ((1, "December 30, 10:15"), (2, "January 2, 11:40"))]
    assert [c.created_at for c in read(story, *records)] == ["2023-12-30T10:15:00", "2024-01-02T11:40:00"]


def test_name_before_the_time_needs_no_element_of_its_own() -> None:
    lines = [record(n).replace('<b class="author">', "<div>").replace("</b>", " says:") for n in (1, 2, 3)]
    assert [c.author for c in read(*(line.replace("</time>", "</time></div>") for line in lines))] == list(NAMES)


@pytest.mark.parametrize(
    "beside",
    [
        '<span class="user-info-value">Jan 2008</span> <b class="author">{name}</b> <i>{time}</i>',
        "<b>{name}</b> <i>{time} ID: k{n}T0zhgi0</i>",
        '<b class="author">{name} <i>[harbour office]</i></b> <i>{time}</i>',
        "<h4>Re: the ferry, part {n}</h4><i>{time}</i> <b>{name}</b>",
        "<span>{name[0]}</span><span><span>{name}</span><span>{time}</span></span>",  # a letter for an avatar
    ],
)
def test_what_stands_beside_names_is_none(beside: str) -> None:
    heads = [beside.format(n=n, name=NAMES[n - 1], time=TIMES[n - 1]) for n in (1, 2, 3)]
    records = [
        f'<div class="post"><p>{head}</p><div>{text}</div></div>' for head, text in zip(heads, TEXTS, strict=True)
    ]
    assert [c.author for c in read(*records)] == list(NAMES)


def test_badge_that_some_have_is_no_part_of_their_names() -> None:
    badges = ("<span>Subscriber</span>", "", "")
    head = '<div class="post"><p><i>{}</i></p><div class="x"><span>{}</span>{}</div><p>{}</p></div>'
    records = [head.format(*row) for row in zip(TIMES, NAMES, badges, TEXTS, strict=True)]
    assert [c.author for c in read(*records)] == list(NAMES)


def test_number_of_an_entry_is_no_author() -> None:
    row = "<tr><td><b>{n}7)</b> <b>{name}</b><br><font size=1>{time}</font></td><td>{text}</td></tr>"
    rows = [row.format(n=n, name=NAMES[n - 1], time=TIMES[n - 1], text=TEXTS[n - 1]) for n in (1, 2, 3)]
    assert [c.author for c in read("<table>", "<tr><td colspan=2></td></tr>".join(rows), "</table>")] == list(NAMES)


@pytest.mark.parametrize(
    ("first", "count"),
    [
        (record(3).replace('id="c37"', ""), 4),
        (record(3).replace('id="c37"', "").replace(TIMES[2], "pinned"), 4),
        (record(3, text=f"{TEXTS[2][:40]}…").replace("c37", "c77").replace(TIMES[2], "pinned"), 4),  # cut short
        (record(3).replace('id="c37"', 'id="c77"').replace(TIMES[2], TIMES[1]), 5),  # written twice
    ],
)
def test_comment_shown_again_above_all_others_is_one_comment(first: str, count: int) -> None:
    last = record(1, text="Another matter: who is to pay for the lift?").replace("c17", "c87")
    found = read(first, record(1), record(2), record(3), last)
    assert [c.author for c in found][-4:] == [*NAMES, "Asha"]
    assert len(found) == count


def test_replies_named_apart_bring_the_posts_beside_them() -> None:
    replies = [record(n).replace('class="comment"', 'class="post reply"') for n in (2, 3)]
    assert len(read(record(1).replace('class="comment"', 'class="post"'), *replies)) == 3


def test_text_behind_a_line_break_is_apart_from_name_and_time() -> None:
    lines = [f"<p><b>{NAMES[n]}</b> ({TIMES[n]})<br>{TEXTS[n]}</p>" for n in (0, 1, 2)]
    assert [(c.author, c.text) for c in read("<hr>".join(lines))] == list(zip(NAMES, TEXTS, strict=True))


def test_list_in_a_text_is_part_of_it() -> None:
    item = '<li class="item" id="c{n}7">{text}<p>&#8212; <cite>{name}</cite>, <span>{time}</span></p></li>'
    texts = (
        f"<p>{TEXTS[0]}</p>",
        "<p>Two questions:</p><ul><li>who pays?</li><li>until when?</li></ul>",
        f"<p>{TEXTS[2]}</p>",
    )
    items = [item.format(n=n, text=texts[n - 1], name=NAMES[n - 1], time=TIMES[n - 1]) for n in (1, 2, 3)]
    assert read(f"<ol>{''.join(items)}</ol>")[1].text == "Two questions:\n\nwho pays?\n\nuntil when?"


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


CARD = (
    '<article class="post"><h3><a href="/n/{n}-story">The quay wall has moved by {n} centimetres</a></h3>'
    '<b class="author">{name}</b> <i>{time}</i><p>{text}</p></article>'
)
RECENT = (
    '<li class="comment-item"><b class="comment-author">{name}</b> on <a href="/story-{n}/">The quay wall, part {n}</a>'
    "<p>{text}</p><i>{time}</i></li>"
)


@pytest.mark.parametrize("item", [f'<section class="more">{CARD}', f'<aside class="sidebar">{RECENT}'])
def test_teasers_that_each_lead_to_a_page_of_their_own_are_no_comments(item: str) -> None:
    around, _, one = item.partition(">")
    items = [one.format(n=n, name=NAMES[n - 1], time=TIMES[n - 1], text=TEXTS[n - 1]) for n in (1, 2, 3)]
    with pytest.raises(NoComments):
        read(f"{around}>{''.join(items)}")


def test_one_article_with_author_and_time_is_no_comment() -> None:
    with pytest.raises(NoComments):
        read(record(1).replace('class="comment"', 'class="post"').replace("</p>", f" {TEXTS[1]} {TEXTS[2]}</p>"))


def test_opening_post_of_its_own_class_needs_no_paragraphs() -> None:
    head = f'<div class="starter"><b class="author">Ines Oka</b> <i>{TIMES[0]}</i>'
    opening = f'{head}<div class="content">{TEXTS[0]} {TEXTS[1]}</div></div>'
    page = f"<div>{opening}</div><div>{record(1)}{record(2)}{record(3)}</div>"
    [thread] = threads.parse(f"<!DOCTYPE html><html lang=en><body>\n{page}</body></html>")
    assert thread.post is not None
    assert (thread.post.author, thread.post.text) == ("Ines Oka", f"{TEXTS[0]} {TEXTS[1]}")


def test_posts_without_times_are_told_by_their_authors_and_texts() -> None:
    item = '<article><h3 class="PostUser-name">{}</h3><div class="Post-body"><p>{}</p></div></article>'
    posts = [item.format(name, text) for name, text in zip(NAMES, TEXTS, strict=True)]
    assert [c.author for c in read("<noscript><div>", "<hr>".join(posts), "</div></noscript>")] == list(NAMES)


def test_comments_called_so_need_neither_times_nor_classes_of_names() -> None:
    items = [f'<div class="comment"><b>{name}</b><p>{text}</p></div>' for name, text in zip(NAMES, TEXTS, strict=True)]
    assert [c.author for c in read(*items)] == list(NAMES)


@pytest.mark.parametrize(
    ("names", "texts"),
    [("AB", ("The ferry stays until June.", "Agreed, it should.")), (("Ann", "Bob"), ("Yes.", "No."))],
)
def test_two_short_comments_are_read(names: Sequence[str], texts: Sequence[str]) -> None:
    item = "<div class=comment id=c{0}><a class=author>{1}</a><time>2024-01-0{0}</time><p>{2}</p></div>"
    found = read(item.format(1, names[0], texts[0]), item.format(2, names[1], texts[1]))
    assert [(c.id, c.author, c.created_at) for c in found] == [
        ("1", names[0], "2024-01-01"),
        ("2", names[1], "2024-01-02"),
    ]


def test_praise_on_a_shop_is_no_discussion() -> None:
    item = '<div class="testimonial"><p>{}</p><b class="testimonial-author">{}</b></div>'
    with pytest.raises(NoComments):
        read(*(item.format(text, name) for name, text in zip(NAMES, TEXTS, strict=True)))


def test_answers_of_the_landlord_stand_below_the_reviews() -> None:
    answer = '<div class="antwort"><p><b>The Quay Inn (owner)</b> <i>{}</i></p>'
    answer += '<div class="antwort-text"><p>{}</p></div></div>'
    item = '<div class="review" data-review-id="r{n}"><b class="author">{name}</b> <i>{time}</i>'
    item += "<p>{text}</p>{answer}</div>"
    answers = [answer.format(time, f"Thank you, we shall look after it. {time}") for time in TIMES]
    rows = zip((1, 2, 3), NAMES, TIMES, TEXTS, answers, strict=True)
    found = read(*(item.format(n=n, name=a, time=t, text=x, answer=y) for n, a, t, x, y in rows))
    assert [c.author for c in found[1::2]] == ["The Quay Inn (owner)"] * 3
    assert all(c.parent_id for c in found[1::2])


def test_article_has_its_author_and_time_from_the_lines_near_it() -> None:
    story = (
        f'<div class="issue"><p>Added by <a href="/users/5">Ines Oka</a> <i>{TIMES[0]}</i></p><div><p>{TEXTS[0]}</p>'
    )
    page = f"{story}<p>{TEXTS[1]}</p></div></div><div>{record(1)}{record(2)}{record(3)}</div>"
    [thread] = threads.parse(f"<!DOCTYPE html><html lang=en><body>\n{page}</body></html>")
    assert thread.post is not None
    assert (thread.post.author, thread.post.created_at) == ("Ines Oka", "2024-06-03T10:15:00")


LINKED = """<script type="application/ld+json">{"@graph": [{"@type": "WebPage", "author": {"name": "Larkmouth Post"}},
{"@type": "NewsArticle", "author": [{"name": "Ines Oka"}], "datePublished": "2024-06-01T08:00:00+01:00"}]}
</script>"""


@pytest.mark.parametrize(
    ("head", "author", "created_at"),
    [
        (LINKED, "Ines Oka", "2024-06-01T08:00:00+01:00"),
        ('<span class="byline">by Ines Oka –</span>', "Ines Oka", None),
        ('<p class="author">Ines Oka ines.oka@larkmouth.example</p>', "Ines Oka", None),
        ("<span>By Ines Oka</span>", "Ines Oka", None),
        ('<a class="author">Share on Larkbook</a>', None, None),
        ('<span class="author">Category: Harbour</span>', None, None),
    ],
)
def test_who_wrote_the_article(head: str, author: str | None, created_at: str | None) -> None:
    story = f"<article><h1>The quay</h1>{head}<div><p>{TEXTS[0]}</p><p>No answer.</p><p>{TEXTS[1]}</p><p>None yet.</p>"
    page = f"{story}<p>Filed under: quay</p></div></article><div>{record(1)}{record(2)}{record(3)}</div>"
    [thread] = threads.parse(f"<!DOCTYPE html><html lang=en><body>\n{page}</body></html>")
    assert thread.post is not None
    assert (thread.post.author, thread.post.created_at) == (author, created_at)
    assert thread.post.text == "\n\n".join((TEXTS[0], "No answer.", TEXTS[1], "None yet."))


@pytest.mark.parametrize(
    ("whole", "head", "title"),
    [
        (
            "Larkmouth Boards • View topic - The old quay",
            "<h1>Larkmouth Boards</h1><h2>The old quay</h2>",
            "The old quay",
        ),
        ("The old quay : lark", "<h1>lark</h1><p><a href=/t/1>The old quay</a></p>", "The old quay"),
        ("Boats - Larkmouth Harbour Boards", "<a href=/>Larkmouth Harbour Boards</a><h3>Boats</h3>", "Boats"),
        ("Guest book of the harbour", "<h2>Guest book</h2>", "Guest book of the harbour"),
        ("Larkmouth", "<h1>The old quay</h1>", "The old quay"),
    ],
)
def test_title_is_what_the_page_is_about(whole: str, head: str, title: str) -> None:
    page = f"{head}<div>{record(1)}{record(2)}{record(3)}</div>"
    [thread] = threads.parse(f"<!DOCTYPE html><html><head><title>{whole}</title></head><body>\n{page}</body></html>")
    assert thread.title == title


def test_title_above_each_post_is_no_part_of_its_text() -> None:
    texts = (*TEXTS, "Yes.", "Then somebody has to tell the harbour, which was never asked and has the key.")
    posts = [
        f'<table class="post" id="p{n}7"><tr><td><a class="user">{NAMES[n % 3]}</a> <i>{TIMES[n % 3]}</i></td>'
        f'<td id="td{n}7"><div><b>Re: Who is to pay for the lift at the landing</b></div>'
        f'<div class="message">{text}</div></td></tr></table>'
        for n, text in enumerate(texts, 1)
    ]
    assert tuple(c.text for c in read(*posts)) == texts


def test_words_of_a_sentence_are_no_buttons() -> None:
    said = (
        "See the <a>report</a> and the <a>link</a>, then <a>reply</a> to me.",
        "I <a>edit</a> it daily. <a>Share</a>",
    )
    found = read(record(1, text=said[0]), record(2, text=said[1]), record(3))
    assert [c.text for c in found[:2]] == ["See the report and the link, then reply to me.", "I edit it daily."]


def test_date_in_a_title_says_more_than_how_long_ago_it_was() -> None:
    head = '<i class="date" title="June {}, 2018">8 years ago</i>'
    found = read(*(record(n, head=head.format(n)) for n in (1, 2, 3)))
    assert [c.created_at for c in found] == ["2018-06-01", "2018-06-02", "2018-06-03"]


@pytest.mark.parametrize("mark", ["Re: ", "AW: ", ""])
def test_link_with_re_and_a_name_leads_to_what_is_answered(mark: str) -> None:
    sign = f'<small>[<a href="/posts/17/Re_the-ferry#c17">{mark}Asha</a>]</small>'
    assert linked(record(1), record(2), record(3, before=sign)) == [None, None, "17"]


@pytest.mark.parametrize("initials", [("A", "D", "M"), ("A", "DA", "MQ")])
def test_initials_in_place_of_a_picture_are_no_part_of_the_name(initials: Sequence[str]) -> None:
    item = '<article class="entry" id="c{n}7"><a class="entry-name" href="/people/{n}"><i>{i}</i>{name}</a> '
    item += '<em>{time}</em><div class="entry-text"><p>{text}</p></div></article>'
    rows = zip((1, 2, 3), initials, NAMES, TIMES, TEXTS, strict=True)
    assert [c.author for c in read(*(item.format(n=n, i=i, name=a, time=t, text=x) for n, i, a, t, x in rows))] == [
        *NAMES
    ]


CHAT = (
    '<div class="message" id="m11"><b class="from">Asha</b> <i>June 3, 2024 at 10:15</i><p>{0}</p></div>'
    '<div class="message" id="m12"><b class="from">Dov</b> <i>June 3, 2024 at 10:16</i><p>{1}</p></div>'
    '<div class="message {mark}" id="m13"><i>June {day}, 2024 at 10:17</i><p>I am at the landing.</p></div>'
    '<div class="message" id="m14"><b class="from">Mara</b> <i>June 4, 2024 at 10:19</i><p>{2}</p></div>'
)


@pytest.mark.parametrize(
    ("mark", "day", "author"),
    [("more", 3, "Dov"), ("more", 4, None), ("anonymous", 3, None), ("", 3, None)],
)
def test_message_marked_as_more_has_the_author_of_the_one_before(mark: str, day: int, author: str | None) -> None:
    assert [c.author for c in read(CHAT.format(*TEXTS, mark=mark, day=day))] == ["Asha", "Dov", author, "Mara"]


def test_answers_below_some_reviews_are_told_by_their_ids_where_all_names_are_codes() -> None:
    answer = (
        '<div class="qPtLx" id="dr:{n}7"><div><div>The Quay Inn</div> <div>{time}</div></div><div>{text}</div></div>'
    )
    item = '<div data-review-id="r{n}"><header><div><div class="gSphe"><div class="X5PpBb">{name}</div></div></div>'
    item += '<div class="J4nYe"><span>{time}</span></div></header>'
    item += '<div class="h3YV2d">{text}</div><div class="kRt">Was this of any help?</div>{answer}</div>'
    answers = ["", *(answer.format(n=n, time=TIMES[n], text=f"Thank you. {TEXTS[n]}") for n in (1, 2)), ""]
    rows = zip((1, 2, 3, 4), (*NAMES, "Ines"), (*TIMES, TIMES[2]), (*TEXTS, TEXTS[0]), answers, strict=True)
    found = read(*(item.format(n=n, name=a, time=t, text=x, answer=y) for n, a, t, x, y in rows))
    assert [c.author for c in found] == ["Asha", "Dov Aster", "The Quay Inn", "Mara Quill", "The Quay Inn", "Ines"]
    assert [c.text for c in found if c.author != "The Quay Inn"] == [*TEXTS, TEXTS[0]]
    assert [c.parent_id is not None for c in found] == [False, False, True, False, True, False]


def test_post_of_tables_is_more_than_its_head_and_answers_the_number_it_links_to() -> None:
    first = ("Has anybody had a letter about the ferry? It is to stop.", "So it says, and mine came on the same day.")
    texts = (*first, "Does it say when the bridge will be open?", "In June, they say, but they do not say which.")
    names = ("Asha (ASHA)", "Dov (DOV)", "Mara (MARA)", "Asha (ASHA)")
    item = '<div><table class="card"><tr><td><table class="posthead"><tr><td><b>From:</b></td><td><u>{name}</u></td>'
    item += '<td><i class="info">{time}</i></td></tr><tr><td><b>To:</b></td><td><u>{to}</u></td>'
    item += '<td><i class="info">{n} of 4</i></td></tr></table><table><tr><td class="number"><a href="?msg=42.{n}">'
    item += '42.{n}</a>{up}</td></tr><tr><td class="postbody"><p>{text}</p></td></tr><tr><td><a href="?to=42.{n}">'
    item += 'Reply</a> <a href="?quote=42.{n}">Quote</a></td></tr></table></td></tr></table></div>'
    up = ' In reply to <a href="?msg=42.{0}">42.{0}</a>'
    tos, ups = ("ALL", names[0], names[1], names[0]), ("", *map(up.format, (1, 2, 1)))
    rows = zip((1, 2, 3, 4), names, tos, (*TIMES, TIMES[2]), texts, ups, strict=True)
    found = read(*(item.format(n=n, name=a, to=b, time=t, text=x, up=u) for n, a, b, t, x, u in rows))
    assert tuple(c.text for c in found) == texts
    assert tuple(c.author for c in found) == names
    assert [c.parent_id for c in found] == [None, found[0].id, found[1].id, found[0].id]


@pytest.mark.parametrize(
    ("notice", "state"),
    [
        ("(Deleted comment)", "deleted"),
        ("(Удалённый комментарий)", "deleted"),
        ("삭제된 댓글입니다.", "deleted"),
        ("削除されました", "deleted"),
        ("비밀 댓글입니다.", "hidden"),
        ("삭제해 주세요.", None),  # somebody asks for it
    ],
)
def test_notice_where_others_have_their_author_is_a_state(notice: str, state: str | None) -> None:
    gone = f'<div class="comment" id="c47"><b class="author">{notice}</b></div>'
    found = {c.id: c for c in read(record(1), record(2), gone, record(3))}
    assert [c.author for c in found.values() if c.id != "47"] == list(NAMES)
    assert (found["47"].author, found["47"].state) == (None, state) if state else "47" not in found
