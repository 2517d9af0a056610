"""Read the pickled page on standard input and write its pickled transcript: what `limits` starts and may end."""

from __future__ import annotations

import pickle
import sys

from threads.errors import NoComments
from threads.model import Note
from threads.sources.document import Document


def main() -> None:
    """Read one page; None stands for one without comments."""
    from threads.sources.html import transcript
    from threads.sources.html.limits import DEEPEST, flattened, limit_processor

    name, data, options, seconds = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started this one
    limit_processor(seconds)
    document = Document(name, data)
    text, dropped = flattened(document.text)
    try:
        read = transcript(document, options, text)
        if dropped:
            lost = f"{dropped} elements stood deeper than {DEEPEST} levels; what they hold was read without them"
            read = read.model_copy(update={"notes": (*read.notes, Note(code="too-deep", message=lost))})
    except NoComments:
        read = None
    sys.stdout.buffer.write(pickle.dumps(read))


if __name__ == "__main__":
    main()
