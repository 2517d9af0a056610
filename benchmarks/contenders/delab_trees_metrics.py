"""delab-trees: a table into trees, and the depth of each."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from benchmarks.contenders import Done


def prepare(path: str) -> Callable[[], Done]:
    """Importing is no part of the work; reading the file is."""
    import pandas as pd
    from delab_trees.main import TreeManager  # type: ignore[import-not-found]

    def work() -> Done:
        rows = [json.loads(line) for line in Path(path).read_bytes().splitlines()]
        names = {"thread_id": "tree_id", "id": "post_id", "author": "author_id"}
        table = pd.DataFrame(rows).rename(columns=names)
        table["created_at"] = pd.to_datetime(table["created_at"])
        # Without n it starts processes for shares of the trees, which fails with NumPy 2 (ragged arrays).
        manager = TreeManager(table.astype({"post_id": object, "parent_id": object}), n=table["tree_id"].nunique())
        manager.avg_depth_statistics()
        return Done(len(rows), f"{len(manager):,} trees")

    return work
