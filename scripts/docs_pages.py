"""Write the pages of docs that say what the code says: patterns, formats, fields of our JSON, public names, changes.

usage: python scripts/docs_pages.py [DIR]

DIR is docs unless given. As a hook of mkdocs (`hooks: [scripts/docs_pages.py]`), the same pages are written before each
build. They are not kept in the repository.
"""

from __future__ import annotations

import argparse
import inspect
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import typer
from typer.testing import CliRunner

import threads
from threads.cli import app
from threads.patterns import catalogue
from threads.render.pattern_text import pattern_index, pattern_markdown
from threads.schema import SCHEMAS, schema
from threads.sources import readers

ROOT = Path(__file__).parent.parent
Pages = Mapping[str, str]

# Modules that are told as a whole: a public value holds others of them.
_WHOLE = ("threads.model", "threads.errors")
# What is public in a module of its own, or is how a public value got its methods.
_BESIDE = (
    "threads.corpus.run",
    "threads.patterns.load",
    "threads.privacy.ambiguous_names",
    "threads.portable.Portable",
    "threads.portable.Graph",
    "threads.portable.PortableThread",
)


def pattern_pages() -> Pages:
    """A page per packaged pattern, and their index."""
    pages = {f"{pattern.id}.md": pattern_markdown(pattern) for pattern in catalogue()}
    return pages | {"index.md": pattern_index(catalogue())}


def format_pages() -> Pages:
    """A page per format: what it recognises, which fields it fills; and their index."""
    pages = {f"{name}.md": _format_page(name, reader) for name, reader in readers().items()}
    listed = "".join(
        f"| [`{name}`]({name}.md) | {_summary(reader)} | {', '.join(reader.FIELDS)} |\n"
        for name, reader in readers().items()
    )
    head = "# Formats\n\nWhat `threads` reads, told from the input by itself; `--format NAME` overrules.\n\n"
    return pages | {"index.md": f"{head}| format | what it is | fields it fills |\n|---|---|---|\n{listed}"}


def _summary(reader: Any) -> str:
    return (inspect.getdoc(reader) or "").partition("\n")[0]


def _format_page(name: str, reader: Any) -> str:
    parts = [f"# {name}", inspect.getdoc(reader) or "", f"Fills: {', '.join(f'`{field}`' for field in reader.FIELDS)}."]
    checked = ROOT / "schemas" / "sources" / f"{name}.schema.json"
    if checked.is_file():
        parts.append(f"An input must fit `schemas/sources/{checked.name}`; what does not is named by its place.")
    samples = sorted(
        path.name for path in (ROOT / "samples" / name).glob("*") if not path.name.endswith((".json", ".md"))
    )
    if samples:
        parts.append(f"Samples: {', '.join(f'`samples/{name}/{one}`' for one in samples[:8])}.")
    return "\n\n".join(parts) + "\n"


def field_pages() -> Pages:
    """A page per JSON Schema of ours, field by field; and their index."""
    pages = {f"{name}.md": "".join(_schema_page(schema(name))) for name in SCHEMAS}
    listed = "".join(f"- [{name}]({name}.md)\n" for name in SCHEMAS)
    head = "# JSON, field by field\n\nFrom the JSON Schemas, which `threads schema NAME` prints.\n\n"
    return pages | {"index.md": head + listed}


def _schema_page(whole: Mapping[str, Any]) -> Iterator[str]:
    yield f"# {whole['title']}\n\n`$id`: `{whole['$id']}`\n\n"
    kinds = whole.get("$defs", {})
    yield from _object(whole, kinds)
    for name, one in kinds.items():
        if "properties" in one:
            yield f"\n## {name}\n\n"
            yield from _object(one, kinds)


def _object(one: Mapping[str, Any], kinds: Mapping[str, Any]) -> Iterator[str]:
    yield f"{inspect.cleandoc(one.get('description', ''))}\n\n| field | type | meaning |\n|---|---|---|\n"
    for field, about in one["properties"].items():
        told = _meaning(about, kinds).replace("|", "\\|")
        optional = "" if field in one.get("required", ()) else ", may be left out"
        yield f"| `{field}` | {_type(about)}{optional} | {told} |\n"


