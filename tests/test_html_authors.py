"""Who wrote each comment of a saved page, told by what repeats: labels, ranks and places beside the names."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

import threads

TEXTS = (
    "The ferry stays until the bridge is open, as the council has promised us twice.",
    "Promised, yes. Nobody has seen that in writing, and the landing is falling apart.",
    "The minutes of June have it on page four, with the signatures of both sides.",
    "Both sides of what? The landing has four of them, and the fourth is in the river.",
    "Then the fourth has signed with its feet, as we all shall have to before long.",
)
NAMES = ("Asha", "Dov Aster", "Mara Quill", "Asha", "Ines")
TIMES = tuple(f"June {n}, 2024 at 10:15" for n in range(1, 6))


def authors(item: str, names: Sequence[str] = NAMES, **more: Sequence[str]) -> list[str | None]:
    """The authors of a page of five such items."""
    rows = range(5)
    items = [
        item.format(n=n, name=names[n], time=TIMES[n], text=TEXTS[n], **{k: v[n] for k, v in more.items()})
        for n in rows
    ]
    [thread] = threads.parse(f"<!DOCTYPE html><html lang=en><body>\n<div>{''.join(items)}</div></body></html>")
    return [c.author for c in thread.comments]


PLACES = ("Quay", "Mill Lane", "Quay", "Quay", "Mill Lane")


@pytest.mark.parametrize("before", [True, False])
def test_places_repeat_over_people_and_people_keep_theirs(before: bool) -> None:
    """Neither is called anything; the same name has the same place each time, and a place has several names."""
    parts = ("<i>{place}</i>", "<u>{name}</u>")
    head = "".join(parts if before else reversed(parts))
    item = f'<div class="comment" id="c{{n}}7">{head}<em>{{time}}</em><p>{{text}}</p></div>'
    assert authors(item, place=PLACES) == list(NAMES)


def test_what_all_records_say_is_no_name_of_those_without_a_link() -> None:
    guests = [f'<a href="/people/{n}">{name}</a>' if n != 1 else name for n, name in enumerate(NAMES)]
    item = '<div class="comment" id="c{n}7"><div>by {who} <i>on {time}</i></div><p>{text}</p>'
    item += '<div><a href="#flag">Flag for the harbour office</a></div></div>'
    assert authors(item, who=guests) == list(NAMES)


def test_guest_without_a_link_is_named_in_the_line_that_ends_in_the_time() -> None:
    guests = [f'<a href="/people/{n}">{name}</a>' if n % 2 else name for n, name in enumerate(NAMES)]
    item = '<div class="entry"><p>{text}</p><p>Posted by: {who} at <a href="#c{n}7">{time}</a></p></div>'
    assert authors(item, who=guests) == list(NAMES)


def test_heading_around_a_name_does_not_speak_against_it() -> None:
    item = '<div class="comment" id="c{n}7"><header><h3 class="commenter">{name}</h3>'
    item += '<p><span class="commenter-place">{place}</span> <i>{time}</i></p></header><p>{text}</p></div>'
    assert authors(item, place=("Quay", "Weir", "Ford", "Lock", "Mill Lane")) == list(NAMES)


def test_address_of_a_person_may_be_written_in_capitals() -> None:
    item = '<div class="comment"><div>On {time} <a href="/Profile/{n}">{name}</a> ({place} School) wrote:</div>'
    assert authors(item + "<p>{text}</p></div>", place=PLACES) == list(NAMES)


def test_author_stands_nearest_to_the_time_of_posting() -> None:
    """One of them was edited by somebody else, who is named first."""
    card = (
        '<td><div class="card"><div class="what">{}</div><div class="who"><a href="/people/{}">{}</a></div></div></td>'
    )
    edits = ["", card.format("edited June 9, 2024", 9, "Piet Warden"), "", "", ""]
    item = '<div class="answer" id="a{n}7"><p>{text}</p><table><tr>{edit}'
    item += card.format("answered {time}", "{n}", "{name}") + "</tr></table></div>"
    assert authors(item, edit=edits) == list(NAMES)


def test_guest_behind_the_time_is_told_from_the_number_of_his_entry() -> None:
    """All others have two links, the number and the name."""
    who = [f'<a href="/people/{n}">{name}</a>' if n != 1 else f"<b>{name}</b>" for n, name in enumerate(NAMES)]
    item = '<div class="comment" id="c-{n}"><p><a href="#c-{n}"><b>#{n}</b></a> <span>{text}</span></p>'
    item += "<div><i>{time}</i> by {who}</div></div>"
    assert authors(item, who=who) == list(NAMES)


def test_handle_behind_a_name_is_no_part_of_it() -> None:
    handles = ("asha", "dov@quay.example", "mara", "asha", "ines.oka")
    item = (
        '<div data-id="{n}7"><a href="/@{handle}"><b>{name}</b> <i>@{handle}</i></a> <u>{time}</u><p>{text}</p></div>'
    )
    assert authors(item, handle=handles) == list(NAMES)


def test_last_word_of_a_name_tells_whether_it_is_the_author() -> None:
    head = '<b class="note-user-title">{rank}</b><button role="button" class="note-header-author-name">{name}</button>'
    item = f'<div class="note" id="c{{n}}7">{head}<i>{{time}}</i><p>{{text}}</p></div>'
    assert authors(item, rank=("Mate", "Pilot", "Stoker", "Mate", "Pilot")) == list(NAMES)


def test_handle_beside_a_name_is_not_the_name() -> None:
    handles = ("@asha1", "@dov", "@mq", "@asha1", "@ines")
    head = '<b class="author-name">{name}</b> <a class="author-handle" href="/{handle}">{handle}</a>'
    item = f'<div class="note" id="c{{n}}7">{head}<i>{{time}}</i><p>{{text}}</p></div>'
    assert authors(item, handle=handles) == list(NAMES)
    assert authors(item.replace("{name}", ""), handle=handles) == list(handles)


@pytest.mark.parametrize("letters", [("A", "DA", "MQ", "A", "I"), ("A", "D", "M", "A", "I")])
def test_initials_in_the_place_of_a_picture_are_not_the_name(letters: Sequence[str]) -> None:
    item = '<div class="note" id="c{n}7"><p><span>{letters}</span></p><h5>{name}</h5><i>{time}</i><p>{text}</p></div>'
    assert authors(item, letters=letters) == list(NAMES)


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        (("Asha", "Dov (guest)", "Mara (guest)", "Asha", "Ines"), ("Asha", "Dov", "Mara", "Asha", "Ines")),
        (("Asha", "Dov <i>(author)</i>", "Mara", "Asha", "Ines"), ("Asha", "Dov", "Mara", "Asha", "Ines")),
        (("Asha", "Dov (mod)", "Mara", "Asha", "Ines"), ("Asha", "Dov (mod)", "Mara", "Asha", "Ines")),
    ],
)
def test_brackets_of_several_people_or_with_an_element_of_their_own_are_no_name(
    printed: Sequence[str], read: Sequence[str]
) -> None:
    item = '<div class="note" id="c{n}7"><cite class="fn">{name} </cite><i>{time}</i><p>{text}</p></div>'
    assert authors(item, printed) == list(read)


def test_day_of_no_year_may_be_a_name() -> None:
    item = '<div class="note" id="c{n}7"><cite class="fn">{name}</cite> <i>{time}</i><p>{text}</p></div>'
    names = ("Asha", "May 1", "Mara Quill", "Asha", "Ines")
    assert authors(item, names) == list(names)
    guests = [
        f"<a class=fn>{name}</a> <a>{TIMES[n]}</a>" if n != 1 else f"<a>{TIMES[n]}</a>" for n, name in enumerate(NAMES)
    ]
    item = '<div class="note" id="c{n}7">{head}<p>{text}</p></div>'
    assert authors(item, head=guests)[1] is None


def test_label_is_no_name_though_it_is_the_same_in_all() -> None:
    """Answers are all by the landlord, whose name is the same in all of them; so is "Question by"."""
    head = '<p><span class="label">{label}</span> <b>{name}</b>, <span>{place}</span> <i>on {time}</i></p>'
    item = f'<div class="note" id="c{{n}}7">{head}<p>{{text}}</p></div>'
    assert authors(item, label=("Question by", "Answer by") * 2 + ("Question by",), place=PLACES) == list(NAMES)
