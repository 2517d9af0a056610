"""The HTML page: what it says, that nothing breaks out of it, that it reads without script, colour or mouse."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import larkmouth
import pytest
from hypothesis import given
from hypothesis import strategies as st

import threads
from threads.model import Thread
from threads.render.content import Comments
from threads.render.content.marks import Claim, pieces
from threads.render.html import to_html
from threads.render.html.index import entry, index_html
from threads.render.html.layout import _rows, picture
from threads.render.neutral import neutral
from threads.reports import Report

FERRY, HOSTILE = larkmouth.ferry(), larkmouth.hostile()
VOID = {"meta", "br", "img", "link", "input", "hr", "wbr"}


class Page(HTMLParser):
    """The elements of a page in order, with their attributes and the text inside them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self._open: list[int] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self.texts.append("")
        if tag not in VOID:
            self._open.append(len(self.elements) - 1)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.elements[self._open.pop()][0] == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        # what a tip says belongs to the tip, not to the text that it stands in
        tips = [n for n, place in enumerate(self._open) if self.elements[place][1].get("class") == "tip"]
        for place in self._open[tips[0] if tips else 0 :]:
            self.texts[place] += data

    def all(self, tag: str, class_: str = "") -> list[str]:
        """The texts of all elements of that tag, and class if one is given."""
        return [
            text
            for (name, attributes), text in zip(self.elements, self.texts, strict=True)
            if name == tag and (not class_ or class_ in attributes.get("class", "").split())
        ]


def shown(made: tuple[Report, Thread]) -> Page:
    return Page(to_html(*made))


# Marks


def claim(start: int, end: int, name: str = "Hedge") -> Claim:
    return Claim(start, end, "pattern", name, "Words that hold back.", "hedge")


@pytest.mark.parametrize(
    ("claims", "marked"),
    [
        ([], []),
        ([claim(0, 3)], ["the"]),
        ([claim(0, 3), claim(4, 9)], ["the", "ferry"]),
        ([claim(0, 3), claim(3, 9)], ["the", " ferry"]),  # neighbours stay apart
        ([claim(0, 9), claim(4, 9, "Booster")], ["the ferry"]),  # one inside the other
        ([claim(0, 6), claim(4, 9, "Booster")], ["the ferry"]),  # crossing
        ([claim(0, 9), claim(0, 9, "Booster")], ["the ferry"]),  # the same words
        ([claim(0, 99)], []),  # no words of this text
    ],
)
def test_claims_mark_their_words_once(claims: list[Claim], marked: list[str]) -> None:
    found = pieces("the ferry", claims)
    assert ["".join(s.text for s in piece.segments) for piece in found if piece.claims] == marked


def test_overlapping_claims_say_which_words_they_mean() -> None:
    [piece] = pieces("the ferry", [claim(0, 9), claim(4, 9, "Booster")])
    assert [(segment.text, len(segment.kinds)) for segment in piece.segments] == [("the ", 1), ("ferry", 1)]
    assert [(said.name, said.words) for said in piece.claims] == [("Hedge", ""), ("Booster", "ferry")]


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=6))
def test_pieces_joined_are_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    found = pieces(text, [claim(start, end) for start, end in spans])
    assert "".join(segment.text for piece in found for segment in piece.segments) == text
    marked = sum(len(segment.text) for piece in found for segment in piece.segments if segment.kinds)
    assert marked == len({n for start, end in spans if start < end <= len(text) for n in range(start, end)})


# What the page says


def test_each_finding_is_marked_in_its_comment_with_name_and_definition() -> None:
    report, _ = FERRY
    page = shown(FERRY)
    marked, tips = page.all("mark", "pattern"), page.all("span", "tip")
    for person in report.participants:
        for use in person.patterns:
            [pattern] = [one for one in report.patterns if one.id == use.pattern]
            assert all(one.text in marked for one in use.findings)
            assert any(pattern.name in tip and pattern.definition in tip for tip in tips)


def test_marks_are_reached_by_keyboard_and_described() -> None:
    page = shown(FERRY)
    ids = {attributes["id"] for _, attributes in page.elements if "id" in attributes}
    finds = [attributes for _, attributes in page.elements if attributes.get("class") == "find"]
    assert finds
    assert all(one["tabindex"] == "0" and one["aria-describedby"] in ids for one in finds)


def test_recovered_links_say_basis_and_precision_where_they_stand() -> None:
    said = [text for text in shown(FERRY).all("p", "why") if "recovered" in text]
    assert len(said) == 4
    assert any(f"recovered by quote, {larkmouth.right_quotes()} labelled links" in text for text in said)
    assert any("doubtful link, recovered by order, unmeasured" in text for text in said)


