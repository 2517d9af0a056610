"""A person removed from stored threads and reports: no trace of the name, and everybody else where they were."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

import threads
from threads.cli import main
from threads.model import Comment, Evidence, Link, Marker, Note, Post, Source, Thread
from threads.privacy.masks import Masks

FERRY = Path(__file__).parent.parent / "samples" / "text" / "ferry.txt"


def quarrel() -> Thread:
    """A thread that names Ines Okafor wherever a thread can."""
    said = ("The ferry is fine.", "No, that is a lie.", "No, Ines Okafor, you are wrong.", "That is not true, @ines.")
    authors = ("Mara Quill", "Ines Okafor", "Mara Quill", "Dov Aster")
    comments = tuple(
        Comment(
            id=f"ines-okafor-{n}" if n == 1 else f"c{n}",
            author=author,
            author_id="io-7" if n == 1 else None,
            parent_id="ines-okafor-1" if n > 1 else None,
            text=text,
            markers=(Marker(kind="reply-to", value="Ines Okafor", printed="@Ines Okafor"),) if n > 1 else (),
            extra={"url": "https://example.org/u/ines-okafor", "score": 3},
        )
        for n, (author, text) in enumerate(zip(authors, said, strict=True))
    )
    links = (
        Link(child_id="ines-okafor-1", parent_id="c0", basis="quote", evidence=(cited("ines-okafor-1", said[1]),)),
        Link(child_id="c2", parent_id="ines-okafor-1", basis="mention", evidence=(cited("c2", "Ines Okafor", 4),)),
        Link(child_id="c3", parent_id="ines-okafor-1", basis="order", fact="ines-okafor-1 stands right above"),
    )
    return Thread(
        id="answers-to-ines-okafor",
        source=Source(name="InesOkafor.html", format="html", sha256="0" * 64, bytes=1),
        title="Ines Okafor on ferries",
        url="https://example.org/ines-okafor",
        nesting="stated",
        post=Post(author="Tobias Renn", text="Write to i.okafor@larkmouth.example, says OKAFOR."),
        comments=comments,
        links=links,
        notes=(Note(code="some-note", message="Ines Okafor has two names", comment_id="ines-okafor-1"),),
    )


def cited(comment_id: str, words: str, start: int = 0) -> Evidence:
    return Evidence(comment_id=comment_id, start=start, end=start + len(words), text=words)


def written(report: threads.Report) -> str:
    """A report without the definitions of its patterns, which cite literature."""
    return report.model_copy(update={"patterns": ()}).model_dump_json().casefold()


def test_no_trace_of_the_name_is_left() -> None:
    thread = quarrel()
    without, report = threads.forget(thread, "ines  OKAFOR"), threads.forget(threads.report(thread), "Ines Okafor")
    for after in (without.model_dump_json().casefold(), written(report), written(threads.report(without))):
        assert [trace for trace in ("ines", "okafor", "io-7", "that is a lie") if trace in after] == []
    assert threads.validate(without) == threads.validate(report) == []
    assert [note.code for note in report.notes][-1] == [note.code for note in without.notes][-1] == "forgotten"


def test_everybody_else_stays_in_place() -> None:
    before, after = quarrel(), threads.forget(quarrel(), "Ines Okafor")
    assert [comment.author for comment in after.comments] == ["Mara Quill", None, "Mara Quill", "Dov Aster"]
    assert [comment.state for comment in after.comments] == ["visible", "removed", "visible", "visible"]
    assert [len(one.text) for one in after.comments] == [
        len(one.text) * (n != 1) for n, one in enumerate(before.comments)
    ]
    gone = after.comments[1].id
    assert [(link.child_id, link.parent_id) for link in after.links] == [(gone, "c0"), ("c2", gone), ("c3", gone)]
    assert threads.report(after).structure.max_depth == threads.report(before).structure.max_depth


def test_profile_edges_and_names_in_chains_go_from_reports() -> None:
    before = threads.report(quarrel())
    after = threads.forget(before, "Ines Okafor")
    assert "Ines Okafor" in {edge.author for edge in before.rebuttals.network.edges}
    assert {person.name for person in after.participants} == {"Tobias Renn", "Mara Quill", "Dov Aster"} & {
        person.name for person in before.participants
    }
    assert not [edge for edge in after.rebuttals.network.edges if "Ines Okafor" in (edge.author, edge.rebuts)]
    assert any(None in chain.participants for chain in after.rebuttals.chains)
    assert [chain.rebuttals for chain in after.rebuttals.chains] == [one.rebuttals for one in before.rebuttals.chains]
    assert after.thread.unnamed_comments == before.thread.unnamed_comments + 1
    assert list(after.structure.depths.values()) == list(before.structure.depths.values())
    counted = {use.pattern: 0 for person in after.participants for use in person.patterns}
    for person in after.participants:
        for use in person.patterns:
            counted[use.pattern] += use.count
    assert {one.id: one.findings for one in after.patterns if one.findings} == counted


@pytest.mark.parametrize("name", ["Mara Quill", "Ines Okafor", "Tobias Renn", "river_rat", "Dov Aster", "Grant"])
def test_every_participant_of_a_sample(name: str) -> None:
    [thread] = threads.parse(FERRY)
    report = threads.report(thread)
    for before in (thread, report):
        after = threads.forget(before, name)
        text = written(after) if isinstance(after, threads.Report) else after.model_dump_json().casefold()
        assert name.casefold() not in text
        assert threads.validate(after) == []
        assert threads.forget(after, name) is after
    assert threads.forget(report, "Nobody Here") is report


def test_people_who_share_a_first_name_keep_theirs() -> None:
    masks = Masks(["Ines Okafor"], ["Ines Okafor", "Ines Weller"])
    assert masks.masked("Ines Weller told Ines, wines and Okafors.") == "Ines Weller told ████, wines and ███████."


def test_ids_that_come_out_alike_are_numbered() -> None:
    masks = Masks(["Ines"], ["Ines"])
    assert list(masks.ids(["ines-1", "INES-1", "c2"]).values()) == ["████-1", "████-1-2", "c2"]


PACKED: dict[str, tuple[Callable[[bytes], bytes], Callable[[bytes], bytes]]] = {
    "": (bytes, bytes),
    ".zst": (zstandard.compress, lambda data: zstandard.ZstdDecompressor().decompressobj().decompress(data)),
    ".gz": (gzip.compress, gzip.decompress),
    ".bz2": (bz2.compress, bz2.decompress),
    ".xz": (lzma.compress, lzma.decompress),
}


@pytest.mark.parametrize("suffix", PACKED)
def test_files_are_rewritten_in_place_and_other_lines_stay(suffix: str, tmp_path: Path) -> None:
    pack, unpack = PACKED[suffix]
    [ferry] = threads.parse(FERRY)
    untouched = json.dumps(json.loads(threads.forget(ferry, "Ines Okafor").model_dump_json()), indent=None)
    lines = [quarrel().model_dump_json(), untouched, "", threads.report(quarrel()).model_dump_json()]
    path = tmp_path / f"study.ndjson{suffix}"
    path.write_bytes(pack("\n".join(lines).encode()))
    path.chmod(0o640)
    with pytest.raises(SystemExit, match=r"^0$"):
        main(["forget", "--author", "Ines Okafor", str(tmp_path)])
    after = unpack(path.read_bytes()).decode().split("\n")
    assert after[1:3] == lines[1:3]
    assert "Okafor" not in after[0]
    assert "Okafor" not in json.dumps(json.loads(after[3]) | {"patterns": []})
    assert path.stat().st_mode & 0o777 == 0o640
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_a_document_stays_a_document(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"^0$"):
        main(["parse", str(FERRY), "-o", f"{tmp_path}/"])
    with pytest.raises(SystemExit, match=r"^0$"):
        main(["forget", "--author", "Grant", str(tmp_path / "ferry.thread.json")])
    assert (tmp_path / "ferry.thread.json").read_text(encoding="utf-8").startswith('{\n  "schema_version": "1.0",\n')


def test_what_does_not_name_the_person_stays_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "one.json"
    path.write_text(quarrel().model_dump_json(), encoding="utf-8")
    before = path.stat()
    with pytest.raises(SystemExit, match=r"^1$"):
        main(["forget", "--author", "Nobody Here", str(path)])
    assert "Nobody Here: named in none of the files; " in capsys.readouterr().err
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize("text", ["{}", "[]", "words", '{"generator": {}}', '{"comments": [], "nesting": "lost"}', ""])
def test_other_files_are_left_alone(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "one.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SystemExit, match=r"^1$"):
        main(["forget", "--author", "Ines Okafor", str(path)])
    assert capsys.readouterr().err.count("\n") == 1
    assert path.read_text(encoding="utf-8") == text
