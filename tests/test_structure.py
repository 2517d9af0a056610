"""The shape of a thread: depths, breadths, structural virality and who answers whom."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threads.model import Comment, Link, Source, Thread
from threads.structure import seconds_between, structure

SOURCE = Source(name="ferry.json", format="thread", sha256="0" * 64, bytes=0)


def thread(parents: list[int | None], authors: str = "", times: list[str | None] | None = None) -> Thread:
    """A thread whose n-th comment (c0, c1, ...) answers the comment at `parents[n]`; None answers the post."""
    comments = tuple(
        Comment(id=f"c{n}", author=authors[n] if authors else None, created_at=times[n] if times else None)
        for n in range(len(parents))
    )
    links = tuple(
        Link(child_id=f"c{child}", parent_id=f"c{parent}", basis="stated")
        for child, parent in enumerate(parents)
        if parent is not None
    )
    return Thread(id="t", source=SOURCE, nesting="stated", comments=comments, links=links)


@st.composite
def trees(draw: st.DrawFn) -> list[int | None]:
    size = draw(st.integers(0, 12))
    parents: list[int | None] = [draw(st.one_of(st.none(), st.integers(0, n - 1))) if n else None for n in range(size)]
    order = draw(st.permutations(range(size)))  # replies may stand before what they answer
    place = {old: new for new, old in enumerate(order)}
    moved: list[int | None] = [None] * size
    for child, parent in enumerate(parents):
        moved[place[child]] = None if parent is None else place[parent]
    return moved


def ancestors(parents: list[int | None], node: int | None) -> list[int | None]:
    path = [node]
    while node is not None:
        node = parents[node]
        path.append(node)
    return path


#   post -- c0 -- c1 -- c3
#        |     `- c2
#        `- c4
SMALL: list[int | None] = [None, 0, 0, 1, None]


def test_a_small_thread() -> None:
    shape = structure(thread(SMALL))
    assert shape.depths == {"c0": 1, "c1": 2, "c2": 2, "c3": 3, "c4": 1}
    assert (shape.comments, shape.top_level, shape.top_level_share) == (5, 2, 0.4)
    assert (shape.max_depth, shape.mean_depth, shape.max_breadth) == (3, 1.8, 2)
    assert shape.comments_per_depth == (2, 2, 1)
    assert (shape.branching.mean, shape.branching.max) == (1.5, 2)
    assert shape.branching.distribution == {"0": 3, "1": 1, "2": 1}
    assert shape.longest_path == ("c0", "c1", "c3")


def test_an_empty_thread_has_zeros_and_nulls() -> None:
    shape = structure(thread([]))
    assert (shape.comments, shape.max_depth, shape.longest_path) == (0, 0, ())
    assert shape.top_level_share is shape.mean_depth is shape.structural_virality is shape.branching.mean is None


def test_without_stated_nesting_the_top_level_is_not_known() -> None:
    assert structure(thread(SMALL)).top_level_known
    assert not structure(thread(SMALL).model_copy(update={"nesting": "lost"})).top_level_known


@pytest.mark.parametrize(
    ("parents", "virality"),
    [
        ([None], 1.0),  # post and one comment
        ([None] * 3, 1.5),  # a star of four nodes: three pairs at 1, three at 2
        ([None, 0, 1], 10 / 6),  # a chain of four nodes
        ([None] * 1000, pytest.approx(2.0, abs=0.01)),
        ([None, *range(999)], pytest.approx(1002 / 3)),
    ],
)
def test_structural_virality_of_stars_and_chains(parents: list[int | None], virality: float) -> None:
    assert structure(thread(parents)).structural_virality == virality


@given(trees())
def test_depth_is_the_number_of_replies_from_the_post(parents: list[int | None]) -> None:
    shape = structure(thread(parents))
    assert list(shape.depths.values()) == [len(ancestors(parents, node)) - 1 for node in range(len(parents))]
    assert sum(shape.comments_per_depth) == shape.comments
    assert shape.max_depth == len(shape.longest_path)


@given(trees().filter(bool))
def test_structural_virality_is_the_mean_distance_over_all_pairs(parents: list[int | None]) -> None:
    nodes: list[int | None] = [None, *range(len(parents))]
    distances = []
    for one, other in combinations(nodes, 2):
        first, second = ancestors(parents, one), ancestors(parents, other)
        distances.append(len(first) + len(second) - 2 * len(set(first) & set(second)))
    assert structure(thread(parents)).structural_virality == pytest.approx(sum(distances) / len(distances))


def test_a_hundred_thousand_replies_deep() -> None:
    shape = structure(thread([None, *range(99_999)]))
    assert shape.max_depth == 100_000
    assert shape.longest_path[-1] == "c99999"


def test_a_cycle_ends_at_the_post_instead_of_running_forever() -> None:
    shape = structure(thread([2, 0, 1, 0, 4]))  # c0 -> c2 -> c1 -> c0, and c4 answers itself
    assert shape.depths == {"c0": 1, "c1": 2, "c2": 3, "c3": 2, "c4": 1}


def test_who_answers_whom_and_whether_they_answer_back() -> None:
    # Ines <- Tobias <- Ines <- Mara, Mara <- Mara, Ines <- Tobias
    shape = structure(thread([None, 0, 1, 2, 3, 0], "ITIMMT"))
    assert [(pair.author, pair.answers, pair.replies) for pair in shape.answers] == [
        ("T", "I", 2),
        ("I", "T", 1),
        ("M", "I", 1),
        ("M", "M", 1),
    ]
    back = shape.reciprocity
    assert (back.pairs, back.answered) == (3, 2)  # T-I, I-T, M-I: answering oneself is no pair
    assert back.share == pytest.approx(2 / 3)
    assert back.corrected == pytest.approx((2 / 3 - 3 / 6) / (1 - 3 / 6))


def test_reciprocity_without_pairs_or_without_chance() -> None:
    assert structure(thread([None, None], "IT")).reciprocity.share is None
    everybody = structure(thread([None, 0, 1], "ITI")).reciprocity
    assert (everybody.share, everybody.corrected) == (1.0, None)


@pytest.mark.parametrize(
    ("earlier", "later", "seconds"),
    [
        ("2024-03-01T10:00:00", "2024-03-01T10:01:30", 90.0),
        ("2024-03-01T10:00:00+01:00", "2024-03-01T10:00:00Z", 3600.0),
        ("2024-03-01T10:00:00", "2024-03-01T09:59:59.5", -0.5),
        ("2024-03-01T10:00:00", "2024-03-01T10:00:00Z", None),  # local against offset
        ("2024-03-01", "2024-03-02", None),  # a date has no seconds
        ("2024-03-01", "2024-03-02T10:00:00", None),
        (None, "2024-03-02T10:00:00", None),
    ],
)
def test_only_like_times_are_compared(earlier: str | None, later: str, seconds: float | None) -> None:
    assert seconds_between(earlier, later) == seconds


def test_gaps_between_replies_and_what_they_answer() -> None:
    times = ["2024-03-01T10:00:00", "2024-03-01T10:00:10", "2024-03-01T10:00:20", "2024-03-01T09:59:00", None]
    found = structure(thread([None, 0, 0, 0, 0], times=times)).reply_gaps
    assert (found.count, found.unknown, found.negative) == (3, 1, 1)
    assert (found.lower_quartile, found.median, found.upper_quartile) == (-25.0, 10.0, 15.0)
    nothing = structure(thread([None])).reply_gaps
    assert (nothing.count, nothing.median) == (0, None)
