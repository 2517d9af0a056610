"""Pages that the general reader is known to misread: each becomes a sample once it reads well."""

from __future__ import annotations

import pytest

from threads import parse

MESSAGE = "<ul><li><pre><b>@ {time} {name}</b>\nFrom: {name} @ {time} UTC\n  To: river\n\n{text}\n</pre></li></ul>"
ARCHIVE = "<html><body><h1>close the ferry</h1>" + "".join(
    MESSAGE.format(time=f"2020-09-0{n} 14:05", name=name, text=text)
    for n, name, text in [
        (1, "Ines Okafor", "Before anybody votes I would like to see the numbers of last year."),
        (2, "Tobias Renn", "They are in the annex of the June minutes, on page fourteen."),
        (3, "Mara Quill", "My mother takes the ferry every Tuesday, and nobody asked her."),
    ]
)


@pytest.mark.xfail(strict=True, reason="a header of plain lines inside one preformatted text")
def test_mail_archive_of_preformatted_messages() -> None:
    [thread] = parse(f"<!DOCTYPE html>\n{ARCHIVE}")
    assert [(c.author, c.text.split()[0]) for c in thread.comments] == [
        *(("Ines Okafor", "Before"), ("Tobias Renn", "They"), ("Mara Quill", "My")),
    ]


ENTRY = (
    '<b>{text}</b><br>\n<a href="mailto:{n}@larkmouth.example">{name}</a><br>\n'
    "Larkmouth - June {n}, 1999 at 10:15:0{n}<hr>\n"
)
GUESTBOOK = "<html><body><h1>Guestbook</h1><hr>\n" + "".join(
    ENTRY.format(n=n, name=name, text=text)
    for n, name, text in [
        (1, "Ines Okafor", "What a fine page about the ferry, we took it as children."),
        (2, "Tobias Renn", "The music does not stop when I leave the page. Is that so everywhere?"),
        (3, "Mara Quill", "My mother sold the tickets until the bridge was built."),
    ]
)


@pytest.mark.xfail(strict=True, reason="entries between lines, whose times are bare texts of the page itself")
def test_guestbook_of_bare_lines() -> None:
    [thread] = parse(f"<!DOCTYPE html>\n{GUESTBOOK}</body></html>")
    assert [(c.author, c.text.split()[0]) for c in thread.comments] == [
        *(("Ines Okafor", "What"), ("Tobias Renn", "The"), ("Mara Quill", "My")),
    ]
