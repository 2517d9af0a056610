"""Whose a record without an author is: that of the one right before, where the page marks it as more by the same."""

from __future__ import annotations

from collections.abc import Sequence

from threads.sources.html.worth import Filled
from threads.sources.interface import is_only


def with_authors(records: Sequence[Filled], written: Sequence[str | None]) -> list[Filled]:
    """The records, follow-ups with the author of the one before; `written` are their times.

    A chat prints a name once above what somebody writes in one go. Those without a name are then called something
    that no other record is, and follow on the same day; guests who gave no name are called so.
    """
    unsigned = [r for r in records if not r.author and r.text]
    signed = [r for r in records if r.author]
    if not unsigned or len(signed) < len(unsigned):
        return list(records)
    marks = set.intersection(*(set(r.member.classes) for r in unsigned)).difference(*(r.member.classes for r in signed))
    if not marks or any(is_only("anonymous", mark) for mark in marks):
        return list(records)
    found: list[Filled] = []
    for n, record in enumerate(records):
        before = found[-1] if found else None
        if before is not None and not record.author and record.text and _is_at_once(written[n - 1], written[n]):
            record = record._replace(author=before.author if _are_neighbours(before, record) else None)
        found.append(record)
    return found


def _is_at_once(before: str | None, after: str | None) -> bool:
    """Whether the second of two times is of the same day and not earlier."""
    return bool(before and after) and (before or "")[:10] == (after or "")[:10] and (before or "") <= (after or "")


def _are_neighbours(before: Filled, record: Filled) -> bool:
    """Whether no other element stands between two records."""
    row, at = record.member.parent, record.member.order
    return row is before.member.parent and before.member.end == at - 1
