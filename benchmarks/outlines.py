"""What the structure of threads costs beyond decoding: `threads.corpus.outlines` against orjson and plain loops.

usage: python -m benchmarks.outlines SOURCE    an NDJSON table (.zst too) of comments that state their parents

The floor decodes the same lines with orjson; the plain loops also build the trees and count depths, replies, pairs and
gaps, as a script for the purpose would. ConvoKit's load and trees do about 21,000 comments a CPU second.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from threads.corpus.outlines import outlines
from threads.sources.compression import opened

ROUNDS = 5
CONVOKIT = 21_000


def decode(lines: bytes) -> None:
    """The floor: every line decoded."""
    for line in lines.splitlines():
        orjson.loads(line)


def plain(lines: bytes) -> list[tuple[Any, ...]]:
    """The numbers of outlines, by loops that know nothing of odd parents, repeated ids or times of several kinds."""
    threads = defaultdict(list)
    for line in lines.splitlines():
        row = orjson.loads(line)
        threads[row["thread_id"]].append(row)
    found: list[tuple[Any, ...]] = []
    for name, rows in threads.items():
        known = {row["id"]: row for row in rows}
        depth: dict[str, int] = {}
        replies: dict[str, int] = defaultdict(int)
        breadth: dict[int, int] = defaultdict(int)
        pairs, gaps = set(), []
        turns: dict[str, int] = {}
        for row in rows:
            parent = known.get(row["parent_id"])
            depth[row["id"]] = level = 1 + (depth.get(parent["id"], 0) if parent else 0)
            breadth[level] += 1
            if parent:
                replies[parent["id"]] += 1
                pairs.add((row["author"], parent["author"]))
                gap = datetime.fromisoformat(row["created_at"]) - datetime.fromisoformat(parent["created_at"])
                gaps.append(gap.total_seconds())
                above = known.get(parent["parent_id"])
                if above and above["author"] == row["author"] != parent["author"]:
                    turns[row["id"]] = turns.get(parent["id"], 0) + 1
        sizes = dict.fromkeys(known, 1)
        virality = 0
        for row in reversed(rows):
            virality += sizes[row["id"]] * (len(rows) + 1 - sizes[row["id"]])
            if row["parent_id"] in sizes:
                sizes[row["parent_id"]] += sizes[row["id"]]
        median = statistics.median(gaps) if gaps else None
        back = sum((b, a) in pairs for a, b in pairs)
        found.append((name, max(breadth), max(breadth.values()), max(replies.values(), default=0), virality, median))
        found.append((back, max(turns.values(), default=0)))
    return found


def ours(lines: bytes) -> None:
    """The outlines of all threads."""
    for _ in outlines(lines):
        pass


def seconds(work: Callable[[bytes], object], lines: bytes) -> float:
    """CPU seconds: the median of ROUNDS."""
    measured = []
    for _ in range(ROUNDS):
        started = time.process_time()
        work(lines)
        measured.append(time.process_time() - started)
    return statistics.median(measured)


def main() -> None:
    """Print rates and ratios."""
    path = Path(sys.argv[1])
    lines = opened(path.name, path.read_bytes())
    count = lines.count(b"\n")
    floor, loops, own = (seconds(work, lines) for work in (decode, plain, ours))
    for name, one in (("orjson", floor), ("orjson and plain loops", loops), ("threads.corpus.outlines", own)):
        print(f"{name:<24} {count / one:>10,.0f} comments a CPU second, {one / count * 1e6:5.2f} us each")
    ratios = f"{own / loops:.2f} of the loops, {own / floor:.2f} of orjson"
    print(f"outlines: {ratios}, {count / own / CONVOKIT:.1f} times ConvoKit")


if __name__ == "__main__":
    main()
