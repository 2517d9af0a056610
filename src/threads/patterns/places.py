"""Where words may stand: one small test per name of `where`, for all patterns alike.

Every test looks at a bounded stretch around the words, so that many candidates in one long text stay linear.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from threads.patterns.matchers import Where
from threads.patterns.reading import Reading

Test = Callable[[Reading, int, int], bool]
_REACH = 160
_LEAD = 60

# Words that lead into a sentence without being its matter: "But seriously, ..." still begins with what follows.
_LEAD_IN = re.compile(
    r"(?:\W*\b(?:and|but|so|or|well|yeah|yes|yep|no|nope|nah|oh|ah|ok|okay|lol|lmao|haha|hmm+|um+|now|also|anyway|because"
    r"|again|then|honestly|seriously|really|look|listen|man|dude|bro|wow|plus|i mean|you know|@[\w.-]+)\b)*[\W_]*"
)
_YOU = re.compile(r"\b(?:you|your|yours|you're|youre|yourself|u|ur|ya|yall|y'all)\b")


def _sentence_start(reading: Reading, start: int, end: int) -> bool:
    first = reading.sentence(start).start
    return start - first < _LEAD and _LEAD_IN.fullmatch(reading.lower, first, start) is not None


def _sentence_end(reading: Reading, start: int, end: int) -> bool:
    last = reading.sentence(end - 1).end
    return last - end < _LEAD and not any(map(str.isalnum, reading.lower[end:last]))


def _sentence(reading: Reading, start: int, end: int) -> bool:
    return _sentence_end(reading, start, end) and _sentence_start(reading, start, end)


def _comment_start(reading: Reading, start: int, end: int) -> bool:
    return not any(map(str.isalnum, reading.lower[:start])) if start < _REACH else False


def _comment_end(reading: Reading, start: int, end: int) -> bool:
    rest = reading.lower[end : end + _REACH]
    return end + _REACH >= len(reading.lower) and not any(map(str.isalnum, rest))


def _ends_with(reading: Reading, at: int, mark: str) -> bool:
    if mark not in reading.text:  # most texts are statements, and need not be parted into sentences for that
        return False
    start, end = reading.sentence(at)
    return mark in reading.text[max(start, end - 6) : end]


def _question(reading: Reading, start: int, end: int) -> bool:
    return _ends_with(reading, start, "?")


def _statement(reading: Reading, start: int, end: int) -> bool:
    return not _ends_with(reading, start, "?")


def _exclamation(reading: Reading, start: int, end: int) -> bool:
    return _ends_with(reading, start, "!")


def _second_person(reading: Reading, start: int, end: int) -> bool:
    first, last = reading.sentence(start)
    return _YOU.search(reading.lower, max(first, start - _REACH), min(last, end + _REACH)) is not None


WHERE: dict[Where, Test] = {
    "sentence-start": _sentence_start,
    "sentence-end": _sentence_end,
    "sentence": _sentence,
    "comment-start": _comment_start,
    "comment-end": _comment_end,
    "question": _question,
    "statement": _statement,
    "exclamation": _exclamation,
    "second-person": _second_person,
}
