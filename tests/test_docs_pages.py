"""Patterns, formats and the fields of our JSON have pages of docs that say what the code says."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

import threads
from threads import errors
from threads.patterns import Pattern, catalogue
from threads.render.pattern_text import pattern_index, pattern_markdown, pattern_page
from threads.schema import SCHEMAS, schema
from threads.sources import readers

PATTERNS = tuple(catalogue())
SCRIPT = Path(__file__).parent.parent / "scripts" / "docs_pages.py"
FAMILIES = {"deflection", "attack-on-persons", "appeal", "reasoning", "epistemic-stance", "courtesy",
            "dispute-handling", "emotion", "moderation"}  # fmt: skip


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_pages", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.id)
def test_page_in_markdown(pattern: Pattern) -> None:
    page = pattern_markdown(pattern)
    bare = page.replace("\\", "")
    assert page.startswith(f"# {pattern.name}\n")
    assert pattern.definition in bare
    assert pattern.is_not in bare
    assert bare.count("\n- ") >= sum(
        map(len, (pattern.positives, pattern.negatives, pattern.missed, pattern.references))
    )
    assert "[[" not in page
    for example in pattern.positives:
        assert all(f"**{words}**" in bare for words in example.evidence)
    for one in pattern.measured:
        assert f"| {one.tp} | {one.fp} | {one.fn} |" in page
    assert ("Experimental" in page) == pattern.experimental


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.id)
def test_page_for_the_terminal(pattern: Pattern) -> None:
    page = pattern_page(pattern)
    assert all(len(line) <= 80 for line in page.splitlines() if " " in line.strip())
    assert ("Experimental" in page) == pattern.experimental


def test_the_index_names_every_pattern_in_its_family() -> None:
    index = pattern_index(PATTERNS)
    assert all(f"]({pattern.id}.md)" in index for pattern in PATTERNS)
    assert {pattern.family for pattern in PATTERNS} == FAMILIES
    assert index.count("\n## ") == len(FAMILIES)


def test_the_pages_are_written_and_stale_ones_removed(tmp_path: Path) -> None:
    (tmp_path / "patterns").mkdir()
    (tmp_path / "patterns" / "no-such-pattern.md").write_text("# gone", encoding="utf-8")
    pages = script().write_pages(tmp_path)
    wanted = {"patterns": catalogue().ids, "formats": readers(), "json": SCHEMAS, "changes": ()}
    for folder, names in wanted.items():
        assert {path.stem for path in (tmp_path / folder).glob("*.md")} == {*names, "index"}
    assert [page.name for page in (tmp_path / "reference").iterdir()] == ["library.md"]
    commands = (tmp_path / "commands" / "command-line.md").read_text(encoding="utf-8")
    assert {"## threads parse", "## threads measure links"} <= set(commands.splitlines())
    before = [page.stat().st_mtime_ns for page in pages]
    assert [page.stat().st_mtime_ns for page in script().write_pages(tmp_path)] == before


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_field_of_our_json_has_a_meaning(name: str) -> None:
    """Its own, or that of the kind of value that it holds."""
    rows = [line for line in script().field_pages()[f"{name}.md"].splitlines() if line.startswith("| `")]
    assert rows
    assert [row for row in rows if row.endswith("|  |")] == []


def test_every_field_of_our_json_is_on_its_page() -> None:
    pages = script().field_pages()
    for name in SCHEMAS:
        whole = schema(name)
        objects = [whole, *(one for one in whole["$defs"].values() if "properties" in one)]
        assert pages[f"{name}.md"].count("\n| `") == sum(len(one["properties"]) for one in objects)


def test_every_public_name_is_on_the_page_of_the_library() -> None:
    told = set(script().library_pages()["library.md"].splitlines())
    for name in set(threads.__all__) - {"__version__"}:
        public = getattr(threads, name)
        assert told & {f"::: {public.__module__}", f"::: {public.__module__}.{public.__qualname__}"}, name
    for line in (line.removeprefix("::: ") for line in told if line.startswith("::: ")):
        module, _, name = line.rpartition(".")
        assert line in ("threads.model", "threads.errors") or hasattr(importlib.import_module(module), name)


def test_every_error_is_public() -> None:
    raised = {name for name, one in vars(errors).items() if isinstance(one, type) and issubclass(one, Exception)}
    assert raised <= set(threads.__all__)
