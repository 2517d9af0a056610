"""Threads and reports in the forms that other software reads: tables, graphs, a ConvoKit corpus, reports read back."""

from __future__ import annotations

import csv
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

import threads
from threads.cli import main
from threads.errors import MalformedInput, MissingExtra, UnknownName, UnreadableInput
from threads.extras import optional
from threads.model import Comment, Link, Source, Thread
from threads.tables.cells import of_comments
from threads.tables.csv import write_csv
from threads.tables.rows import TABLES, columns, rows

ROOT = Path(__file__).parent.parent
FERRY = ROOT / "samples" / "text" / "ferry.txt"


@pytest.fixture(scope="module")
def ferry() -> Thread:
    [thread] = threads.parse(FERRY)
    return thread


def thread(*comments: Comment, links: tuple[Link, ...] = ()) -> Thread:
    source = Source(name="t", format="text", sha256="0" * 64, bytes=1)
    return Thread(id="t", source=source, nesting="lost", comments=comments, links=links)


@pytest.mark.parametrize("table", TABLES)
def test_every_row_keeps_the_types_that_its_columns_state(table: str, ferry: Thread) -> None:
    value = ferry if TABLES[table].of is Thread else threads.report(ferry)
    found = list(rows(table, value))
    assert found
    for row in found:
        for column, cell in zip(columns(table), row, strict=True):
            assert column.meaning
            assert isinstance(cell, column.type) or (cell is None and column.nullable), (column, cell)


def test_rows_add_up(ferry: Thread) -> None:
    report = threads.report(ferry)
    [about], findings, people = (
        [row._asdict() for row in rows(table, report)] for table in ("threads", "findings", "participants")
    )
    assert (about["comments"], about["links"]) == (len(ferry.comments), len(ferry.links))
    assert about["findings"] == len(findings) == sum(row["findings"] for row in people)
    assert ferry.post
    texts = {"post": ferry.post.text} | {comment.id: comment.text for comment in ferry.comments}
    assert all(texts[row["comment_id"]][row["start"] : row["end"]] == row["text"] for row in findings)


def test_participants_are_the_names_of_a_thread() -> None:
    comments = [Comment(id=str(n), author=name) for n, name in enumerate(("Mara Quill", "Tobias Renn", None))]
    report = threads.report(thread(*comments))
    [about] = (row._asdict() for row in rows("threads", report))
    [meaning] = [one.meaning for one in columns("threads") if one.name == "participants"]
    assert about["participants"] == 2
    assert "unnamed ones are none" in meaning


def test_tables_of_the_wrong_value_name_those_there_are(ferry: Thread) -> None:
    with pytest.raises(UnknownName, match="'findings' is no table of a thread; known: comments, links"):
        list(rows("findings", ferry))
    with pytest.raises(UnknownName, match="'people' is no table; known: comments, "):
        columns("people")


def test_the_columns_are_documented() -> None:
    """docs/tables.md has a line per column, in order, with its meaning."""
    page = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    for table in TABLES:
        part = page.split(f"\n## {table}\n")[1].split("\n## ")[0]
        written = [line for line in part.splitlines() if line.startswith("| `")]
        wanted = [
            f"| `{c.name}` | {c.type.__name__}{' or null' if c.nullable else ''} | {c.meaning} |"
            for c in columns(table)
        ]
        assert written == wanted


def test_pandas_has_the_columns_even_without_rows(ferry: Thread) -> None:
    pytest.importorskip("pandas", reason="needs the extra threads[tables]")
    full, empty = ferry.to_pandas("links"), thread().to_pandas("links")
    assert list(full.columns) == list(empty.columns) == [column.name for column in columns("links")]
    assert list(full.dtypes) == list(empty.dtypes)
    assert len(full) == len(ferry.links)
    assert threads.report(ferry).to_pandas()["words"].sum() > 0


@pytest.mark.parametrize(
    ("line", "times"),
    [
        (0, ("2024-03-14", "2024-03-15")),
        (0, ("2024-03-14T09:00:00", "2024-03-14T09:00:00.5")),
        (1, ("2024-03-14T09:00:00Z", "2024-03-14T09:00:00.123Z")),
        (1, ("2024-03-31T00:30:00+01:00", "2024-03-31T03:30:00+02:00")),
    ],
)
def test_pandas_reads_times_of_one_kind_as_the_docs_have_it(line: int, times: tuple[str, ...]) -> None:
    pandas = pytest.importorskip("pandas", reason="needs the extra threads[tables]")
    page = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    lines = [one for one in page.splitlines() if one.startswith("pandas.to_datetime")]
    frame = thread(*(Comment(id=time, created_at=time) for time in times)).to_pandas()
    read = eval(lines[line], {"pandas": pandas, "frame": frame})  # noqa: S307 -- a line of our own docs
    assert read.is_monotonic_increasing
    assert read.notna().all()


def test_arrow_and_parquet_say_what_may_be_null(ferry: Thread, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="needs the extra threads[tables]")
    table = ferry.to_arrow()
    assert [field.nullable for field in table.schema] == [column.nullable for column in columns("comments")]
    ferry.to_parquet(tmp_path / "c.parquet")
    back = parquet.read_table(tmp_path / "c.parquet")
    assert back.equals(table)
    assert back.schema.field("depth").metadata[b"description"].startswith(b"replies up to the post")
    assert thread().to_arrow().num_rows == 0


