"""Imports point one way: a module may import what stands on a lower level, and nothing beside or above it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import threads

PACKAGE = Path(threads.__file__).parent
LEVELS = (
    {"errors", "given", "collector", "pointers", "printable", "portable", "remembered", "suffixes"},
    {"extras", "model", "plugins"},
    {"invariants", "timestamps", "prose", "quotes"},
    {"sources"},
    {"links"},
    {"structure", "patterns", "syllables"},
    {"flesch"},
    {"readability"},
    {"rebuttals"},
    {"reports"},
    {"privacy", "stored"},
    {"schema"},
    {"render", "tables"},
    {"pipeline"},
    {"annotation", "measure", "measure_patterns"},
    {"measure_written"},
    {"corpus"},
    {"spark"},
    {"cli"},
    {"__main__"},
)
LEVEL = {name: n for n, names in enumerate(LEVELS) for name in names}
# Lazy names of the package itself, and what anything may use.
ANYWHERE = {"", "__init__", "__version__"}


def imports(file: Path) -> Iterator[str]:
    """The top-level modules of the package that a file imports, also inside functions."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        yield from (name.split(".")[1] for name in names if name.startswith("threads."))


def test_every_module_has_a_level() -> None:
    modules = {
        f.stem if f.is_file() else f.name
        for f in PACKAGE.iterdir()
        if f.suffix == ".py" or (f / "__init__.py").exists()
    }
    assert modules - {"__init__"} == set(LEVEL)


def test_imports_point_down() -> None:
    wrong = []
    for file in PACKAGE.rglob("*.py"):
        home = file.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if home == "__init__":
            continue
        wrong += [f"{home} imports {used}" for used in imports(file) if used != home and LEVEL[used] >= LEVEL[home]]
    assert not wrong


def test_analysis_does_not_see_sources() -> None:
    for home in ("structure", "patterns", "readability", "rebuttals", "reports"):
        for file in [PACKAGE / f"{home}.py", *(PACKAGE / home).rglob("*.py")]:
            assert not file.exists() or "sources" not in set(imports(file))
