"""Signals that ask a run to end: they end it as an exception does, and nothing half done stays."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Ended(BaseException):
    """A signal that asks the run to end."""

    def __init__(self, number: int) -> None:
        super().__init__("interrupted" if number == signal.SIGINT else "terminated")
        self.number = number


@contextmanager
def ended_by_signals(then: Callable[[], None]) -> Iterator[None]:
    """Let Ctrl-C and SIGTERM end the block by `Ended`, and then call `then`, which no further signal disturbs.

    Only a main thread may ask for signals; in any other the block runs as it is.
    """

    def end(number: int, _: object) -> None:
        raise Ended(number)

    wanted = (signal.SIGINT, signal.SIGTERM) if threading.current_thread() is threading.main_thread() else ()
    before = {number: signal.getsignal(number) for number in wanted}
    heard = [number for number, handler in before.items() if handler is not signal.SIG_IGN]  # a background job is deaf
    for number in heard:
        signal.signal(number, end)
    try:
        yield
    except Ended:
        for number in heard:
            signal.signal(number, signal.SIG_IGN)
        then()
        raise
    finally:
        for number in heard:
            signal.signal(number, before[number])
