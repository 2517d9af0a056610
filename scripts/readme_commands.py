"""Print the shell commands of README's first two `sh` blocks, one per line, as .ci/run executes them."""

from __future__ import annotations

import re
import sys
from pathlib import Path


def commands(readme: str) -> list[str]:
    """The commands of the first two blocks fenced as sh, continuation lines joined."""
    blocks = re.findall(r"^```sh\n(.*?)^```", readme, re.DOTALL | re.MULTILINE)[:2]
    if len(blocks) < 2:
        raise SystemExit("README.md: fewer than two `sh` blocks; the first reports on a sample, the second tests")
    return [line for block in blocks for line in block.replace("\\\n", " ").splitlines() if line.strip()]


if __name__ == "__main__":
    print("\n".join(commands(Path(sys.argv[1]).read_text(encoding="utf-8"))))
