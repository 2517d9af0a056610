"""How much dearer reading a saved page is than parsing it and taking its text with selectolax: a ratio, in one run.

Both are measured in turn, in CPU time, and of several rounds the fastest counts: others were disturbed.
Also what a comment costs on a page of 200, 2,000 and 20,000 of them, which must not grow.

usage: python -m benchmarks.html [FOLDER]    all *.html in it; without one, the samples' pages, each repeated in itself
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from threads.errors import NoComments
from threads.sources.document import Document, Options
from threads.sources.html import transcript
from threads.sources.html.limits import is_ordinary

SAMPLES = Path(__file__).parent.parent / "samples" / "html"
ROUNDS = 5
LENGTHS = (200, 2_000, 20_000)  # comments of one page
REPEATED = 20  # times that a sample's body stands in its page, so that constant costs do not count


def pages(folder: Path | None) -> list[bytes]:
    """The pages to read: those of a folder, or longer ones made of the samples."""
    if folder is not None:
        return [path.read_bytes() for path in sorted(folder.glob("*.html"))]
    found = (path.read_bytes().partition(b"<body") for path in sorted(SAMPLES.glob("*.html")))
    return [head + (mark + body) * REPEATED for head, mark, body in found]


def ours(page: bytes) -> None:
    """Read the page as `threads` does, but a large one too in this process, whose time is measured."""
    document = Document("page.html", page)
    is_ordinary(document.text)
    with suppress(NoComments):
        transcript(document, Options(), document.text)


def plain(page: bytes) -> None:
    """Parse the page and take its text, nothing else."""
    LexborHTMLParser(page).text()


def thread_of(count: int) -> str:
    """A page of so many comments."""
    comment = (
        '<div class="comment" id="c{n}"><b class="author">Asha {who}</b> '
        '<time datetime="2024-06-03T10:00:00Z">June</time>'
        '<div class="text">The ferry stays until the bridge is open, said speaker number {n}.</div></div>'
    )
    return "<!DOCTYPE html><html><body>" + "".join(comment.format(n=n, who=n % 97) for n in range(count))


def seconds(work: Callable[[bytes], None], loaded: Sequence[bytes]) -> float:
    """CPU seconds for all pages."""
    started = time.process_time()
    for page in loaded:
        work(page)
    return time.process_time() - started


def main() -> None:
    """Print both times and their ratio."""
    loaded = pages(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    ours(loaded[0])  # what is imported and read once
    rounds = [(seconds(ours, loaded), seconds(plain, loaded)) for _ in range(ROUNDS)]
    a, b = map(min, zip(*rounds, strict=True))
    size = sum(map(len, loaded)) / 1e6
    print(f"{len(loaded)} pages, {size:.1f} MB: threads {a:.3f} s, selectolax {b:.3f} s, ratio {a / b:.1f}")
    for count in LENGTHS:
        page = thread_of(count)
        started = time.process_time()
        transcript(Document("page.html", page.encode()), Options(), page)
        print(f"{count} comments: {(time.process_time() - started) / count * 1e6:.0f} microseconds each")


if __name__ == "__main__":
    main()
