"""Keep a hostile page from holding the reader: what could take long is first read in a process that can be ended.

Markup of thousands of unclosed `<b><i><a>` makes every HTML parser super-linear, since each paragraph opens them all
again; no other page of a common size takes a second.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys

from threads.errors import MalformedInput

LIMIT = 20.0  # seconds in which a page must have been read
_LARGE = 30_000_000  # characters
_UNCLOSED = 500
_FORMATTING = r"a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u"  # what the parser reopens, by the HTML standard
DEEPEST = 10_000  # levels; browsers stop at 512
_CONTAINER = re.compile(
    r"<(/?)(?:div|span|section|article|blockquote|center|details|aside|ul|ol|dl)\b([^>]*)>", re.IGNORECASE
)
_OPENED = re.compile(rf"<(?:{_FORMATTING})[\s>]", re.IGNORECASE)
_CLOSED = re.compile(rf"</(?:{_FORMATTING})[\s>]", re.IGNORECASE)


def flattened(text: str) -> str:
    """The page without the bare containers that stand deeper than DEEPEST; what they hold moves to those around them.

    The parser looks through all open elements at each new one: 200,000 levels would take it a minute.
    """
    if len(_CONTAINER.findall(text)) < DEEPEST:
        return text
    kept: list[str] = []
    is_dropped: list[bool] = []  # for each open container
    at = 0
    for tag in _CONTAINER.finditer(text):
        if not tag[1]:
            is_dropped.append(len(is_dropped) >= DEEPEST and not tag[2].strip())
            drop = is_dropped[-1]
        else:
            drop = is_dropped.pop() if is_dropped else False
        if drop:
            kept.append(text[at : tag.start()])
            at = tag.end()
    return "".join((*kept, text[at:]))


def is_suspicious(text: str) -> bool:
    """Whether a page could take long: it is very large, or leaves many formatting tags open or closes them twice."""
    return len(text) > _LARGE or abs(len(_OPENED.findall(text)) - len(_CLOSED.findall(text))) > _UNCLOSED


def ensure_readable(name: str, text: str) -> None:
    """Read a suspicious page in a child process for up to half of LIMIT; MalformedInput if it does not end.

    The other half remains for reading it here, which then takes as long as it took there.
    """
    if not is_suspicious(text):
        return
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    try:
        ended = subprocess.run(
            [sys.executable, "-m", "threads.sources.html.probe"],
            input=text.encode("utf-8", "replace"),
            env=environment,
            timeout=LIMIT / 2,
            capture_output=True,
            check=False,
        )
    except subprocess.TimeoutExpired:
        found = f"cannot be read within the time limit of {LIMIT:g} s"
    else:
        if ended.returncode == 0:
            return
        found = "cannot be read by the HTML parser"
    wanted = "wanted markup whose formatting tags are closed; save the page again from a browser"
    raise MalformedInput(name, "the page", found, wanted)
