"""Everything side by side on one workload, each contender in child processes of its own, and the ratios between them.

usage: python -m benchmarks [--workload FILE] [--rounds 5] [--convokit PYTHON] [--delab PYTHON] ...

Rounds go through all contenders in turn, so that a busy moment of the machine hits all alike; printed are medians.
A rate counts the work's CPU seconds after imports, of `threads corpus` all of the command. What is not installed in the
environment given for it is skipped.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.plan import CONTENDERS, FULL_REPORT, ONE, RATIOS, TWO, Contender, Ratio
from benchmarks.processes import Failed, corpus, run
from benchmarks.workload import Row, every, rows, write

_OPTION = {"convokit": "--convokit", "delab_trees": "--delab", "textdescriptives": "--textdescriptives"}


class Measured(NamedTuple):
    """One round of one contender."""

    comments: int
    seconds: float
    wall: float
    note: str = ""
    values: Any = None


def main() -> None:
    """Measure and print."""
    given = _arguments()
    comments = rows(given.workload)
    print(_machine(), f"{len(comments):,} comments, {given.rounds} rounds", sep="\n", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        contenders = list(_installed(given))
        dumps = {one.name: _dump(Path(folder), comments, one.comments) for one in contenders}
        dump = _dump(Path(folder), comments, None)
        found: dict[str, list[Measured]] = {}
        for number in range(given.rounds):
            for one in contenders:
                _add(found, one.name, lambda one=one: _contender(one, dumps[one.name], given))
            for name, processes in ((ONE, 1), (TWO, 2)) if number < given.report_rounds else ():
                output = Path(folder) / f"{name}-{number}"
                _add(found, name, lambda output=output, p=processes: _corpus(dump, output, p, len(comments)))
    _tell(found)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--workload", type=Path, help="an NDJSON table of comments (.zst too), by default invented ones"
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--report-rounds", type=int, default=5, help="of the full report, which takes longest")
    for library, option in _OPTION.items():
        parser.add_argument(option, dest=library, metavar="PYTHON", help=f"that can import {library}")
    return parser.parse_args()


def _machine() -> str:
    cpu = platform.processor() or platform.machine()
    for line in Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else ():
        if line.startswith("model name"):
            cpu = line.partition(":")[2].strip()
    packages = ", ".join(f"{name} {version(name)}" for name in ("orjson", "textstat", "pyphen", "duckdb", "pyarrow"))
    load = f"load {os.getloadavg()[0]:.1f}"
    when = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    return f"{when}, {cpu}, {os.cpu_count()} cores, {load}, Python {platform.python_version()}, {packages}"


def _installed(given: argparse.Namespace) -> Iterator[Contender]:
    """The contenders whose library can be imported; says of the others why not."""
    why: dict[str, str] = {}
    for library in dict.fromkeys(one.library for one in CONTENDERS if one.library):
        try:
            run([_python(library, given), "-c", f"import {library}"])
        except FileNotFoundError as error:
            raise SystemExit(f"{_OPTION[library]}: {error.filename} is no program; give the path of a Python") from None
        except Failed as error:
            absent = str(error) == f"ModuleNotFoundError: No module named '{library}'"
            why[library] = "not installed" if absent else f"does not import ({error})"
    for one in CONTENDERS:
        if one.library in why:
            print(f"{one.name}: {why[one.library]}, skipped")
        else:
            yield one


def _python(library: str, given: argparse.Namespace) -> str:
    return (getattr(given, library) if library else None) or sys.executable


def _dump(folder: Path, comments: list[Row], count: int | None) -> Path:
    """The workload, or as many whole threads of it as make about so many comments."""
    path = folder / f"{count or 'all'}.ndjson"
    if path.exists():
        return path
    return write(path, comments if count is None else every(comments, max(1, len(comments) // count)))


def _contender(one: Contender, dump: Path, given: argparse.Namespace) -> Measured:
    cost = run([_python(one.library, given), "-m", "benchmarks.child", one.name, str(dump)])
    told = json.loads(cost.printed.splitlines()[-1])
    return Measured(told["comments"], told["seconds"], cost.wall, told["note"], told["values"])


def _corpus(dump: Path, output: Path, processes: int, count: int) -> Measured:
    cost = corpus(dump, output, processes)
    return Measured(count, cost.cpu, cost.wall, f"{cost.wall:.1f} s by the clock")


def _add(found: dict[str, list[Measured]], name: str, measure: Any) -> None:
    """Measure once more; a contender that fails says so once and is not asked again."""
    if name in found and not found[name]:
        return
    try:
        found.setdefault(name, []).append(measure())
    except Failed as error:
        found[name] = []
        print(f"{name}: failed ({error}), skipped", flush=True)


def _tell(found: dict[str, list[Measured]]) -> None:
    print(f"\n{'contender':<27} {'comments':>8} {'CPU s':>9} {'per CPU s':>11}")
    for name, rounds in found.items():
        if rounds:
            seconds, count = statistics.median(one.seconds for one in rounds), rounds[0].comments
            print(f"{name:<27} {count:>8,} {seconds:>9.3f} {count / seconds:>11,.0f}  {rounds[0].note}")
    print(f"\n{'ratio of rates':<55} {'times':>8}")
    for ratio in RATIOS:
        _tell_ratio(ratio, found)
    if found.get(ONE):
        rate = _rate(found[ONE], False)
        print(f"{'full report, comments a CPU second':<55} {rate:>8,.0f}  {_verdict(rate, FULL_REPORT)}")
    _tell_equal(found)


def _tell_ratio(ratio: Ratio, found: dict[str, list[Measured]]) -> None:
    ours, theirs = found.get(ratio.ours), found.get(ratio.theirs)
    if not ours or not theirs:
        print(f"{ratio.name:<55} {'-':>8}  not measured")
        return
    value = _rate(ours, ratio.clock) / _rate(theirs, ratio.clock)
    print(f"{ratio.name:<55} {value:>8.2f}  {_verdict(value, ratio.wanted)}")


def _rate(rounds: list[Measured], clock: bool) -> float:
    return statistics.median(one.comments / (one.wall if clock else one.seconds) for one in rounds)


def _verdict(value: float, wanted: float | None) -> str:
    return "" if wanted is None else f"{'reached' if value >= wanted else 'MISSED'}, wanted {wanted:,}"


def _tell_equal(found: dict[str, list[Measured]]) -> None:
    """Whether both readabilities are the same numbers, not rounded."""
    ours, theirs = found.get("readability_threads"), found.get("readability_textstat")
    if ours and theirs:
        pairs = list(zip(ours[0].values, theirs[0].values, strict=True))
        print(f"readability: {sum(a == b for a, b in pairs):,} of {len(pairs):,} samples equal to the last digit")


if __name__ == "__main__":
    main()
