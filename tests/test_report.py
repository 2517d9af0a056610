"""The report of a thread: profiles with their evidence, the same bytes every time, and nobody judged."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threads.errors import UnknownName
from threads.model import Comment, Link, Note, Post, Source, Thread
from threads.patterns import Catalogue, Measured, Pattern
from threads.reports import Profile, Report, overview, report
from threads.reports.distinctive import background, distinctive
from threads.reports.intervals import count_interval, share_interval
from threads.reports.names import is_placeholder
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
    assert use.interval == (30.276, 903.086)  # (0.2422, 7.2247) of 8 words
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


def test_who_concedes_and_who_has_the_last_word() -> None:
    no, yes = "No. You are wrong about it.", "Good point. I agree with you."
    said = [("Ines Okafor", "The ferry pays for itself."), ("Tobias Renn", no), ("Ines Okafor", no)]
    comments = [Comment(id=f"c{n}", author=author, text=text) for n, (author, text) in enumerate(said)]
    comments += [Comment(id="c3", author="Dov Aster", text=no), Comment(id="c4", author="Ines Okafor", text=yes)]
    links = [("c1", "c0"), ("c2", "c1"), ("c3", "c0"), ("c4", "c3")]
    update = {
        "post": None,
        "comments": tuple(comments),
        "links": tuple(Link(child_id=child, parent_id=parent, basis="stated") for child, parent in links),
    }
    ines, tobias, dov = report(THREAD.model_copy(update=update), patterns=NONE).participants
    assert [(other.name, other.replies) for other in ines.concedes_to] == [("Dov Aster", 1)]
    assert [person.last_words for person in (ines, tobias, dov)] == [1, 0, 0]


# --- names that are none ------------------------------------------------------------------------------------------


def with_authors(*authors: str | None, post: str | None = None) -> Report:
    no = "No. You are wrong about it."
    comments = tuple(Comment(id=f"c{n}", author=author, text=no) for n, author in enumerate(authors))
    links = tuple(Link(child_id=f"c{n}", parent_id=f"c{n - 1}", basis="stated") for n in range(1, len(authors)))
    update = {"comments": comments, "links": links, "post": Post(author=post, text="Keep it.") if post else None}
    return report(THREAD.model_copy(update={**update, "notes": ()}), patterns=NONE)


def test_placeholders_are_no_participants() -> None:
    found = with_authors("[deleted]", "Ines Okafor", "[removed]", None, "[Deleted] ")
    assert [(person.name, person.comments) for person in found.participants] == [(None, 4), ("Ines Okafor", 1)]
    assert (found.thread.participants, found.thread.unnamed_comments) == (1, 4)
    placeholders, unnamed = (
        next(note.message for note in found.notes if note.code == code)
        for code in ("placeholder-authors", "unnamed-authors")
    )
    assert placeholders.startswith("3 comments")
    assert unnamed == "1 comment has no author."


def test_two_placeholders_are_not_one_person() -> None:
    found = with_authors("[deleted]", "[deleted]", "[deleted]")
    assert len(found.rebuttals.links) == 2, "a person's replies to himself would not be judged"
    assert [chain.turns for chain in found.rebuttals.chains] == ["other"]
    assert not found.rebuttals.network.edges
    assert not found.structure.answers


def test_a_post_by_a_placeholder_is_by_nobody() -> None:
    assert [person.name for person in with_authors("Ines Okafor", post="[deleted]").participants] == ["Ines Okafor"]


@pytest.mark.parametrize("name", ["deleted", "Deleted member 17", "user_deleted_4", "Removed Rat", "[river_rat]", ""])
def test_names_that_look_like_placeholders(name: str) -> None:
    assert not is_placeholder(name)


# --- incivility along chains --------------------------------------------------------------------------------------


def test_chains_count_the_attacks_found_in_own_words_once_each() -> None:
    texts = ("The ferry pays for itself.", "No. You are wrong, you idiot.", 'No. You wrote "you idiot". You are wrong.')
    comments = tuple(Comment(id=f"c{n}", author="IT"[n % 2], text=text) for n, text in enumerate(texts))
    links = tuple(Link(child_id=f"c{n}", parent_id=f"c{n - 1}", basis="stated") for n in (1, 2))
    spat = THREAD.model_copy(update={"comments": comments, "links": links, "post": None})
    [chain] = report(spat).rebuttals.chains
    assert chain.incivility is not None
    assert chain.incivility.whole.passages == 1, "ad hominem and name-calling at the same words are one passage"
    assert chain.incivility.whole.words == 5 + 6 + 6
    [unread] = report(spat, patterns=PATTERNS).rebuttals.chains
    assert unread.incivility is None, "no pattern of that family was looked for"


# --- distinctive words --------------------------------------------------------------------------------------------


def test_distinctive_words_by_the_formula_of_monroe_and_colleagues() -> None:
    own, others = Counter({"ferry": 30, "the": 70, "http://pier": 9}), Counter({"ferry": 5, "the": 95, "bridge": 40})
    [found] = distinctive(own, own.total(), background(own + others))
    # y + alpha against n + alpha_0, as in eq. 16 and 20 of the paper, alpha being the counts of all
    of_own = math.log((30 + 35) / (109 + 249 - 30 - 35))
    of_others = math.log((5 + 35) / (140 + 249 - 5 - 35))
    assert (found.word, found.count, found.count_of_others) == ("ferry", 30, 5)
    assert found.log_odds == pytest.approx(of_own - of_others, abs=0.0005)
    assert found.z == pytest.approx((of_own - of_others) / math.sqrt(1 / 65 + 1 / 40), abs=0.005)


@pytest.mark.parametrize(
    ("own", "others"),
    [
        ({"ferry": 99}, {"bridge": 200}),  # too few words
        ({"ferry": 200}, {"bridge": 99}),  # too few to compare with
        ({"ferry": 2, "the": 98}, {"the": 200}),  # used twice
        ({"ferry": 100, "the": 100}, {"ferry": 100, "the": 100}),  # like all others
    ],
)
def test_no_word_is_distinctive(own: dict[str, int], others: dict[str, int]) -> None:
    assert not distinctive(Counter(own), sum(own.values()), background(Counter(own) + Counter(others)))


def test_at_most_ten_distinctive_words_and_the_surest_first() -> None:
    own = Counter({f"pier{n:02}": 20 + n for n in range(15)})
    found = distinctive(own, own.total(), background(own + Counter({"the": 5000})))
    assert [one.word for one in found] == [f"pier{n:02}" for n in range(14, 4, -1)]
    assert all(one.z >= other.z for one, other in pairwise(found))


def test_words_are_counted_in_own_words_and_in_lower_case() -> None:
    rows = [("Ines", 'Ferry ferry FERRY don’t "pier pier pier" and ' + "so on " * 60), ("Tobias", "the bridge " * 80)]
    comments = tuple(Comment(id=f"c{n}", author=author, text=text) for n, (author, text) in enumerate(rows))
    ines, _ = report(THREAD.model_copy(update={"comments": comments, "links": (), "post": None})).participants
    words = {one.word: one.count for one in ines.distinctive_words}
    assert words["so"] == words["on"] == 60
    assert "pier" not in words


# --- intervals ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [  # the exact limits of Garwood's table, and beyond 200 those of the chi-squared distribution
        (0, 0.0, 3.689),
        (1, 0.0253, 5.572),
        (2, 0.2422, 7.225),
        (5, 1.623, 11.668),
        (10, 4.795, 18.390),
        (100, 81.364, 121.627),
        (201, 174.172, 230.791),
        (1000, 938.973, 1063.952),
    ],
)
def test_limits_of_a_count(count: int, low: float, high: float) -> None:
    assert list(count_interval(count)) == pytest.approx([low, high], abs=0.002)


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"), [(7, 20, 0.1812, 0.5671), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0)]
)
def test_limits_of_a_share(hits: int, of: int, low: float, high: float) -> None:
    limits = share_interval(hits, of)
    assert limits
    assert [round(limit, 4) for limit in limits] == [low, high]


def test_nothing_has_no_share() -> None:
    assert share_interval(0, 0) is None


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


@pytest.mark.parametrize(
    "change",
    [
        {"measured": (Measured(set="larkmouth", tp=4, fp=0, fn=2),)},
        {"definition": "Words that praise the ferry at Larkmouth."},
        {"family": "courtesy"},
    ],
)
def test_equal_generators_cite_the_same(change: dict[str, Any]) -> None:
    other = report(THREAD, patterns=Catalogue([SHOUTED.model_copy(update=change)], {}))
    assert other != REPORT
    assert other.generator != REPORT.generator
    assert report(THREAD, patterns=Catalogue([SHOUTED], {})).generator == REPORT.generator


@pytest.mark.parametrize("counts", ["measured_stance", "measured_links"])
def test_the_generator_names_the_counts_that_came_with_it(counts: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overview, counts, lambda: {} if counts == "measured_links" else ())
    found = report(THREAD, patterns=Catalogue([SHOUTED], {}))  # a catalogue whose digest nobody remembers
    assert found.generator != REPORT.generator


def test_summary_and_notes() -> None:
    about = REPORT.thread
    assert (about.comments, about.participants, about.title) == (6, 3, "The ferry must go")
    assert about.unnamed_comments == 1
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
    with pytest.raises(UnknownName, match=r"whataboutism; did you mean hedge\?$"):
        report(THREAD, patterns=["hegde"])
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
