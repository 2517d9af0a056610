"""Mail archive: an mbox file, a single .eml message, or a maildir folder; replies by In-Reply-To and References."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from threads.errors import MalformedInput
from threads.model import Comment, Note, Transcript
from threads.sources import mail
from threads.sources.conversations import conversations
from threads.sources.document import Document, Options
from threads.sources.foreign import transcript
from threads.sources.mail import Mail
from threads.sources.mime import TooDeep

FIELDS = ("id", "parent_id", "author", "author_id", "created_at", "created_at_text", "text", "extra")

# A "From " line ends in a date as `ctime` prints it, and a header follows; "From Monday on" in a body does not.
# Each group takes the first weekday, time and year that there are and no other, or long lines would take for ever.
_ENVELOPE = re.compile(
    rb"^From (?>[^\n]*?(?=(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? ))"
    rb"(?P<date>(?>[^\n]*?\d\d:\d\d)(?>[^\n]*?\d{4})[^\n]*)\n"
    rb"(?=>?[!-9;-~]+:|>From )",
    re.MULTILINE,
)
_ESCAPED = re.compile(rb">+From ")
_TIGHT_QUOTE = re.compile(rb">(?![ \n]|>*From )")  # most programs quote with a blank behind the mark


class _Raw(NamedTuple):
    data: bytes
    envelope: str | None


def recognise(document: Document) -> bool:
    """Whether the input is mail: it begins with a "From " line, or with the headers of a message."""
    return document.container == "mail"


def parse(document: Document, options: Options) -> Iterator[Transcript]:
    """The threads of the archive, in the order of their first messages."""
    yield from _threads(document, _messages(document.data.replace(b"\r\n", b"\n")), options)


def recognise_folder(folder: Path) -> bool:
    """Whether a folder is a maildir, or holds messages as .eml files."""
    return (folder / "cur").is_dir() or any(folder.glob("*.eml"))


def parse_folder(folder: Path, options: Options) -> Iterator[Transcript]:
    """The threads of a maildir (its cur and new, in the order of delivery) or of a folder of .eml files."""
    files = [*folder.glob("cur/*"), *folder.glob("new/*")] or folder.glob("*.eml")
    messages = [file.read_bytes().replace(b"\r\n", b"\n") for file in sorted(files, key=_delivery) if file.is_file()]
    document = Document(folder.name, b"\n".join(messages))
    yield from _threads(document, (_Raw(message, None) for message in messages), options)


def _delivery(file: Path) -> tuple[int, str]:
    """A maildir's file names begin with the second of delivery."""
    seconds = re.match(r"\d+", file.name)
    return int(seconds[0]) if seconds else 0, file.name


def _messages(data: bytes) -> Iterator[_Raw]:
    found = list(_ENVELOPE.finditer(data))
    if not found:
        yield _Raw(data, None)
        return
    ends = [*(match.start() for match in found[1:]), len(data)]
    for match, end in zip(found, ends, strict=True):
        yield _Raw(_unescaped(data[match.end() : end]), match["date"].decode("ascii", "replace").strip())


def _unescaped(message: bytes) -> bytes:
    """The message without the ">" that mbox puts before "From " lines; beside lines quoted so, it is a quotation."""
    if b"\n>" not in message:
        return message
    lines = message.split(b"\n")
    quoted = [_TIGHT_QUOTE.match(line) is not None for line in lines] + [False]
    for n, line in enumerate(lines):
        if _ESCAPED.match(line) and not quoted[n - 1] and not quoted[n + 1]:
            lines[n] = line[1:]
    return b"\n".join(lines)


def _threads(document: Document, messages: Iterable[_Raw], options: Options) -> Iterator[Transcript]:
    mails, repeated = _distinct(_read(document, raw, n, options) for n, raw in enumerate(messages, 1))
    same_topic = _same_topic(mails)
    ids = {one.comment.id for one in mails}

    def names(one: Mail) -> tuple[str, ...]:
        return (one.comment.id, *one.ancestors, *same_topic.get(one.comment.id, ()))

    for thread in conversations(mails, names):
        here = {one.comment.id for one in thread}
        placed = [_placed(one, ids) for one in thread]
        yield transcript(
            document,
            "mbox",
            [comment for comment, _ in placed],
            id=thread[0].comment.id,
            title=thread[0].subject,
            nesting="partial" if _lacks_headers(thread) else "stated",
            notes=[*(n for n in repeated if n.comment_id in here), *(note for _, notes in placed for note in notes)],
        )


def _read(document: Document, raw: _Raw, number: int, options: Options) -> Mail:
    try:
        return mail.read(raw.data, number, raw.envelope, options)
    except TooDeep:
        found = "has parts nested deeper than mail programs nest them"
        raise MalformedInput(document.name, f"message {number}", found, "remove the message") from None


def _distinct(mails: Iterable[Mail]) -> tuple[list[Mail], list[Note]]:
    """Each message once: one sent to two lists stands twice in their archives, with other headers and footers."""
    first: dict[str, Mail] = {}
    kept: list[Mail] = []
    notes: list[Note] = []
    for one in mails:
        before = first.setdefault(one.comment.id, one)
        same = before.comment.author_id == one.comment.author_id and before.comment.created_at == one.comment.created_at
        if before is one or not same:
            kept.append(one)
        else:
            message = "a later message with the same Message-ID, author and date was dropped"
            notes.append(Note(code="duplicate-comment", comment_id=one.comment.id, message=message))
    return kept, notes


def _same_topic(mails: Sequence[Mail]) -> dict[str, tuple[str, ...]]:
    """For replies without In-Reply-To and References, the latest message before them with their subject."""
    latest: dict[str, str] = {}
    found: dict[str, tuple[str, ...]] = {}
    for one in mails:
        if one.is_reply and not one.ancestors and one.topic in latest:
            found[one.comment.id] = (latest[one.topic],)
        if one.topic:
            latest[one.topic] = one.comment.id
    return found


def _placed(one: Mail, ids: set[str]) -> tuple[Comment, tuple[Note, ...]]:
    """The comment under the nearest ancestor that is in the archive, else under the parent it states."""
    if not one.ancestors:
        return one.comment, ()
    parent = next((name for name in one.ancestors if name in ids), one.ancestors[0])
    comment = one.comment.model_copy(update={"parent_id": parent})
    if parent == one.ancestors[0]:
        return comment, ()
    message = f"answers {one.ancestors[0]}, which is not here; its parent is the nearest message named in References"
    return comment, (Note(code="absent-parent", comment_id=comment.id, message=message),)


def _lacks_headers(thread: Sequence[Mail]) -> bool:
    """Whether a reply names nothing that it answers, so that only its subject and quotations can tell."""
    roots = [one for one in thread if not one.ancestors]
    return len(roots) > 1 or any(one.is_reply for one in roots)
