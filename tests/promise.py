"""What `threads` promises of any input whatever: a document that is valid, reported and read again as itself, or one
sentence that says what is wrong. Nothing else, and soon.

Property tests and fuzz targets hold every reader to it; what else comes is a `Broken` promise, or a bug's own error.
"""

from __future__ import annotations

import time

import threads
from threads.model import Thread
from threads.render.json import json_line

# CPU seconds that an input of a few kilobytes may take; the slowest sample takes a tenth of one.
SECONDS = 5.0


class Broken(AssertionError):
    """A promise that an input breaks."""


def kept(data: bytes, format: str | None = None, *, reported: bool = True) -> list[Thread] | None:
    """The threads in some bytes, found to be all that is promised of them; None if they are refused in one sentence.

    `format` forces a reader, as --format does. Raises Broken, or whatever error a bug raises.
    """
    begun = time.process_time()
    try:
        found = threads.parse(data, format=format)
    except threads.ThreadsError as refusal:
        _is_a_sentence(str(refusal))
        return None
    finally:
        _in_time("parsing", begun)
    for thread in found:
        sound(thread, reported=reported)
    _again_the_same(found)
    return found


def sound(thread: Thread, *, reported: bool = True) -> None:
    """A thread is valid and so is its report."""
    if violations := threads.validate(thread):
        raise Broken(f"the thread is not valid: {violations[0]}")
    if not reported:
        return
    begun = time.process_time()
    report = threads.report(thread)
    _in_time("reporting", begun)
    if violations := threads.validate(report):
        raise Broken(f"the report is not valid: {violations[0]}")


def _is_a_sentence(said: str) -> None:
    if "\n" in said or "\r" in said or not said.strip() or len(said) > 2000:
        raise Broken(f"this is not one sentence: {said[:300]!r}")


def _again_the_same(found: list[Thread]) -> None:
    written = "".join(map(json_line, found))
    again = threads.parse(written.encode(), format="thread")
    if again != found:
        odd = next((a, b) for a, b in zip(found, again, strict=False) if a != b)
        raise Broken(f"read again, a thread differs: {odd[0]!r:.400} is now {odd[1]!r:.400}")


def _in_time(what: str, begun: float) -> None:
    spent = time.process_time() - begun
    if spent > SECONDS:
        raise Broken(f"{what} took {spent:.1f} s")