def _meaning(about: Any, kinds: Mapping[str, Any]) -> str:
    """What is said of a field itself, else the first sentence about the kind of value that it holds."""
    if isinstance(about, list):
        return next(filter(None, (_meaning(one, kinds) for one in about)), "")
    if not isinstance(about, dict):
        return ""
    if "description" in about:
        return " ".join(about["description"].split())
    if "const" in about:
        return "Always so."
    if "$ref" in about:
        first, stop, _ = _meaning(kinds[about["$ref"].rpartition("/")[2]], {}).partition(". ")
        return first + stop.strip()
    return _meaning([about.get("anyOf"), about.get("items"), about.get("prefixItems")], kinds)


def _type(about: Mapping[str, Any]) -> str:
    if "$ref" in about:
        name = about["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in about:
        return " or ".join(dict.fromkeys(map(_type, about["anyOf"])))
    if "const" in about:
        return f"`{about['const']}`"
    if "enum" in about:
        return ", ".join(f"`{one}`" for one in about["enum"])
    if about.get("type") == "array":
        return f"array of {_type(about['items'])}" if "items" in about else "array"
    return str(about.get("type", "any"))


def library_pages() -> Pages:
    """The public names, each at its home, for mkdocstrings to tell."""
    public = [getattr(threads, name) for name in threads.__all__ if name != "__version__"]
    apart = [one for one in public if one.__module__ not in _WHOLE]
    functions, values = (
        [_home(one) for one in apart if inspect.isclass(one) is is_class] for is_class in (False, True)
    )
    told = "\n".join(f"::: {home}\n" for home in (*functions, *values, *_BESIDE))
    whole = "\n".join(f"::: {module}\n    options:\n      members_order: source\n" for module in _WHOLE)
    head = "The public names of `threads`; all are imported when they are first used. Errors are public, too."
    return {"library.md": f"# Library\n\n{head}\n\n{told}\n{whole}"}


def _home(public: Any) -> str:
    return f"{public.__module__}.{public.__qualname__}"


def command_pages() -> Pages:
    """The help of every command, as the command line prints it."""
    parts = ["# Command line", "Exit codes: 0 fine, 1 the input is at fault, 2 wrong usage."]
    for words in _commands(app):
        printed = CliRunner().invoke(app, [*words, "--help"], prog_name="threads", terminal_width=100).output
        parts.append(f"## {' '.join(['threads', *words])}\n\n```text\n{printed.strip()}\n```")
    return {"command-line.md": "\n\n".join(parts) + "\n"}


def _commands(group: typer.Typer, *before: str) -> Iterator[tuple[str, ...]]:
    yield before
    for command in group.registered_commands:
        yield (*before, command.name or str(command.callback and command.callback.__name__))
    for inner in group.registered_groups:
        if inner.typer_instance is not None:
            yield from _commands(inner.typer_instance, *before, str(inner.name))


def write_pages(docs: Path) -> list[Path]:
    """All pages under `docs`; pages of what is gone are removed."""
    sets = {
        "patterns": pattern_pages(),
        "formats": format_pages(),
        "json": field_pages(),
        "commands": command_pages(),
        "reference": library_pages(),
    }
    written = [path for folder, pages in sets.items() for path in _write(docs / folder, pages)]
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    return [*written, *_write(docs / "changes", {"index.md": changes})]


def _write(folder: Path, pages: Pages) -> Iterator[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    for stale in {path.name for path in folder.glob("*.md")} - pages.keys():
        (folder / stale).unlink()
    for name, page in sorted(pages.items()):
        path = folder / name
        # A page that says the same is left alone, or a server that watches the docs would never rest.
        if not path.exists() or path.read_text(encoding="utf-8") != page:
            path.write_text(page, encoding="utf-8")
        yield path


def on_config(config: Any, **_: object) -> Any:
    """Called by mkdocs first: writes the pages, and lists those of a folder that the navigation names ("patterns/")."""
    write_pages(ROOT / "docs")
    config["nav"] = _listed(config["nav"])
    return config


def _listed(entry: Any) -> Any:
    if isinstance(entry, list):
        return [_listed(one) for one in entry]
    if isinstance(entry, dict):
        return {title: _listed(inner) for title, inner in entry.items()}
    if not entry.endswith("/"):
        return entry
    names = sorted(path.name for path in (ROOT / "docs" / entry).glob("*.md") if path.name != "index.md")
    return [f"{entry}index.md", *(f"{entry}{name}" for name in names)]


def main() -> None:
    """Write the pages and say how many there are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "docs")
    args = parser.parse_args()
    print(f"{len(write_pages(args.folder))} pages in {args.folder}")


if __name__ == "__main__":
    main()