def test_every_comment_is_one_click_from_its_text() -> None:
    _, thread = FERRY
    page = shown(FERRY)
    assert page.all("details", "comment")
    bodies = {a["id"]: text for (_, a), text in zip(page.elements, page.texts, strict=True) if a.get("class") == "body"}
    links = {a["href"] for tag, a in page.elements if tag == "a"}
    for number, comment in enumerate(thread.comments, 1):
        assert comment.text.split("\n")[0][:40] in bodies[f"c{number}"]
        assert f"#c{number}" in links


def test_the_picture_dashes_recovered_links_and_names_each_comment() -> None:
    text = to_html(*FERRY)
    picture = text[text.index('class="edges"') : text.index('<ul class="legend"')]
    assert len(re.findall(r'<path class="\w+ recovered"', picture)) == 4
    assert len(re.findall(r'<path class="top unknown"', picture)) == 5
    assert re.findall(r"<title>#4 (\w+), [^,]+, disagrees with #3 \(recovered by quote\)", picture) == ["river_rat"]


@pytest.mark.parametrize("comments", [1, 2, 5, 40, 160])
def test_no_two_comments_share_a_place_in_the_picture(comments: int) -> None:
    everything = Comments(*larkmouth.long(comments)).all
    drawn = picture(everything, 1060, 640, post_known=True)
    assert len({(node.x, node.y) for node in drawn.nodes}) == comments
    assert all(0 < node.x < drawn.width and 0 < node.y < drawn.height for node in drawn.nodes)
    places = {node.shown.number: node for node in drawn.nodes}
    assert all(places[one.parent].y < places[one.number].y for one in everything if one.parent)
    assert all(places[one.parent].x < places[one.number].x for one in everything if one.parent)  # later than it


@pytest.mark.parametrize("levels", [1, 2, 18, 40, 300])
def test_labels_of_levels_do_not_touch(levels: int) -> None:
    """A chain so deep, in the room that a branch has."""
    labels = [row.y for row in _rows(levels, min(34.0, 216 / levels))]
    assert all(below - above >= 12 for above, below in pairwise(labels))


def test_headings_go_down_one_level_at_a_time() -> None:
    for made in (FERRY, HOSTILE, larkmouth.long(200)):
        levels = [int(tag[1]) for tag, _ in shown(made).elements if re.fullmatch(r"h\d", tag)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_ids_are_unique_and_links_lead_somewhere() -> None:
    for made in (FERRY, HOSTILE, larkmouth.long(200)):
        page = shown(made)
        ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
        assert len(ids) == len(set(ids))
        for _, attributes in page.elements:
            target = attributes.get("href", "#method")
            assert target.startswith("#")
            assert target[1:] in ids


def test_a_report_alone_shows_figures_and_passages() -> None:
    text = to_html(FERRY[0])
    assert "Rhetorical patterns" in text
    assert "I may be wrong" in text
    assert 'id="comments"' not in text


def test_the_same_report_makes_the_same_bytes() -> None:
    assert to_html(*FERRY) == to_html(*larkmouth.ferry())


def test_a_thread_without_comments_has_a_page() -> None:
    thread = FERRY[1].model_copy(update={"comments": (), "links": ()})
    assert "0 comments" not in to_html(threads.report(thread, patterns=()), thread).split("</header>")[0]


# Nothing breaks out


def test_hostile_texts_stay_texts() -> None:
    page = shown(HOSTILE)
    assert {tag for tag, _ in page.elements}.isdisjoint({"script", "img", "iframe", "link", "base", "form", "object"})
    assert len(page.all("style")) == 1
    for tag, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name in ("style", "src", "srcdoc")], tag
        assert ":" not in attributes.get("href", "")
    bodies = page.all("div", "text")
    assert all(any(neutral(text)[:200] in body for body in bodies) for text in larkmouth.HOSTILE)


def test_steering_characters_are_shown_not_obeyed() -> None:
    text = to_html(*HOSTILE)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    assert "ferry⟨U+202E⟩gpj.exe ⟨U+2066⟩and on" in text


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("\x1b[2J", "␛[2J"),
        ("\x7f\x9b", "␡⟨U+009B⟩"),
        ("\u202eabc\u202c", "⟨U+202E⟩abc⟨U+202C⟩"),
        ("\u200fשלום\u200e", "\u200fשלום\u200e"),  # marks of direction belong to right-to-left texts
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("half \ud83d", "half \ufffd"),
    ],
)
def test_neutral(text: str, safe: str) -> None:
    assert neutral(text) == safe


