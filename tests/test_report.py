"""The report of a thread: profiles with their evidence, the same bytes every time, and nobody judged."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threads.errors import UnknownName
from threads.model import Comment, Link, Note, Post, Source, Thread
from threads.patterns import Catalogue, Measured, Pattern
from threads.reports import Profile, Report, report
from threads.reports.profile import time_span

SOURCE = Source(name="larkmouth.json", format="thread", sha256="0" * 64, bytes=0)

# A pattern of our own, so that what is tested here does not move with the catalogue.
SHOUTED = Pattern.model_validate_json(
    """{"id": "ferry-praise", "name": "Praise of the ferry", "family": "emotion",
    "definition": "Words that praise the ferry at Larkmouth in so many words.",
    "not": "Words that praise the footbridge, the river or the town instead.",
    "references": ["Okafor, I. (2024). How ferries are praised. Larkmouth Press."],
    "matchers": [{"kind": "phrases", "phrases": ["lovely ferry", "good old ferry"]}],
    "positives": ["A [[lovely ferry]].", "That [[good old ferry]]!", "The [[lovely ferry]] stays."],
    "negatives": [{"text": "A lovely bridge.", "reason": "It praises the bridge."},
        {"text": "The ferry is late.", "reason": "It praises nothing."},
        {"text": "Lovely. The ferry?", "reason": "The words stand in two sentences."}],
    "measured": [{"set": "larkmouth", "tp": 3, "fp": 1, "fn": 2}]}"""
)
PATTERNS = Catalogue([SHOUTED], {})
NONE = Catalogue([], {})

THREAD = Thread(
    id="ferry",
    source=SOURCE,
    title="The ferry must go",
    nesting="stated",
    post=Post(author="Mara Quill", text="Our good old ferry costs more than a footbridge."),
    comments=(
        Comment(id="c1", author="Ines Okafor", created_at="2024-03-01T10:00:00", text="A lovely ferry, lovely ferry!"),
        Comment(id="c2", author="Tobias Renn", created_at="2024-03-01T10:05:00", text="No. You are wrong about it."),
        Comment(id="c3", author="Ines Okafor", created_at="2024-03-01T10:06:00", text='You wrote "lovely ferry" too.'),
        Comment(id="c4", created_at="2024-03-01T10:07:00", text="I agree."),
        Comment(id="c5", author="Tobias Renn", created_at="2024-03-01T10:09:00", text="lovely ferry", state="removed"),
        Comment(id="c6", author="Mara Quill", text="Well."),
    ),
    links=(
        Link(child_id="c2", parent_id="c1", basis="stated"),
        Link(child_id="c3", parent_id="c2", basis="quote"),
        Link(child_id="c4", parent_id="c2", basis="stated"),
    ),
    notes=(Note(code="count-mismatch", message="The page declares 7 comments and holds 6."),),
)
REPORT = report(THREAD, patterns=PATTERNS)


def profile(name: str | None) -> Profile:
    [found] = [person for person in REPORT.participants if person.name == name]
    return found


def test_participants_stand_in_order_of_appearance_the_author_of_the_post_first() -> None:
    assert [person.name for person in REPORT.participants] == ["Mara Quill", "Ines Okafor", "Tobias Renn", None]
    assert [person.wrote_post for person in REPORT.participants] == [True, False, False, False]


def test_the_text_of_the_post_counts_as_words_of_its_author() -> None:
    mara = profile("Mara Quill")
    assert (mara.comments, mara.words) == (1, 10)
    [use] = mara.patterns
    assert [(found.comment_id, found.text) for found in use.findings] == [("post", "good old ferry")]
    assert REPORT.thread.post_id == "post"


def test_patterns_have_counts_rates_and_the_words_found() -> None:
    [use] = profile("Ines Okafor").patterns
    assert (use.pattern, use.count) == ("ferry-praise", 2)
    assert profile("Ines Okafor").words == 8  # the quotation in c3 is not hers
    assert use.per_1000_words == 250.0
    assert [(found.comment_id, found.start, found.end) for found in use.findings] == [("c1", 2, 14), ("c1", 16, 28)]


def test_removed_words_count_for_nothing() -> None:
    tobias = profile("Tobias Renn")
    assert (tobias.comments, tobias.removed, tobias.words, tobias.patterns) == (2, 1, 6, ())


def test_who_answers_and_rebuts_whom() -> None:
    tobias, ines, unnamed = profile("Tobias Renn"), profile("Ines Okafor"), profile(None)
    assert [(other.name, other.replies) for other in tobias.answers] == [("Ines Okafor", 1)]
    assert [(other.name, other.replies) for other in tobias.answered_by] == [("Ines Okafor", 1), (None, 1)]
    assert [(other.name, other.replies) for other in tobias.rebuts] == [("Ines Okafor", 1)]
    assert [(other.name, other.replies) for other in ines.rebutted_by] == [("Tobias Renn", 1)]
    assert (unnamed.rebuts, unnamed.comments) == ((), 1)


def test_readability_is_null_with_its_reason() -> None:
    assert profile("Tobias Renn").readability is None
    assert profile("Tobias Renn").readability_reason == "6 words, fewer than 100"
    comment = Comment(id="c1", author="Tobias Renn", text="The ferry stays, and it is cheap for all of us. " * 12)
    longer = THREAD.model_copy(update={"comments": (comment,), "links": (), "post": None})
    [tobias] = report(longer, patterns=NONE).participants
    assert tobias.readability is not None
    assert tobias.readability_reason is None
    assert tobias.readability.words == tobias.words == 132


def test_links_are_counted_by_basis_with_how_often_such_links_were_right() -> None:
    stated, quote = REPORT.links.by_basis
    assert (stated.basis, stated.links, stated.measured) == ("stated", 2, "stated by the source")
    assert (quote.basis, quote.links) == ("quote", 1)
    assert isinstance(quote.measured, tuple)
    assert quote.measured
    assert all(0 <= one.right <= one.found for one in quote.measured)
    assert REPORT.links.unlinked == 3


def test_each_pattern_comes_with_its_definition_and_its_measured_counts() -> None:
    [used] = REPORT.patterns
    assert (used.id, used.findings, used.definition) == ("ferry-praise", 3, SHOUTED.definition)
    assert used.measured == (Measured(set="larkmouth", tp=3, fp=1, fn=2),)
    assert REPORT.generator.patterns == ("ferry-praise",)
    assert REPORT.generator.patterns_digest == PATTERNS.digest


def test_summary_and_notes() -> None:
    about = REPORT.thread
    assert (about.comments, about.participants, about.title) == (6, 4, "The ferry must go")
    assert (about.first, about.last) == ("2024-03-01T10:00:00", "2024-03-01T10:09:00")
    assert [note.code for note in REPORT.notes] == ["count-mismatch", "unnamed-authors"]


def test_the_id_of_the_post_is_never_that_of_a_comment() -> None:
    comments = (Comment(id="post", author="Dov Aster", text="A lovely ferry."),)
    found = report(THREAD.model_copy(update={"comments": comments, "links": ()}), patterns=PATTERNS)
    assert found.thread.post_id == "post'"
    cited = [evidence.comment_id for person in found.participants for evidence in person.patterns[0].findings]
    assert cited == ["post'", "post"]


def test_an_article_alone_has_a_report() -> None:
    alone = report(THREAD.model_copy(update={"comments": (), "links": ()}), patterns=PATTERNS)
    assert [person.name for person in alone.participants] == ["Mara Quill"]
    assert alone.structure.comments == 0


@pytest.mark.parametrize(
    ("times", "span"),
    [
        ([], (None, None)),
        ([None], (None, None)),
        (["2024-03-02", "2024-03-01"], ("2024-03-01", "2024-03-02")),
        (["2024-03-01T10:00:00+02:00", "2024-03-01T09:30:00Z"], ("2024-03-01T10:00:00+02:00", "2024-03-01T09:30:00Z")),
        (["2024-03-05", "2024-03-01T10:00:00", "2024-03-01T09:00:00"], ("2024-03-01T09:00:00", "2024-03-01T10:00:00")),
    ],
)
def test_first_and_last_are_taken_of_times_that_compare(
    times: list[str | None], span: tuple[str | None, str | None]
) -> None:
    assert time_span(times) == span


def test_times_of_several_kinds_are_noted() -> None:
    comments = (Comment(id="c1", created_at="2024-03-01"), Comment(id="c2", created_at="2024-03-01T10:00:00"))
    mixed = report(THREAD.model_copy(update={"comments": comments, "links": ()}), patterns=NONE)
    assert "mixed-times" in [note.code for note in mixed.notes]


def test_an_unknown_pattern_is_refused_by_its_name() -> None:
    with pytest.raises(UnknownName, match="'praise' is no pattern"):
        report(THREAD, patterns=["praise"])


def test_the_same_bytes_whatever_the_order_of_sets() -> None:
    code = f"import runpy; print(runpy.run_path({__file__!r})['REPORT'].model_dump_json())"
    outputs = {
        subprocess.run(  # noqa: S603
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert outputs == {REPORT.model_dump_json().encode()}


NAMES = st.one_of(st.none(), st.sampled_from(["Ines", "Tobias", "Mara"]))


@given(st.lists(st.tuples(NAMES, st.text(max_size=60)), max_size=8), st.data())
def test_numbers_add_up_and_evidence_is_its_span(rows: list[tuple[str | None, str]], data: st.DataObject) -> None:
    comments = tuple(Comment(id=f"c{n}", author=name, text=text) for n, (name, text) in enumerate(rows))
    links = tuple(
        Link(child_id=f"c{n}", parent_id=f"c{data.draw(st.integers(0, n - 1))}", basis="stated")
        for n in range(1, len(rows))
        if data.draw(st.booleans())
    )
    found = report(Thread(id="t", source=SOURCE, nesting="stated", comments=comments, links=links), patterns=PATTERNS)
    assert Report.model_validate_json(found.model_dump_json()) == found
    assert sum(person.comments for person in found.participants) == len(comments)
    for one, other in (("answers", "answered_by"), ("rebuts", "rebutted_by")):
        given_, got = (
            [towards.replies for person in found.participants for towards in getattr(person, side)]
            for side in (one, other)
        )
        assert sum(given_) == sum(got)
    texts = {comment.id: comment.text for comment in comments}
    for link in found.rebuttals.links:
        assert all(texts[span.comment_id][span.start : span.end] == span.text for span in link.evidence)
