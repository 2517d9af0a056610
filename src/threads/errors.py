"""Everything `threads` raises on purpose: one class per way to fail, the facts as attributes.

Every message is one sentence: what was found, where, what was wanted, what to do.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Any

_FEW = 8  # names that one reads at a glance
_BREAKS = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_LONGEST = 1_500  # characters of a message; a column's name can be megabytes long


class ThreadsError(Exception):
    """Base of all errors that the input or its user can mend; a bug is never one of them."""

    def __str__(self) -> str:
        """The sentence on one line of bounded length, whatever the names are that the input put into it."""
        said = _BREAKS.sub(lambda found: ascii(found[0])[1:-1], super().__str__())
        return said if len(said) <= _LONGEST else f"{said[: _LONGEST // 2]} ... {said[-_LONGEST // 2 :]}"

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled as it is: a child process cannot make it again from its message alone."""
        return _restored, (type(self), self.args, self.__dict__)


def _restored(kind: type[ThreadsError], message: tuple[Any, ...], facts: dict[str, Any]) -> ThreadsError:
    error = kind.__new__(kind, *message)
    error.__dict__.update(facts)
    return error


class UnreadableInput(ThreadsError):
    """The input cannot be opened or is no text at all (missing, a folder, empty, binary)."""

    def __init__(self, name: str, found: str, do: str) -> None:
        super().__init__(f"{name}: {found}; {do}")
        self.name = name
        self.found = found


class LimitExceeded(UnreadableInput):
    """An input that is larger, deeper or slower than one of the limits allows."""

    def __init__(self, name: str, found: str, limit: str, allowed: float) -> None:
        about = f"{found}, and the limit {limit!r} is {allowed:,}"
        super().__init__(name, about, f"split it, or raise the limit: --limit {limit}=N")
        self.limit = limit
        self.allowed = allowed


class UnknownFormat(ThreadsError):
    """No reader recognises the input, or the format asked for does not exist."""

    def __init__(self, name: str, found: str, formats: tuple[str, ...], *, do: str = "") -> None:
        super().__init__(f"{name}: {found}; {do and do + ', or '}choose one with --format: {', '.join(formats)}")
        self.name = name
        self.formats = formats


class AmbiguousFormat(ThreadsError):
    """Several readers recognise the input."""

    def __init__(self, name: str, formats: tuple[str, ...]) -> None:
        super().__init__(f"{name}: could be {' or '.join(formats)}; choose with --format")
        self.name = name
        self.formats = formats


class MalformedInput(ThreadsError):
    """The format is known but the input breaks its rules at a place that is named."""

    def __init__(self, name: str, where: str, found: str, wanted: str) -> None:
        super().__init__(f"{name}: {where}: {found}; {wanted}")
        self.name = name
        self.where = where
        self.found = found
        self.wanted = wanted


class NoComments(ThreadsError):
    """The input was read and holds no comment section."""

    def __init__(self, name: str, found: str = "no comment section found") -> None:
        super().__init__(f"{name}: {found}; pass --allow-empty to keep the article alone")
        self.name = name


class InvalidPattern(ThreadsError):
    """A pattern file that must not load, with the file and what is wrong in it."""

    def __init__(self, file: str, found: str, wanted: str) -> None:
        super().__init__(f"{file}: {found}; {wanted}")
        self.file = file
        self.found = found
        self.wanted = wanted


class UnwritableOutput(ThreadsError):
    """A file or folder of results cannot be written."""

    def __init__(self, path: str, reason: str, do: str = "choose another place with -o") -> None:
        super().__init__(f"{path}: cannot be written: {reason}; {do}")
        self.path = path


class InvalidSettings(ThreadsError):
    """A settings file with a key that does not exist, or a value that is none for its key."""

    def __init__(self, file: str, found: str, wanted: str) -> None:
        super().__init__(f"{file}: {found}; {wanted}")
        self.file = file


class MissingExtra(ThreadsError):
    """Something was asked for that needs a library which is not installed."""

    def __init__(self, library: str, extra: str) -> None:
        super().__init__(f"{library} is not installed; pip install 'threads[{extra}]'")
        self.library = library
        self.extra = extra


class WeakKey(ThreadsError):
    """A key for pseudonyms that is short enough to be guessed."""

    def __init__(self, length: int, least: int) -> None:
        super().__init__(f"the key has {length} bytes; give {least} or more, such as from `openssl rand -hex 32`")


class ForeignOutput(ThreadsError):
    """A folder of results holds those of other inputs or settings."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path}: holds results of other inputs or settings; choose another place, or pass --force")
        self.path = path


class ProcessEnded(ThreadsError):
    """A process of a run was ended from outside."""

    def __init__(self) -> None:
        super().__init__(
            "a process of the run was ended from outside, most likely for lack of memory; "
            "run again with fewer --processes: what was done is kept"
        )


class TooManyRejects(ThreadsError):
    """More records of a corpus cannot be read than the caller allows."""

    def __init__(self, found: int, allowed: int, path: str) -> None:
        super().__init__(
            f"{path}: lists {found} records that cannot be read, more than {allowed}; mend them, or raise --max-bad"
        )
        self.found = found
        self.allowed = allowed


class UnknownName(ThreadsError):
    """A schema, pattern or setting asked for by a name that does not exist."""

    def __init__(self, kind: str, name: str, known: tuple[str, ...]) -> None:
        # among a few the eye finds what was meant
        close = get_close_matches(name, known, n=1) if len(known) > _FEW else []
        hint = f"; did you mean {close[0]}?" if close else ""
        super().__init__(f"{name!r} is no {kind}; known: {', '.join(known)}{hint}")
        self.name = name
        self.known = known


class BrokenPlugin(ThreadsError):
    """An installed package offers formats or patterns that cannot be loaded."""

    def __init__(self, name: str, found: str) -> None:
        super().__init__(f"{name}: cannot be loaded ({' '.join(found.split())}); mend or uninstall its package")
        self.name = name


class ScoreFell(ThreadsError):
    """A pattern measures worse than the counts in its file say, and nothing says why."""

    def __init__(self, file: str, set: str, before: float, now: float) -> None:
        super().__init__(f"{file}: F1 on {set} falls from {before:.3f} to {now:.3f}; say why with --why, or mend it")
        self.file = file
        self.set = set
        self.before = before
        self.now = now
