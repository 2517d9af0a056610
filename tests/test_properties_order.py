"""Order and form do not matter: tables shuffled, exports counted, corpora written and read again.

Of a table whose rows state their parents, the order of lines says nothing but the order of comments. Whatever order
they come in, these are the same: the threads and their ids; the comments of each but for their lines; links; the
structure with all its numbers; who answers, rebuts and writes how much; findings; and how many notes of each code there
are. What follows the order of lines, by definition: the order of threads, comments, links and notes, which of several
longest paths is shown, and the line numbers in notes.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import strategies as made
from hypothesis import given
from hypothesis import strategies as st

import threads
from threads.model import Thread
from threads.reports import Report
from threads.tables.convokit import write_corpus

Rows = Sequence[made.Row]
SLOW = made.examples(0.5)


def as_ndjson(rows: Rows) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def as_csv(rows: Rows) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def told(thread: Thread) -> Any:
    """What a thread says in any order of its lines."""
    return (
        {one.id: one.model_copy(update={"location": None}) for one in thread.comments},
        {one.child_id: one for one in thread.links},
        Counter(note.code for note in thread.notes),
        thread.nesting,
    )


def reported(report: Report) -> Any:
    """What a report says in any order of the lines of its thread."""
    shape = report.structure.model_dump(exclude={"longest_path", "answers"})
    people = {
        one.name: (
            one.comments,
            one.words,
            one.removed,
            {(other.name, other.replies) for other in one.answers},
            {(other.name, other.replies) for other in one.rebuts},
            Counter(finding for use in one.patterns for finding in use.findings),
        )
        for one in report.participants
    }
    rebuttals = {(one.child_id, one.parent_id) for one in report.rebuttals.links}
    return shape, people, rebuttals, set(report.structure.answers), len(report.structure.longest_path)


@pytest.mark.parametrize(("write", "format"), [(as_ndjson, "ndjson"), (as_csv, "csv")])
@SLOW
@given(rows=made.rows(), data=st.data())
def test_the_order_of_lines_does_not_matter(
    write: Callable[[Rows], bytes], format: str, rows: Rows, data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(rows))
    one = {thread.id: thread for thread in threads.parse(write(rows), format=format)}
    other = {thread.id: thread for thread in threads.parse(write(shuffled), format=format)}
    assert one.keys() == other.keys()
    for name, thread in one.items():
        assert told(thread) == told(other[name])
        assert reported(threads.report(thread)) == reported(threads.report(other[name]))


@SLOW
@given(made.rows(), st.data())
def test_lines_that_stand_twice_change_nothing_but_notes(rows: Rows, data: st.DataObject) -> None:
    again = data.draw(st.lists(st.sampled_from(rows), max_size=3))
    once = {thread.id: told(thread) for thread in threads.parse(as_ndjson(rows))}
    twice = {thread.id: thread for thread in threads.parse(as_ndjson([*rows, *again]))}
    assert sum(note.code == "duplicate-comment" for thread in twice.values() for note in thread.notes) == len(again)
    plain = {
        name: thread.model_copy(update={"notes": tuple(n for n in thread.notes if n.code != "duplicate-comment")})
        for name, thread in twice.items()
    }
    assert {name: told(thread) for name, thread in plain.items()} == once


@SLOW
@given(made.rows())
def test_ndjson_and_csv_of_the_same_rows_say_the_same(rows: Rows) -> None:
    by_lines = threads.parse(as_ndjson(rows), format="ndjson")
    by_cells = threads.parse(as_csv(rows), format="csv")
    assert [told(thread) for thread in by_lines] == [told(thread) for thread in by_cells]


@SLOW
@given(made.threads())
def test_tables_have_a_row_per_comment_and_link(thread: Thread) -> None:
    with TemporaryDirectory() as folder:
        for table, count in (("comments", len(thread.comments)), ("links", len(thread.links))):
            thread.to_csv(Path(folder, "table.csv"), table)
            with Path(folder, "table.csv").open(encoding="utf-8", newline="") as opened:
                assert sum(1 for _ in csv.reader(opened)) == count + 1
        report = threads.report(thread)
        report.to_csv(Path(folder, "people.csv"))
        with Path(folder, "people.csv").open(encoding="utf-8", newline="") as opened:
            assert sum(1 for _ in csv.reader(opened)) == len(report.participants) + 1


@SLOW
@given(made.threads())
def test_parquet_gives_back_what_was_written(thread: Thread) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="needs the extra threads[tables]")
    with TemporaryDirectory() as folder:
        for table, count in (("comments", len(thread.comments)), ("links", len(thread.links))):
            thread.to_parquet(Path(folder, "table.parquet"), table)
            back = parquet.read_table(Path(folder, "table.parquet"))
            assert back.num_rows == count
            assert back.equals(thread.to_arrow(table))


@SLOW
@given(made.threads())
def test_graphs_have_a_node_per_comment_and_an_edge_per_link(thread: Thread) -> None:
    networkx = pytest.importorskip("networkx", reason="needs the extra threads[tables]")
    with TemporaryDirectory() as folder:
        for suffix in ("graphml", "gexf"):
            file = Path(folder, f"graph.{suffix}")
            getattr(thread, f"to_{suffix}")(file)
            graph = getattr(networkx, f"read_{suffix}")(file)
            assert (len(graph), graph.size()) == (len(thread.comments), len(thread.links))


@SLOW
@given(made.threads().filter(lambda thread: thread.comments))
def test_a_convokit_corpus_gives_back_the_thread(thread: Thread) -> None:
    """All but what a corpus has no place for: stated parents beside links, markers, the evidence of links."""
    with TemporaryDirectory() as folder:
        write_corpus([thread], Path(folder))
        [back] = threads.parse(folder, format="convokit")
    kept = ("id", "author", "author_id", "created_at", "text", "state")
    assert {tuple(getattr(one, name) for name in kept) for one in back.comments} == {
        tuple(getattr(one, name) for name in kept) for one in thread.comments
    }
    assert (back.id, back.title, back.url, back.post) == (
        thread.id,
        thread.title or None,
        thread.url or None,
        thread.post,
    )
    assert {(one.child_id, one.parent_id) for one in back.links} == {
        (one.child_id, one.parent_id) for one in thread.links
    }
