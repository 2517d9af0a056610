"""Progress on standard error, for whatever takes longer than two seconds on a terminal."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_PATIENCE = 2.0  # seconds without a word that nobody minds


@contextmanager
def progress(total: int) -> Iterator[Callable[[], None]]:
    """What to call after each of `total` inputs; shown after two seconds, and only where somebody can watch."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda: None
        return
    bar = _Bar(total)
    timer = threading.Timer(_PATIENCE, bar.show)
    timer.daemon = True
    timer.start()
    try:
        yield bar.advance
    finally:
        timer.cancel()
        bar.hide()


class _Bar:
    """A bar that may be shown at any moment, by another thread, and counts before it is."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        self._lock = threading.Lock()
        self._hidden = False
        self._update: Callable[[int], None] | None = None
        self._stop: Callable[[], None] | None = None

    def show(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        with self._lock:
            if self._hidden:
                return
            columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
            shown = Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True)
            task = shown.add_task("inputs", total=self._total, completed=self._done)
            self._update = lambda done: shown.update(task, completed=done)
            self._stop = shown.stop
            shown.start()

    def advance(self) -> None:
        with self._lock:
            self._done += 1
            if self._update is not None:
                self._update(self._done)

    def hide(self) -> None:
        with self._lock:
            self._hidden = True
            if self._stop is not None:
                self._stop()