@given(st.lists(st.text(), min_size=1))
def test_no_cell_of_a_csv_is_a_formula_and_no_text_is_lost(texts: list[str]) -> None:
    value = thread(*(Comment(id=str(n), text=text) for n, text in enumerate(texts)))
    with TemporaryDirectory() as folder:  # one per example, which a fixture is not
        file = Path(folder) / "comments.csv"
        write_csv(value, "comments", file)
        with file.open(encoding="utf-8", newline="") as opened:
            found = [row["text"] for row in csv.DictReader(opened)]
    plain = [text.encode("utf-8", "replace").decode() for text in texts]
    assert [cell.removeprefix("'") if cell != text else cell for cell, text in zip(found, plain, strict=True)] == plain
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in found)


@pytest.mark.parametrize("name", ["Ines", "", "\x00\x1b[31m", '<a b="c">', "\u202enes"])
@pytest.mark.parametrize("suffix", ["graphml", "gexf"])
def test_graphs_are_readable_whatever_stands_in_names(name: str, suffix: str, tmp_path: Path) -> None:
    networkx = pytest.importorskip("networkx", reason="needs the extra threads[tables]")
    value = thread(
        Comment(id="1", author=name, text=f"{name} says"),
        Comment(id="2", author="Mara", text="No, that is wrong."),
        links=(Link(child_id="2", parent_id="1", basis="marker"),),
    )
    file = tmp_path / f"graph.{suffix}"
    for one, nodes in ((value, 2), (threads.report(value), 2)):
        getattr(one, f"to_{suffix}")(file)
        graph = getattr(networkx, f"read_{suffix}")(file)
        assert (len(graph), graph.size()) == (nodes, 1)
    first = file.read_bytes()
    getattr(threads.report(value), f"to_{suffix}")(file)
    assert file.read_bytes() == first


def test_graph_of_a_thread_has_an_edge_per_link(ferry: Thread) -> None:
    pytest.importorskip("networkx", reason="needs the extra threads[tables]")
    graph = ferry.to_networkx()
    assert {(a, b, d["basis"]) for a, b, d in graph.edges(data=True)} == {
        (link.child_id, link.parent_id, link.basis) for link in ferry.links
    }
    people = threads.report(ferry).to_networkx()
    assert sum(d["replies"] for *_, d in people.edges(data=True)) == len(ferry.links)


def test_nobody_is_merged_with_the_unnamed() -> None:
    pytest.importorskip("networkx", reason="needs the extra threads[tables]")
    comments = (Comment(id="1", author="[unnamed]"), Comment(id="2"), Comment(id="3"))
    graph = threads.report(thread(*comments, links=(Link(child_id="2", parent_id="1", basis="stated"),))).to_networkx()
    assert dict(graph.nodes(data="comments")) == {"[unnamed]": 1, "[unnamed]'": 2}
    assert list(graph.edges) == [("[unnamed]'", "[unnamed]")]


def test_a_missing_library_is_one_sentence() -> None:
    with pytest.raises(MissingExtra, match=r"^nolib is not installed; pip install 'threads\[tables\]'$"):
        optional("nolib.part", "tables")


def test_reports_are_read_back_from_what_was_written(tmp_path: Path) -> None:
    inputs = [str(FERRY), str(ROOT / "samples" / "text" / "basin.txt")]
    for target in ("r.ndjson", "folder/"):
        with pytest.raises(SystemExit, match=r"^0$"):
            main(["report", *inputs, "-o", f"{tmp_path}/{target}", "--as", "json"])
    from_file = threads.Reports.load(tmp_path / "r.ndjson")
    from_folder = threads.Reports.load(tmp_path / "folder")
    assert len(from_file) == len(from_folder) == 2
    assert {report.thread.id for report in from_file} == {report.thread.id for report in from_folder}
    assert list(threads.Reports.load(tmp_path / "folder" / "ferry.report.json")) == [from_file[0]]
    assert len(list(rows("threads", from_file))) == 2


def test_what_is_no_report_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.report.json").write_text('{"schema_version": "1.0", "generator": {}}')
    with pytest.raises(MalformedInput, match=r"x\.report\.json: /generator/\w+: field required; "):
        threads.Reports.load(tmp_path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(UnreadableInput, match="holds no report"):
        threads.Reports.load(tmp_path / "empty")


@pytest.mark.parametrize(
    ("form", "files"),
    [
        ("csv", {f"{table}.csv" for table in TABLES}),
        ("parquet", {f"{table}.parquet" for table in TABLES}),
        ("graphml", {"ferry.replies.graphml", "ferry.participants.graphml"}),
        ("gexf", {"ferry.replies.gexf", "ferry.participants.gexf"}),
        ("convokit", {f"{n}.json" for n in ("corpus", "index", "speakers", "conversations")} | {"utterances.jsonl"}),
    ],
)
def test_the_command_line_exports(form: str, files: set[str], tmp_path: Path) -> None:
    for library in ("pyarrow", "networkx"):
        pytest.importorskip(library, reason="needs the extra threads[tables]")
    with pytest.raises(SystemExit, match=r"^0$"):
        main(["export", str(FERRY), "--as", form, "-o", str(tmp_path)])
    assert {path.name for path in tmp_path.iterdir()} == files


def test_of_two_links_of_a_comment_the_first_counts_everywhere() -> None:
    [thread] = threads.parse(FERRY)
    first, other = thread.links[0], thread.comments[-1].id
    twice = thread.model_copy(update={"links": (*thread.links, first.model_copy(update={"parent_id": other}))})
    parents = dict(zip([one.id for one in thread.comments], of_comments(twice)[4], strict=True))
    assert parents[first.child_id] == first.parent_id
    assert other != first.parent_id
