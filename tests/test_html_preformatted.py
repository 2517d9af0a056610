"""Mail in preformatted text: where a message begins, and who wrote it."""

from __future__ import annotations

import pytest

from threads.sources.document import Options
from threads.sources.html import preformatted
from threads.sources.markup import Page

MESSAGES = ("The ferry stays.", "Until the bridge is open.", "Nobody has seen that in writing.")


def found(*pres: str) -> list[tuple[str | None, str | None, str]]:
    """Author, time and text of each message of a page with these preformatted texts."""
    markup = "".join(f"<pre>{pre}</pre>" for pre in pres)
    with Page(f"<!DOCTYPE html><body>{markup}") as page:
        return [(c.author, c.created_at, c.text) for c in preformatted.comments(page, Options())]


@pytest.mark.parametrize(
    ("head", "author", "time"),
    [
        ("From: Asha\nDate: Mon, 3 Jun 2024 10:15:00 +0200\n", "Asha", "2024-06-03T10:15:00+02:00"),
        ("From: asha at larkmouth.example (Asha Okafor)\nDate: 3 Jun 2024\n", "Asha Okafor", "2024-06-03"),
        ("Subject: ferry\nFrom: &quot;Okafor, Asha&quot; &lt;asha@larkmouth.example&gt;\n", "Okafor, Asha", None),
        ("* the ferry\nFrom: Asha @ 2024-06-03 10:15 UTC\n", "Asha", "2024-06-03T10:15:00Z"),
    ],
)
def test_header_tells_author_and_time(head: str, author: str, time: str | None) -> None:
    assert found("\n".join(f"{head}\n{text}\n" for text in MESSAGES)) == [(author, time, text) for text in MESSAGES]


@pytest.mark.parametrize(
    "inside",
    [
        "&gt; From: Dov\n&gt; Date: 3 Jun 2024",
        "From: the landing you can see it.",
        "-----Original Message-----\nFrom: Dov\nSent: June 3, 2024 10:15",
        "----- Forwarded by Mara -----\n\nFrom: Dov\nSubject: ferry",
    ],
)
def test_what_stands_in_a_message_begins_none(inside: str) -> None:
    pres = [f"From: Asha\nDate: 3 Jun 2024\n\n{text}\n\n-- No. {n}" for n, text in enumerate(MESSAGES)]
    said = found(pres[0].replace("stays.", f"stays.\n\n{inside}"), *pres[1:])
    assert [text for *_, text in said] == [f"{MESSAGES[0]}\n\n{inside.replace('&gt;', '>')}", *MESSAGES[1:]]


def test_one_message_or_a_listing_of_code_is_no_archive() -> None:
    assert found("From: Asha\nDate: 3 Jun 2024\n\nThe ferry stays.") == []
    assert found("From: ubuntu", "COPY . /ferry") == []
