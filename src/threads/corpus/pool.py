"""Tasks over processes: a bounded number under way, results as they come, no child left when the parent is killed."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from multiprocessing.connection import wait as wait_for
from typing import Any, Protocol, TypeVar

from threads.errors import ProcessEnded

T = TypeVar("T")
_PAUSE = 0.2  # seconds between two looks at the progress
# What nltk (which textstat imports) and pyarrow take along where it is installed: 230 MB that no report needs.
_UNUSED = frozenset(("numpy", "sklearn", "scipy", "pandas", "matplotlib"))

Task = tuple[Callable[..., T], tuple[Any, ...]]


class Counter(Protocol):
    """A number that processes share."""

    value: int


class Pool:
    """Runs tasks: in this process if there is but one, else in new ones (spawned: threads of DuckDB do not fork)."""

    def __init__(self, start: Callable[[], ProcessPoolExecutor] | None, processes: int, passed: Any) -> None:
        self._start, self._processes, self._passed = start, processes, passed
        self._executor = start() if start else None

    def renew(self) -> None:
        """Let new processes go on with the tasks to come."""
        if self._start and self._executor:
            self._executor.shutdown()
            self._executor = self._start()

    def end(self, cancel: bool = False) -> None:
        """Let go of the processes."""
        if self._executor:
            self._executor.shutdown(cancel_futures=cancel)

    @property
    def passed(self) -> int:
        """What the tasks have counted so far."""
        return int(self._passed.value)

    def results(self, tasks: Iterable[Task[T]], look: Callable[[], None]) -> Iterator[T]:
        """The result of each task as it comes; `look` is called now and then while they run."""
        if self._executor is None:
            for function, arguments in tasks:
                yield function(*arguments)
                look()
            return
        try:
            yield from self._results(self._executor, tasks, look)
        except BrokenProcessPool:
            raise ProcessEnded from None

    def _results(
        self, executor: ProcessPoolExecutor, tasks: Iterable[Task[T]], look: Callable[[], None]
    ) -> Iterator[T]:
        running: set[Future[T]] = set()
        for function, arguments in tasks:
            running.add(executor.submit(function, *arguments))
            while len(running) > self._processes:  # one waits while each process is busy
                done, running = wait(running, _PAUSE, FIRST_COMPLETED)
                look()
                yield from (future.result() for future in done)
        while running:
            done, running = wait(running, _PAUSE, FIRST_COMPLETED)
            look()
            yield from (future.result() for future in done)


class _Without(MetaPathFinder):
    """Says of what no report needs that it is not installed: its importers all have it as an option."""

    def find_spec(self, name: str, path: object, target: object = None) -> None:
        if name in _UNUSED:
            raise ModuleNotFoundError(f"No module named {name!r} in the processes of a corpus run", name=name)


def leave_out_unused() -> None:
    """Spare this process the libraries that others take along; for one that does nothing but a run."""
    sys.meta_path.insert(0, _Without())
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")  # the others keep 30 MB that nobody uses


_counter: Any = None


def count(number: int) -> None:
    """Add to what the tasks of all processes have counted; called within tasks."""
    with _counter.get_lock():
        _counter.value += number


@contextmanager
def pool(processes: int) -> Iterator[Pool]:
    """So many processes for as long as the block runs."""
    context = multiprocessing.get_context("spawn")
    counter = context.Value("q", 0)
    if processes == 1:
        _start(counter)
        yield Pool(None, 1, counter)
        return
    others = set(multiprocessing.active_children())
    workers = Pool(lambda: ProcessPoolExecutor(processes, context, _start_child, (counter,)), processes, counter)
    try:
        yield workers
    except BaseException:  # Ctrl-C among them: tasks are whole or not done, so they may end anywhere
        for child in set(multiprocessing.active_children()) - others:
            child.terminate()
        workers.end(cancel=True)
        raise
    workers.end()


def _start(counter: Any) -> None:
    global _counter  # shared memory reaches a process only as it starts
    _counter = counter


def _start_child(counter: Any) -> None:
    _start(counter)
    leave_out_unused()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A killed parent cannot end its children; they would wait for tasks for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait_for([parent.sentinel])
        os._exit(1)
