"""What other tools take from us: the pre-commit hook, the GitHub action, the schemas.

Marked `ecosystem`: the real tools run, and install us from the package index.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from threads.model import SCHEMA_VERSION
from threads.schema import SCHEMAS, schema

ROOT = Path(__file__).parent.parent
SOUND = ROOT / "samples" / "text" / "basin.thread.json"


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A repository with a sound thread, and one whose first comment has a time that is none."""
    folder = tmp_path / "repository"
    folder.mkdir()
    thread = json.loads(SOUND.read_text(encoding="utf-8"))
    (folder / "good.thread.json").write_text(json.dumps(thread, indent=2), encoding="utf-8")
    thread["comments"][0]["created_at"] = "soon"
    (folder / "bad.thread.json").write_text(json.dumps(thread, indent=2), encoding="utf-8")
    return folder


def run(*command: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603
        [str(part) for part in command],
        cwd=cwd,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def tool(name: str) -> Path:
    found = shutil.which(name, path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    return Path(found) if found else pytest.skip(f"{name} is not installed (pip install '.[dev]')")


@pytest.mark.ecosystem
def test_pre_commit_catches_a_broken_thread_and_names_file_and_pointer(documents: Path, tmp_path: Path) -> None:
    pre_commit, git = tool("pre-commit"), tool("git")
    clone = tmp_path / "threads"
    run(git, "clone", "--quiet", ROOT, clone, cwd=tmp_path)
    commit = run(git, "rev-parse", "HEAD", cwd=clone).stdout.strip()
    (documents / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: file://{clone}\n  rev: {commit}\n  hooks:\n  - id: threads-validate\n"
    )
    run(git, "init", "--quiet", cwd=documents)
    run(git, "add", ".", cwd=documents)
    done = run(pre_commit, "run", "--all-files", cwd=documents, PRE_COMMIT_HOME=str(tmp_path / "home"))
    assert done.returncode == 1, done
    assert "bad.thread.json: /comments/0/created_at: 'soon' does not match " in done.stdout
    assert "good.thread.json: valid" in done.stdout


@pytest.mark.ecosystem
def test_check_jsonschema_takes_our_schema(documents: Path) -> None:
    checker = tool("check-jsonschema")
    wanted = ["--schemafile", ROOT / "schemas" / "thread.schema.json"]
    assert run(checker, *wanted, "good.thread.json", cwd=documents).returncode == 0
    bad = run(checker, *wanted, "bad.thread.json", cwd=documents)
    assert bad.returncode == 1
    assert "$.comments[0].created_at" in bad.stdout


def test_the_action_annotates_the_broken_thread(documents: Path) -> None:
    """Its last step, as the runner would start it."""
    script = (ROOT / "action.yml").read_text(encoding="utf-8").rpartition("run: |\n")[2]
    here = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    given = {"DOCUMENTS": "good.thread.json\n\n*bad*.json\n", "SCHEMA": "thread", "PATH": here}
    if run("bash", "-c", "command -v threads", cwd=documents, PATH=here).returncode:
        pytest.skip("threads is not installed as a command")
    done = run("bash", "-euo", "pipefail", "-c", script, cwd=documents, **given)
    assert done.returncode == 1
    [line] = done.stdout.splitlines()
    assert line.startswith("::error file=bad.thread.json,line=")
    assert "title=pattern::/comments/0/created_at: 'soon' does not match " in line


def test_schema_ids_carry_their_version() -> None:
    assert {schema(name)["$id"] for name in SCHEMAS} == {
        f"urn:threads:schema:{SCHEMA_VERSION}:{name}" for name in SCHEMAS
    }


def test_entries_for_the_schema_catalogue_are_of_this_version() -> None:
    entries = json.loads((ROOT / "schemas" / "schemastore.json").read_text(encoding="utf-8"))["schemas"]
    for entry in entries:
        name = entry["name"].removeprefix("threads ")
        assert (ROOT / "schemas" / f"{name}.schema.json").is_file()
        assert entry["fileMatch"] == [f"*.{name}.json"]
        assert entry["versions"] == {SCHEMA_VERSION: entry["url"]}
        assert entry["url"].endswith(f"/threads-{name}-{SCHEMA_VERSION}.json")


@pytest.mark.ecosystem
def test_installed_plugins_add_a_format_and_a_pattern(tmp_path: Path) -> None:
    examples = ROOT / "examples"
    for name in ("threads-tidebook", "threads-toll-talk"):
        shutil.copytree(examples / name, tmp_path / name)  # a build leaves files behind
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", tmp_path / "site"]
    assert run(*pip, tmp_path / "threads-tidebook", tmp_path / "threads-toll-talk", cwd=tmp_path).returncode == 0

    def answer(*arguments: object) -> str:
        here = os.pathsep.join([str(tmp_path / "site"), str(ROOT / "src")])
        done = run(sys.executable, "-m", "threads", *arguments, cwd=tmp_path, PYTHONPATH=here)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    assert "tidebook" in answer("formats")
    book = json.loads(answer("parse", examples / "threads-tidebook" / "larkmouth.tidebook"))
    assert (book["source"]["format"], [link["basis"] for link in book["links"]]) == ("tidebook", ["stated"])
    assert "Not: Words about what building" in answer("patterns", "toll-talk")
    (tmp_path / "one.ndjson").write_text('{"id": "1", "author": "Dov", "text": "Who collects the toll?"}\n')
    report = json.loads(answer("report", tmp_path / "one.ndjson"))
    assert "toll-talk" in report["generator"]["patterns"]
    assert report["participants"][0]["patterns"][0]["findings"][0]["text"] == "the toll"
