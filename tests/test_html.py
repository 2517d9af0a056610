"""Saved pages: what the samples show beyond their golden files, pages without comments, and pages made to do harm."""

from __future__ import annotations

import gc
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import threads
from threads.errors import LimitExceeded, NoComments, ThreadsError
from threads.model import Thread
from threads.sources.document import Document, Options
from threads.sources.html import declared, limits, parse, transcript
from threads.sources.html.states import state_of
from threads.sources.limits import Limits
from threads.sources.markup import Element

SAMPLES = Path(__file__).parent.parent / "samples" / "html"
COMMENT = (
    '<div class="comment" id="c{n}"><b class="author">{who}</b> <time datetime="2024-06-0{n}T10:00:00Z">June</time>'
    '<div class="text">The ferry stays until the bridge is open, said speaker number {n}.</div></div>'
)
COMMENTS = "".join(COMMENT.format(n=n, who=who) for n, who in enumerate(("Asha", "Dov", "Mara", "Piet"), 1)).encode()
PAGE = b"<!DOCTYPE html><html><body>"


def sample(name: str) -> Thread:
    [thread] = threads.parse(SAMPLES / f"{name}.html")
    return thread


def parents(thread: Thread) -> dict[str, str | None]:
    links = {link.child_id: link.parent_id for link in thread.links}
    return {comment.id: links.get(comment.id) for comment in thread.comments}


@pytest.mark.parametrize(
    ("name", "gone", "state"),
    [
        ("hackernews", "40110005", "deleted"),
        ("lemmy", "5103", "deleted"),
        ("reddit", "t1_la04", "deleted"),
        ("disqus-embed", "6404", "deleted"),
        ("livejournal", "5633", "deleted"),
        ("blogger-classic", "81423", "deleted"),
        ("glued-times", "502", "hidden"),
    ],
)
def test_what_is_gone_stays_without_its_notice(name: str, gone: str, state: str) -> None:
    found = next(comment for comment in sample(name).comments if comment.id == gone)
    assert (found.state, found.text) == (state, "")


@pytest.mark.parametrize(
    ("name", "child", "parent"),
    [
        ("hackernews", "40110006", "40110005"),
        ("disqus-embed", "6405", "6404"),
        ("livejournal", "5889", "5633"),
        ("glued-times", "503", "502"),
    ],
)
def test_replies_to_what_is_gone_keep_their_parent(name: str, child: str, parent: str) -> None:
    assert parents(sample(name))[child] == parent


@pytest.mark.parametrize("name", ["mybb", "smf2", "vbulletin3", "vbulletin5", "invision3", "woltlab", "discuz"])
def test_flat_forums_lose_nesting_and_keep_quotes(name: str) -> None:
    thread = sample(name)
    assert thread.nesting == "lost"
    assert any(parents(thread).values())
    assert all(link.basis == "quote" for link in thread.links)


@pytest.mark.parametrize("name", ["lobsters", "wpdiscuz", "drupal6", "jcomments", "openweb", "news-de", "dreamwidth"])
def test_pages_that_nest_state_their_parents(name: str) -> None:
    thread = sample(name)
    assert thread.nesting == "stated"
    assert all(link.basis == "stated" for link in thread.links)
    assert thread.links


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("reddit", "4 more comments"),
        ("glued-times", "3 more comments"),
        ("disqus-embed", "more comments"),
        ("coral", None),  # "Load More" alone does not say what of
        ("youtube", "more comments"),
    ],
)
def test_comments_held_back_become_a_note(name: str, says: str | None) -> None:
    notes = [note.message for note in sample(name).notes if note.code == "load-more"]
    assert bool(notes) == bool(says)
    assert all(says in note for note in notes if says)


