"""Pages in a real browser: nothing is asked of the network, no script runs, nothing is cut, and keys reach all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import chromium
import larkmouth
import pytest

from threads.render.comparison import comparison_html
from threads.render.html import to_html
from threads.render.html.index import entry, index_html
from threads.reports.comparison import compare

pytestmark = pytest.mark.skipif(chromium.PROGRAM is None, reason="no chromium on the PATH: apt-get install chromium")

PHONE, DESKTOP = 390, 1440
OVERLAPS = """
(() => {
  const boxes = [...document.querySelectorAll("SELECTOR")].map(one => one.getBoundingClientRect());
  let found = 0;
  for (const [n, a] of boxes.entries()) for (const b of boxes.slice(n + 1))
    found += a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  return found;
})()
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[chromium.Browser]:
    with chromium.Browser() as started:
        yield started


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A page of each kind."""
    folder = tmp_path_factory.mktemp("pages")
    ferry, hostile, long = larkmouth.ferry(), larkmouth.hostile(), larkmouth.long(400)
    written = {
        "ferry": to_html(*ferry),
        "hostile": to_html(*hostile),
        "long": to_html(*long),
        "forty": to_html(*larkmouth.long(40)),
        "names": to_html(*larkmouth.long_names()),
        "alone": to_html(hostile[0]),
        "index": index_html([entry(made, f"{n}.html") for n, (made, _) in enumerate((ferry, hostile, long))]),
        "compare": comparison_html(compare(ferry[0], hostile[0])),
        "notebook": f"<!doctype html><title>Notebook</title>{hostile[1]._repr_html_()}",
    }
    paths = {name: folder / f"{name}.html" for name in written}
    for name, path in paths.items():
        path.write_text(written[name], encoding="utf-8")
    return paths


@pytest.mark.parametrize("name", ["ferry", "hostile", "long", "alone", "index", "compare", "notebook"])
def test_a_page_asks_for_nothing_and_runs_nothing(browser: chromium.Browser, pages: dict[str, Path], name: str) -> None:
    browser.open(pages[name], DESKTOP)
    browser.run("document.querySelectorAll('details').forEach(one => one.open = true)")
    browser.point(400, 400)
    asked = [event["request"]["url"] for event in browser.named("Network.requestWillBeSent")]
    assert [url for url in asked if url not in (pages[name].as_uri(), "about:srcdoc")] == []
    assert browser.named("Log.entryAdded") == []  # errors of the page, broken policy among them
    assert browser.named("Runtime.consoleAPICalled") == []
    assert browser.named("Runtime.exceptionThrown") == []
    assert browser.run("window.hit === undefined && !document.title.startsWith('hit')")


@pytest.mark.parametrize("width", [PHONE, 768, DESKTOP])
@pytest.mark.parametrize("name", ["ferry", "hostile", "long", "alone", "index", "compare"])
def test_no_page_scrolls_sideways(browser: chromium.Browser, pages: dict[str, Path], name: str, width: int) -> None:
    browser.open(pages[name], width, phone=width == PHONE)
    browser.run("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert browser.run("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("selector", [".tree .label", ".tree .grid text", ".tree .n"])
@pytest.mark.parametrize("name", ["ferry", "hostile", "forty"])
def test_labels_of_the_picture_do_not_overlap(
    browser: chromium.Browser, pages: dict[str, Path], name: str, selector: str
) -> None:
    browser.open(pages[name], DESKTOP)
    assert browser.run(OVERLAPS.replace("SELECTOR", selector)) == 0


@pytest.mark.parametrize("table", [".people", ".matrix"])
def test_tables_are_whole_on_a_wide_screen(browser: chromium.Browser, pages: dict[str, Path], table: str) -> None:
    browser.open(pages["names"], DESKTOP)
    assert browser.run(f"""(() => {{
      const table = document.querySelector("{table}"), frame = table.parentElement.getBoundingClientRect();
      return [table, ...table.querySelectorAll("th > span")].map(one => one.getBoundingClientRect())
        .every(one => one.left >= frame.left && one.right <= frame.right + 1 && one.top >= frame.top);
    }})()""")


def test_marked_words_explain_themselves_to_mouse_and_keyboard(
    browser: chromium.Browser, pages: dict[str, Path]
) -> None:
    visible = "[...document.querySelectorAll('.tip')].filter(one => one.checkVisibility()).map(one => one.innerText)"
    browser.open(pages["ferry"], DESKTOP)
    assert browser.run(visible) == []
    place = browser.run(
        "(() => { const one = [...document.querySelectorAll('.find')].find(f => f.innerText.startsWith('I may be'));"
        "one.scrollIntoView({block: 'center'}); const box = one.getBoundingClientRect();"
        "return [box.x + 5, box.y + 5] })()"
    )
    browser.point(*place)
    [tip] = browser.run(visible)
    assert tip.startswith("Hedge Words that hold back")
    browser.point(5, 5)
    assert browser.run(visible) == []
    for _ in range(200):
        browser.key("Tab", 9)
        if found := browser.run(visible):
            break
    assert len(found) == 1


def test_a_comment_in_a_folded_conversation_unfolds_when_its_mark_is_followed(
    browser: chromium.Browser, pages: dict[str, Path]
) -> None:
    browser.open(pages["long"], DESKTOP)
    assert not browser.run("document.getElementById('c30').checkVisibility()")
    browser.run("document.querySelector('.small a[href=\"#c30\"], .squares a').dispatchEvent(new MouseEvent('click'))")
    number = browser.run("location.hash")
    assert browser.run(f"document.getElementById('{number[1:]}').checkVisibility()")


def test_pages_are_whole_without_script(browser: chromium.Browser, pages: dict[str, Path]) -> None:
    browser.open(pages["ferry"], DESKTOP)
    assert browser.run("document.scripts.length") == 0
    assert "rebuilt on top of the old piles" in browser.run("document.body.innerText")


def test_light_and_dark(browser: chromium.Browser, pages: dict[str, Path]) -> None:
    grounds = []
    for dark in (False, True):
        browser.open(pages["ferry"], DESKTOP, dark=dark)
        grounds.append(browser.run("getComputedStyle(document.body).backgroundColor"))
    assert grounds == ["rgb(253, 252, 249)", "rgb(23, 22, 20)"]


def test_printed_pages_unfold(browser: chromium.Browser, pages: dict[str, Path]) -> None:
    browser.open(pages["long"], DESKTOP)
    browser.call("Emulation.setEmulatedMedia", media="print")
    try:
        browser.until("document.getElementById('c30').checkVisibility()")
    finally:
        browser.call("Emulation.setEmulatedMedia", media="")
