"""`threads parse`: comment sections into reply trees."""

from __future__ import annotations

from threads.cli.arguments import Force, Inputs, Output
from threads.cli.folders import are_several, files_of
from threads.cli.reading import Read, each, reads


@reads
def parse(inputs: Inputs, read: Read, output: Output = None, force: Force = False) -> None:
    """Read comment sections into reply trees, as JSON; several threads as one JSON per line."""
    from threads.cli.output import json_result, write

    files = files_of(inputs)
    batches = ([json_result(t.id, t) for t in found] for found in each(files, read))
    write(batches, output, ".thread.json", are_several(inputs, files), force)
