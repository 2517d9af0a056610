"""What a report says of each comment's words: passages of patterns, words that rebut, words that made a link."""

from __future__ import annotations

from collections.abc import Iterator

from threads.model import Thread
from threads.render.content.marks import Claim
from threads.reports import Report

STANCE = "Disagrees"
_STANCE_SAID = "These words weighed most for reading the reply as disagreeing with the comment it answers."
CONCESSION = "Concedes"
_CONCESSION_SAID = "Somebody who was rebutted grants something to the rebuttal, in so many words."
_LINK_SAID = {
    "marker": "A mark of the page beside the comment says whom it answers.",
    "quote": "Words of the earlier comment are quoted here; the link was recovered from them.",
    "mention": "The earlier commenter is addressed here; the link was recovered from it.",
    "answer": "A question or claim right above is taken up here; the link was recovered from it.",
    "order": "The order of times shows that the comment is nested.",
    "adjacent": "Nothing but its place links the comment to the one above.",
    "stated": "The source states the link.",
}


def claims_by_comment(report: Report, thread: Thread) -> dict[str, list[Claim]]:
    """Claims under the id of the comment (or of the post) whose words they rest on."""
    found: dict[str, list[Claim]] = {}
    for comment_id, claim in (*_patterns(report), *_rebuttals(report), *_concessions(report), *_links(thread)):
        found.setdefault(comment_id, []).append(claim)
    return found


def _patterns(report: Report) -> Iterator[tuple[str, Claim]]:
    known = {pattern.id: pattern for pattern in report.patterns}
    for person in report.participants:
        for use in person.patterns:
            pattern = known[use.pattern]
            for one in use.findings:
                yield one.comment_id, Claim(one.start, one.end, "pattern", pattern.name, pattern.definition, pattern.id)


def _rebuttals(report: Report) -> Iterator[tuple[str, Claim]]:
    for rebuttal in report.rebuttals.links:
        for one in rebuttal.evidence:
            yield one.comment_id, Claim(one.start, one.end, "stance", STANCE, _STANCE_SAID)


def _concessions(report: Report) -> Iterator[tuple[str, Claim]]:
    for concession in report.rebuttals.concessions:
        for one in concession.evidence:
            yield one.comment_id, Claim(one.start, one.end, "concession", CONCESSION, _CONCESSION_SAID)


def _links(thread: Thread) -> Iterator[tuple[str, Claim]]:
    for link in thread.links:
        for one in link.evidence:
            yield one.comment_id, Claim(one.start, one.end, "link", f"Link by {link.basis}", _LINK_SAID[link.basis])
