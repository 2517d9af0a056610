"""Fuzz readers with atheris, guided by coverage: python scripts/fuzz.py [--seconds 60] [READER ...]

Each reader runs in a process of its own for so many seconds, beginning with its samples and the hostile inputs meant
for it, and is held to what `tests/promise.py` says. An input that breaks the promise is made smaller and written to
tests/fuzz/found/READER/, where tests/fuzz/test_found.py keeps testing it. Needs `pip install 'threads[fuzz]'`.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOUND = ROOT / "tests" / "fuzz" / "found"
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

_LONGEST = 20_000  # bytes of an input: longer ones cost time and show little more
_SHRINKING = 60  # seconds in which a finding is made smaller
# The files of the table of hostile inputs that are meant for a reader.
_HOSTILE = {"html": (".html",), "text": (".txt",), "csv": (".csv",), "ndjson": (".ndjson",), "mbox": (".mbox",)}
_TARGET = "--target"  # how this script starts itself for one reader


def main() -> int:
    """Run the readers that are named, or all, one after the other; 1 if any input broke a promise."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("readers", nargs="*", metavar="READER")
    parser.add_argument("--seconds", type=int, default=60, help="how long each reader is fuzzed")
    asked = parser.parse_args()
    if importlib.util.find_spec("atheris") is None:
        print("atheris is not installed; pip install 'threads[fuzz]' (CPython 3.11 to 3.13 on Linux or macOS)")
        return 2
    from threads.sources import readers

    names = asked.readers or list(readers())
    if unknown := set(names) - set(readers()):
        parser.error(f"no reader {sorted(unknown)[0]!r}; there are {', '.join(readers())}")
    return max(_fuzz(name, asked.seconds) for name in names)


def _fuzz(reader: str, seconds: int) -> int:
    """One reader in a process of its own, which libFuzzer ends; what it leaves is kept if it can be shown again."""
    with tempfile.TemporaryDirectory() as folder:
        corpus, crashes = Path(folder, "corpus"), Path(folder, "crashes")
        corpus.mkdir()
        crashes.mkdir()
        _seed(reader, corpus)
        options = [f"-max_total_time={seconds}", f"-max_len={_LONGEST}", "-timeout=60", "-rss_limit_mb=4096"]
        command = [sys.executable, __file__, _TARGET, reader, *options, f"-artifact_prefix={crashes}/"]
        command += [f"-dict={_dictionary(Path(folder))}", "-verbosity=0", "-print_final_stats=1", str(corpus)]
        ended = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
        counts = [line.split()[-1] for line in ended.stderr.splitlines() if "number_of_executed_units" in line]
        kept = [file for crash in crashes.iterdir() if (file := _keep(reader, crash.read_bytes())) is not None]
    print(f"{reader}: {counts[0] if counts else '?'} inputs in {seconds} s, {len(kept)} found", flush=True)
    if not counts and not kept:
        print(ended.stderr[-2000:])
        return 1
    return 1 if kept else 0


def _seed(reader: str, corpus: Path) -> None:
    """The reader's samples, and what of the table of hostile inputs is meant for it and short enough."""
    import strategies
    from hostile.test_hostile import CASES

    endings = _HOSTILE.get(reader, ())
    hostile = (case.data() for case in CASES if case.file.endswith(endings) and endings)
    seeds = [*strategies.samples(reader), *(data for data in hostile if len(data) <= _LONGEST)]
    for number, data in enumerate(seeds):
        (corpus / str(number)).write_bytes(data)


def _dictionary(folder: Path) -> Path:
    """The tokens that the property tests insert, in the form that libFuzzer reads."""
    import strategies

    file = folder / "dictionary"
    lines = ('"' + "".join(f"\\x{byte:02x}" for byte in token) + '"\n' for token in strategies.TOKENS)
    file.write_text("".join(lines), encoding="ascii")
    return file


def _keep(reader: str, data: bytes) -> Path | None:
    """A finding, made smaller, under a name that tells it from others; None for what is only slow when traced."""
    said = _broken(reader, data)
    if said is None:
        return None
    data = _smaller(data, lambda one: (again := _broken(reader, one)) is not None and again == said)
    file = FOUND / reader / hashlib.sha256(data).hexdigest()[:12]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    print(f"{reader}: {file.relative_to(ROOT)}: {said}", flush=True)
    return file


def _broken(reader: str, data: bytes) -> str | None:
    """What kind of error an input raises that is no refusal, and where; None for none."""
    import traceback

    import promise

    try:
        promise.kept(data, reader)
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} in {Path(frame.filename).name}:{frame.lineno}"
    return None


def _smaller(data: bytes, still: Callable[[bytes], bool]) -> bytes:
    """The data without all that can be left out, halves first (Zeller's ddmin, bounded in time)."""
    begun, size = time.monotonic(), max(1, len(data) // 2)
    while time.monotonic() - begun < _SHRINKING:
        before, at = len(data), 0
        while at < len(data) and time.monotonic() - begun < _SHRINKING:
            less = data[:at] + data[at + size :]
            if still(less):
                data = less
            else:
                at += size
        if size == 1 and len(data) == before:
            break
        size = max(1, size // 2)
    return data


def _target(arguments: Sequence[str]) -> None:
    """The fuzzed process: every module of ours is instrumented as it loads."""
    import atheris

    with atheris.instrument_imports(include=["threads"], enable_loader_override=False):
        import promise

        from threads.sources import readers

        readers()
    reader = arguments[0]
    shapes = json_shapes(reader)

    def mutate(data: bytes, max_size: int, seed: int) -> bytes:
        """Bytes are mutated by libFuzzer; JSON every second time by its values, which bytes seldom reach."""
        if not shapes or seed % 2:
            return bytes(atheris.Mutate(data, max_size))
        return shapes(data, max_size, seed)

    def run(data: bytes) -> None:
        promise.kept(data, reader, reported=len(data) % 8 == 0)

    more = {"custom_mutator": mutate} if shapes else {}
    atheris.Setup([sys.argv[0], *arguments[1:]], run, **more)
    atheris.Fuzz()


def json_shapes(reader: str) -> Callable[[bytes, int, int], bytes] | None:
    """What puts other values into JSON; None for a reader whose samples are none."""
    import random

    import strategies

    if not any(strategies.json_values(data) for data in strategies.samples(reader)):
        return None

    def exchange(data: bytes, max_size: int, seed: int) -> bytes:
        chance = random.Random(seed)  # noqa: S311 - no secret
        values = strategies.json_values(data)
        if not values:
            return data[:max_size]
        which = chance.randrange(len(values))
        path = chance.choice(strategies.paths(values[which]))
        other = chance.choice(
            [*strategies.VALUES, strategies.at(values[which], chance.choice(strategies.paths(values[which])))]
        )
        if path:
            strategies.at(values[which], path[:-1])[path[-1]] = json.loads(json.dumps(other))
        else:
            values[which] = other
        return "\n".join(map(json.dumps, values)).encode()[:max_size]

    return exchange


if __name__ == "__main__":
    if sys.argv[1:2] == [_TARGET]:
        _target(sys.argv[2:])
    else:
        sys.exit(main())
