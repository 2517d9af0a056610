"""One contender, once, in this process: prints as JSON what its work cost and what loading it cost.

usage: python -m benchmarks.child CONTENDER FILE    with any Python that has the contender's library
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import resource
import sys


def cpu() -> float:
    """Seconds that this process and its children have used."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def main() -> None:
    """Prepare, work, and print."""
    name, path = sys.argv[1:]
    with contextlib.redirect_stdout(io.StringIO()):  # some libraries greet
        work = importlib.import_module(f"benchmarks.contenders.{name}").prepare(path)
        start = cpu()
        done = work()
        seconds = cpu() - start
        values = list(done.values)
    told = {"seconds": seconds, "start": start, "comments": done.comments, "note": done.note, "values": values}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
