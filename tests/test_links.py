"""Reply links: small conversations beside the links and evidence they must yield."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from timing import seconds

from threads.errors import UnknownName
from threads.links import WhichLinks, link, recover
from threads.links.candidates import candidates
from threads.links.context import prepare
from threads.links.habits import Habits
from threads.links.reading import read
from threads.links.weighing import weights
from threads.model import Comment, Marker, Nesting, Post, Source, Thread, Transcript

SOURCE = Source(name="invented", format="text", sha256="0" * 64, bytes=0)


LIST = SOURCE.model_copy(update={"format": "ndjson"})


def transcript(
    *comments: Comment, nesting: Nesting = "lost", post: Post | None = None, source: Source = SOURCE
) -> Transcript:
    return Transcript(id="t", source=source, nesting=nesting, comments=comments, post=post)


def talk(*lines: str, post: Post | None = None, source: Source = SOURCE) -> Thread:
    """A thread of comments written as "NAME | HH:MM | text"."""
    parts = [[part.strip() for part in line.split("|", 2)] for line in lines]
    comments = [
        Comment(id=f"c{n}", author=name, created_at=f"2024-03-14T{clock}:00" if clock else None, text=text)
        for n, (name, clock, text) in enumerate(parts, 1)
    ]
    return link(transcript(*comments, post=post, source=source))


POST = Post(author="Ines Okafor", text="The bridge will be built at a cost of 2.4 million beside the old mill.")
FIRST = "Mara Quill | | The ferry was never allowed to charge visitors in the summer."
SECOND = "Dov Aster | | The landing is rotten."

ALL_QUOTED = "> > The ferry was never allowed to charge visitors\n> It did so in two summers I know."

CASES = {
    "a quotation names its source": (
        [FIRST, SECOND, "Tobias | | “never allowed to charge visitors” is not what the report says."],
        [("c3", "c1", "quote", "“never allowed to charge visitors”")],
    ),
    "an inserted (sic) does not hide it": (
        [FIRST, SECOND, 'Tobias | | "was never (sic) allowed to charge visitors in the summer" you say.'],
        [("c3", "c1", "quote", '"was never (sic) allowed to charge visitors in the summer"')],
    ),
    "a quoted article is no comment": (
        [FIRST, "Dov | | “at a cost of 2.4 million” is the old figure. Mara Quill, see?"],
        [],
    ),
    "a vocative opens a comment": (
        [FIRST, SECOND, "Rat | | Mara Quill,\n\nnot so."],
        [("c3", "c1", "mention", "Mara Quill")],
    ),
    "a first name inside": ([FIRST, SECOND, "Rat | | Another thing, Mara: look."], [("c3", "c1", "mention", "Mara")]),
    "a title and a last name": ([FIRST, SECOND, "Rat | | Ms. Quill, not so."], [("c3", "c1", "mention", "Quill")]),
    "an at sign": ([FIRST, SECOND, "Rat | | I think @mara quill is right"], [("c3", "c1", "mention", "mara quill")]),
    "initials, spoken to": (
        [FIRST, SECOND, "Rat | | (but your point is weak MQ), see"],
        [("c3", "c1", "mention", "MQ")],
    ),
    "initials, not spoken to": ([FIRST, SECOND, "Rat | | They asked the MQ, in vain."], []),
    "a name spoken about is not addressed": ([FIRST, SECOND, "Rat | | I heard Mara Quill yesterday."], []),
    "a name inside a quotation is not addressed": (
        [FIRST, SECOND, "Rat | | He wrote “Mara Quill, go home” there."],
        [],
    ),
    "one does not answer oneself by name": ([FIRST, "Mara Quill | | Mara Quill, signing."], []),
    "a question is answered": (
        ["Mara | | Has anybody seen the survey?", "Ines | | Yes, it is on page 14."],
        [("c2", "c1", "answer", "Yes")],
    ),
    "a statement is not answered": ([SECOND, "Ines | | Yes, it is on page 14."], []),
    "a comment dated after a later one is nested": (
        ["A | 10:00 | One.", "B | 12:00 | Two.", "C | 11:00 | Three.", "D | 13:00 | Four."],
        [("c2", "c1", "order", None)],
    ),
    "a copied line without marks is a quotation": (
        [FIRST, SECOND, "Tobias | | The landing is rotten.\n\nThen mend it before you close anything."],
        [("c3", "c2", "quote", "The landing is rotten")],
    ),
    "a signature is none": (
        [FIRST + "\nWrite to the harbour office at once.", SECOND + "\nWrite to the harbour office at once."],
        [],
    ),
    "what was quoted by the one who is answered is not answered": (
        [
            FIRST,
            "Dov | | > The ferry was never allowed to charge visitors\n\nIt did so in two summers I know.",
            "Rat | | > > The ferry was never allowed to charge visitors\n> It did so in two summers I know.\n\nWhich?",
        ],
        [
            ("c2", "c1", "quote", "> The ferry was never allowed to charge visitors"),
            ("c3", "c2", "quote", ALL_QUOTED),
        ],
    ),
    "who wrote it is said": (
        [FIRST, SECOND, "Rat | | Mara Quill wrote:\n> summer\n\nWinter too."],
        [("c3", "c1", "quote", "Mara Quill wrote:")],
    ),
    "when it was written tells which": (
        [
            "Mara Quill | 10:00 | The fares went up.",
            "Mara Quill | 10:20 | And the boat went out half empty.",
            "Rat | 11:00 | On 14 March 2024 at 10:00, Mara Quill wrote:\n> fares\n\nDid they?",
        ],
        [("c3", "c1", "quote", "On 14 March 2024 at 10:00, Mara Quill wrote:")],
    ),
    "who is quoted is said, but not the words": (
        [FIRST, SECOND, "Mara Quill | | And the lamp is out.", "Rat | | Mara Quill wrote: fares, tides\n\nWhich?"],
        [("c4", "c3", "quote", "Mara Quill wrote:")],
    ),
    "who is quoted is said in front": (
        [FIRST, SECOND, "Mara Quill | | And the lamp is out.", "Rat | | Quoting Mara Quill:\nfares, tides\n\nWhich?"],
        [("c4", "c3", "quote", "Quoting Mara Quill:")],
    ),
    "a greeting opens a reply": ([FIRST, SECOND, "Rat | | Hello Mara,\nnot so."], [("c3", "c1", "mention", "Mara")]),
    "a greeting opens a reply below a quotation": (
        [FIRST, SECOND, "Rat | | > so they say\n\nHello Mara,\nnot so."],
        [("c3", "c1", "mention", "Mara")],
    ),
    "a greeting further down is somebody else's": (
        [FIRST, SECOND, "Rat | | The harbour office sent this:\nHello Mara,\nyour ticket is ready."],
        [],
    ),
    "thanks may stand anywhere": (
        [FIRST, SECOND, "Rat | | So it was shut.\nThanks Mara,\nthat helps."],
        [("c3", "c1", "mention", "Mara")],
    ),
    "a number points": ([FIRST, SECOND, "Rat | | @#1 not so."], [("c3", "c1", "mention", "@#1")]),
    "a number opens its line": ([FIRST, SECOND, "Rat | | #2 – since when?"], [("c3", "c2", "mention", "#2 –")]),
    "a rank does not point": ([FIRST, SECOND, "Rat | | #1 priority is the landing, as we were #2 last year."], []),
    "a handle without its figures": (
        ["river_rat77 | | Close it.", SECOND, "Ines | | @river_rat not so."],
        [("c3", "c1", "mention", "river_rat")],
    ),
    "a slip of the pen": (
        ["Okafor | | Close it.", SECOND, "Ines | | Okofor: not so."],
        [("c3", "c1", "mention", "Okofor")],
    ),
    "of several comments the one whose words are taken up": (
        [
            "Mara Quill | | The toll house burned in the flood year.",
            SECOND,
            "Mara Quill | | Anyhow, fares.",
            "Rat | | Mara Quill, “the toll house burned in the flood year”? It stood.",
        ],
        [("c4", "c1", "quote", "“the toll house burned in the flood year”")],
    ),
    "ascending times prove nothing": (["A | 10:00 | One.", "B | 11:00 | Two.", "C | 12:00 | Three."], []),
}


@pytest.mark.parametrize(("lines", "expected"), CASES.values(), ids=CASES)
def test_cues(lines: list[str], expected: list[tuple[str, str, str, str | None]]) -> None:
    thread = talk(*lines, post=POST, source=LIST)
    found = [(k.child_id, k.parent_id, k.basis, k.evidence[0].text if k.evidence else None) for k in thread.links]
    assert found == expected
    texts = {c.id: c.text for c in thread.comments}
    assert all(texts[e.comment_id][e.start : e.end] == e.text for k in thread.links for e in k.evidence)
    assert all(k.evidence or k.fact for k in thread.links)


def marked(*values: tuple[str, str] | None) -> Thread:
    return link(
        transcript(
            *(
                Comment(id=f"c{n}", author=f"N{n}", markers=(Marker(kind=v[0], value=v[1], printed="-"),) if v else ())  # type: ignore[arg-type]
                for n, v in enumerate(values, 1)
            )
        )
    )


MARKS = {
    "indentation": (
        [("depth", "0"), ("depth", "1"), ("depth", "2"), ("depth", "1"), ("depth", "0")],
        ["", "c1", "c2", "c1", ""],
    ),
    "in response": ([None, ("depth", "1"), None, ("depth", "1")], ["", "c1", "", "c3"]),
    "dotted numbers": ([("number", "1"), ("number", "1.1"), ("number", "2"), ("number", "1.2")], ["", "c1", "", "c1"]),
    "at a number": ([("number", "1"), ("number", "2"), ("number", "@1")], ["", "", "c1"]),
    "a name": ([None, None, ("reply-to", "N1")], ["", "", "c1"]),
    "a name nobody has": ([None, ("reply-to", "Nobody")], ["", ""]),
}


@pytest.mark.parametrize(("values", "parents"), MARKS.values(), ids=MARKS)
def test_marks(values: list[tuple[str, str] | None], parents: list[str]) -> None:
    thread = marked(*values)
    assert {k.child_id: k.parent_id for k in thread.links} == {f"c{n}": p for n, p in enumerate(parents, 1) if p}
    assert {k.basis for k in thread.links} <= {"marker"}


def test_stated_parents_are_kept_and_cycles_are_not_linked() -> None:
    parents = {"a": None, "b": "a", "c": "d", "d": "e", "e": "c", "f": "e", "g": "g", "h": "gone"}
    thread = link(transcript(*(Comment(id=i, parent_id=p) for i, p in parents.items()), nesting="stated"))
    assert {k.child_id: k.parent_id for k in thread.links} == {"b": "a", "f": "e"}
    assert [n.comment_id for n in thread.notes if n.code == "cycle"] == ["c", "d", "e", "g"]
    assert {c.id: c.parent_id for c in thread.comments} == parents


def test_a_linked_thread_is_returned_unchanged() -> None:
    thread = talk(FIRST, SECOND)
    assert link(thread) is thread


TEXTS = ["A, no.", "“one two three four five”", "one two three four five six", "Why?", "Yes", "@B hm", "> Why?\n\nSo."]
NAMES = st.sampled_from(["A", "B", "C", None])


def shuffled(authors: list[str | None], rng: random.Random, stated: float, marked: float = 0.0) -> Transcript:
    """Comments of any text, time, mark, and now and then a stated parent, earlier or later."""
    falling = rng.random() < 0.3
    clocks = sorted((rng.randrange(24) for _ in authors), reverse=True) if falling else None
    comments = [
        Comment(
            id=f"c{n}",
            author=author,
            text=rng.choice(TEXTS),
            created_at=f"2024-03-14T{clocks[n] if clocks else rng.randrange(24):02}:00:00"
            if rng.random() < 0.9
            else None,
            parent_id=f"c{rng.randrange(len(authors))}" if rng.random() < stated else None,
            markers=marks(rng, len(authors)) if rng.random() < marked else (),
        )
        for n, author in enumerate(authors)
    ]
    post, source = rng.choice([(None, LIST), (None, SOURCE), (POST, LIST)])
    return transcript(*comments, nesting="partial" if stated else "lost", post=post, source=source)


def marks(rng: random.Random, count: int) -> tuple[Marker, ...]:
    """A mark of any kind, which may point anywhere, also at the comment itself or a later one."""
    kinds = ("depth", str(rng.randrange(4))), ("number", rng.choice(["7", "@3", "7.1", "@2"]))
    kind, value = rng.choice([*kinds, ("reply-to", rng.choice("ABC")), ("quote-of", f"c{rng.randrange(count)}")])
    return (Marker(kind=kind, value=value, printed="-"),)  # type: ignore[arg-type]


@given(st.lists(NAMES, max_size=30), st.randoms(), st.sampled_from([0, 0.5]))
def test_recovered_parents_stand_earlier_or_all_later(
    authors: list[str | None], rng: random.Random, marked: float
) -> None:
    thread = link(shuffled(authors, rng, 0, marked))
    place = {c.id: n for n, c in enumerate(thread.comments)}
    ahead = {place[k.parent_id] < place[k.child_id] for k in thread.links}
    assert len(ahead) <= 1, "a list runs one way"
    assert ahead <= {True} or not_rising(thread)
    assert len({k.child_id for k in thread.links}) == len(thread.links)


def not_rising(thread: Thread) -> bool:
    times = [c.created_at for c in thread.comments if c.created_at]
    return sum(a > b for a, b in pairwise(times)) > sum(a < b for a, b in pairwise(times))


@given(st.lists(NAMES, max_size=30), st.randoms(), st.sampled_from([0, 0.5]))
def test_links_never_form_a_cycle_whatever_is_stated(
    authors: list[str | None], rng: random.Random, marked: float
) -> None:
    given = shuffled(authors, rng, 0.4, marked)
    links = link(given).links
    above = {k.child_id: k.parent_id for k in links}
    assert all(k.basis == "stated" for k in links if given.comments[int(k.child_id[1:])].parent_id), "never rewritten"
    for start in above:
        at, steps = start, 0
        while at in above:
            at, steps = above[at], steps + 1
            assert steps <= len(above)


@given(st.lists(NAMES, max_size=30), st.randoms())
def test_every_link_shows_words_or_a_fact(authors: list[str | None], rng: random.Random) -> None:
    thread = link(shuffled(authors, rng, 0))
    texts = {c.id: c.text for c in thread.comments}
    assert all(k.evidence or k.fact for k in thread.links)
    assert all(texts[e.comment_id][e.start : e.end] == e.text for k in thread.links for e in k.evidence)


@pytest.mark.parametrize(("clock", "parent"), [("10:00:07", "c1"), ("10:00:09", "c3")])
def test_an_author_and_a_second_name_one_comment(clock: str, parent: str) -> None:
    said = f"On 14 March 2024 at {clock}, Mara Quill wrote:\n> fares\n\nDid they?"
    lines = [("Mara Quill", 7, "Fares."), ("Dov", 8, "Fares."), ("Mara Quill", 9, "Rope."), ("Rat", 50, said)]
    comments = [
        Comment(id=f"c{n}", author=name, created_at=f"2024-03-14T10:00:{second:02}", text=text)
        for n, (name, second, text) in enumerate(lines, 1)
    ]
    found = {k.child_id: (k.parent_id, k.basis) for k in link(transcript(*comments, source=LIST)).links}
    assert found["c4"] == (parent, "quote")


def features(at: int, *lines: str) -> dict[int, dict[str, float]]:
    """What the model sees of the possible parents of a comment, by their place."""
    thread = talk(*lines, source=LIST)
    context = prepare(transcript(*thread.comments, source=LIST))
    for n, comment in enumerate(thread.comments[: at + 1]):
        reading = read(n, comment)
        found = {one.parent: one.features for one in candidates(reading, context)}
        context.add(reading, n - 1 if n else None)
    return found


def test_who_repeated_the_words_before_may_be_answered_too() -> None:
    again = features(
        2, FIRST, "Dov | | > The ferry was never allowed\n\nIt was.", "Rat | | > The ferry was never allowed\n\nNo."
    )
    assert {at for at, one in again.items() if "quote_words" in one} == {0}
    assert {at: one["quote_again"] for at, one in again.items() if "quote_again" in one} == {1: 1.0}


def test_who_speaks_next_may_have_been_answered() -> None:
    lines = ["Mara | | One.", "Dov | | Two.", "Rat | | Three.", "Mara | | Four.", "Dov | | Five."]
    seen = features(2, *lines)
    assert {at: [name for name in one if name.startswith("returns")] for at, one in seen.items() if at >= 0} == {
        0: ["returns_next"],
        1: ["returns"],
    }


def test_habits_are_shares_of_the_parents_that_words_named() -> None:
    habits = Habits()
    assert habits.share("first") == habits.share("previous") == pytest.approx(1 / 3)
    for at, parent, named in [(2, 0, [0]), (3, 0, [0, 2]), (4, 3, [1]), (5, None, [2])]:
        habits.note(at, named)
        habits.add(at, parent, path=(at - 1,))
    assert habits.share("first") == pytest.approx(3 / 5), "the fourth was not named, the fifth is none"
    assert habits.share("previous") == pytest.approx(1 / 5)
    assert habits.share("aside") == pytest.approx(3 / 5)


def test_no_link_is_given_below_the_least_chance() -> None:
    thread = transcript(*talk(*CHAT).comments, source=LIST)
    by_chance = [len([*recover(thread, {}, weights()._replace(least_chance=n / 10))]) for n in range(12)]
    assert by_chance == sorted(by_chance, reverse=True)
    assert (by_chance[0], by_chance[-1]) == (4, 0)


CHAT = [
    "Mara Quill | 10:00 | Has the survey of the landing come?",
    "Dov Aster | 10:04 | The library has one copy of it.",
    "Mara Quill | 10:05 | Thanks, I will walk over.",
    "Dov Aster | 10:20 | @Mara Quill bring an umbrella.",
    "Ines | 10:30 | > I will walk over\n\nBring it back, too.",
]


HANDLES = [
    "Ines | 10:00 | The ferry stays shut until May.",
    "Dov | 10:01 | @Ines who says so?",
    "Mara | 10:02 | @Dov @Ines the harbour office.",
    "Mara | 10:03 | @Ines and what of the landing?",
    "Dov | 10:05 | @Mara @Ines which office?",
]


def test_of_an_authors_comments_the_one_that_speaks_to_the_same_people_is_answered() -> None:
    assert {k.child_id: k.parent_id for k in talk(*HANDLES, source=LIST).links}["c5"] == "c3"


def test_a_line_of_chat_answers_the_one_that_speaks_to_its_author() -> None:
    names = ("Mara", "Dov", "Ines", "Rat")
    before = [f"{names[n % 4]} | 10:{n:02} | the {word} is wet" for n, word in enumerate(WORDS * 3)]
    lines = [
        "Mara | 10:50 | Dov: is the rope long enough?",
        "Rat | 10:51 | Ines: take the cart",
        "Dov | 10:52 | it is too short",
    ]
    links = talk(*before, *lines, source=LIST).links
    assert {k.child_id: k.parent_id for k in links}["c39"] == "c37"


def test_a_list_without_an_article_is_a_conversation_and_a_page_may_be_none() -> None:
    assert {k.child_id: k.parent_id for k in talk(*CHAT, source=LIST).links}.keys() == {"c2", "c3", "c4", "c5"}
    on_page = {(k.child_id, k.parent_id, k.basis) for k in talk(*CHAT, post=POST, source=LIST).links}
    assert on_page == {("c4", "c3", "mention"), ("c5", "c3", "quote")}


def test_place_alone_is_a_basis_of_its_own() -> None:
    first = talk(*CHAT, source=LIST).links[0]
    assert (first.child_id, first.parent_id, first.basis, first.fact) == ("c2", "c1", "adjacent", "stands right above")


def test_which_links_are_given_is_a_choice() -> None:
    comments = [c.model_copy(update={"parent_id": "c4" if c.id == "c5" else None}) for c in talk(*CHAT).comments]
    bases = {
        which: {k.basis for k in link(transcript(*comments, nesting="partial", post=POST), which).links}
        for which in get_args(WhichLinks)
    }
    assert bases == {"all": {"mention", "stated"}, "recovered-strict": {"mention", "stated"}, "stated": {"stated"}}
    assert "adjacent" not in {
        k.basis for k in link(transcript(*talk(*CHAT).comments, source=LIST), "recovered-strict").links
    }
    with pytest.raises(UnknownName, match="recovered-strict"):
        link(transcript(*comments), "some")  # type: ignore[arg-type]


def test_a_list_with_the_newest_first_is_read_from_its_end() -> None:
    forth = talk(*CHAT, source=LIST)
    upwards = {k.child_id: k.parent_id for k in forth.links}
    thread = link(transcript(*forth.comments[::-1], source=LIST))
    assert {k.child_id: k.parent_id for k in thread.links} == upwards
    assert [c.id for c in thread.comments] == ["c5", "c4", "c3", "c2", "c1"]


def test_a_stated_parent_further_down_makes_no_cycle() -> None:
    comments = (
        Comment(id="a", author="Mara Quill", parent_id="b", text="So it is."),
        Comment(id="b", author="Dov Aster", text="Mara Quill, it is not."),
    )
    assert {k.child_id: k.parent_id for k in link(transcript(*comments, nesting="partial")).links} == {"a": "b"}


@pytest.mark.parametrize("deep", [False, True], ids=["star", "chain"])
def test_linking_is_linear(deep: bool) -> None:
    comments = [Comment(id="c0")]
    comments += [Comment(id=f"c{n}", parent_id=f"c{n - 1 if deep else 0}", text="No.") for n in range(1, 50_000)]
    started = time.process_time()
    assert len(link(transcript(*comments, nesting="stated")).links) == len(comments) - 1
    assert time.process_time() - started < 20


WORDS = ["ferry", "landing", "fare", "bridge", "toll", "mill", "rope", "tide", "lamp", "pier", "cart", "rain"]

# Who writes the n-th of so many comments, which comment it states as its parent, and how its text begins.
GROWING = {
    "few speak": lambda n, count: (f"N{n % 7}", None, f"@N{n % 5} "),
    "many share a name": lambda n, count: (f"Guest{n % (count // 4)}", None, "Guest, I think you are right GU. "),
    "one speaks": lambda n, count: ("Mara Quill", None, "Mara Quill, "),
    "nobody has a name": lambda n, count: (None, None, "Yes. "),
    "everybody quotes": lambda n, count: (f"N{n % (count // 10)}", None, "> {half}\n\n"),
    "everybody quotes the last one": lambda n, count: (f"N{n % 9}", None, "> {last}\n\n"),
    "each answers the next": lambda n, count: (f"N{n}", f"c{n + 1}" if n < count // 2 else None, "> {last}\n\n"),
}


@pytest.mark.parametrize("shape", GROWING.values(), ids=GROWING)
def test_recovering_is_linear(shape: Callable[[int, int], tuple[str | None, str | None, str]]) -> None:
    def conversation(count: int) -> Transcript:
        rng = random.Random(7)  # noqa: S311 - no secret
        texts = [" ".join(rng.choices(WORDS, k=12)) for _ in range(count)]
        comments = []
        for n, text in enumerate(texts):
            author, parent, begin = shape(n, count)
            begin = begin.format(half=texts[n // 2], last=texts[n - 1])
            comments.append(Comment(id=f"c{n}", author=author, parent_id=parent, text=begin + text))
        nesting: Nesting = "partial" if any(comment.parent_id for comment in comments) else "lost"
        return transcript(*comments, nesting=nesting, source=LIST)

    few, many = (seconds(partial(link, conversation(count))) for count in (200, 1600))
    assert many < 16 * few, "eight times as many"
