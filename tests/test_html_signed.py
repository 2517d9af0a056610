"""Pages of talk: what a signature is, and what only looks like one."""

from __future__ import annotations

import pytest

from threads.sources.html import signed
from threads.sources.markup import Page

NAMES = ("Asha", "Dov", "Mara")
TALK = "<p>{}</p><ul><li>{}<ul><li>{}</li></ul></li></ul>"
SIGNED = (
    'The ferry stays. <a href="/wiki/User:{0}">{0}</a> (<a href="/wiki/User_talk:{0}">talk</a>) {1}:22, 18 June 2013'
)


def found(page: str, said: str = SIGNED) -> list[tuple[str | None, str, int | None]]:
    """Author, text and the place of the parent of each comment."""
    texts = [said.format(name, 10 + n) for n, name in enumerate(NAMES)]
    with Page(f"<!DOCTYPE html><body>{page.format(*texts)}") as parsed:
        reading = signed.find(parsed)
        if reading is None:
            return []
        places = {r.member.order: n for n, r in enumerate(reading.records)}
        above = {places[child]: places[parent] for child, parent in (reading.above or {}).items()}
        return [(r.author, r.text, above.get(n)) for n, r in enumerate(reading.records)]


def test_signatures_end_what_is_said_and_lists_tell_what_it_answers() -> None:
    assert found(TALK) == [
        ("Asha", "The ferry stays.", None),
        ("Dov", "The ferry stays.", 0),
        ("Mara", "The ferry stays.", 1),
    ]


@pytest.mark.parametrize(
    "said",
    [
        'The ferry stays. —<a href="/wiki/User:{0}">{0}</a> <a href="/time/{1}">{1}:22, 18 June 2013</a>',
        'The ferry stays. <a href="/w?title=User:{0}&amp;new=1">{0}</a> (<a href="/w?title=User_talk:{0}">t</a>) '
        "{1}:22, 18 June 2013 (UTC)",
        'The <a href="/wiki/Ferry">ferry</a> stays. <i><a href="/people/{0}">{0}</a>, {1}:22, 18 June 2013</i>',
    ],
)
def test_signatures_differ_from_site_to_site(said: str) -> None:
    assert [(author, text) for author, text, _ in found(TALK, said)] == [(name, "The ferry stays.") for name in NAMES]


def test_heading_begins_another_conversation() -> None:
    assert [above for *_, above in found("<p>{}</p><h2>Quay</h2><ul><li>{}<ul><li>{}</li></ul></li></ul>")] == [
        None,
        None,
        1,
    ]


@pytest.mark.parametrize(
    "said",
    [
        'The ferry stays. <a href="/story/{0}">more</a> {1}:22, 18 June 2013',  # one text for many places
        'The ferry stays. <a href="/people/{0}">{0}</a>, 18 June 2013',  # no clock
        'The ferry stays, says <a href="/people/{0}">{0}</a>, who wrote so at {1}:22, 18 June 2013, and goes on.',
    ],
)
def test_what_only_looks_signed_is_not(said: str) -> None:
    assert found(TALK, said) == []


def test_lines_all_at_one_depth_are_a_list_of_something() -> None:
    assert found("<ul><li>{}</li><li>{}</li><li>{}</li></ul>") == []
