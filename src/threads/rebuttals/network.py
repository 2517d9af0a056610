"""The rebuttal network of a thread: who disagrees with whom, how often, and how much of it is returned."""

from __future__ import annotations

from collections import Counter

from pydantic import Field

from threads.model import Thread, Value, unchecked
from threads.structure import Reciprocity, Tree, reciprocity


class Edge(Value):
    """How often one participant's replies disagree with another's comments."""

    author: str = Field(description="Who disagrees.")
    rebuts: str = Field(description="With whose comments.")
    rebuttals: int = Field(description="How often.")


class Network(Value):
    """Named participants as nodes, rebuttals as directed edges with their counts.

    `reciprocity.share` is the share of edges that are returned: r = L<->/L (Wasserman & Faust 1994), which networkx
    computes as `overall_reciprocity`. Rebuttals by or of people without a name are in no edge.
    """

    edges: tuple[Edge, ...] = ()
    reciprocity: Reciprocity = Reciprocity(pairs=0, answered=0, share=None, corrected=None)


_edge = unchecked(Edge)


def network(thread: Thread, shape: Tree, disagrees: list[bool]) -> Network:
    """The network of the replies that disagree, edges in the order of each pair's first rebuttal."""
    comments = thread.comments
    pairs = Counter(
        (author, rebutted)
        for child, parent in enumerate(shape.parents)
        if disagrees[child]
        and (author := comments[child].author) is not None
        and (rebutted := comments[parent].author) is not None
    )
    return Network(
        edges=tuple([_edge(author=a, rebuts=b, rebuttals=count) for (a, b), count in pairs.items()]),
        reciprocity=reciprocity(pairs),
    )
