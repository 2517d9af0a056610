"""Threads and reports as networkx graphs, and these as GraphML and GEXF files for Gephi, igraph and their like."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from threads.extras import optional
from threads.model import Thread
from threads.printable import xml_text
from threads.reports import Report
from threads.reports.overview import primed
from threads.tables.cells import of_comments
from threads.tables.rows import CommentRow

if TYPE_CHECKING:
    import networkx

_DAY = re.compile(r' lastmodifieddate="[\d-]+"')


def to_networkx(value: Thread | Report) -> networkx.DiGraph:
    """The graph of a thread or of a report.

    Of a thread: its comments, an edge from each to the comment it answers, with the link's `basis`. Of a report: its
    participants, an edge from A to B where A answers B, with the number of `replies` and how many of them are
    `rebuttals`; all unnamed ones are the node "[unnamed]", with primes where somebody is called so. Attributes that are
    null are left out. Raises MissingExtra without networkx.
    """
    return _comments(value) if isinstance(value, Thread) else _participants(value)


def _comments(thread: Thread) -> networkx.DiGraph:
    graph = optional("networkx", "tables").DiGraph(id=thread.id)
    for row in map(CommentRow._make, zip(*of_comments(thread), strict=True)):
        about = row._asdict()
        left_out = ("thread_id", "comment_id", "stated_parent_id", "parent_id", "basis")
        graph.add_node(row.comment_id, **{k: v for k, v in about.items() if v is not None and k not in left_out})
    graph.add_edges_from((link.child_id, link.parent_id, {"basis": link.basis}) for link in thread.links)
    return graph


def _participants(report: Report) -> networkx.DiGraph:
    graph = optional("networkx", "tables").DiGraph(id=report.thread.id)
    nobody = primed("[unnamed]", {person.name for person in report.participants})
    node = {person.name: person.name for person in report.participants} | {None: nobody}
    for person in report.participants:
        graph.add_node(node[person.name], comments=person.comments, words=person.words)
    for person in report.participants:
        rebuttals = {one.name: one.replies for one in person.rebuts}
        for one in person.answers:
            counts = {"replies": one.replies, "rebuttals": rebuttals.get(one.name, 0)}
            graph.add_edge(node[person.name], node[one.name], **counts)
    return graph


def write_graphml(value: Thread | Report, file: Path) -> None:
    """Write the graph as GraphML; characters that XML cannot hold become U+FFFD."""
    networkx = optional("networkx", "tables")
    networkx.write_graphml(_writable(to_networkx(value)), file)


def write_gexf(value: Thread | Report, file: Path) -> None:
    """Write the graph as GEXF; characters that XML cannot hold become U+FFFD."""
    networkx = optional("networkx", "tables")
    lines = networkx.generate_gexf(_writable(to_networkx(value)))
    # the day of writing would make two files of one graph differ
    file.write_text("".join(_DAY.sub("", line) + "\n" for line in lines), encoding="utf-8")


def _writable(graph: networkx.DiGraph) -> networkx.DiGraph:
    """The graph under numbered nodes with the names as labels: two names may differ in what XML cannot hold alone."""
    networkx = optional("networkx", "tables")
    plain = networkx.DiGraph()
    numbers = {node: f"n{number}" for number, node in enumerate(graph)}
    for node, about in graph.nodes(data=True):
        plain.add_node(numbers[node], **_texts({"label": node, **about}))
    for one, other, about in graph.edges(data=True):
        plain.add_edge(numbers[one], numbers[other], **_texts(about))
    return plain


def _texts(about: dict[str, Any]) -> dict[str, Any]:
    return {k: xml_text(v) if isinstance(v, str) else v for k, v in about.items()}