@pytest.mark.parametrize("name", ["mybb", "invision3", "glued-times"])
def test_notes_of_edits_are_times_and_no_text(name: str) -> None:
    edited = [comment for comment in sample(name).comments if "edited_at" in comment.extra]
    assert len(edited) == 1
    assert "dited" not in edited[0].text
    assert edited[0].created_at != edited[0].extra["edited_at"]


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.html")), ids=lambda path: path.stem)
def test_samples_need_no_declaration(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_declarations = threads.parse(path)[0].comments
    monkeypatch.setattr(declared, "platforms", lambda: ())
    assert threads.parse(path)[0].comments == with_declarations


ARTICLE = """<article><h1>The pump house</h1><p class="byline">by Ines Okafor, <time>June 3, 2024</time></p>
<p>The pump house on the left bank has stood empty for eleven years, and nobody knows who holds the key.</p>
<p>The town says that the harbour has it, and the harbour says that the town has never asked for it.</p></article>"""
FRONT = "".join(
    f'<article class="post teaser"><h2><a href="/{n}">{title}</a></h2><span class="date">June {n}, 2024</span>'
    f"<p>{text}</p></article>"
    for n, title, text in (
        (3, "The pump house", "Nobody knows who holds the key to it, and eleven years have passed."),
        (4, "The quay wall", "It has moved by two centimetres since the spring, as the office found."),
    )
)
RECENT = '<aside class="widget recent-posts"><ul>' + "".join(
    f'<li><a href="/{n}">Entry number {n}</a> <span class="post-date">June {n}, 2024</span></li>' for n in range(1, 6)
)
SHOP = '<ul class="products">' + "".join(
    f'<li class="product"><h3>Rope, {n} metres</h3><span class="price">{n}.50</span><button>Add to cart</button></li>'
    for n in range(1, 9)
)


@pytest.mark.parametrize("body", [ARTICLE, FRONT, RECENT, SHOP], ids=["article", "front page", "recent posts", "shop"])
def test_page_without_comments_has_none(body: str) -> None:
    page = f"<!DOCTYPE html><html><head><title>Larkmouth</title></head><body>\n{body}</body></html>"
    with pytest.raises(NoComments):
        threads.parse(page)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("[deleted]", "deleted"),
        ("deleted by creator", "deleted"),
        ("(Deleted comment)", "deleted"),
        ("This comment was deleted.", "deleted"),
        ("This comment has been removed by the author.", "deleted"),
        ("Comment removed by moderator", "removed"),
        ("Dieser Kommentar wurde entfernt.", "removed"),
        ("Ce commentaire a été supprimé.", "deleted"),
        ("(screened comment)", "hidden"),
        ("My comment was deleted.", None),
        ("The ferry was removed from the timetable in May and nobody told us why.", None),
        ("Nobody deleted it.", None),
    ],
)
def test_notice_tells_the_state(text: str, state: str | None) -> None:
    assert state_of(text) == state


HOSTILE = {
    "bare containers": "<div>" * 200_000,
    "containers with attributes": '<div class="x">' * 200_000,
    "unknown elements": "<ferry>" * 100_000 + "</quay>" * 2,
    "closed crosswise": "<b><i></b></i>" * 100_000,
    "long text": "<p>" + "ferry " * 2_000_000 + "</p>",
    "many scripts": "<script>var ferry = '<p class=comment>';</script>" * 6_000,
}


