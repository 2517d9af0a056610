"""`threads parse`: comment sections into reply trees."""

from __future__ import annotations

from threads.cli.arguments import Force, Inputs, Output
from threads.cli.reading import Read, each, reads


@reads
def parse(inputs: Inputs, read: Read, output: Output = None, force: Force = False) -> None:
    """Read comment sections into reply trees, as JSON; several threads as one JSON per line."""
    from threads.cli.output import json_result, write

    batches = ([json_result(t.id, t) for t in found] for found in each(inputs, read))
    write(batches, output, ".thread.json", len(inputs) > 1, force)
