"""Markdown and the terminal: the content of the HTML page, escaped for where it goes; and two reports compared."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import larkmouth
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import threads
from threads.cli import main
from threads.model import Comment, State, Thread
from threads.render.comparison import comparison_html, comparison_markdown, comparison_text
from threads.render.content import Comments
from threads.render.markdown import escaped, to_markdown
from threads.render.neutral import neutral
from threads.render.terminal import terminal
from threads.render.tree import outline, styled_outline
from threads.reports import Report
from threads.reports.comparison import compare

FERRY, HOSTILE = larkmouth.ferry(), larkmouth.hostile()
PARSER = MarkdownIt("commonmark").enable("table")

TREE = """\
? Mara Quill  14 Mar 2024 09:12  Has anybody seen the survey they talk about? The ferry …
  └┄┄ = Ines Okafor  14 Mar 2024 09:30  (by answer)  Yes, it is linked from the minutes of the February …
? Tobias Renn  14 Mar 2024 10:05  I worked on the landing stages for eleven years, so I know …
  └┄┄ ≠ river_rat  14 Mar 2024 13:40  (by quote)  Tobias Renn, “no amount of paint will change that” is …
     └┄┄ ≠ Tobias Renn  14 Mar 2024 15:02  (by mention)  River_rat: rebuilt on top of the old piles. That is like …
? Dov Aster  14 Mar 2024 18:20  And what about the road to the quarry? Nobody complained …
  └┄┄ Lena Farrow  15 Mar 2024 08:15  (doubtful, by order)  the quarry road was paid for by the county, so I do not …
