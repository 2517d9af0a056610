"""Read the page on standard input and end with status 0: a process that `limits` starts, and ends if it takes long."""

from __future__ import annotations

import sys

from threads.sources.document import Document, Options


def main() -> None:
    """Read the page once; what it holds is of no interest here."""
    from threads.sources.html import transcript

    transcript(Document("page", sys.stdin.buffer.read()), Options(allow_empty=True))


if __name__ == "__main__":
    main()