@pytest.mark.parametrize("markup", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_page_keeps_what_follows(markup: str) -> None:
    [found] = parse(Document("page.html", PAGE + markup.encode() + COMMENTS), Options())
    assert [comment.author for comment in found.comments] == ["Asha", "Dov", "Mara", "Piet"]


def test_flattened_levels_are_noted() -> None:
    [thread] = threads.parse(PAGE + b'<div class="x">' * 11_005 + COMMENTS)
    assert [note.message for note in thread.notes if note.code == "too-deep"] == [
        "907 elements stood deeper than 10000 levels; what they hold was read without them"
    ]


ENDLESS = {
    "unclosed formatting": "".join(f"<b x={n}><i y={n}><a href={n}><p>" for n in range(4000)),
    "deep unknown elements": "<ferry>" * 100_000 + "</quay>" * 100_000,
    "one tag of many attributes": "<p " + " ".join(f"a{n}" for n in range(200_000)) + ">",
    "attributes behind a quote": "<p a=b\" c='>' " + " ".join(f"a{n}" for n in range(200_000)) + ">",
}


@pytest.mark.parametrize("markup", ENDLESS.values(), ids=ENDLESS.keys())
def test_page_that_takes_long_is_given_up_in_time(markup: str) -> None:
    with pytest.raises(LimitExceeded, match=r"cannot be read within 1 s, and the limit 'seconds' is 1"):
        threads.parse(PAGE + COMMENTS + markup.encode(), limits=Limits(seconds=1))


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.html")), ids=lambda path: path.stem)
def test_ordinary_pages_need_no_process_of_their_own(path: Path) -> None:
    assert limits.is_ordinary(path.read_text(encoding="utf-8", errors="replace"))


@pytest.mark.parametrize(
    "markup",
    ["<script>" + "ferry();" * 20_000, '<div data-topic="' + "ferry" * 40_000 + '">', "<!-- " + "ferry " * 40_000],
    ids=["script", "attribute", "comment"],
)
def test_long_texts_and_values_are_ordinary(markup: str) -> None:
    assert limits.is_ordinary(f"<!DOCTYPE html><html><body>{markup}<p>")


def test_page_read_apart_reads_alike() -> None:
    filler = b"<i></i>" * limits.MANY
    [apart], [here] = threads.parse(PAGE + COMMENTS + filler), threads.parse(PAGE + COMMENTS)
    assert (apart.comments, apart.nesting) == (here.comments, here.nesting)
    with pytest.raises(NoComments):
        threads.parse(PAGE + filler)


def test_the_garbage_collector_is_left_as_it_was_and_has_nothing_to_collect() -> None:
    for running in (False, True):
        (gc.enable if running else gc.disable)()
        with suppress(NoComments):
            transcript(Document("page.html", b""), Options(), PAGE.decode() + ARTICLE)
        assert gc.isenabled() is running
    before = sum(isinstance(thing, Element) for thing in gc.get_objects())
    transcript(Document("page.html", PAGE + COMMENTS), Options(), (PAGE + COMMENTS).decode())
    assert sum(isinstance(thing, Element) for thing in gc.get_objects()) <= before


def test_long_threads_read_in_linear_time() -> None:
    """Six times the comments take six times as long, not thirty-six."""

    def seconds(count: int) -> float:
        page = PAGE.decode() + "".join(COMMENT.format(n=n % 9 + 1, who=f"Asha {n % 50}") for n in range(count))
        started = time.process_time()
        transcript(Document("page.html", page.encode()), Options(), page)
        return time.process_time() - started

    assert seconds(12_000) < 12 * seconds(2_000)


TAGS = st.sampled_from(
    [
        "div",
        "b",
        "i",
        "a",
        "p",
        "table",
        "tr",
        "td",
        "li",
        "ul",
        "form",
        "select",
        "svg",
        "template",
        "blockquote",
        "dl",
    ]
)
PIECES = st.one_of(
    TAGS.map("<{}>".format),
    TAGS.map("</{}>".format),
    TAGS.map('<{} class="comment author" id="c1" datetime="2024-06-03" data-parent="1">'.format),
    st.sampled_from(
        ["June 3, 2024", "Asha says:", "The ferry stays.", "&#0;", "<!--", "]]>", COMMENT.format(n=1, who="x")]
    ),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_nesting_of_tags_reads_or_fails_in_words(markup: str) -> None:
    try:
        [thread] = threads.parse(f"<!DOCTYPE html><html><body>\n{markup}")
    except ThreadsError:
        return
    assert threads.validate(thread) == []


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=300))
def test_any_bytes_read_or_fail_in_words(data: bytes) -> None:
    try:
        threads.parse(b"<!DOCTYPE html><html><body>\n" + data)
    except ThreadsError:
        return
