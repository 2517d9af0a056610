"""A thread at a glance: its figures, what stands out in a few sentences, and what a reader should doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from threads.render.content.bases import BasisRow, basis_rows
from threads.render.content.exchanges import ending_of
from threads.render.content.passages import precision
from threads.render.content.wording import count, duration, listing, moment, name_of, number, people, percent, span
from threads.reports import Report

_FOREIGN = "unsupported language"  # how threads.readability says so


class Figure(NamedTuple):
    """A number with what it counts and a word of context."""

    value: str
    label: str
    context: str


class Glance(NamedTuple):
    """The head of a page."""

    title: str
    source: str
    url: str | None
    host: str
    when: str
    figures: tuple[Figure, ...]
    bases: tuple[BasisRow, ...]
    unlinked: int
    unlinked_means: str
    linked: int
    stated: int
    in_short: tuple[str, ...]
    doubts: tuple[str, ...]


def glance(report: Report) -> Glance:
    """What a reader of the report should see first."""
    bases, address = basis_rows(report), _web_address(report.thread.url)
    stated = sum(row.links for row in bases if not row.recovered)
    return Glance(
        title=title_of(report),
        source=f"{report.source.name}, read as {report.source.format}",
        url=address,
        host=(urlsplit(address).hostname if address else None) or "the web",
        when=_when(report),
        figures=tuple(_figures(report)),
        bases=bases,
        unlinked=report.links.unlinked,
        unlinked_means="top level" if report.structure.top_level_known else "answered comment unknown",
        linked=sum(row.links for row in bases),
        stated=stated,
        in_short=tuple(_in_short(report)),
        doubts=tuple(_doubts(report, bases)),
    )


def title_of(report: Report) -> str:
    """The thread's title, or its id where it has none."""
    title = " ".join((report.thread.title or "").split())
    return title or report.thread.id


def _web_address(url: str | None) -> str | None:
    """Only addresses of pages become links: "javascript:" and its kind must not."""
    if url is None or not url.lower().startswith(("https://", "http://")):
        return None
    try:
        urlsplit(url)
    except ValueError:  # "http://[" and the like
        return None
    return url


def _when(report: Report) -> str:
    first, last = moment(report.thread.first), moment(report.thread.last)
    return first if first == last else f"{first} to {last}"


def _figures(report: Report) -> Iterator[Figure]:
    thread, shape = report.thread, report.structure
    declared = thread.declared_comments
    differs = declared is not None and declared != thread.comments
    yield _counted(thread.comments, "comment", f"the source says {number(declared or 0)}" if differs else "")
    unnamed = f"and {count(thread.unnamed_comments, 'comment')} without a name" if thread.unnamed_comments else ""
    yield _counted(thread.participants, "participant", unnamed)
    seconds = span(thread.first, thread.last)
    if seconds is not None and seconds > 0:
        yield Figure(duration(seconds), "from first to last", "")
    context = "" if shape.top_level_known else "or more: some links are unknown"
    yield _counted(shape.max_depth, "level", context, " deep")
    judged = report.rebuttals.judged
    share = f"{percent(len(report.rebuttals.links), judged)} of replies to others" if judged else "no replies to judge"
    yield _counted(len(report.rebuttals.links), "rebuttal", share)
    if report.patterns:
        found = sum(one.findings for one in report.patterns)
        words = sum(person.words for person in report.participants)
        rate = f"{1000 * found / words:.1f} per 1,000 words" if words else ""
        yield _counted(found, "passage", rate, " of rhetorical patterns")


def _counted(value: int, noun: str, context: str, more: str = "") -> Figure:
    """A number of things, the noun as the number wants it."""
    shown, _, label = count(value, noun).partition(" ")
    return Figure(shown, label + more, context)


def _in_short(report: Report) -> Iterator[str]:
    judged, disagree = report.rebuttals.judged, len(report.rebuttals.links)
    if judged:
        agree = report.rebuttals.agreements
        agreeing = f", {number(agree)} {'agrees' if agree == 1 else 'agree'}" if agree else ""
        verb = "disagrees" if disagree == 1 else "disagree"
        granted = len(report.rebuttals.concessions)
        conceding = f"; {count(granted, 'rebuttal')} {'was' if granted == 1 else 'were'} conceded" if granted else ""
        yield f"Of {count(judged, 'reply')} to others, {number(disagree)} {verb} in words{agreeing}{conceding}."
    chain = max(report.rebuttals.chains, key=lambda one: one.rebuttals, default=None)
    if chain is not None and chain.rebuttals > 1:
        names = chain.participants
        between = listing([name_of(one) for one in names]) if len(names) <= 3 else people(names)
        yield f"The longest chain has {chain.rebuttals} rebuttals, between {between}; {ending_of(chain)}."
    most = max(report.patterns, key=lambda one: one.findings, default=None)
    if most is not None and most.findings > 1:
        writers = [one.name for one in report.participants if any(use.pattern == most.id for use in one.patterns)]
        yield (
            f"Most frequent pattern: {most.name}, {count(most.findings, 'passage')} "
            f"in the words of {people(writers)} ({precision(most)})."
        )
    yield from _concentration(report)


def stance_precision(report: Report) -> str:
    """How often replies found to disagree were labelled so, on sets that the weights had not seen; empty if unknown."""
    counts = [one for one in report.rebuttals.measured if one.label == "disagree" and one.how == "set unseen"]
    right, found = sum(one.tp for one in counts), sum(one.tp + one.fp for one in counts)
    return (
        f"on labelled sets unseen before, {percent(right, found)} of {number(found)} such findings were right"
        if found
        else ""
    )


def _concentration(report: Report) -> Iterator[str]:
    """How many write half of all comments, of those whose author is known."""
    counts = sorted((one.comments for one in report.participants if one.name is not None), reverse=True)
    half = "half of all comments" if not report.thread.unnamed_comments else "half of the comments with a name"
    total, so_far = sum(counts), 0
    if total < 10:
        return
    for heads, comments in enumerate(counts, 1):
        so_far += comments
        if 2 * so_far >= total:
            yield f"{count(heads, 'participant')} of {number(len(counts))} wrote {half}."
            return


def _doubts(report: Report, bases: tuple[BasisRow, ...]) -> Iterator[str]:
    recovered = sum(row.links for row in bases if row.recovered)
    if recovered:
        yield (
            f"{count(recovered, 'reply link')} of {number(sum(row.links for row in bases))} "
            f"{'was' if recovered == 1 else 'were'} recovered, not stated by the source: inferences, "
            "labelled where they stand."
        )
    if report.links.unlinked and not report.structure.top_level_known:
        yield (
            f"For {count(report.links.unlinked, 'comment')} nobody can say what is answered: they are shown at the "
            "top level, and depth is a lower bound."
        )
    if report.rebuttals.judged and (right := stance_precision(report)):
        yield f"That a reply disagrees is read from its words: {right}."
    foreign = sum(one.words for one in report.participants if (one.readability_reason or "").startswith(_FOREIGN))
    if foreign > sum(one.words for one in report.participants if one.readability is not None):
        yield "Most words read as another language than English: patterns, stances and grades are made for English."
    if report.thread.kind == "roundup":
        yield "The source is an article that quotes commenters: what they said in full is not known."
    codes = Counter(note.code for note in report.notes)
    shown: Counter[str] = Counter()
    for note in report.notes:
        shown[note.code] += 1
        if shown[note.code] <= 3:
            yield note.message
        elif shown[note.code] == 4:
            yield f"{number(codes[note.code] - 3)} more notes of this kind ({note.code})."