? Grant  14 Mar 2024 21:55  Perhaps the ferry could run at weekends only. I may be …
? Mara Quill  15 Mar 2024 07:45  “at a cost of 2.4 million” is the figure from 2021. Ines, …
"""


# Markdown


def test_markdown_has_the_sections_of_the_page() -> None:
    headings = re.findall(r"^## (.*)", to_markdown(*FERRY), re.MULTILINE)
    assert headings == [
        "In short",
        "What to doubt",
        "The shape of the conversation",
        "How the links are known",
        "Rebuttal chains",
        "Who rebuts whom",
        "Participants",
        "Rhetorical patterns",
        "Comments",
        "Method",
    ]


def test_one_of_a_kind_is_named_in_the_singular() -> None:
    [thread] = threads.parse("author,text\nInes,Perhaps.\n", format="csv")
    written = to_markdown(threads.report(thread))
    figures = re.findall(r"^- \*\*1\*\* ([a-z ]+[a-z])", written, re.MULTILINE)
    assert figures == ["comment", "participant", "level deep", "passage of rhetorical patterns"]


def test_markdown_says_where_links_come_from_and_what_passages_read_as() -> None:
    written = to_markdown(*FERRY)
    assert f"disagrees with [\\#3 Tobias Renn](#c3); recovered by quote, {larkmouth.right_quotes()} labelled" in written
    assert "- Hedge: “I may be wrong”" in written
    assert "| river\\_rat | 1 | – | 1 |" in written


def test_nothing_of_a_source_becomes_markup() -> None:
    tokens = PARSER.parse(to_markdown(*HOSTILE))
    inline = [child for token in tokens for child in token.children or ()]
    raw = {token.content for token in (*tokens, *inline) if token.type in ("html_block", "html_inline")}
    assert all(re.fullmatch(r'<a id="c\d+">|</a>', one) for one in raw)
    assert not [child for child in inline if child.type in ("image", "code_inline", "s_open")]
    emphasised = {after.content for child, after in pairwise(inline) if child.type == "em_open"}
    assert emphasised == {"Not:"}  # our own, before what a pattern is not
    targets = [str(child.attrs["href"]) for child in inline if child.type == "link_open"]
    assert targets
    assert all(re.fullmatch(r"#c\d+", target) for target in targets)
    assert not [token for token in tokens if token.type in ("fence", "hr", "ordered_list_open")]
    assert {token.tag for token in tokens if token.type == "heading_open"} == {"h1", "h2", "h3"}
    sections = [token.content for before, token in pairwise(tokens) if before.type == "heading_open"]
    assert "heading" not in sections


@pytest.mark.parametrize(
    "text", ["plain", "a_b*c", "`code`", "<b>", "&amp;", "[x](y)", "![x](y)", "a | b", "\\", "~~x~~"]
)
def test_escaped_text_reads_as_it_was(text: str) -> None:
    [_, inline, _] = PARSER.parse("x " + escaped(text))
    assert all(child.type in ("text", "text_special") for child in inline.children or ())
    assert "".join(child.content for child in inline.children or ()) == f"x {text}"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=40))
def test_any_text_stays_one_paragraph(text: str) -> None:
    tokens = PARSER.parse(f"x {escaped(text)} x")
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert {child.type for child in tokens[1].children or ()} <= {"text", "text_special"}
    said = "".join(child.content for child in tokens[1].children or ())
    assert said.split() == ["x", *neutral(text).split(), "x"]


# The terminal


def test_the_tree_of_the_sample() -> None:
    assert "".join(line + "\n" for line in outline(Comments(*FERRY))) == TREE


def test_the_tree_of_a_long_chain_is_linear() -> None:
    short, double = (sum(map(len, outline(Comments(*larkmouth.long(n, chain=True))))) for n in (1500, 3000))
    assert double < 2.2 * short


def test_no_text_steers_the_terminal() -> None:
    for coloured in (False, True):
        written = terminal(styled_outline(HOSTILE[1]), coloured=coloured)
        plain = re.sub(r"\x1b\[[\d;]*m", "", written)  # our own colours
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", plain)


def test_no_color_is_respected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[1;31m" in terminal(styled_outline(FERRY[1]), coloured=True)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[1;31m" not in terminal(styled_outline(FERRY[1]), coloured=True)
    assert "\x1b" not in terminal(styled_outline(FERRY[1]), coloured=False)


# Two reports compared


def test_differences_have_the_published_interval() -> None:
    # Newcombe (1998, Stat. Med. 17, 873-890), table II, method 10: 56 of 70 against 48 of 80
    report = FERRY[0]
    removed = (
        report.model_copy(
            update={
                "thread": report.thread.model_copy(update={"comments": of}),
                "participants": (report.participants[0].model_copy(update={"removed": count}),),
            }
        )
        for count, of in ((48, 80), (56, 70))
    )
    [figure] = [one for one in compare(*removed).figures if one.name == "Deleted or removed"]
    assert figure.difference == pytest.approx(0.2)
    assert figure.interval is not None
    assert (round(figure.interval.low, 4), round(figure.interval.high, 4)) == (0.0524, 0.3339)
    assert figure.tells


def test_a_share_of_comments_counts_what_its_name_says() -> None:
    states: tuple[State, ...] = ("visible", "deleted", "removed", "hidden")
    comments = tuple(Comment(id=state, author="Mara Quill", text=larkmouth.SAID, state=state) for state in states)
    thread = Thread(id="t", source=larkmouth.SOURCE, nesting="stated", comments=comments)
    [figure] = [one for one in compare(thread, thread).figures if "emoved" in one.name]
    assert (figure.name, figure.a.count, figure.a.of) == ("Deleted or removed", 2, 4)  # hidden ones have their words


def test_a_report_compared_with_itself_differs_in_nothing() -> None:
    found = compare(FERRY[0], FERRY[0])
    assert {figure.difference for figure in found.figures} <= {0, None}
    assert not any(figure.tells for figure in found.figures)
    assert found.cautions == ("Both reports are of the same thread in the same file.",)
    assert found.in_both == tuple(person.name for person in FERRY[0].participants)


def test_cautions_say_what_does_not_compare() -> None:
    other = larkmouth.long(50)[0]
    cautions = " ".join(compare(FERRY[0], other).cautions)
    assert "different patterns" in cautions
    assert "Only one source says what every comment answers" in cautions


def test_a_comparison_in_every_dress() -> None:
    found = compare(FERRY[0], HOSTILE[0])
    assert "Replies that disagree" in comparison_text(found)
    assert "| Replies that disagree | 50 % (2 of 4) | 100 % (13 of 13) |" in comparison_markdown(found)
    page = comparison_html(found)
    assert "<script" not in page
    assert "javascript" not in page.replace("href=&#34;javascript:", "")
    assert "\x1b" not in comparison_text(found)


def test_compare_takes_inputs_and_reports(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    ready = tmp_path / "ready.report.json"
    ready.write_text(FERRY[0].model_dump_json(by_alias=True), encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["compare", str(larkmouth.SAMPLES / "text" / "ferry.txt"), str(ready), "--as", "json"])
    assert ended.value.code == 0
    document = json.loads(capfdbinary.readouterr().out)
    assert document["a"] == document["b"]


def test_a_report_that_is_none_is_told_by_json_pointer(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    stale = FERRY[0].model_dump(mode="json")
    stale["structure"]["depths"] = {"quay/1": "deep"}
    (tmp_path / "stale.json").write_text(json.dumps(stale), encoding="utf-8")
    with pytest.raises(SystemExit, match=r"^1$"):
        main(["compare", str(tmp_path / "stale.json"), str(tmp_path / "stale.json")])
    assert "stale.json: /structure/depths/quay~11: " in capfd.readouterr().err


def test_what_cannot_be_compared_is_said_in_a_sentence(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    broken, two = tmp_path / "broken.report.json", tmp_path / "two.ndjson"
    broken.write_text('{"generator": {"name": "other"}}', encoding="utf-8")
    two.write_text("\n".join(json.dumps({"id": n, "thread_id": n, "text": "Well."}) for n in (1, 2)), encoding="utf-8")
    for path, said in (
        (broken, "broken.report.json: /generator/name: "),
        (two, "it holds 2 threads; name a file with one"),
    ):
        with pytest.raises(SystemExit) as ended:
            main(["compare", str(path), str(path)])
        assert ended.value.code == 1
        assert said in capfd.readouterr().err


def test_tree_prints_a_tree(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["tree", str(larkmouth.SAMPLES / "text" / "ferry.txt")])
    assert ended.value.code == 0
    assert TREE.encode() in capfdbinary.readouterr().out


def test_markdown_of_a_report_alone() -> None:
    report: Report = FERRY[0]
    assert "## Comments" not in threads.to_markdown(report)
    assert "**I may be wrong**" in threads.to_markdown(report)


def test_the_docs_show_what_the_tree_prints() -> None:
    docs = (larkmouth.SAMPLES.parent / "docs" / "reports.md").read_text(encoding="utf-8")
    assert terminal(styled_outline(FERRY[1]), coloured=False) in docs
