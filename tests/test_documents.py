"""Bytes on their way in: how they are decoded, and which syntax they are told as."""

from __future__ import annotations

from pathlib import Path

import pytest

from threads.errors import UnreadableInput
from threads.sources import open_document
from threads.sources.document import Document

TEXT = "Die Fähre über den Fluss fährt nur noch bis September, sagt die Bürgermeisterin – danach kommt die Brücke. " * 5
RUSSIAN = (
    "Паром через реку будет ходить только до сентября, говорит мэр города, потом построят мост для пешеходов. " * 5
)
JAPANESE = "川の渡し船は九月まで運航され、その後は歩道橋が建設される予定です。町の人々は反対しています。" * 5

DECODED = {
    "UTF-8": (TEXT.encode(), TEXT, None),
    "a byte order mark": (b"\xef\xbb\xbf" + TEXT.encode(), TEXT, None),
    "UTF-16 with its mark": (TEXT.encode("utf-16"), TEXT, None),
    "UTF-16 without": (TEXT.encode("utf-16-le"), TEXT, "detected"),
    "declared by the page": (
        b"<html><meta charset=windows-1252>" + TEXT.encode("cp1252"),
        "<html><meta charset=windows-1252>" + TEXT,
        "declares",
    ),
    "declared Latin-1, which means windows-1252": (
        b'<meta content="text/html; charset=ISO-8859-1">' + "“so”".encode("cp1252"),
        '<meta content="text/html; charset=ISO-8859-1">“so”',
        "declares",
    ),
    "windows-1251 undeclared": (RUSSIAN.encode("cp1251"), RUSSIAN, "detected"),
    "Shift_JIS undeclared": (JAPANESE.encode("cp932"), JAPANESE, "detected"),
    "one broken byte in UTF-8": (TEXT.encode() + b"\xff" + TEXT.encode(), TEXT + "\ufffd" + TEXT, "replaced"),
}


@pytest.mark.parametrize(("data", "text", "noted"), DECODED.values(), ids=DECODED)
def test_bytes_are_decoded_and_guesses_are_noted(data: bytes, text: str, noted: str | None) -> None:
    document = Document("page.txt", data)
    assert document.text == text
    assert [note.code for note in document.notes] == (["encoding"] if noted else [])
    assert all(noted in note.message for note in document.notes if noted)


@pytest.mark.parametrize(
    "data",
    [b"", b"  \n\t ", b"\xef\xbb\xbf", "\u2028\xa0\n".encode(), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\xff\xfe" * 20],
    ids=["empty", "blank", "only a mark", "Unicode blanks", "a picture"],
)
def test_what_is_no_text_is_one_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableInput, match=r"^page\.txt: is (?:empty|binary, not text); pass a [^\n]+$"):
        Document("page.txt", data).text  # noqa: B018 - reading it is the test


CONTAINERS = {
    '{"a": 1}': "json",
    '[{"a": 1}]': "json",
    '{"a": 1}\n{"a": 2}\n': "ndjson",
    "{ 38 comments... read them below }\n\nAnn June 3, 2024 at 10:12 am": "text",
    "[ ] search\n\nThe ferry": "text",
    "<!DOCTYPE html><p>x": "html",
    "<html><body>x": "html",
    '<?xml version="1.0"?><disqus></disqus>': "xml",
    "id,author,text\n1,Ann,x": "csv",
    "id;author;text\n1;Ann;x": "csv",
    "Monday, June 3, 2024\n\nMayor says no, again": "text",
    "Home, News, Council\n\nThe ferry": "text",
    "From: Ann <ann@larkmouth.example>\nMessage-ID: <a@larkmouth.example>\nSubject: Ferry\n\nx": "mail",
    "From the river one sees the mill.\nIt is old.": "text",
}


@pytest.mark.parametrize(("text", "container"), CONTAINERS.items())
def test_syntax_is_told_from_the_beginning(text: str, container: str) -> None:
    assert Document("input", text.encode()).container == container


def test_a_folder_is_its_answers_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    for name, text in {
        "page10.json": "[10]",
        "page2.json": "\ufeff[2]",
        "README": "no answer",
        ".hidden": "no",
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert open_document(tmp_path).text == "[2]\n[10]"


def test_a_name_loses_its_folder_and_suffixes() -> None:
    assert [Document(name, b"x").stem for name in ("a/b.html", "dump.ndjson.zst", "plain")] == [
        "b",
        "dump",
        "plain",
    ]
