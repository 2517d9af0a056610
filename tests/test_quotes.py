"""How much of people's words a report repeats, and that it stays valid."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import threads
from threads.cli import main
from threads.errors import UnknownName
from threads.model import Span
from threads.quotes import Quotes, quoted, quoted_length
from threads.reports import Report

FERRY = Path(__file__).parent.parent / "samples" / "text" / "ferry.txt"
LONG = "x" * 61


def evidence(value: object) -> list[tuple[int, int, str]]:
    """Every span of a document."""
    if isinstance(value, dict):
        own = [(value["start"], value["end"], value["text"])] if {"start", "end", "text"} <= value.keys() else []
        return own + [one for inner in value.values() for one in evidence(inner)]
    return [one for inner in value for one in evidence(inner)] if isinstance(value, list) else []


@pytest.mark.parametrize(
    ("text", "quotes", "after"),
    [
        (LONG, "full", LONG),
        (LONG, "short", "x" * 60 + "…"),
        ("x" * 60, "short", "x" * 60),
        (LONG, "none", ""),
        ("a", "none", ""),
    ],
)
def test_a_span(text: str, quotes: Quotes, after: str) -> None:
    span = quoted((Span(start=3, end=3 + len(text), text=text),), quotes)[0]
    assert (span.start, span.end, span.text) == (3, 3 + len(text), after)
    assert quoted_length(len(text), quotes) == len(after)


@pytest.mark.parametrize("quotes", ["full", "short", "none"])
def test_reports_stay_valid_and_the_same_but_for_their_quotations(quotes: Quotes, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"^0$"):
        main(["report", str(FERRY), "-o", str(tmp_path / "r.json"), "--quotes", quotes])
    assert threads.validate(tmp_path / "r.json") == []
    told = json.loads((tmp_path / "r.json").read_bytes())
    [thread] = threads.parse(FERRY)
    full = json.loads(threads.report(thread).model_dump_json())
    assert told["generator"].pop("quotes") == quotes
    full["generator"].pop("quotes")
    assert evidence(told) == [(start, end, shown(text, quotes)) for start, end, text in evidence(full)]
    assert len(evidence(told)) > 5
    assert json.dumps(blank(told)) == json.dumps(blank(full))


def shown(text: str, quotes: Quotes) -> str:
    if quotes == "none":
        return ""
    return f"{text[:60]}…" if quotes == "short" and len(text) > 60 else text


def blank(value: object) -> object:
    if isinstance(value, dict):
        span = {"start", "end", "text"} <= value.keys()
        return {name: "" if span and name == "text" else blank(inner) for name, inner in value.items()}
    return [blank(inner) for inner in value] if isinstance(value, list) else value


def test_a_quotation_of_another_length_is_told() -> None:
    [thread] = threads.parse(FERRY)
    told = json.loads(threads.report(thread, quotes="none").model_dump_json())
    use = next(person["patterns"][0] for person in told["participants"] if person["patterns"])
    use["findings"][0]["text"] = "words"
    assert [one.rule for one in threads.validate(told)] == ["span-has-length"]


@pytest.mark.parametrize("form", ["html", "markdown", "text"])
def test_pages_without_quotations_have_none(form: str, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"^0$"):
        main(["report", str(FERRY), "--as", form, "-o", str(tmp_path / "page"), "--quotes", "none"])
    assert "landing stages for eleven years" not in (tmp_path / "page").read_text(encoding="utf-8")


@pytest.mark.parametrize("write", [threads.to_html, threads.to_markdown])
def test_pages_without_quotations_say_where_the_words_stand(write: Callable[[Report], str]) -> None:
    [thread] = threads.parse("text\nPerhaps the ferry could wait.\n", format="csv")
    page = re.sub(r"<[^>]+>", "", write(threads.report(thread, quotes="none")))
    assert re.search(r"name\): characters 0 to 7 of the text with the id \w+", page)


def test_tables_of_findings_and_links_follow(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"^0$"):
        main(["export", str(FERRY), "-o", str(tmp_path), "--quotes", "none"])
    for table, column in (("findings", "text"), ("links", "evidence")):
        with (tmp_path / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            cells = {row[column].replace(" ... ", "") for row in csv.DictReader(file)}
        assert cells == {""}


def test_settings_that_do_not_exist() -> None:
    with pytest.raises(UnknownName, match="'some' is no setting of quotes; known: full, short, none"):
        quoted((), "some")  # type: ignore[arg-type]
    with pytest.raises(UnknownName, match="'some' is no setting of quotes"):
        threads.report(threads.parse(FERRY)[0], quotes="some")  # type: ignore[arg-type]
