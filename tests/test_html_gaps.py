"""Pages that the general reader is known to misread: each becomes a sample once it reads well."""

from __future__ import annotations

import pytest

from threads import parse

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
