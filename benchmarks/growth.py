"""How the cost per comment grows from 10,000 to 1,000,000 comments, and from 10 to 100,000 comments a thread.

usage: python -m benchmarks.growth [--workload FILE] [--svg FOLDER] [--rounds 3] [--most 1000000]

The same comments at every point: those of each tenth thread, repeated under new ids, and for long threads joined. What
`threads corpus` takes for one comment (start, catalogue, empty tables) is taken off, else it would hide growth.
Growth is the dearest point over the first, less one; it may be 15 %.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.processes import corpus
from benchmarks.svg import Axes, Line, plot
from benchmarks.workload import Row, every, regrouped, repeated, rows, write
from threads.corpus.outlines import outlines

SIZES = (10_000, 100_000, 1_000_000)
LENGTHS = (10, 100, 1_000, 10_000, 100_000)
LIMIT = 1.15
FEW = 20_000  # comments up to which a point is measured several times; a longer run is its own average


class Point(NamedTuple):
    """Comments, in all or in a thread, and the microseconds of CPU that each cost."""

    at: int
    full: float
    structure: float


def measured(at: int, source: Iterable[Row], fixed: float, rounds: int) -> Point:
    """The cost of a comment in the full report and in the structure alone: medians."""
    with tempfile.TemporaryDirectory() as folder:
        dump = write(Path(folder) / "comments.ndjson", source)
        lines = dump.read_bytes()
        count = lines.count(b"\n")
        structure = statistics.median(_outlined(lines) for _ in range(rounds))
        del lines
        times = rounds if count <= FEW else 1
        full = statistics.median(corpus(dump, Path(folder) / f"out-{n}", 1).cpu - fixed for n in range(times))
    return Point(at, full / count * 1e6, structure / count * 1e6)


def _outlined(lines: bytes) -> float:
    started = time.process_time()
    for _ in outlines(lines):
        pass
    return time.process_time() - started


def start(source: Sequence[Row], rounds: int) -> float:
    """CPU seconds of a run over one comment."""
    with tempfile.TemporaryDirectory() as folder:
        dump = write(Path(folder) / "comments.ndjson", source[:1])
        return statistics.median(corpus(dump, Path(folder) / f"out-{n}", 1).cpu for n in range(rounds))


def curve(points: Sequence[Point], name: str, folder: Path | None, axes: Axes) -> None:
    """Print how much dearer a comment got, and draw it."""
    lines = []
    for column, label in ((1, "full report"), (2, "structure alone")):
        costs = [point[column] for point in points]
        grown = max(costs) / costs[0] - 1
        print(f"{axes.across}: {label} grows by {grown:.1%} at most; at the last point {costs[-1] / costs[0] - 1:+.1%}")
        shown = [(point.at, cost / costs[0], f"{cost:,.3g} us") for point, cost in zip(points, costs, strict=True)]
        lines.append(Line(label, shown))
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.svg").write_text(plot(axes, lines), encoding="utf-8")


def main() -> None:
    """Measure both curves, print them, and draw them where asked to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__.partition("\n")[0])
    parser.add_argument("--workload", type=Path, help="an NDJSON table of comments, by default invented ones")
    parser.add_argument("--svg", type=Path, metavar="FOLDER", help="where to draw growth-corpus.svg, growth-thread.svg")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--most", type=int, default=SIZES[-1], help="comments of the largest corpus")
    given = parser.parse_args()
    base = list(repeated(every(rows(given.workload), 10), SIZES[0]))
    fixed = start(base, given.rounds)
    print(f"a run over one comment: {fixed:.2f} s CPU")
    limit = (LIMIT, "15 % dearer")
    up = "CPU time per comment, first point = 1"
    found = []
    for length in [one for one in LENGTHS if one <= given.most]:
        comments = regrouped(repeated(base, max(length, SIZES[0])), length)
        found.append(_told(measured(length, comments, fixed, given.rounds), "a thread"))
    curve(found, "growth-thread", given.svg, Axes("Longer threads", "comments in a thread", up, limit))
    found = []
    for size in [one for one in SIZES if one <= given.most]:
        found.append(_told(measured(size, repeated(base, size), fixed, given.rounds), "in all"))
    curve(found, "growth-corpus", given.svg, Axes("Larger corpora", "comments in the corpus", up, limit))


def _told(point: Point, of: str) -> Point:
    costs = f"full report {point.full:.0f} us, structure {point.structure:.2f} us"
    print(f"{point.at:>9,} comments {of}: {costs}", flush=True)
    return point


if __name__ == "__main__":
    main()
