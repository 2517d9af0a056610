"""What people write cannot break out of the files it is written into: graphs, tables, pages, lists of violations."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from chromium import PROGRAM, Browser
from markdown_it import MarkdownIt

from threads.cli import main

PAYLOADS = [
    "<script>window.out=1</script>",
    "\"'><img src=x onerror=window.out=1>",
    "</script><script>window.out=1</script>",
    "]]></data><data key='x'><![CDATA[",
    "--><svg onload=window.out=1>",
    "[a](javascript:window.out=1) ![b](https://larkmouth.example/x.png) <https://larkmouth.example>",
    "```\n<script>window.out=1</script>\n``` | a | b |\n|---|---|\n",
    "=HYPERLINK(\"https://larkmouth.example\",\"x\")",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "a\x00\x01\x08\x0b\x0c\x0e\x1b[2J\x7f\x85\ufffe\uffff\ud800b",
    "\n::error file=x::out\n##[error]out",
    "{{7*7}} {% raw %} ${x} &lt;script&gt; &#60;script&#62;",
    "\u202e\u2066<b>\u2069\u200f",
    "javascript:window.out=1",
    "data:text/html,<script>window.out=1</script>",
]  # fmt: skip
ILLEGAL = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # in XML 1.0


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A thread in which each payload is everything: author, id, text, title, address, state, column."""
    comments = [
        {
            "id": f"{n}{payload}",
            "parent_id": f"{n - 1}{PAYLOADS[n - 1]}" if n else None,
            "author": payload,
            "author_id": payload,
            "text": f"No, you are an idiot. {payload}",
            "created_at_text": payload,
            "extra": {payload: payload, "url": payload},
        }
        for n, payload in enumerate(PAYLOADS)
    ]
    thread = {
        "schema_version": "1.0",
        "id": PAYLOADS[1],
        "source": {"name": PAYLOADS[0], "format": "ndjson", "sha256": "0" * 64, "bytes": 1},
        "title": "".join(PAYLOADS),
        "url": "javascript:window.out=1",
        "platform": PAYLOADS[2],
        "nesting": "stated",
        "comments": comments,
        "links": [],
        "notes": [{"code": "odd", "message": payload} for payload in PAYLOADS],
    }
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "in.json"
    path.write_text(json.dumps(thread).replace("\\ud800", "\\ufffd"), encoding="utf-8")
    return path


def run(*arguments: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 0


@pytest.mark.parametrize("kind", ["graphml", "gexf"])
def test_graphs_are_xml(kind: str, hostile: Path, tmp_path: Path) -> None:
    pytest.importorskip("networkx", reason="needs threads[tables]")
    run("export", str(hostile), "--as", kind, "-o", "out")
    files = list((tmp_path / "out").rglob(f"*.{kind}"))
    assert files
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert not ILLEGAL.search(text)
        ElementTree.fromstring(text)  # noqa: S314 - ours


def test_no_cell_is_a_formula(hostile: Path, tmp_path: Path) -> None:
    pytest.importorskip("pandas", reason="needs threads[tables]")
    run("export", str(hostile), "-o", "out")
    for file in (tmp_path / "out").glob("*.csv"):
        with file.open(encoding="utf-8-sig", newline="") as opened:
            cells = [cell for row in csv.reader(opened, strict=True) for cell in row]
        assert [cell for cell in cells if re.match(r"\s*[=+@]|[\t\r]|-(?![\d.]+\Z)", cell)] == []


class Markup(HTMLParser):
    """The tags of a page, and where its links and sources lead."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def led(page: Markup) -> Iterator[str]:
    yield from (value for name, value in page.attributes if name in ("href", "src", "action", "formaction", "srcdoc"))


def test_markdown_makes_no_markup(hostile: Path, tmp_path: Path) -> None:
    run("report", str(hostile), "--as", "markdown", "-o", "out.md")
    page = Markup(MarkdownIt("commonmark").enable("table").render((tmp_path / "out.md").read_text(encoding="utf-8")))
    assert not {"script", "img", "svg", "b"} & {*page.tags}
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert not [where for where in led(page) if re.match(r"(?:javascript|data):|https?://larkmouth", where)]


def test_pages_hold_no_script_but_ours(hostile: Path, tmp_path: Path) -> None:
    run("report", str(hostile), "--as", "html", "-o", "out.html")
    text = (tmp_path / "out.html").read_text(encoding="utf-8")
    page = Markup(text)
    assert not {"img", "iframe", "object", "embed", "base", "form"} & {*page.tags}
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert not [where for where in led(page) if re.match(r"\s*(?:javascript|data|https?://larkmouth)", where)]


LINKS = "[...document.querySelectorAll('a')].map(link => link.getAttribute('href') || '#')"


@pytest.mark.skipif(PROGRAM is None, reason="needs chromium")
def test_a_browser_runs_nothing_of_it_and_asks_nobody(hostile: Path, tmp_path: Path) -> None:
    run("report", str(hostile), "--as", "html", "-o", "out.html")
    with Browser() as browser:
        browser.open(tmp_path / "out.html")
        assert browser.run("typeof window.out") == "undefined"
        assert [where for where in browser.run(LINKS) if not re.match("#|https:", where)] == []
        asked = [one["request"]["url"] for one in browser.named("Network.requestWillBeSent")]
        assert [url for url in asked if not url.startswith("file:")] == []


@pytest.mark.parametrize("kind", ["junit", "sarif", "json", "github"])
def test_violations_name_what_is_wrong_in_one_place(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    wrong = {"schema_version": "1.0", "comments": [], "links": [], **{payload: payload for payload in PAYLOADS}}
    Path("in.json").write_text(json.dumps(wrong).replace("\\ud800", "\\ufffd"), encoding="utf-8")
    with pytest.raises(SystemExit, match=r"^1$"):
        main(["validate", "in.json", "--as", kind])
    said = capsys.readouterr().out
    if kind == "junit":
        assert not ILLEGAL.search(said)
        assert len(ElementTree.fromstring(said).findall(".//failure")) >= 1  # noqa: S314 - ours
    elif kind == "github":
        assert all(line.startswith("::error file=in.json") for line in said.splitlines())
    elif kind == "sarif":
        json.loads(said)
    else:
        assert all(json.loads(line) for line in said.splitlines())
