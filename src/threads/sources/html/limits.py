"""Keep a hostile page from holding the reader: what could take long is read in a process that can be ended.

Parsing takes time by the square of open elements, of unclosed formatting tags and of one tag's attributes. Which page
does so cannot be told without parsing it, but a page of few and short tags stays below the limit whatever they are.
"""

from __future__ import annotations

import math
import os
import pickle
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress

from threads.errors import MalformedInput, NoComments
from threads.model import Transcript
from threads.sources.document import Document, Options

MANY = 10_000  # tags; the worst known markup of so many (`<b x=1><i y=1><a href=1><p>`, `<b x=2>...`) takes ten seconds
_LONG = 50_000  # characters; a tag of twice as many may hold 100,000 attributes
# A comment, or a tag that ends where it seems to: its quotes stand in pairs, and it has not many attributes.
_WELL_FORMED = re.compile(
    r"(?:!--|/?[a-z][\w:-]*(?:\s+[\w:.@-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?){0,200}+\s*/?>)",
    re.IGNORECASE,
)
DEEPEST = 10_000  # levels; browsers stop at 512
_BUSY = 3  # times its limit, by the clock, that a child may take on a busy machine
_TIMED_OUT = getattr(signal, "SIGXCPU", 0)
_INNERMOST = 100  # levels that are kept however deep they stand
_CONTAINER = re.compile(
    r"<(/?)(?:div|span|section|article|blockquote|center|details|aside|ul|ol|dl)\b[^>]*>", re.IGNORECASE
)


def is_ordinary(text: str) -> bool:
    """Whether no page of so few and short tags takes long."""
    return text.count("<") <= MANY and not any(_may_be_a_tag(text, gap) for gap in _gaps(text))


def _gaps(text: str) -> list[int]:
    """Where long stretches without "<" lie: those of 2 * _LONG characters surely, shorter ones if they fall so."""
    return [at for at in range(0, len(text) - _LONG, _LONG) if text.find("<", at, at + _LONG) < 0]


def _may_be_a_tag(text: str, gap: int) -> bool:
    """Whether a stretch without "<" may be the attributes of a tag rather than text or a script."""
    opened = text.rfind("<", 0, gap)
    return opened >= 0 and not _WELL_FORMED.match(text, opened + 1)


def flattened(text: str) -> tuple[str, int]:
    """The page without containers deeper than DEEPEST that hold many levels more, and how many those were.

    What they hold moves to those around them. The parser looks through all open elements at each new one: 200,000
    levels would take it minutes. The innermost levels are kept, since those are what a page is made of.
    """
    tags = list(_CONTAINER.finditer(text))
    dropped = _too_deep([bool(tag[1]) for tag in tags])
    kept: list[str] = []
    at = 0
    for n in sorted(dropped):
        kept.append(text[at : tags[n].start()])
        at = tags[n].end()
    return "".join((*kept, text[at:])), sum(not tags[n][1] for n in dropped)


def _too_deep(closes: Sequence[bool]) -> set[int]:
    """The numbers of the tags, opening and closing, of elements that are both deep and high."""
    dropped: set[int] = set()
    open_: list[int] = []
    heights = [0] * (len(closes) + 1)  # levels inside each element, by the number of its opening tag
    for n, is_end in enumerate((*closes, *[True] * len(closes))):  # what the page leaves open ends behind it
        if not is_end:
            open_.append(n)
        elif open_:
            begun = open_.pop()
            if open_:
                heights[open_[-1]] = max(heights[open_[-1]], heights[begun] + 1)
            if len(open_) >= DEEPEST and heights[begun] >= _INNERMOST:
                dropped |= {begun, n} if n < len(closes) else {begun}
    return dropped


def limit_processor(seconds: float) -> None:
    """Let this process be ended after so many seconds of the processor, however busy the machine is; POSIX only."""
    with suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(seconds), math.ceil(seconds) + 1))


def read_apart(document: Document, options: Options) -> Transcript:
    """Read a page in a child process for up to `document.limits.seconds`; MalformedInput if it ends badly.

    By its own processor time, and by a clock that allows for a busy machine; by the clock alone where no other is.
    """
    seconds = document.limits.seconds
    exceeded = document.limits.exceeded(document.name, f"cannot be read within {seconds:g} s", "seconds")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    try:
        ended = subprocess.run(
            [sys.executable, "-m", "threads.sources.html.apart"],
            input=pickle.dumps((document.name, document.data, options, seconds)),
            env=environment,
            timeout=seconds * (_BUSY if hasattr(signal, "SIGXCPU") else 1),
            capture_output=True,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise exceeded from None
    else:
        if _TIMED_OUT and ended.returncode == -_TIMED_OUT:
            raise exceeded
        if ended.returncode == 0:
            read: Transcript | None = pickle.loads(ended.stdout)  # noqa: S301 - from our own process
            if read is None:
                raise NoComments(document.name)
            return read
        found = "cannot be read by the HTML parser"
    wanted = "wanted markup whose tags are closed; save the page again from a browser"
    raise MalformedInput(document.name, "the page", found, wanted)