def test_the_policy_allows_our_style_by_its_hash_and_nothing_else() -> None:
    page = shown(HOSTILE)
    [style] = page.all("style")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    [policy] = [a["content"] for tag, a in page.elements if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert "@import" not in style
    assert "url(" not in style


def test_links_out_are_of_the_web_alone() -> None:
    report, thread = FERRY
    for url, linked in (("https://larkmouth.example/a?b=1&c", True), ("javascript:x()", False), ("http://[", False)):
        about = report.thread.model_copy(update={"url": url})
        page = Page(to_html(report.model_copy(update={"thread": about}), thread))
        assert (url in [a.get("href") for _, a in page.elements]) is linked


def test_texts_have_their_own_direction_and_no_claimed_language() -> None:
    page = shown(HOSTILE)
    texts = [attributes for _, attributes in page.elements if attributes.get("class") == "text"]
    assert texts
    assert all(one["dir"] == "auto" and one["lang"] == "" for one in texts)


# Length


def test_size_grows_with_the_thread_and_the_pictures_do_not() -> None:
    short, double = (to_html(*larkmouth.long(n)) for n in (1000, 2000))
    assert len(double) < 2.2 * len(short)
    assert double.count("<circle") + double.count("<rect") < 2000
    assert double.count('class="body"') == 2000


def test_a_chain_of_thousands_of_replies_has_a_page() -> None:
    text = to_html(*larkmouth.long(5001, chain=True))
    assert text.count('<div class="body"') == 5000
    assert "1 more comment are not written out" not in text
    assert "1 more comment is not written out on this page; all stand in the JSON." in text


def test_long_texts_are_cut_and_say_so() -> None:
    report, thread = FERRY
    comment = thread.comments[0].model_copy(update={"text": "ferry " * 5000})
    page = Page(to_html(report, thread.model_copy(update={"comments": (comment, *thread.comments[1:])})))
    assert "The JSON has 10,000 more characters." in page.all("p", "why")


# Colours


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours (WCAG 2.2, 1.4.3)."""

    def light(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_texts_have_contrast(scheme: int) -> None:
    css = (files("threads.render.html") / "templates" / "style.css").read_text(encoding="utf-8")
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", re.findall(r":root \{(.*?)\}", css, re.DOTALL)[scheme]))
    pairs = [(text, ground) for text in ("ink", "soft", "accent", "disagrees", "agrees") for ground in ("bg", "card")]
    pairs += [("ink", ground) for ground in ("mark", "stance", "s1", "s2", "s3")] + [("s4-ink", "s4")]
    pairs += [("on", ground) for ground in ("fill", "disagrees", "agrees")]
    found = {(one, other): round(contrast(colours[one], colours[other]), 2) for one, other in pairs}
    assert {pair: ratio for pair, ratio in found.items() if ratio < 4.5} == {}
    # lines and marks of the picture (WCAG 1.4.11)
    assert all(contrast(colours[one], colours["bg"]) >= 3 for one in ("disagrees", "agrees", "neither", "fill", "bar"))


# Index, notebook


def test_the_index_lists_the_largest_first_and_escapes() -> None:
    small, evil, large = FERRY[0], HOSTILE[0], larkmouth.long(50)[0]
    page = Page(index_html([entry(small, "a.html"), entry(evil, '"><script>.html'), entry(large, "c.html")]))
    assert [a["href"] for tag, a in page.elements if tag == "a"] == ["c.html", "%22%3E%3Cscript%3E.html", "a.html"]
    assert page.all("h1") == ["3 threads, 73 comments"]
    assert not page.all("script")


def test_notebooks_show_threads_and_reports_in_a_frame_of_their_own() -> None:
    for value in (HOSTILE[1], HOSTILE[0]):
        page = Page(value._repr_html_())
        [(tag, attributes)] = page.elements
        assert (tag, attributes["sandbox"]) == ("iframe", "allow-popups")
        assert Page(attributes["srcdoc"]).all("h1")


def test_pages_are_written_with_an_index(tmp_path: Path) -> None:
    from threads.cli import main

    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("ferry.txt", "chain.txt"):
        (folder / name).write_bytes((larkmouth.SAMPLES / "text" / name).read_bytes())
    (folder / "empty.txt").write_text("Nothing here.\n", encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["report", str(folder), "-o", str(tmp_path / "out"), "--as", "html"])
    assert ended.value.code == 1  # one file has no comments, and the others are reported all the same
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "chain.report.html",
        "ferry.report.html",
        "index.html",
    ]
    index = Page((tmp_path / "out" / "index.html").read_text(encoding="utf-8"))
    assert [a["href"] for tag, a in index.elements if tag == "a"] == ["ferry.report.html", "chain.report.html"]


def test_several_pages_need_a_folder(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    from threads.cli import main

    rows = tmp_path / "two.csv"
    rows.write_text("id,thread_id,text\n1,a,Keep the ferry.\n2,b,With what money?\n", encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["report", str(rows), "--as", "html"])
    assert ended.value.code == 1
    assert capfd.readouterr() == (
        "",
        "threads: standard output: cannot be written: it holds one page, and there are several; "
        "choose another place with -o\n",
    )


def test_a_page_of_long_texts_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("threads.render.html.MOST_TEXT", 300)
    page = Page(to_html(*FERRY))
    assert len(page.all("details", "comment")) == 2
    assert any(text.startswith("7 more comments are not written out") for text in page.all("p", "soft"))
