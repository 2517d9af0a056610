"""Write a page of docs per packaged pattern, and their index: what a build of the docs calls before it reads them.

usage: python scripts/pattern_pages.py [DIR]

DIR is docs/patterns unless given. The pages say what the patterns' files say and are not kept in the repository. As a
hook of mkdocs (`hooks: [scripts/pattern_pages.py]`), the same pages are written before each build.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from threads.patterns import catalogue
from threads.render.pattern_text import pattern_index, pattern_markdown

PAGES = Path(__file__).parent.parent / "docs" / "patterns"


def write_pages(folder: Path) -> list[Path]:
    """The pages of all packaged patterns in `folder`, and `index.md`; pages of patterns that are gone are removed."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = {f"{pattern.id}.md": pattern_markdown(pattern) for pattern in catalogue()}
    pages["index.md"] = pattern_index(catalogue())
    for stale in {path.name for path in folder.glob("*.md")} - pages.keys():
        (folder / stale).unlink()
    for name, page in pages.items():
        path = folder / name
        # A page that says the same is left alone, or a server that watches the docs would never rest.
        if not path.exists() or path.read_text(encoding="utf-8") != page:
            path.write_text(page, encoding="utf-8")
    return [folder / name for name in sorted(pages)]


def on_pre_build(config: object, **_: object) -> None:
    """Called by mkdocs before it reads the docs."""
    write_pages(PAGES)


def main() -> None:
    """Write the pages and say how many there are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=PAGES)
    args = parser.parse_args()
    print(f"{len(write_pages(args.folder))} pages in {args.folder}")


if __name__ == "__main__":
    main()
