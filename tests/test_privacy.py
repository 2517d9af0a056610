"""Threads under pseudonyms: nothing of a name is left, everything else is as it was."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import threads
from threads.cli import main
from threads.errors import UnreadableInput, WeakKey
from threads.invariants import breaches
from threads.model import Comment, Evidence, Link, Marker, Note, Post, Source, Thread
from threads.privacy import ambiguous_names, pseudonymize
from threads.privacy.names import People
from threads.privacy.pseudonyms import Key
from threads.privacy.replaced import Change, Replaced
from threads.render.json import json

KEY = Key("an invented key of tests")
FERRY = Path(__file__).parent.parent / "samples" / "text" / "ferry.txt"
INES = KEY.person("Ines Okafor")

# what somebody writes, with {} where the pseudonym of Ines Okafor stands afterwards
NAMED = [
    ("Ines Okafor said so.", "{} said so."),
    ("INES OKAFOR said so.", "{} said so."),
    ("@ines, no.", "@{}, no."),
    ("Thanks Ines!", "Thanks {}!"),
    ("Okafor's survey and the Okafors", "{}'s survey and the {}"),
    ("see https://example.org/u/ines-okafor", "see https://example.org/u/{}"),
    ("see https://example.org/u/InesOkafor/1", "see https://example.org/u/{}/1"),
    ("> Ines Okafor wrote:\n> No.", "> {} wrote:\n> No."),
    ("Ines\u0301 is another", "Ines\u0301 is another"),
    ("wines and Inessa", "wines and Inessa"),
]


@pytest.mark.parametrize(("text", "after"), NAMED)
def test_a_person_is_named_in_many_ways(text: str, after: str) -> None:
    assert People(["Ines Okafor"], [text], KEY).replaced(text).text == after.format(*[INES] * after.count("{}"))


@pytest.mark.parametrize(
    ("author", "text", "hidden"),
    [
        ("Grant", "Grant, they grant nothing.", ", they grant nothing."),
        ("reader", "A reader asks @reader.", "A reader asks @."),
        ("Al", "All of it, Al.", "All of it, ."),
        ("Inessa", "to Inessas and Inessaberg", "to  and Inessaberg"),
        ("mara.quill", "mara.quill and mara", " and mara"),
        ("Ольга Ворона", "Спасибо, Ольга! Ольга Ворона права.", "Спасибо, !  права."),
        ("田中", "田中さんへ", "さんへ"),
        ("river_rat_88", "RIVER_RAT_88: no", ": no"),
    ],
)
def test_ordinary_words_are_names_only_where_it_shows(author: str, text: str, hidden: str) -> None:
    found = People([author], [text], KEY).replaced(text).text
    assert found.replace(KEY.person(author), "") == hidden


def test_names_that_are_words_are_listed() -> None:
    thread = Thread(
        id="t",
        source=Source(name="t", format="text", sha256="0" * 64, bytes=1),
        nesting="lost",
        comments=(Comment(id="1", author="Grant"), Comment(id="2", author="Ines Okafor", text="they grant it")),
    )
    assert ambiguous_names(thread) == ("Grant",)


def test_parts_of_names_that_are_ordinary_words_are_listed_where_they_may_be_names() -> None:
    texts = (("Dov Street", "Keep the ferry."), ("Mara Hill", "Thank you, Street! No hill is as steep as that."))
    thread = Thread(
        id="t",
        source=Source(name="t", format="text", sha256="0" * 64, bytes=1),
        nesting="lost",
        comments=tuple(Comment(id=str(n), author=author, text=text) for n, (author, text) in enumerate(texts)),
    )
    disguised = pseudonymize(thread, KEY)
    assert "Street" in disguised.comments[1].text
    assert ambiguous_names(thread) == ("Street",)


def test_mail_addresses_are_names_too() -> None:
    assert People([], [], KEY).replaced("write to i.okafor@larkmouth.example now").text.startswith("write to person-")


@given(st.text(), st.lists(st.tuples(st.integers(0, 40), st.integers(1, 5), st.text(max_size=4)), max_size=5))
def test_spans_move_with_their_text(text: str, wanted: list[tuple[int, int, str]]) -> None:
    changes: list[Change] = []
    for start, length, new in sorted(wanted):
        if start + length <= len(text) and (not changes or start >= changes[-1].end):
            changes.append(Change(start, start + length, new))
    after = Replaced(text, changes)
    inside = {at for change in changes for at in range(change.start, change.end)}
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            new_start, new_end = after.span(start, end)
            assert 0 <= new_start <= new_end <= len(after.text)
            if inside.isdisjoint(range(start, end)):
                assert after.text[new_start:new_end] == text[start:end]
    for change in changes:
        start, end = after.span(change.start, change.end)
        assert after.text[start:end] == change.text


def full() -> Thread:
    """A thread that names a person wherever a thread can."""
    return Thread(
        id="ines-okafor-on-ferries",
        source=Source(name="Ines Okafor.tar.gz", format="text", sha256="ab" * 32, bytes=1),
        title="Answers to Ines Okafor",
        url="https://example.org/ines-okafor",
        nesting="lost",
        post=Post(author="Ines Okafor", text="I, Ines Okafor, think"),
        comments=(
            Comment(id="id-of-one", author="Mara Quill", author_id="mq-7", text="Ines Okafor is right."),
            Comment(
                id="id-of-two",
                author="Ines Okafor",
                created_at_text="Ines Okafor, 3 May",
                text="No, Mara Quill, I am not.",
                markers=(Marker(kind="reply-to", value="Mara Quill", printed="@Mara Quill"),),
                extra={"url": "https://example.org/u/77", "flair": ["Ines"], "score": 3, "parent": "id-of-one"},
            ),
        ),
        links=(
            Link(
                child_id="id-of-two",
                parent_id="id-of-one",
                basis="mention",
                evidence=(Evidence(comment_id="id-of-two", start=4, end=14, text="Mara Quill"),),
                fact="id-of-two follows id-of-one",
            ),
        ),
        notes=(Note(code="some-note", message="Ines Okafor and id-of-one", comment_id="id-of-one"),),
    )


def test_no_name_and_no_id_is_left_anywhere() -> None:
    thread = pseudonymize(full(), KEY)
    assert not list(breaches(thread))
    written = json(thread) + json(threads.report(thread)).partition('"patterns": [\n    {')[0]
    for trace in ("ines", "okafor", "mara", "quill", "id-of", "example.org", "mq-7", "abab", "invented key"):
        assert trace not in written.casefold()
    assert thread.comments[1].extra["score"] == 3
    assert thread.links[0].evidence[0].text == KEY.person("Mara Quill")
    assert thread.source.name.endswith(".tar.gz")


def test_the_shape_is_as_it_was() -> None:
    before, after = full(), pseudonymize(full(), KEY)
    ids = dict(zip((c.id for c in before.comments), (c.id for c in after.comments), strict=True))
    assert [(ids[x.child_id], ids[x.parent_id]) for x in before.links] == [
        (x.child_id, x.parent_id) for x in after.links
    ]
    assert threads.report(before).structure.max_depth == threads.report(after).structure.max_depth


def test_one_key_links_threads_and_another_does_not() -> None:
    assert KEY.person("Ines  OKAFOR") == INES == Key("an invented key of tests").person("Ines Okafor")
    assert Key("another invented key").person("Ines Okafor") != INES
    assert KEY.id("comment", "7") != KEY.id("thread", "7")
    assert pseudonymize(full(), KEY) == pseudonymize(full(), "an invented key of tests")


@given(st.text(min_size=1, max_size=12), st.text(max_size=60))
@example("İ", "İ and i")
@example("\ud800x", "@\ud800x: no")
@example("ß", "STRASSE ß")
def test_any_name_in_any_text(name: str, text: str) -> None:
    said = f"{text} {name}, {text}"
    assert len(People([name], [said], KEY).replaced(said).text) > 0


def test_keys_are_long_and_never_shown() -> None:
    with pytest.raises(WeakKey, match="the key has 5 bytes; give 16 or more"):
        Key("short")
    assert "invented" not in repr(KEY)


def test_the_command_line_takes_a_key_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("0123456789abcdef0123456789abcdef\n")
    with pytest.raises(SystemExit, match=r"^0$"):
        main(["parse", str(FERRY), "-o", f"{tmp_path}/out/", "--pseudonymize", str(tmp_path / "key")])
    [file] = (tmp_path / "out").iterdir()
    assert re.fullmatch(r"thread-[a-z2-7]{13}\.thread\.json", file.name)
    assert "Quill" not in file.read_text(encoding="utf-8")
    with pytest.raises(UnreadableInput, match="no such file or directory; make a key with `openssl "):
        Key.from_file(tmp_path / "none")
