"""Measure the packaged patterns on labelled sets and write the counts into their files.

usage: python scripts/measure_catalogue.py DIR [PATTERN ...] [--why TEXT]

DIR holds NAME.C.ndjson, one text per line: {"text", "labels"}; gold.toml beside this file says which labels mean which
pattern. A pattern that is wrong more often than right is marked experimental. A score that falls is refused unless
--why says why; the reason then stands in the pattern's file.
"""

from __future__ import annotations

import argparse
import tomllib
from pathlib import Path

from threads.errors import ThreadsError
from threads.measure_written import write_measured
from threads.patterns.loading import PACKAGED

GOLD = Path(__file__).parent / "gold.toml"


def main() -> None:
    """Measure, write and name what changed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("patterns", nargs="*", metavar="PATTERN")
    parser.add_argument("--why", help="Why scores may be lower than those in the files.")
    args = parser.parse_args()
    gold = tomllib.loads(GOLD.read_text(encoding="utf-8"))
    chosen = {name: sets for name, sets in gold.items() if not args.patterns or name in args.patterns}
    try:
        changed = write_measured(PACKAGED, chosen, lambda name: args.folder / f"{name}.C.ndjson", args.why)
    except ThreadsError as error:
        raise SystemExit(str(error)) from None
    print(*changed, sep="\n")


if __name__ == "__main__":
    main()
