"""Lines that say who is quoted, and often when: "On 14 Mar 2024 at 10:05, Mara Quill wrote:", "Posted by Mara"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from threads.links.claims import Claim
from threads.links.context import Context, latest
from threads.links.reading import Reading
from threads.links.times import seconds
from threads.links.words import alternation
from threads.timestamps import iso, scan

_SAYING = alternation("saying")
_QUOTING = alternation("quoting")
_FROM = alternation("from")
_SAID = re.compile(
    # the line before belongs to it: mail programs break "On ..., NAME wrote:" where it grows long
    rf"^(?:[^\n]{{0,200}}\n)?[^\n]{{0,300}}?\b(?:{_SAYING})\b[^\n:.!?]{{0,40}}:[ \t]*$"
    rf"|^[ \t]*[^\n:.,;!?>]{{2,60}}?\s(?:{_SAYING}):[ \t]"
    rf"|^(?:{_QUOTING})[ \t]+[^\n:]{{1,60}}:"
    rf"|^(?:[^\n]{{0,40}}?\boriginally posted by:?|(?:>[ \t]?)?\*{{0,2}}(?:{_FROM}):\*{{0,2}})[ \t]+[^\n]{{1,80}}"
    r"(?:\n[ \t>]*(?:date|sent|datum|gesendet)\b[^\n]{0,80})?",
    re.IGNORECASE | re.MULTILINE,
)
_MAY_SAY = re.compile(rf"(?:(?:{_SAYING}|{_QUOTING})\b[^\n]{{0,40}}|(?:{_FROM})):", re.IGNORECASE)
_REACH = 60  # characters before a colon in which such a word begins
_TAG = re.compile(r"\[quote=[\"“']?(?P<tag>[^\]\n\"”;,]{1,60})", re.IGNORECASE)
_QUOTED = re.compile(r"[ \t]{0,3}(?:>|&gt;)")
_HEADERS = re.compile(r"\b(?:sent|gesendet)\b", re.IGNORECASE)
_FEW = 8  # comments of a quoted author among which the model chooses
_MANY = 60  # and among which a time without its zone is looked for
_ZONES = 14 * 3600  # no zone is further from another than this, and all differ by quarters of an hour


def attribution(reading: Reading, context: Context) -> Iterator[Claim]:
    """The comment whose author and time the outermost attribution names; else that author's last comments."""
    text = reading.comment.text
    if ":" not in text and "=" not in text and "osted by" not in text:
        return
    plain = text.casefold()
    if "[quote=" not in plain and "originally posted by" not in plain and not _may_say(text):
        return
    for pattern in (_TAG, _SAID):
        for match in pattern.finditer(text):
            start, end = match.span()
            last_line = text.rfind("\n", 0, end - 1) + 1
            if pattern is _SAID and _QUOTED.match(text, last_line) and not _HEADERS.search(match[0]):
                continue  # inside a quotation: an attribution that the one answered wrote
            author = _someone(match[0], context, reading.comment.author)
            words = (reading.evidence(start, end),)
            dated = _dated(match[0], author, context)
            # An author and a time that just one comment has are as good as its number.
            certain = author is not None and len(dated) == 1
            for at in dated[:_FEW]:
                yield Claim(at, "quote_dated", 1.0, "quote", words, certain=certain)
            if author is not None and not certain:
                for at in latest(context.by_author[author], _FEW):
                    yield Claim(at, "quote_attributed", 1.0, "quote", words)
            if author is not None or dated:
                return


def _may_say(text: str) -> bool:
    """Whether a word that attributes stands before any colon: quicker than to look for it in all of a text."""
    at = text.find(":")
    while at >= 0:
        if _MAY_SAY.search(text, max(0, at - _REACH), at + 1):
            return True
        at = text.find(":", at + 1)
    return False


def _someone(line: str, context: Context, but: str | None) -> str | None:
    """The author of whom a line holds the longest full name."""
    parts = re.split(r"[\s,\"]+", line.casefold())
    for length in range(min(context.names.longest, len(parts)), 0, -1):
        for n in range(len(parts) - length + 1):
            called = context.names.who(" ".join(parts[n : n + length]).strip(":<>()'"), but)
            if called is not None and called.how == "full":
                return called.author
    return None


def _dated(line: str, author: str | None, context: Context) -> list[int]:
    """The comments written at the time that a line names; without its zone only if its author wrote just one then."""
    named = next((moment for moment in scan(line) if moment.hour is not None), None)
    stamp = iso(named) if named else None
    when = seconds(stamp)
    if when is None or stamp is None:
        return []
    minute = int(when // 60)
    there = list(latest(context.by_minute.get(minute, []), _MANY))
    there = [at for at in there if author is None or context.comments[at].author == author]
    exact = [at for at in there if context.seconds[at] == when]
    if there or author is None or stamp[19:]:
        found = exact if len(exact) == 1 else there
        return found if author is not None or len(found) == 1 else []
    apart = [(at, abs((context.seconds[at] or 0) // 60 - minute)) for at in latest(context.by_author[author], _MANY)]
    fitting = [at for at, minutes in apart if minutes * 60 <= _ZONES and minutes % 15 == 0]
    return fitting if len(fitting) == 1 else []
