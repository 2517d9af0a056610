"""Stance of a reply towards what it answers, and chains of rebuttals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threads.model import Comment, Link, Source, State, Thread
from threads.rebuttals import Chain, Said, rebuttals, stance
from threads.rebuttals.course import incivility
from threads.rebuttals.cues import cue_book, expand, read
from threads.rebuttals.features import features
from threads.rebuttals.judgement import weights
from threads.rebuttals.measured import fitted_on

CLAIM = "Closing the ferry will save the town of Larkmouth a lot of money."
NO = "No. You are wrong about the ferry, and you know it."
YES = "I agree. Exactly what I think."
SO = "The ferry runs at nine tomorrow."
ALIKE = "Everyone is so tired of them and their timetable."  # agrees by speaking of third persons


@pytest.mark.parametrize(
    ("reply", "label", "evidence"),
    [
        ("I disagree.", "disagree", "I disagree"),
        ("I don’t agree with any of this.", "disagree", "I don’t agree"),
        ("No, it won't.", "disagree", "No"),
        ("You're simply wrong about the money.", "disagree", "You're simply wrong"),
        ("That is simply not true.", "disagree", "That is simply not true"),
        ("Wrong. Read the budget, Tobias.", "disagree", "Wrong"),
        ("You clearly have not read the budget. The ferry is not the problem, the harbour office is.", "disagree", ""),
        ("I agree.", "agree", "I agree"),
        ("Couldn't agree more.", "agree", "Couldn't agree more"),
        ("Good point, Mara.", "agree", "Good point"),
        ("Yes, exactly.", "agree", "exactly"),
        ("Thanks for the link!", "neither", None),
        ("When does the ferry run on Sundays?", "neither", None),
        ("I took the ferry yesterday with my children.", "neither", None),
        ("No problem.", "neither", None),
        ("", "neither", None),
        ("渡し船に賛成です。", "neither", None),
    ],
)
def test_stance_with_its_words(reply: str, label: str, evidence: str | None) -> None:
    found = stance(reply, CLAIM)
    assert found.label == label
    if evidence is None:
        assert not found.evidence
        assert not found.cues
    else:
        assert any(evidence in span.text for span in found.evidence)
        assert found.cues


def test_only_the_own_words_of_a_reply_count() -> None:
    assert stance("> No. You are wrong, that is not true.\n\nThe ferry runs at nine.", CLAIM).label == "neither"
    assert stance('Dov said "I disagree" at the meeting.', CLAIM).label == "neither"


@given(st.text(max_size=200), st.text(max_size=100))
def test_any_two_texts_have_a_stance_whose_evidence_is_its_span(reply: str, parent: str) -> None:
    found = stance(reply, parent)
    assert (found.label == "neither") == (not found.evidence)
    assert all(reply[span.start : span.end] == span.text for span in found.evidence)


@given(st.text(alphabet="İẞıſK’ ", max_size=12))
def test_offsets_hold_behind_letters_that_change_length_in_lower_case(before: str) -> None:
    reply = f"{before} I disagree."
    [span] = stance(reply, CLAIM).evidence
    assert span.text == "I disagree"
    assert reply[span.start : span.end] == "I disagree"


@pytest.mark.parametrize(
    ("reply", "parent", "cue"),
    [
        ("Yes, but who pays for the bridge?", CLAIM, "opening:partial-agreement"),
        ("The town of Larkmouth does not save money by closing it.", CLAIM, "negates-the-parent"),
        ("It will never save the town.", CLAIM, "negates-the-parent"),
        ("How? It is cheap.", CLAIM, "begins-with-question"),
        ("What would the town pay?", CLAIM, "asks-about-shared"),
        ("> save the town of Larkmouth a lot of money\n\nHow?", CLAIM, "quotes-the-parent"),
        ("Only a fool like you would swim.", CLAIM, "attack"),
        ("Only a fool would swim.", CLAIM, "insult"),
        ("@river_rat Actually, it is cheap.", CLAIM, "opening:correction"),
        ("Do you have any evidence?", CLAIM, "challenge"),
        ("Nice try.", CLAIM, "irony"),
        ("It is cheap.", "You are wrong.", "parent:explicit-disagreement"),
    ],
)
def test_cues_are_found(reply: str, parent: str, cue: str) -> None:
    assert features(reply, parent).values.get(cue)


@pytest.mark.parametrize(
    ("reply", "parent", "cue"),
    [
        ("Only a fool would swim.", CLAIM, "attack"),
        ("Nothing new in Larkmouth.", CLAIM, "opening:contradiction-opener"),  # "no" inside a word
        ("Said no, and left.", CLAIM, "opening:contradiction-opener"),
        ("The harbour is not full.", CLAIM, "negates-the-parent"),
        (
            "Save the town, and not only on Sundays.",
            CLAIM,
            "negates-the-parent",
        ),  # what stands before it is not negated
        ("It is cheap. How?", CLAIM, "begins-with-question"),
        ("What would it cost?", CLAIM, "asks-about-shared"),
        ('"Nothing is free," as Ines says.', CLAIM, "quotes-the-parent"),
        ("It is not surprising.", CLAIM, "opening:contradiction-opener"),
        ("Not sure what to do.", CLAIM, "opening:contradiction-opener"),
    ],
)
def test_cues_that_must_not_be_found(reply: str, parent: str, cue: str) -> None:
    assert not features(reply, parent).values.get(cue)


def test_phrases_with_choices() -> None:
    assert list(expand("{not|isn't} {quite |}true")) == ["not quite true", "not true", "isn't quite true", "isn't true"]


def test_every_weight_belongs_to_a_cue_and_none_speaks_against_its_sense() -> None:
    book, fitted = cue_book(), weights()
    form = set(features("Where is it? http://ferry.example!\n\nWhen?", CLAIM).values) | {"ends-in-exclamation"}
    for name in (*fitted.of_reply, *fitted.of_parent):
        assert name.removeprefix("opening:") in book.names or name in form
    for name, (disagree, agree) in fitted.of_reply.items():
        sense = book.speaks_for.get(name.removeprefix("opening:"))
        assert sense in (None, "disagree") or disagree <= 0
        assert sense in (None, "agree") or agree <= 0


def test_a_long_text_is_read_in_one_pass() -> None:
    assert len(read("You are wrong. " * 20_000).hits) >= 20_000


# --- chains -------------------------------------------------------------------------------------------------------


def thread(*rows: tuple[int | None, str | None, str], states: dict[int, State] | None = None) -> Thread:
    """Comments c0, c1, ... as (place of the comment answered, author, text), a minute apart."""
    comments = tuple(
        Comment(
            id=f"c{n}",
            author=author,
            text=text,
            created_at=f"2024-03-{1 + n // 1440:02}T{n // 60 % 24:02}:{n % 60:02}:00" if n < 40_000 else None,
            state=(states or {}).get(n, "visible"),
        )
        for n, (_, author, text) in enumerate(rows)
    )
    links = tuple(
        Link(child_id=f"c{n}", parent_id=f"c{parent}", basis="stated")
        for n, (parent, _, _) in enumerate(rows)
        if parent is not None
    )
    source = Source(name="ferry.json", format="thread", sha256="0" * 64, bytes=0)
    return Thread(id="t", source=source, nesting="stated", comments=comments, links=links)


def only_chain(*rows: tuple[int | None, str | None, str], states: dict[int, State] | None = None) -> Chain:
    [chain] = rebuttals(thread(*rows, states=states)).chains
    return chain


def test_two_people_taking_turns() -> None:
    chain = only_chain((None, "Ines", CLAIM), (0, "Tobias", NO), (1, "Ines", NO), (2, "Tobias", NO))
    assert chain.comments == ("c0", "c1", "c2", "c3")
    assert chain.participants == ("Ines", "Tobias")
    assert (chain.rebuttals, chain.turns, chain.seconds) == (3, "alternating", 180.0)
    assert (chain.ended, chain.ended_by, chain.last_word) == ("last word", "c3", "Tobias")


@pytest.mark.parametrize(
    ("authors", "turns"),
    [
        ("ITI", "alternating"),
        ("IT", "other"),  # nobody has had a second turn
        ("ITM", "other"),
        ("ITIM", "other"),  # Tobias and Mara against Ines: two are not many
        ("ITIMID", "pile-on"),
        ("XITIMID", "pile-on"),
        ("ITIMD", "other"),  # Dov answers Mara, not Ines
        ("ITMD", "other"),
    ],
)
def test_turns_of_a_chain(authors: str, turns: str) -> None:
    rows = [(n - 1 if n else None, author, NO if n else CLAIM) for n, author in enumerate(authors)]
    assert only_chain(*rows).turns == turns


def test_several_rebuttals_of_one_comment_are_a_pile_on() -> None:
    three = rebuttals(thread((None, "Ines", CLAIM), (0, "Tobias", NO), (0, "Mara", NO), (0, "Dov", NO)))
    assert [chain.turns for chain in three.chains] == ["pile-on"] * 3
    two = rebuttals(thread((None, "Ines", CLAIM), (0, "Tobias", NO), (0, "Mara", NO), (0, "Mara", NO)))
    assert [chain.turns for chain in two.chains] == ["other"] * 3


@pytest.mark.parametrize(
    ("author", "text", "state", "ended"),
    [
        ("Ines", YES, "visible", "concession"),
        ("Ines", "Fair enough.", "visible", "concession"),
        ("Mara", YES, "visible", "agreement"),
        ("Mara", ALIKE, "visible", "agreement"),
        ("Ines", ALIKE, "visible", "continued"),  # she is not somebody else, and grants nothing in so many words
        ("Mara", SO, "visible", "continued"),
        ("Mara", "", "removed", "removal"),
        ("Tobias", SO, "visible", "silence"),  # what Tobias adds to his own comment answers nobody
        ("Tobias", NO, "removed", "removal"),
    ],
)
def test_how_a_chain_ends(author: str, text: str, state: State, ended: str) -> None:
    chain = only_chain((None, "Ines", CLAIM), (0, "Tobias", NO), (1, author, text), states={2: state})
    assert (chain.comments, chain.ended) == (("c0", "c1"), ended)
    assert chain.ended_by == ("c1" if ended == "silence" else "c2")


@pytest.mark.parametrize(
    ("authors", "ended", "last_word"),
    [
        ("IT", "silence", None),  # nobody took it up
        ("ITI", "last word", "I"),
        ("ITITIT", "last word", "T"),
        ("ITM", "silence", None),  # Tobias had rebutted Ines, never Mara
        ("ITMT", "last word", "T"),
        ("MITI", "last word", "I"),
    ],
)
def test_a_last_word_needs_an_exchange(authors: str, ended: str, last_word: str | None) -> None:
    chain = only_chain(*[(n - 1 if n else None, author, NO if n else CLAIM) for n, author in enumerate(authors)])
    assert (chain.ended, chain.last_word) == (ended, last_word)


def test_unnamed_people_have_no_last_word() -> None:
    chain = only_chain((None, None, CLAIM), (0, None, NO), (1, None, NO))
    assert (chain.ended, chain.last_word) == ("silence", None)


def test_a_concession_shows_its_words() -> None:
    found = rebuttals(thread((None, "Ines", CLAIM), (0, "Tobias", NO), (1, "Ines", "Good point. I agree with you.")))
    [one] = found.concessions
    assert (one.child_id, one.parent_id) == ("c2", "c1")
    assert [span.text for span in one.evidence] == ["Good point", "I agree"]
    assert "agreement" in one.cues


@pytest.mark.parametrize(
    "rows",
    [
        [(None, "Ines", CLAIM), (0, "Tobias", NO), (1, "Mara", YES)],  # Mara was not rebutted
        [(None, "Ines", CLAIM), (0, "Tobias", SO), (1, "Ines", YES)],  # nor was Ines
        [(None, "Ines", CLAIM), (0, "Tobias", NO), (1, "Ines", "This timetable has all the boats.")],  # not "This."
        [(None, "Ines", CLAIM), (0, "Tobias", NO), (1, "Ines", "Good point, but you are wrong. I disagree.")],
        [(None, None, CLAIM), (0, "Tobias", NO), (1, None, YES)],  # they may be two
    ],
)
def test_what_is_no_concession(rows: list[tuple[int | None, str | None, str]]) -> None:
    assert not rebuttals(thread(*rows)).concessions


def test_a_reply_without_text_is_not_judged() -> None:
    found = rebuttals(thread((None, "Ines", CLAIM), (0, "Tobias", ""), (0, "Mara", " \n"), (0, "Dov", NO)))
    assert (len(found.links), found.judged) == (1, 1)


def test_what_is_gone_rebuts_nothing() -> None:
    found = rebuttals(thread((None, "Ines", CLAIM), (0, "Tobias", NO), states={1: "removed"}))
    assert (found.links, found.judged) == ((), 0)


def test_the_network_counts_who_rebuts_whom_and_how_much_is_returned() -> None:
    rows = [
        (None, "Ines", CLAIM),
        (0, "Tobias", NO),
        (1, "Ines", NO),
        (2, "Tobias", NO),
        (0, "Mara", NO),
        (0, None, NO),
    ]
    found = rebuttals(thread(*rows)).network
    assert [(edge.author, edge.rebuts, edge.rebuttals) for edge in found.edges] == [
        ("Tobias", "Ines", 2),
        ("Ines", "Tobias", 1),
        ("Mara", "Ines", 1),
    ]
    # As networkx.overall_reciprocity has it: two of three edges are returned
    assert (found.reciprocity.pairs, found.reciprocity.answered) == (3, 2)
    assert found.reciprocity.share == pytest.approx(2 / 3)
    assert rebuttals(thread((None, "Ines", CLAIM))).network.reciprocity.share is None


@pytest.mark.parametrize(
    ("said", "course", "p"),
    [
        ([(100, 0), (100, 0)], "none", None),
        ([(100, 0), (100, 4)], "too little", 0.125),  # even four to none may be chance
        ([(100, 0), (100, 5)], "rises", 0.0625),
        ([(100, 5), (100, 0)], "falls", 0.0625),
        ([(100, 3), (100, 4)], "stays", 1.0),
        ([(10, 0), (490, 8)], "stays", 1.0),  # eight passages where nearly all words are
        ([(490, 4), (10, 4)], "rises", 0.0),
        ([(100, 0), (50, 40), (100, 5)], "rises", 0.0625),  # the middle comment is in neither half
        ([(0, 0), (100, 5)], "too little", None),
    ],
)
def test_incivility_along_a_chain(said: list[tuple[int, int]], course: str, p: float | None) -> None:
    found = incivility([Said(*one) for one in said])
    assert (found.course, found.p) == (course, p)
    assert found.whole.passages == sum(uncivil for _, uncivil in said)


@given(st.lists(st.builds(Said, st.integers(0, 300), st.integers(0, 12)), min_size=2, max_size=9))
def test_a_chain_read_backwards_falls_where_it_rose(said: list[Said]) -> None:
    there, back = incivility(said), incivility(said[::-1])
    turned = {"rises": "falls", "falls": "rises"}
    assert back.course == turned.get(there.course, there.course)
    assert there.p == back.p
    assert there.halves == back.halves[::-1]


def test_chains_say_how_uncivil_they_are_where_that_was_counted() -> None:
    rows = thread((None, "Ines", CLAIM), (0, "Tobias", NO))
    assert only_chain((None, "Ines", CLAIM), (0, "Tobias", NO)).incivility is None
    [chain] = rebuttals(rows, [Said(10, 0), Said(20, 1)]).chains
    assert chain.incivility is not None
    assert [(half.passages, half.words, half.per_100_words) for half in chain.incivility.halves] == [
        (0, 10, 0.0),
        (1, 20, 5.0),
    ]


def test_judgements_come_with_how_often_such_were_right() -> None:
    measured = rebuttals(thread((None, "Ines", CLAIM))).measured
    assert {one.how for one in measured} >= {"texts unseen", "set unseen"}
    assert {one.set for one in measured if one.how != "whole set"} == fitted_on()


def test_links_carry_the_words_that_rebut() -> None:
    found = rebuttals(thread((None, "Ines", CLAIM), (0, "Tobias", NO), (0, "Mara", YES), (0, "Dov", SO)))
    [link] = found.links
    assert (link.child_id, link.parent_id) == ("c1", "c0")
    assert all(NO[span.start : span.end] == span.text and span.comment_id == "c1" for span in link.evidence)
    assert (found.judged, found.agreements) == (3, 1)


def test_nobody_rebuts_himself_but_unnamed_people_may() -> None:
    assert not rebuttals(thread((None, "Ines", CLAIM), (0, "Ines", NO))).links
    assert rebuttals(thread((None, None, CLAIM), (0, None, NO))).links


def test_a_hundred_thousand_rebuttals_deep() -> None:
    rows = [(n - 1 if n else None, "IT"[n % 2], NO) for n in range(100_000)]
    [chain] = rebuttals(thread(*rows), [Said(10, 1)] * len(rows)).chains
    assert (chain.rebuttals, chain.turns, chain.ended) == (99_999, "alternating", "last word")


def test_twenty_thousand_rebuttals_of_one_comment() -> None:
    rows: list[tuple[int | None, str | None, str]] = [(None, "Ines", CLAIM)]
    rows += [(0, f"p{n}", NO) for n in range(20_000)]
    found = rebuttals(thread(*rows), [Said(10, 1)] * len(rows))
    assert {chain.turns for chain in found.chains} == {"pile-on"}
    assert len(found.chains) == len(found.network.edges) == 20_000


def test_many_rebuttals_at_the_end_of_a_long_chain_do_not_repeat_it_forever() -> None:
    rows = [(n - 1 if n else None, "IT"[n % 2], NO) for n in range(2_000)] + [(1_999, f"p{n}", NO) for n in range(500)]
    found = rebuttals(thread(*rows))
    assert sum(len(chain.comments) for chain in found.chains) <= 20 * len(found.links)
    assert len(found.chains) + found.chains_left_out == 500


@given(st.data())
def test_chains_are_maximal_and_each_of_their_steps_is_a_rebuttal(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 12))
    rows: list[tuple[int | None, str | None, str]] = [
        (
            data.draw(st.one_of(st.none(), st.integers(0, n - 1))) if n else None,
            data.draw(st.sampled_from(["Ines", "Tobias", "Mara", None])),
            data.draw(st.sampled_from([NO, NO, YES, SO])),
        )
        for n in range(size)
    ]
    found = rebuttals(thread(*rows))
    parent_of = {link.child_id: link.parent_id for link in found.links}
    rebutted = set(parent_of.values())
    for chain in found.chains:
        assert all(
            parent_of[child] == parent for parent, child in zip(chain.comments, chain.comments[1:], strict=False)
        )
        assert chain.comments[0] not in parent_of  # it could not begin earlier
        assert chain.comments[-1] not in rebutted  # nor end later
        assert len(chain.comments) == chain.rebuttals + 1 >= 2
    assert {id for chain in found.chains for id in chain.comments[1:]} == set(parent_of)
    assert len({chain.comments for chain in found.chains}) == len(found.chains)
