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
